import { AudioMutedOutlined, PhoneFilled, TeamOutlined, UserSwitchOutlined } from '@ant-design/icons';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { answerCall } from '../../../actions/answerCall.ts';
import { hangUpCall } from '../../../actions/hangUpCall.ts';
import { holdCall } from '../../../actions/holdCall.ts';
import { muteCall } from '../../../actions/muteCall.ts';
import { rejectCall } from '../../../actions/rejectCall.ts';
import { formatSeconds } from '../../../language/format.ts';
import { useKey } from '../../../keys/useKey.ts';
import { usePop } from '../../../state/useOtherCalls.ts';
import { useNow } from '../../../time/useNow.ts';
import { numberWords } from '../callWords.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { Problem } from '../parts/Problem.tsx';
import { useCallDeed } from '../useCallDeed.ts';
import { useColleagueName } from './useColleagueName.ts';
import { useRingFocus } from './useRingFocus.ts';

export interface ColleagueTalkProps {
  readonly talk: CallSnapshot;
  /** The call on the strip; null: none, or it is over. */
  readonly active: CallSnapshot | null;
}

/** A colleague asks, or is still there when the customer they were asked about is gone. Nothing of it is written into any summary. */
export function ColleagueTalk({ talk, active }: ColleagueTalkProps) {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const name = useColleagueName(talk.number);
  const pop = usePop(talk.id);
  const { problem, run } = useCallDeed(talk.id);
  const answer = useRef<HTMLButtonElement>(null);
  const isRinging = talk.state === 'ringing';
  const isUp = talk.state === 'talking' || talk.state === 'held';
  const hasKeys = isRinging && active?.state !== 'ringing';
  useRingFocus(answer, talk.id, hasKeys);
  const take = async (): Promise<void> => {
    const isOn = active !== null && (active.state === 'talking' || active.state === 'held') && !active.heldByUs;
    if (isOn && !(await run(() => holdCall(active.id, true)))) return;
    await run(() => answerCall(talk.id));
  };
  useKey('call.answer', () => { void take(); }, { enabled: hasKeys });
  useKey('call.hangUp', () => { void run(() => hangUpCall(talk.id)); }, { enabled: !isRinging && active === null });
  const mute = (): void => { void run(() => muteCall(talk.id, !talk.muted)); };
  useKey('call.mute', mute, { enabled: isUp && active === null });
  const about = talk.consultAbout === null ? null : t('workbench.consult.about', { number: numberWords(talk.consultAbout) });
  const families = pop?.state === 'known' ? pop.households.map(({ household }) => `${household.name} ${t(`words.tier.${household.tier}`)}`) : [];
  const title = isRinging ? t('workbench.consult.asks', { name }) : talk.direction === 'out' && talk.answeredAtMs === null ? t('workbench.consult.ringing', { name })
    : t(talk.customerHears ? 'workbench.consult.customerHears' : 'workbench.consult.withColleague', { name });
  const kind = isRinging ? 'wb-consult-rings' : talk.customerHears ? 'wb-consult-beside wb-consult-joined' : 'wb-consult-beside';
  return (
    <section
      className={`wb-consult ${kind}`} data-testid="colleague-talk" data-state={talk.state}
      {...(isRinging ? { role: 'alertdialog', 'aria-live': 'assertive' as const } : {})} aria-label={title}
    >
      <h3 className="wb-consult-head">
        {isRinging ? <UserSwitchOutlined aria-hidden /> : talk.customerHears ? <TeamOutlined aria-hidden /> : <PhoneFilled aria-hidden />}
        <span role={isRinging ? undefined : 'status'}>{title}</span>
        <span className="wb-consult-time" aria-live="off">{formatSeconds((nowMs - (talk.answeredAtMs ?? talk.startedAtMs)) / 1000)}</span>
      </h3>
      {about === null ? null : <p>{about}</p>}
      {families.length === 0 ? null : <p data-testid="talk-about"><b>{families.join(t('words.separator'))}</b></p>}
      {isRinging ? (
        <div className="wb-consult-deeds">
          <button ref={answer} type="button" className="wb-chip wb-take" data-testid="talk-answer" onClick={() => { void take(); }}>{t('workbench.consult.answer')}{hasKeys ? <ActionKey action="call.answer" /> : null}</button>
          <button type="button" className="wb-chip" data-testid="talk-decline" onClick={() => { void run(() => rejectCall(talk.id, 'busy')); }}>{t('workbench.consult.decline')}</button>
        </div>
      ) : (
        <>
          {talk.direction === 'in' && !talk.customerHears ? <p className="wb-faint">{t('workbench.consult.afterwards', { name })}</p> : null}
          {!isUp ? null : <button type="button" className="wb-chip" aria-pressed={talk.muted} data-testid="talk-mute" onClick={mute}><AudioMutedOutlined aria-hidden /> {t(talk.muted ? 'workbench.call.unmute' : 'workbench.call.mute')}{active === null ? <ActionKey action="call.mute" /> : null}</button>}
          <button type="button" className="wb-chip" data-testid="talk-end" onClick={() => { void run(() => hangUpCall(talk.id)); }}>{t('workbench.consult.hangUp', { name })}{active === null ? <ActionKey action="call.hangUp" /> : null}</button>
        </>
      )}
      {problem === null ? null : <Problem>{problem}</Problem>}
    </section>
  );
}
