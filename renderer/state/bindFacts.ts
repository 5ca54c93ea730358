import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { FactName, Facts } from '../../shared/ipc/facts.ts';
import { courier, openDesk, whenDeskOpened } from '../actions/openDesk.ts';
import { leaveSession } from '../actions/signOut.ts';
import { saveAllDrafts } from '../actions/editDraft.ts';
import { showBeside, showCalls, showPop } from '../actions/showCalls.ts';
import { whenCallsFollowed } from '../actions/trackCalls.ts';
import { onFact } from '../bridge/desk.ts';
import { pressKey } from '../keys/keyBoard.ts';
import { applyLiveChanges } from '../localdb/liveChanges.ts';
import { deskClock, fromComputerClock, setClockSkew } from '../time/deskClock.ts';
import { useCallStore } from './useCallStore.ts';
import { useCentralStore } from './useCentralStore.ts';
import { useDraftStore } from './useDraftStore.ts';
import { showScreen, usePanelStore } from './usePanelStore.ts';
import { takePresence, usePresenceStore } from './usePresenceStore.ts';
import { takeFloorNews } from './useFloorStore.ts';
import { useReadinessStore } from './useReadinessStore.ts';
import { useSessionStore } from './useSessionStore.ts';
import { useSupervisionStore } from './useSupervisionStore.ts';

type Takers = { readonly [F in FactName]: (fact: Facts[F]) => void };

/** A page that was loaded anew in the middle of a wrap-up takes it up again; one put off by hand is not brought back. */
async function resumeWrapUp(): Promise<void> {
  await whenDeskOpened();
  const newest = Object.values(useDraftStore.getState().drafts).sort((a, b) => b.startedAtMs - a.startedAtMs)[0];
  if (newest && useCallStore.getState().activeCallId === null) useCallStore.setState({ activeCallId: newest.callId });
}

type CallTime = 'startedAtMs' | 'answeredAtMs' | 'endedAtMs' | 'ringUntilMs';

/** Main's last list of calls, each as it was told and as it is shown. */
let shown: ReadonlyMap<string, { readonly told: CallSnapshot; readonly call: CallSnapshot }> = new Map();

/**
 * Main reads call times from this computer's clock; on screen and in the record they are central's. A moment told before stays
 * as it was: the clock may have been put right since.
 */
function inCentralTime(told: CallSnapshot): CallSnapshot {
  const before = shown.get(told.id);
  const shifted = <T extends number | null>(field: CallTime, atMs: T): T | number => (atMs === null ? atMs : (before?.told[field] === atMs ? (before.call[field] ?? atMs) : fromComputerClock(atMs)));
  return {
    ...told, startedAtMs: shifted('startedAtMs', told.startedAtMs), answeredAtMs: shifted('answeredAtMs', told.answeredAtMs),
    endedAtMs: shifted('endedAtMs', told.endedAtMs), ringUntilMs: shifted('ringUntilMs', told.ringUntilMs),
  };
}

function callsInCentralTime(all: readonly CallSnapshot[]): readonly CallSnapshot[] {
  shown = new Map(all.map((told) => [told.id, { told, call: inCentralTime(told) }]));
  return [...shown.values()].map(({ call }) => call);
}

const takers: Takers = {
  'calls:changed': (calls) => { showCalls(callsInCentralTime(calls)); },
  'supervision:changed': (own) => { showBeside(() => { useSupervisionStore.setState({ own }); }); },
  'pop:arrived': ({ callId, households }) => { showPop(callId, households); },
  'readiness:changed': (readiness) => { useReadinessStore.setState({ readiness, toldAtMs: deskClock.now() }); },
  'session:changed': ({ session, ended }) => {
    if (session) {
      setClockSkew(session.clockSkewMs);
      void openDesk(session).then(() => { useSessionStore.setState({ session, phase: 'signed-in', ended }); });
      return;
    }
    if (useSessionStore.getState().session === null) return;
    // The end of the last call is written into its draft before the page lets go of both.
    void whenCallsFollowed().then(saveAllDrafts).finally(() => {
      leaveSession();
      useSessionStore.setState({ ended });
    });
  },
  'presence:changed': (presence) => {
    showBeside(() => {
      const isFirst = usePresenceStore.getState().presence === null;
      takePresence(presence);
      if (isFirst && presence.state.kind === 'wrap-up') void resumeWrapUp();
    });
  },
  'queues:changed': ({ queues, atMs, centre, calling, pauseReasons, outcomeCodes, obstacles }) => {
    showBeside(() => {
      useCentralStore.setState({ queues, queuesAtMs: fromComputerClock(atMs) });
      const { session } = useSessionStore.getState();
      if (session === null) return;
      const policy = { ...session.policy, ...centre, ...calling, ...(pauseReasons === null ? {} : { pauseReasons: [...pauseReasons] }), ...(outcomeCodes === null ? {} : { outcomeCodes: { in: [...outcomeCodes.in], out: [...outcomeCodes.out] } }), ...(obstacles === null ? {} : { obstacles: [...obstacles] }) };
      if (JSON.stringify(policy) !== JSON.stringify(session.policy)) useSessionStore.setState({ session: { ...session, policy } });
    });
  },
  'floor:changed': ({ news, atMs }) => { showBeside(() => { takeFloorNews(news, fromComputerClock(atMs)); }); },
  'records:changed': ({ changes }) => { void applyLiveChanges(changes).then(() => { courier()?.pull(); }); },
  'records:poked': () => { courier()?.pull(); },
  'central:changed': ({ up, sinceMs }) => {
    useCentralStore.setState({ up, sinceMs: fromComputerClock(sinceMs) });
    courier()?.live(up);
  },
  'clock:skewed': ({ skewMs, isWrong }) => {
    setClockSkew(skewMs);
    useSessionStore.setState({ skewMs: isWrong ? skewMs : null });
  },
  'desktop:outdated': ({ outdated }) => { useSessionStore.setState({ outdated }); },
  'notification:clicked': (opens) => {
    if (opens.screen === 'callbacks') usePanelStore.setState({ callbackId: opens.callbackId });
    showScreen(opens.screen);
  },
  'key:pressed': ({ key }) => { pressKey(key); },
  // Main makes the agent not ready by itself; the page makes sure that nothing typed is only in memory.
  'power:changed': () => { void saveAllDrafts(); },
  'close:asked': () => { void saveAllDrafts(); },
};

/** The only place where facts enter state. Returns its own undo. */
export function bindFacts(): () => void {
  return onFact((name, fact) => { takers[name](fact); });
}
