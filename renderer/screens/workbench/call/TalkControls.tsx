import { AppstoreOutlined, ArrowRightOutlined, AudioMutedOutlined, CaretRightFilled, PauseOutlined, SwapOutlined, TeamOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { useKeyName } from '../../../keys/useKey.ts';
import { Problem } from '../parts/Problem.tsx';
import { HangUpButton } from './HangUpButton.tsx';
import type { Consult } from './useConsult.ts';

export type TalkPanel = 'keypad' | 'consult' | 'blind' | null;

export interface TalkControlsProps {
  readonly call: CallSnapshot;
  /** Whether the agent is silent: in this call, or in the talk with a colleague about it. */
  readonly muted: boolean;
  /** How it stands with a colleague who is asked about it. */
  readonly consult: Pick<Consult, 'live' | 'isUp' | 'passing'>;
  readonly panel: TalkPanel;
  readonly children?: ReactNode;
  readonly onHold: () => void;
  readonly onMute: () => void;
  readonly onPanel: (panel: TalkPanel) => void;
  /** With a colleague asked: the customer goes to them. Else: whom to ask. */
  readonly onConsult: () => void;
  readonly onJoin: () => void;
  readonly onHangUp: () => void;
  readonly problem: string | null;
}

function hangUpWords(call: CallSnapshot, live: CallSnapshot | null): string {
  if (live !== null) return live.joined ? 'workbench.consult.endAll' : 'workbench.consult.back';
  return call.state === 'dialling' || call.state === 'alerting' ? 'workbench.call.giveUp' : 'workbench.call.hangUp';
}

/** Controls of a live call, in fixed places: none moves while the call lasts, so what comes and goes stands below them. */
export function TalkControls({ call, muted, consult, panel, children, onHold, onMute, onPanel, onConsult, onJoin, onHangUp, problem }: TalkControlsProps) {
  const { t } = useTranslation();
  const holdKey = useKeyName('call.hold');
  const muteKey = useKeyName('call.mute');
  const consultKey = useKeyName('call.consult');
  const joinKey = useKeyName('call.join');
  const transferKey = useKeyName('call.transfer');
  const keypadKey = useKeyName('call.keypad');
  const isUp = call.state === 'talking' || call.state === 'held';
  const { live } = consult;
  const toggle = (which: NonNullable<TalkPanel>): void => { onPanel(panel === which ? null : which); };
  return (
    <div className="wb-buttons" data-testid="talk-controls">
      <div className="wb-keys">
        <button type="button" className="wb-call-key" data-testid="hold" aria-pressed={call.heldByUs} disabled={!isUp} onClick={onHold}>
          <small aria-hidden>{holdKey}</small>{call.heldByUs ? <CaretRightFilled aria-hidden /> : <PauseOutlined aria-hidden />}<span>{t(call.heldByUs ? 'workbench.call.resume' : 'workbench.call.hold')}</span>
        </button>
        <button type="button" className="wb-call-key" data-testid="mute" aria-pressed={muted} disabled={!isUp} onClick={onMute}>
          <small aria-hidden>{muteKey}</small><AudioMutedOutlined aria-hidden /><span>{t(muted ? 'workbench.call.unmute' : 'workbench.call.mute')}</span>
        </button>
        <button
          type="button" className="wb-call-key" data-testid="consult-open" aria-expanded={live === null && panel === 'consult'} disabled={!isUp || consult.passing || (live !== null && !consult.isUp)} onClick={onConsult}
        >
          <small aria-hidden>{consultKey}</small><SwapOutlined aria-hidden /><span>{t(live === null ? 'workbench.call.consult' : 'workbench.call.completeConsult')}</span>
        </button>
        <button type="button" className="wb-call-key" data-testid="join" aria-pressed={live?.joined === true} disabled={!consult.isUp || consult.passing || live?.joined === true} onClick={onJoin}>
          <small aria-hidden>{joinKey}</small><TeamOutlined aria-hidden /><span>{t('workbench.call.join')}</span>
        </button>
        <button type="button" className="wb-call-key" data-testid="keypad-open" aria-expanded={panel === 'keypad'} disabled={!isUp} onClick={() => { toggle('keypad'); }}>
          <small aria-hidden>{keypadKey}</small><AppstoreOutlined aria-hidden /><span>{t('workbench.call.keypad')}</span>
        </button>
        <button type="button" className="wb-call-key" data-testid="transfer" aria-expanded={panel === 'blind'} disabled={!isUp || live !== null} onClick={() => { toggle('blind'); }} title={transferKey}>
          <ArrowRightOutlined aria-hidden /><span>{t('workbench.call.transfer')}</span>
        </button>
      </div>
      <HangUpButton answeredAtMs={live === null || live.joined ? call.answeredAtMs : null} onHangUp={onHangUp} label={t(hangUpWords(call, live))} />
      {problem === null ? null : <Problem>{problem}</Problem>}
      {children}
    </div>
  );
}
