import { PauseCircleFilled, PhoneFilled, PhoneOutlined, PlusCircleOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { hangUpCall } from '../../../actions/hangUpCall.ts';
import { holdCall } from '../../../actions/holdCall.ts';
import { muteCall } from '../../../actions/muteCall.ts';
import { sendKeys } from '../../../actions/sendKeys.ts';
import { formatSeconds } from '../../../language/format.ts';
import { useKey } from '../../../keys/useKey.ts';
import { useAgents, useHouseholdFile } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { useOtherCalls } from '../../../state/useOtherCalls.ts';
import { showScreen, usePanelStore } from '../../../state/usePanelStore.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { useNow } from '../../../time/useNow.ts';
import type { CallPhase } from '../callPhase.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { useMyCallbacks } from '../useMyCallbacks.ts';
import { NextCallbacks } from './IdleSide.tsx';
import { CallerIs } from './CallerIs.tsx';
import { KeypadPanel } from './KeypadPanel.tsx';
import { QualityLine } from './QualityLine.tsx';
import { Strip, type StripTone } from './Strip.tsx';
import { stripWho } from './stripWho.ts';
import { TalkControls } from './TalkControls.tsx';
import { TransferPanel, type TransferPanelProps } from './TransferPanel.tsx';
import { useCallTags } from './useCallTags.ts';
import { useColleagueStates } from './useColleagueStates.ts';
import { useTransfer } from './useTransfer.ts';

export interface LiveColumnProps {
  readonly call: CallSnapshot;
  readonly phase: Exclude<CallPhase, 'ringing' | 'wrap-up'>;
  readonly draft: WrapUpDraft | null;
}

/** Central is asked who is there only while somebody wants to know. */
function ColleaguePanel(props: Omit<TransferPanelProps, 'states'>) {
  return <TransferPanel {...props} states={useColleagueStates()} />;
}

/** A call that is being set up or is on. */
export function LiveColumn({ call, phase, draft }: LiveColumnProps) {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const session = useSessionStore((state) => state.session);
  const zone = session?.policy.zone ?? DEFAULT_ZONE;
  const file = useHouseholdFile(draft?.householdId ?? call.householdId) ?? null;
  const agents = useAgents() ?? [];
  const rows = useMyCallbacks() ?? [];
  const others = useOtherCalls();
  const tags = useCallTags(call);
  const { problem, run } = useCallDeed(call.id);
  const transfer = useTransfer(call.id);
  const [panel, setPanel] = useState<'keypad' | 'transfer' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a panel belongs to its call.
  useEffect(() => { setPanel(null); }, [call.id]);

  const isUp = call.state === 'talking' || call.state === 'held';
  const open = (next: 'keypad' | 'transfer' | null): void => {
    setPanel(next);
    // The customer does not listen while a colleague is looked for.
    if (next === 'transfer' && !call.heldByUs) void run(() => holdCall(call.id, true));
  };
  useKey('call.hold', () => { void run(() => holdCall(call.id, !call.heldByUs)); }, { enabled: isUp });
  useKey('call.mute', () => { void run(() => muteCall(call.id, !call.muted)); }, { enabled: isUp });
  useKey('call.transfer', () => { open(panel === 'transfer' ? null : 'transfer'); }, { enabled: isUp });
  useKey('call.keypad', () => { open(panel === 'keypad' ? null : 'keypad'); }, { enabled: isUp });

  const tone: StripTone = phase === 'held' ? 'held' : phase === 'dialling' ? 'dialling' : 'talking';
  const state = transfer.ringing !== null ? t('workbench.call.transferRinging', { name: transfer.ringing })
    : phase === 'held' ? t(call.heldByUs ? 'workbench.state.held' : 'workbench.state.heldByThem')
    : call.state === 'dialling' ? t('workbench.state.dialling') : call.state === 'alerting' ? t('workbench.state.alerting')
    : call.state === 'connecting' ? t('workbench.state.connecting')
    : t(call.muted ? 'workbench.state.talkingMuted' : 'workbench.state.talking');
  const sinceMs = call.answeredAtMs ?? call.startedAtMs;
  const { who, badges, lines } = stripWho(call, draft, file);
  return (
    <>
      <Strip
        tone={tone} icon={phase === 'held' ? <PauseCircleFilled aria-hidden /> : phase === 'dialling' ? <PhoneOutlined rotate={90} aria-hidden /> : <PhoneFilled aria-hidden />} state={state}
        timer={formatSeconds((nowMs - sinceMs) / 1000)} who={who} badges={badges} lines={lines}
        tags={tags}
      />
      <TalkControls
        call={call} panel={panel} problem={panel === 'transfer' ? null : (problem ?? transfer.problem)} onPanel={open}
        onHold={() => { void run(() => holdCall(call.id, !call.heldByUs)); }} onMute={() => { void run(() => muteCall(call.id, !call.muted)); }}
        onHangUp={() => { void run(() => hangUpCall(call.id)); }}
      >
        {panel === 'keypad' ? <KeypadPanel key={call.id} onKey={(key) => { void run(() => sendKeys(call.id, key)); }} /> : null}
        {panel === 'transfer' ? (
          <ColleaguePanel
            agents={agents.filter((agent) => agent.id !== session?.agent.id)} problem={problem ?? transfer.problem} ringing={transfer.ringing}
            onCancel={() => { setPanel(null); }} onTransfer={transfer.pass}
          />
        ) : null}
      </TalkControls>
      {panel !== null && others.length > 0 ? null : <QualityLine callId={call.id} />}
      {panel === null ? <CallerIs draft={draft} /> : null}
      {panel !== null ? null : <NextCallbacks
        rows={rows} nowMs={nowMs} zone={zone} householdId={draft?.householdId ?? null} title={t('workbench.idle.next')} onAll={() => { showScreen('callbacks'); }}
        onOpen={(row) => { usePanelStore.setState({ screen: 'callbacks', callbackId: row.callback.id }); }}
      />}
      {others.length === 0 ? <footer className="wb-foot wb-foot-line"><PlusCircleOutlined aria-hidden /><span>{t('workbench.second.here')}</span></footer> : null}
    </>
  );
}
