import { Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Absence } from '../../../shared/sync/absenceMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { endAbsence } from '../../actions/plans.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { spanWords } from './absenceWords.ts';

/** One absence that is written down, and its end. */
export function AbsencePage({ absence, onEnded }: { readonly absence: Absence; readonly onEnded: () => void }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const up = useCentralStore((state) => state.up);
  const [problem, setProblem] = useState<string | null>(null);
  const isNow = absence.fromMs <= nowMs;
  const end = async (): Promise<void> => {
    const outcome = await endAbsence(absence.id);
    // Somebody else has ended it: it is gone all the same.
    if (outcome.ok || outcome.refusal === 'not-found') onEnded();
    else setProblem(t(`words.courier.${outcome.refusal}`));
  };
  return (
    <section className="qs-form" aria-label={absence.agentName}>
      <header className="qs-head"><h2>{absence.agentName}</h2></header>
      <div className="qs-body" data-testid="absence">
        <p><b>{spanWords(absence, zone, nowMs)}</b>{t('words.separator')}{t(isNow ? 'plans.awayNow' : 'plans.awayLater')}</p>
        <p className="qs-hint">{t('plans.toldBy', { name: absence.toldByName, time: midSentence(formatMoment(absence.toldAtMs, zone, nowMs)) })}</p>
        <p>{t('plans.meanwhile')}</p>
        {problem === null ? null : <p className="qs-bar qs-bar-bad" role="alert">{problem}</p>}
        <Popconfirm placement="bottomLeft" title={t(isNow ? 'plans.endNow' : 'plans.endLater', { name: absence.agentName })} description={t('plans.endStays')} okText={t('words.ok')} cancelText={t('words.cancel')} onConfirm={() => { void end(); }}>
          <Button disabled={!up} data-testid="absence-end">{t(isNow ? 'plans.back' : 'plans.calledOff')}</Button>
        </Popconfirm>
      </div>
    </section>
  );
}
