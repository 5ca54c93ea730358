import { TeamOutlined, UserSwitchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { formatSeconds } from '../../../language/format.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { Problem } from '../parts/Problem.tsx';
import type { Consult } from './useConsult.ts';

const isUp = (talk: CallSnapshot): boolean => talk.state === 'talking' || talk.state === 'held';

/** The colleague who is asked about the call on the strip: how it stands with them, and what can be made of it. */
export function ConsultCard({ consult, nowMs }: { readonly consult: Consult; readonly nowMs: number }) {
  const { t } = useTranslation();
  const { live, lost, name, problem, passing } = consult;
  if (live === null) {
    return lost === null && problem === null ? null : (
      <>
        {lost === null || problem !== null ? null : <p className="wb-consult-lost" role="status" data-testid="consult-lost">{t(`workbench.consult.lost.${lostWord(lost)}`, { name })}</p>}
        {problem === null ? null : <Problem>{problem}</Problem>}
      </>
    );
  }
  const up = isUp(live);
  const state = passing ? t('workbench.consult.passing', { name }) : !up ? t('workbench.consult.ringing', { name })
    : t(live.joined ? 'workbench.consult.joined' : live.heldByUs ? 'workbench.consult.heldColleague' : 'workbench.consult.talking', { name });
  return (
    <section className={live.joined ? 'wb-consult wb-consult-joined' : 'wb-consult'} data-testid="consult" data-state={live.joined ? 'joined' : live.state} aria-label={state}>
      <h3 className="wb-consult-head">
        {live.joined ? <TeamOutlined aria-hidden /> : <UserSwitchOutlined aria-hidden />}
        <span role="status">{state}</span>
        <span className="wb-consult-time" aria-live="off">{formatSeconds((nowMs - (live.answeredAtMs ?? live.startedAtMs)) / 1000)}</span>
      </h3>
      <div className="wb-consult-deeds">
        {live.joined ? (
          <>
            <button type="button" className="wb-chip" data-testid="consult-complete" disabled={passing} onClick={consult.complete}>{t('workbench.consult.leave', { name })}<ActionKey action="call.consult" /></button>
            <button type="button" className="wb-chip" data-testid="consult-remove" disabled={passing} onClick={consult.back}>{t('workbench.consult.remove', { name })}</button>
          </>
        ) : up ? (
          <>
            <button type="button" className="wb-chip wb-take" data-testid="consult-complete" disabled={passing} onClick={consult.complete}>{t('workbench.consult.complete', { name })}<ActionKey action="call.consult" /></button>
            <button type="button" className="wb-chip" data-testid="consult-swap" disabled={passing} onClick={consult.swap}>{live.heldByUs ? t('workbench.consult.swapToColleague', { name }) : t('workbench.consult.swapToCustomer')}<ActionKey action="call.hold" /></button>
          </>
        ) : null}
      </div>
      {problem === null ? null : <Problem>{problem}</Problem>}
    </section>
  );
}

function lostWord(lost: CallSnapshot): 'not-answered' | 'busy' | 'refused' | 'hung-up' | 'network' | 'failed' {
  switch (lost.endReason) {
    case 'not-answered': case 'busy': case 'refused': case 'network': return lost.endReason;
    default: return lost.answeredAtMs === null ? 'failed' : 'hung-up';
  }
}
