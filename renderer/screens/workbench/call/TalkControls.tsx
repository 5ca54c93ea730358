import { AppstoreOutlined, ArrowRightOutlined, AudioMutedOutlined, CaretRightFilled, PauseOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { useKeyName } from '../../../keys/useKey.ts';
import { Problem } from '../parts/Problem.tsx';
import { HangUpButton } from './HangUpButton.tsx';

export interface TalkControlsProps {
  readonly call: CallSnapshot;
  readonly panel: 'keypad' | 'transfer' | null;
  readonly children?: ReactNode;
  readonly onHold: () => void;
  readonly onMute: () => void;
  readonly onPanel: (panel: 'keypad' | 'transfer' | null) => void;
  readonly onHangUp: () => void;
  readonly problem: string | null;
}

/** Controls of a live call, in fixed places: none moves while the call lasts, so what comes and goes stands below them. */
export function TalkControls({ call, panel, children, onHold, onMute, onPanel, onHangUp, problem }: TalkControlsProps) {
  const { t } = useTranslation();
  const holdKey = useKeyName('call.hold');
  const muteKey = useKeyName('call.mute');
  const transferKey = useKeyName('call.transfer');
  const keypadKey = useKeyName('call.keypad');
  const isUp = call.state === 'talking' || call.state === 'held';
  const toggle = (which: 'keypad' | 'transfer'): void => { onPanel(panel === which ? null : which); };
  return (
    <div className="wb-buttons" data-testid="talk-controls">
      <div className="wb-keys">
        <button type="button" className="wb-call-key" data-testid="hold" aria-pressed={call.heldByUs} disabled={!isUp} onClick={onHold}>
          <small aria-hidden>{holdKey}</small>{call.heldByUs ? <CaretRightFilled aria-hidden /> : <PauseOutlined aria-hidden />}<span>{t(call.heldByUs ? 'workbench.call.resume' : 'workbench.call.hold')}</span>
        </button>
        <button type="button" className="wb-call-key" data-testid="mute" aria-pressed={call.muted} disabled={!isUp} onClick={onMute}>
          <small aria-hidden>{muteKey}</small><AudioMutedOutlined aria-hidden /><span>{t(call.muted ? 'workbench.call.unmute' : 'workbench.call.mute')}</span>
        </button>
        <button type="button" className="wb-call-key" data-testid="keypad-open" title={keypadKey} aria-expanded={panel === 'keypad'} disabled={!isUp} onClick={() => { toggle('keypad'); }}>
          <AppstoreOutlined aria-hidden /><span>{t('workbench.call.keypad')}</span>
        </button>
        <button type="button" className="wb-call-key" data-testid="transfer" aria-expanded={panel === 'transfer'} disabled={!isUp} onClick={() => { toggle('transfer'); }} title={transferKey}>
          <ArrowRightOutlined aria-hidden /><span>{t('workbench.call.transfer')}</span>
        </button>
      </div>
      <HangUpButton
        answeredAtMs={call.answeredAtMs} onHangUp={onHangUp}
        label={t(call.state === 'dialling' || call.state === 'alerting' ? 'workbench.call.giveUp' : 'workbench.call.hangUp')}
      />
      {problem === null ? null : <Problem>{problem}</Problem>}
      {children}
    </div>
  );
}
