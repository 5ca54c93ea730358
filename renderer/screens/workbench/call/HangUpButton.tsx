import { PhoneFilled } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { useKey } from '../../../keys/useKey.ts';
import { deskClock } from '../../../time/deskClock.ts';
import { ActionKey } from '../parts/ActionKey.tsx';

/** A call this young is hung up by a press held this long, so that a slip of the hand does not end it. */
const CAREFUL_FOR_MS = 5000;
const HELD_MS = 400;

const isYoung = (answeredAtMs: UtcMs | null): boolean => answeredAtMs !== null && deskClock.now() - answeredAtMs < CAREFUL_FOR_MS;

export interface HangUpButtonProps {
  /** When sound began; null: not answered yet, so a press is enough. */
  readonly answeredAtMs: UtcMs | null;
  readonly onHangUp: () => void;
  readonly label: string;
}

/** Hangs up at once; in the first 5 s of a call only when the button (or its key) is held for 0.4 s. */
export function HangUpButton({ answeredAtMs, onHangUp, label }: HangUpButtonProps) {
  const { t } = useTranslation();
  const [down, setDown] = useState(false);
  const [holding, setHolding] = useState(false);
  const [hinted, setHinted] = useState(false);
  const hangUp = useRef(onHangUp);
  useEffect(() => { hangUp.current = onHangUp; });
  const byKey = useRef(false);
  const young = isYoung(answeredAtMs);
  useKey('call.hangUp', () => { hangUp.current(); }, { holdMs: young ? HELD_MS : 0 });

  useEffect(() => {
    if (!down) {
      setHolding(false);
      return;
    }
    if (!isYoung(answeredAtMs)) {
      hangUp.current();
      return;
    }
    setHolding(true);
    setHinted(true);
    const timer = setTimeout(() => { hangUp.current(); }, HELD_MS);
    return () => { clearTimeout(timer); };
  }, [down, answeredAtMs]);

  const release = (): void => { setDown(false); };
  return (
    <>
      <button
        type="button" className="wb-hang-up" data-testid="hang-up" data-holding={holding}
        onPointerDown={(event) => { if (event.button === 0) setDown(true); }}
        onPointerUp={release} onPointerLeave={release} onPointerCancel={release} onBlur={release} onKeyUp={release}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== ' ') || isComposing(event)) return;
          event.preventDefault();
          byKey.current = true;
          if (!event.repeat) setDown(true);
        }}
        onClick={(event) => {
          // A screen reader's press comes without pointer or key: it is deliberate, and cannot be held.
          if (event.detail === 0 && !byKey.current) hangUp.current();
          byKey.current = false;
        }}
      >
        <span className="wb-hang-up-fill" aria-hidden />
        <span><PhoneFilled aria-hidden />{label}<ActionKey action="call.hangUp" /></span>
      </button>
      {hinted && young ? <p className="wb-faint" role="status">{t('workbench.call.holdToHangUp')}</p> : null}
    </>
  );
}
