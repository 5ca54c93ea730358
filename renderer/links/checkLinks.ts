import { askDesk } from '../bridge/desk.ts';
import { currentDatabase, reopenIfLost } from '../localdb/currentDatabase.ts';
import { probeStore } from '../localdb/storeProbe.ts';
import { onStoreOutcome, type StoreRefusal } from '../localdb/storeOutcome.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { useReadinessStore } from '../state/useReadinessStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { checkMicrophone, type LinkVerdict } from './checkMicrophone.ts';
import { checkRinger } from './checkRinger.ts';

type PageLink = 'microphone' | 'ringer' | 'pop' | 'store';

/** Main takes a page that says nothing for 6 s for hung. */
const SAY_POP_EVERY_MS = 2000;
const STORE_EVERY_MS = 15_000;
const SOUND_EVERY_MS = 60_000;

async function report(link: PageLink, verdict: LinkVerdict): Promise<void> {
  await askDesk('links:report', { link, up: verdict.up, cause: verdict.up ? null : verdict.cause });
}

const causeOfStore = (refusal: StoreRefusal): string => (refusal === 'store-full' ? 'disk-full' : 'write-failed');

/** The way a pop takes: from a number to the households behind it, in the database that is open now. */
async function checkPop(): Promise<LinkVerdict> {
  if (useSessionStore.getState().session === null) return { up: true };
  try {
    await reopenIfLost();
    const database = currentDatabase();
    if (!database) return { up: false, cause: 'lookup-failed' };
    await database.households.where('numbers').equals('').count();
    return { up: true };
  } catch {
    return { up: false, cause: 'lookup-failed' };
  }
}

async function checkStore(): Promise<LinkVerdict> {
  const probed = await probeStore();
  return probed.ok ? { up: true } : { up: false, cause: causeOfStore(probed.refusal) };
}

/** During a call its own sound proves the devices; opening them once more could disturb it. */
const isInCall = (): boolean => Object.values(useCallStore.getState().calls).some(isLive);

async function checkSound(): Promise<void> {
  if (isInCall()) return;
  const { microphoneId = null, ringerId = null } = useSettingsStore.getState().settings ?? {};
  await report('ringer', await checkRinger(ringerId));
  if (isInCall()) return;
  await report('microphone', await checkMicrophone(microphoneId));
}

/** Tests all four links of the page now, and has main test its own. */
export async function checkLinksNow(): Promise<void> {
  await Promise.all([
    checkSound(),
    checkStore().then((verdict) => report('store', verdict)),
    checkPop().then((verdict) => report('pop', verdict)),
  ]);
  const readiness = await askDesk('links:recheck', null);
  useReadinessStore.setState({ readiness, toldAtMs: deskClock.now() });
}

/** Goes on testing for as long as the page lives: the pop path every 2 s, the disk every 15 s, sound every 60 s and whenever a device changes. */
export function startLinkChecks(): () => void {
  const failed = (error: unknown): void => { console.error('a link could not be tested', error); };
  const sound = (): void => { checkSound().catch(failed); };
  const store = (): void => { checkStore().then((verdict) => report('store', verdict)).catch(failed); };
  const pop = (): void => { checkPop().then((verdict) => report('pop', verdict)).catch(failed); };

  let isStoring = true;
  const offStore = onStoreOutcome((refusal) => {
    if ((refusal === null) === isStoring) return;
    isStoring = refusal === null;
    report('store', refusal === null ? { up: true } : { up: false, cause: causeOfStore(refusal) }).catch(failed);
  });
  const offSettings = useSettingsStore.subscribe((now, before) => {
    if (now.settings?.microphoneId !== before.settings?.microphoneId || now.settings?.ringerId !== before.settings?.ringerId) sound();
  });
  const timers = [setInterval(pop, SAY_POP_EVERY_MS), setInterval(store, STORE_EVERY_MS), setInterval(sound, SOUND_EVERY_MS)];
  navigator.mediaDevices?.addEventListener('devicechange', sound);
  pop();
  store();
  sound();
  return () => {
    offStore();
    offSettings();
    for (const timer of timers) clearInterval(timer);
    navigator.mediaDevices?.removeEventListener('devicechange', sound);
  };
}
