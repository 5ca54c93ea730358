import { answerMedia, onMediaQuestion } from '../bridge/desk.ts';
import { type CallMedia, startCallMedia } from '../media/callMedia.ts';
import { isLoopbackUrl } from './isLoopbackUrl.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';

let media: CallMedia | null = null;

/** The page's sound; null where there is none to be had (no media devices in this window). */
export function soundDesk(): CallMedia | null {
  return media;
}

/** The practice line runs beside central: on one machine only 127.0.0.1 is offered to it. */
function isLineLocal(): boolean {
  const { session } = useSessionStore.getState();
  const { settings } = useSettingsStore.getState();
  return session?.lineKind === 'practice' && settings !== null && isLoopbackUrl(settings.centralUrl);
}

const usualDevices = { microphoneId: null, speakerId: null, ringerId: null, ringVolume: 0.8 };

/** Answers main's questions about sound and rings as the calls do. Follows the settings from then on. */
export function startSound(): void {
  if (media || !navigator.mediaDevices) return;
  const started = startCallMedia({ onMediaQuestion, answerMedia }, useSettingsStore.getState().settings ?? usualDevices, isLineLocal);
  media = started;
  useSettingsStore.subscribe(({ settings }) => {
    if (settings) started.choose(settings).catch((error: unknown) => { console.error('a sound device could not be changed', error); });
  });
  const follow = (): void => { started.follow([...Object.values(useCallStore.getState().calls), ...useTalkStore.getState().talks]); };
  useCallStore.subscribe(follow);
  useTalkStore.subscribe(follow);
}
