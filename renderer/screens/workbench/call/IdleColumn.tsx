import { CheckCircleOutlined, CloseCircleFilled, FormOutlined, MinusCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { chooseState } from '../../../actions/chooseState.ts';
import { dialCustomer } from '../../../actions/dialCustomer.ts';
import { practiceCall } from '../../../actions/practiceCall.ts';
import { searchCustomers } from '../../../actions/searchCustomers.ts';
import { showCall } from '../../../actions/trackCalls.ts';
import { formatSeconds, formatShortSeconds } from '../../../language/format.ts';
import { restartDesk } from '../../../actions/restartDesk.ts';
import { checkLinksNow } from '../../../links/checkLinks.ts';
import { useCallLog } from '../../../localdb/useQuery.ts';
import { QUEUES_STALE_MS, useCentralStore } from '../../../state/useCentralStore.ts';
import { useUnfinishedDrafts } from '../../../state/useOtherCalls.ts';
import { useDialStop } from '../../../state/useDialStop.ts';
import { useTalksBeside } from '../../../state/useTalkStore.ts';
import { openCustomer, showScreen, usePanelStore } from '../../../state/usePanelStore.ts';
import { usePauseReasons } from '../../../state/usePauseReasons.ts';
import { brokenLink, useReadinessStore } from '../../../state/useReadinessStore.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { type ShownState, useShownState } from '../../../state/useShownState.ts';
import { useNow } from '../../../time/useNow.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { useMyCallbacks } from '../useMyCallbacks.ts';
import { CallbackAsideSlot } from '../../callbacks/asideSlot.tsx';
import { DialBox } from './DialBox.tsx';
import { NextCallbacks, QueueFigures, Unfinished } from './IdleSide.tsx';
import { NotReadySide } from './NotReadySide.tsx';
import { PracticeCall } from './PracticeCall.tsx';
import { Strip } from './Strip.tsx';

/** Central's word of a call and the call itself come apart by less than this, when it is on this desktop. */
const CALL_IS_HERE_MS = 5000;

function IdleStrip({ shown, nowMs, today }: { readonly shown: ShownState; readonly nowMs: number; readonly today: string }) {
  const { t } = useTranslation();
  const { wordOf } = usePauseReasons();
  const timer = shown.sinceMs > 0 ? formatSeconds((nowMs - shown.sinceMs) / 1000) : null;
  switch (shown.kind) {
    case 'not-ready': return (
      <Strip
        tone="not-ready" icon={<CloseCircleFilled aria-hidden />} state={`${t('words.state.not-ready')}${t('words.separator')}${t(`words.notReady.${shown.reason}`)}`} timer={timer}
        who={t('workbench.notReady.cannot')}
      />
    );
    case 'paused': return <Strip tone="paused" icon={<MinusCircleFilled aria-hidden />} state={`${t('words.state.paused')}${t('words.separator')}${wordOf(shown.reason)}`} timer={timer} who={null} lines={[today]} />;
    case 'wrap-up': return <Strip tone="paused" icon={<FormOutlined aria-hidden />} state={t('workbench.state.wrapUp')} timer={timer} who={null} lines={[today]} />;
    case 'available': return <Strip tone="idle" icon={<CheckCircleOutlined className="wb-icon-talking" aria-hidden />} state={t('workbench.state.available')} timer={timer} who={null} lines={[today]} />;
    // Central has said so and the call itself is about to be told, or has just gone.
    case 'talking': return <Strip tone="paused" icon={<MinusCircleFilled aria-hidden />} state={t('words.state.talking')} timer={timer} who={null} lines={[nowMs - shown.sinceMs > CALL_IS_HERE_MS ? t('workbench.idle.callElsewhere') : today]} />;
    case 'ringing': case 'dialling': case 'hold': return <Strip tone="paused" icon={<MinusCircleFilled aria-hidden />} state={t(`words.state.${shown.kind}`)} timer={timer} who={null} lines={[today]} />;
  }
}

const NOTHING_YET = '\u00A0';

/** Calls finished today and their mean talk, from this desk's own list. */
function useToday(zone: string, nowMs: number): string {
  const { t } = useTranslation();
  const date = localClock(nowMs, zone).date;
  const log = useCallLog();
  // Still being read: the line keeps its place and says nothing.
  if (log === undefined) return NOTHING_YET;
  const talked = log.filter((row) => row.answeredAtMs !== null && row.endedAtMs !== null && localClock(row.startedAtMs, zone).date === date);
  if (talked.length === 0) return t('workbench.idle.noCallsToday');
  const seconds = talked.reduce((sum, row) => sum + ((row.endedAtMs ?? 0) - (row.answeredAtMs ?? 0)) / 1000, 0) / talked.length;
  return t('workbench.idle.today', { count: talked.length, mean: formatShortSeconds(seconds) });
}

/** No customer on the line: what comes next, whom to ring, and why no call comes when none can. */
export function IdleColumn() {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const session = useSessionStore((state) => state.session);
  const zone = session?.policy.zone ?? DEFAULT_ZONE;
  const shown = useShownState();
  const rows = useMyCallbacks();
  // The card above says how it stands with the colleague; meanwhile nobody is dialled.
  const isAsked = useTalksBeside(null).length > 0;
  const unfinished = useUnfinishedDrafts();
  const { readiness, toldAtMs } = useReadinessStore();
  const { up, queues, queuesAtMs } = useCentralStore();
  const dialled = useCallDeed(null);
  const stop = useDialStop();
  const practised = useCallDeed(null);
  const busiest = [...queues].sort((a, b) => b.waiting - a.waiting || b.longestWaitSeconds - a.longestWaitSeconds)[0] ?? null;
  const broken = brokenLink(readiness);
  const isReady = shown.kind !== 'not-ready';
  const today = useToday(zone, nowMs);
  const listsCallbacks = usePanelStore((state) => state.screen === 'callbacks');
  // On the callback list the column holds the callback selected there: the list has the whole page.
  const strip = isAsked ? null : <IdleStrip shown={shown} nowMs={nowMs} today={today} />;
  if (listsCallbacks) return <>{strip}<CallbackAsideSlot /></>;
  return (
    <>
      {strip}
      {shown.kind !== 'not-ready' ? isAsked ? null : (
        <DialBox
          onSearch={async (query) => (await searchCustomers(query)).hits}
          onOpen={(hit) => { openCustomer(hit.householdId, hit.customerId); }}
          onDial={(number, permissionReason) => { void dialled.run(() => dialCustomer({ number, permissionReason, callbackId: null, householdId: null, customerId: null })); }}
          problem={dialled.problem} stop={stop}
        />
      ) : (
        <NotReadySide
          reason={shown.reason} readiness={readiness} toldAtMs={toldAtMs} zone={zone}
          broken={broken !== null ? { name: broken.name, cause: broken.status.cause } : up || shown.reason === 'checking' ? null : { name: 'network', cause: 'central-away' }}
          onAvailable={() => { void chooseState({ kind: 'available' }, false); }} onRecheck={() => { void checkLinksNow(); }} onRestart={() => { void restartDesk(); }} onRecordByHand={() => { showScreen('customers'); }}
        />
      )}
      {isReady ? <NextCallbacks
        rows={rows} nowMs={nowMs} zone={zone} householdId={null} title={t('workbench.idle.next')} onAll={() => { showScreen('callbacks'); }}
        onOpen={(row) => { usePanelStore.setState({ screen: 'callbacks', callbackId: row.callback.id }); }}
      /> : null}
      <Unfinished drafts={unfinished} nowMs={nowMs} zone={zone} onContinue={(callId) => { showCall(callId); showScreen('workbench'); }} />
      {session?.demo === true && isReady && !isAsked ? (
        <PracticeCall problem={practised.problem} onRing={({ from, dialled: number, persona }) => { void practised.run(() => practiceCall(from, number, persona)); }} />
      ) : null}
      <QueueFigures queue={busiest} atMs={queuesAtMs} stale={!up || queuesAtMs === null || nowMs - queuesAtMs >= QUEUES_STALE_MS} nowMs={nowMs} />
    </>
  );
}
