import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { supervisionModes } from '../../../shared/calls/supervision.ts';
import { type DeedReport, deedKinds } from '../../../shared/reports/deedReport.ts';
import { overruleReasons } from '../../../shared/callbacks/overrule.ts';
import { usePauseReasons } from '../../state/usePauseReasons.ts';
import { type FigureColumn, FigureTable } from './FigureTable.tsx';
import { span } from './figureWords.ts';

type Row = DeedReport['rows'][number];
const refusals = ['not-yours', 'signed-out', 'not-in-wrap-up', 'already-closed', 'not-found', 'not-talking', 'supervised', 'busy'] as const;

/** What supervisors did on the floor, to whom, why, and what was refused; and the calls that agents made over a cap. */
export function DeedTable({ report }: { readonly report: DeedReport }): ReactNode {
  const { t } = useTranslation();
  const { wordOf } = usePauseReasons();
  const person = (name: string | null, number: string | null): string => (name === null ? '' : `${name} ${number ?? ''}`);
  const whatWords = ({ kind, what, reason }: Row): string => {
    if (what === null) return '';
    if (kind === 'supervise') return supervisionModes.some((mode) => mode === what) ? t(`floor.supervise.mode.${what as (typeof supervisionModes)[number]}`) : what;
    if (kind === 'state') return what === 'paused' && reason !== null ? `${t('words.state.paused')}${t('words.separator')}${wordOf(reason)}` : what === 'available' || what === 'paused' || what === 'not-ready' ? t(`words.state.${what}`) : what;
    if (kind === 'reassign') return what === 'callback' || what === 'case' ? t(`reports.deed.what.${what}`) : what;
    const because = overruleReasons.find((each) => each === what);
    return because === undefined ? what : t(`words.overrule.${because}`);
  };
  const kindWords = (kind: string): string => {
    const known = deedKinds.find((each) => each === kind);
    return known === undefined ? kind : t(`reports.deed.kind.${known}`);
  };
  const endWords = (refusal: string | null): string => {
    if (refusal === null) return t('reports.deed.done');
    const known = refusals.find((each) => each === refusal);
    return t('reports.deed.refused', { why: known === undefined ? refusal : t(`reports.deed.because.${known}`) });
  };
  const columns: readonly FigureColumn<Row>[] = [
    { key: 'at', title: t('reports.deed.at'), isText: true, cell: ({ at }) => at },
    { key: 'by', title: t('reports.deed.by'), isText: true, cell: ({ byName, byNumber }) => person(byName, byNumber) },
    { key: 'kind', title: t('reports.deed.did'), isText: true, cell: ({ kind }) => kindWords(kind) },
    { key: 'agent', title: t('reports.col.agent'), isText: true, cell: ({ agentName, agentNumber }) => person(agentName, agentNumber) },
    { key: 'what', title: t('reports.deed.whatTitle'), isText: true, cell: whatWords },
    { key: 'seconds', title: t('reports.deed.lasted'), cell: ({ seconds }) => (seconds === null ? '' : span(seconds)) },
    { key: 'why', title: t('reports.deed.why'), isText: true, cell: ({ why }) => <span className="rp-why" title={why}>{why}</span> },
    { key: 'end', title: t('reports.deed.end'), isText: true, cell: ({ refusal }) => <span className="rp-wrap">{endWords(refusal)}</span> },
  ];
  return (
    <>
      {report.total > report.rows.length ? <p className="rp-told rp-told-away" role="status">{t('reports.deed.more', { count: report.rows.length, total: report.total })}</p> : null}
      <FigureTable label={t('reports.tab.deeds')} columns={columns} rows={report.rows} rowKey={({ id }) => id} />
    </>
  );
}
