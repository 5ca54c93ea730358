import { askDesk } from '../bridge/desk.ts';
import { currentDatabase, reopenIfLost } from '../localdb/currentDatabase.ts';
import { probeStore } from '../localdb/storeProbe.ts';
import { onStoreOutcome, settledWithin, type StoreRefusal } from '../localdb/storeOutcome.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';
import { useReadinessStore } from '../state/useReadinessStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { checkMicrophone, type LinkVerdict } from './checkMicrophone.ts';
import { checkRinger } from './checkRinger.ts';

type PageLink = 'microphone' | 'ringer' | 'pop' | 'store';

/** Main takes a page that says nothing for 3.5 s for hung. */
const SAY_POP_EVERY_MS = 1000;
/** A disk that is full is named within 5 s, before anything is typed that it would not take. */
const STORE_EVERY_MS = 4000;
const SOUND_EVERY_MS = 60_000;

/** @param verdict null: nothing can be said of it yet. */
async function report(link: PageLink, verdict: LinkVerdict | null): Promise<void> {
  await askDesk('links:report', { link, up: verdict?.up ?? null, cause: verdict === null || verdict.up ? null : verdict.cause });
}

const causeOfStore = (refusal: StoreRefusal): string => (refusal === 'store-full' ? 'disk-full' : 'write-failed');

/** The way a pop takes: from a number to the households behind it, in the database that is open now. Before there is one nothing is proved. */
async function checkPop(): Promise<LinkVerdict | null> {
  if (useSessionStore.getState().session === null) return null;
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

/** A browser whose disk was full may answer no more, room or not, until the program is started anew. */
const PROBED_WITHIN_MS = 6000;
const SILENT_AFTER_FAILURES = 3;
let failures = 0;

/** So many times in a row the database did not take what was written, and the journal beside it did. */
async function isSilent(refusal: StoreRefusal): Promise<boolean> {
  const journal = currentDatabase()?.journal;
  return refusal !== 'store-full' && failures >= SILENT_AFTER_FAILURES && journal?.isFollowing === true && (await journal.settled()).ok;
}

async function checkStore(): Promise<LinkVerdict> {
  const probed = await settledWithin(probeStore(), PROBED_WITHIN_MS);
  failures = probed.ok ? 0 : failures + 1;
  if (probed.ok) return { up: true };
  return { up: false, cause: await isSilent(probed.refusal) ? 'database-silent' : causeOfStore(probed.refusal) };
}

/** During a call its own sound proves the devices; opening them once more could disturb it. */
const isInCall = (): boolean => [...Object.values(useCallStore.getState().calls), ...useTalkStore.getState().talks].some(isLive);

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

/** Goes on testing for as long as the page lives: the pop path every second, the disk every 4 s, sound every 60 s and whenever a device changes or a call is over. */
export function startLinkChecks(): () => void {
  const failed = (error: unknown): void => { console.error('a link could not be tested', error); };
  const sound = (): void => { checkSound().catch(failed); };
  const store = (): void => { checkStore().then((verdict) => report('store', verdict)).catch(failed); };
  const pop = (): void => { checkPop().then((verdict) => report('pop', verdict)).catch(failed); };

  let isStoring = true;
  const offStore = onStoreOutcome((refusal) => {
    if ((refusal === null) === isStoring) return;
    isStoring = refusal === null;
    // What went well may have written nothing: that the disk takes something again, only the probe says.
    if (refusal === null) store();
    else report('store', { up: false, cause: causeOfStore(refusal) }).catch(failed);
  });
  const offSettings = useSettingsStore.subscribe((now, before) => {
    if (now.settings?.microphoneId !== before.settings?.microphoneId || now.settings?.ringerId !== before.settings?.ringerId) sound();
  });
  let wasInCall = isInCall();
  const callsChanged = (): void => {
    // What was pulled out during the call was not looked at, and the next caller must not be offered without it.
    const isNowFree = wasInCall && !isInCall();
    wasInCall = isInCall();
    if (isNowFree) sound();
  };
  const offCalls = [useCallStore.subscribe(callsChanged), useTalkStore.subscribe(callsChanged)];
  const timers = [setInterval(pop, SAY_POP_EVERY_MS), setInterval(store, STORE_EVERY_MS), setInterval(sound, SOUND_EVERY_MS)];
  navigator.mediaDevices?.addEventListener('devicechange', sound);
  pop();
  store();
  sound();
  return () => {
    offStore();
    offSettings();
    for (const off of offCalls) off();
    for (const timer of timers) clearInterval(timer);
    navigator.mediaDevices?.removeEventListener('devicechange', sound);
  };
}
