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
import { useAgents } from '../../../localdb/useQuery.ts';
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
import { ConsultCard } from './ConsultCard.tsx';
import { KeypadPanel } from './KeypadPanel.tsx';
import { QualityLine } from './QualityLine.tsx';
import { Strip, type StripTone } from './Strip.tsx';
import { TalkControls, type TalkPanel } from './TalkControls.tsx';
import { TransferPanel, type TransferPanelProps } from './TransferPanel.tsx';
import { useStripWho } from './useStripWho.ts';
import { useCallTags } from './useCallTags.ts';
import { useColleagueStates } from './useColleagueStates.ts';
import { useConsult } from './useConsult.ts';
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
  const agents = useAgents() ?? [];
  const rows = useMyCallbacks();
  const others = useOtherCalls();
  const tags = useCallTags(call);
  const { problem, run } = useCallDeed(call.id);
  const transfer = useTransfer(call.id);
  const consult = useConsult(call);
  const [panel, setPanel] = useState<TalkPanel>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a panel belongs to its call.
  useEffect(() => { setPanel(null); }, [call.id]);

  const isUp = call.state === 'talking' || call.state === 'held';
  const { live } = consult;
  // Whom the agent speaks to now: keys and the microphone belong there.
  const spoken = live !== null && consult.isUp && !live.joined && !live.heldByUs ? live : call;
  const open = (next: TalkPanel): void => {
    setPanel(next);
    // The customer does not listen while a colleague is looked for.
    if ((next === 'consult' || next === 'blind') && !call.heldByUs) void run(() => holdCall(call.id, true));
  };
  const hold = (): void => {
    if (live !== null && consult.isUp && !live.joined) consult.swap();
    else void run(() => holdCall(call.id, !call.heldByUs));
  };
  const mute = (): void => { void run(() => muteCall(spoken.id, !spoken.muted)); };
  const ask = (): void => {
    if (live === null) open(panel === 'consult' ? null : 'consult');
    else if (consult.isUp && !consult.passing) consult.complete();
  };
  useKey('call.hold', hold, { enabled: isUp });
  useKey('call.mute', mute, { enabled: isUp });
  useKey('call.consult', ask, { enabled: isUp });
  useKey('call.join', consult.join, { enabled: consult.isUp && !consult.passing && live?.joined !== true });
  useKey('call.transfer', () => { open(panel === 'blind' ? null : 'blind'); }, { enabled: isUp && live === null });
  useKey('call.keypad', () => { open(panel === 'keypad' ? null : 'keypad'); }, { enabled: isUp });

  const tone: StripTone = phase === 'held' ? 'held' : phase === 'dialling' ? 'dialling' : 'talking';
  const state = transfer.ringing !== null ? t('workbench.call.transferRinging', { name: transfer.ringing })
    : live?.joined ? t(spoken.muted ? 'workbench.state.talkingMuted' : 'workbench.consult.stateJoined')
    : live !== null && call.heldByUs ? t('workbench.consult.state', { name: consult.name })
    : phase === 'held' ? t(call.heldByUs ? 'workbench.state.held' : 'workbench.state.heldByThem')
    : call.state === 'dialling' ? t('workbench.state.dialling') : call.state === 'alerting' ? t('workbench.state.alerting')
    : call.state === 'connecting' ? t('workbench.state.connecting')
    : t(call.muted ? 'workbench.state.talkingMuted' : 'workbench.state.talking');
  const sinceMs = call.answeredAtMs ?? call.startedAtMs;
  const { who, badges, lines } = useStripWho(call, draft);
  return (
    <>
      <Strip
        tone={tone} icon={phase === 'held' ? <PauseCircleFilled aria-hidden /> : phase === 'dialling' ? <PhoneOutlined rotate={90} aria-hidden /> : <PhoneFilled aria-hidden />} state={state}
        timer={formatSeconds((nowMs - sinceMs) / 1000)} who={who} badges={badges} lines={lines}
        tags={tags}
      />
      <TalkControls
        call={call} muted={spoken.muted} consult={consult} panel={panel} problem={panel === 'consult' || panel === 'blind' ? null : (problem ?? transfer.problem)} onPanel={open}
        onHold={hold} onMute={mute} onConsult={ask} onJoin={consult.join}
        onHangUp={live === null ? () => { void run(() => hangUpCall(call.id)); } : live.joined ? consult.endAll : consult.back}
      >
        <ConsultCard consult={consult} nowMs={nowMs} />
        {panel === 'keypad' ? <KeypadPanel key={spoken.id} onKey={(key) => { void run(() => sendKeys(spoken.id, key)); }} /> : null}
        {(panel === 'consult' && live === null) || panel === 'blind' ? (
          <ColleaguePanel
            agents={agents.filter((agent) => agent.id !== session?.agent.id)} problem={problem ?? transfer.problem} ringing={transfer.ringing} mode={panel} onMode={setPanel}
            onCancel={() => { setPanel(null); }} onTransfer={(extension, name) => {
              if (panel === 'blind') { transfer.pass(extension, name); return; }
              setPanel(null);
              consult.begin(extension);
            }}
          />
        ) : null}
      </TalkControls>
      {(panel !== null && others.length > 0) || panel === 'consult' || panel === 'blind' ? null : <QualityLine callId={spoken.id} isHeld={spoken.heldByUs || spoken.heldByThem} />}
      {panel === null ? <CallerIs draft={draft} /> : null}
      {panel !== null || live !== null ? null : <NextCallbacks
        rows={rows} nowMs={nowMs} zone={zone} householdId={draft?.householdId ?? null} title={t('workbench.idle.next')} onAll={() => { showScreen('callbacks'); }}
        onOpen={(row) => { usePanelStore.setState({ screen: 'callbacks', callbackId: row.callback.id }); }}
      />}
      {others.length === 0 ? <footer className="wb-foot wb-foot-line"><PlusCircleOutlined aria-hidden /><span>{t('workbench.second.here')}</span></footer> : null}
    </>
  );
}
