import { DisconnectOutlined, PlusOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { openPlan, usePlansStore } from '../../state/usePlansStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useSetUpEdits } from '../../state/useSetUpEdits.ts';
import { useNow } from '../../time/useNow.ts';
import { setUpRefusal } from '../queues/setUpRefusal.ts';
import { useSetUp } from '../queues/useSetUp.ts';
import { walkByArrows } from '../workbench/parts/walkByArrows.ts';
import { AbsencePage } from './AbsencePage.tsx';
import { spanWords } from './absenceWords.ts';
import { HandOverPage } from './HandOverPage.tsx';
import { useAbsences } from './useAbsences.ts';
import { WorkListForm } from './WorkListForm.tsx';
import { listWord } from './workListWords.ts';
import '../queues/queues.css';
import './plans.css';

/** What is to be rung by rule, and who keeps whose promises: for supervisors and administrators. */
export default function PlansScreen(): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const desk = useSetUp();
  const { setUp, told } = desk;
  const { absences, reload } = useAbsences();
  const edits = useSetUpEdits((state) => state.edits);
  const chosen = usePlansStore((state) => state.at);
  const lists = setUp?.workLists ?? [];
  const at = chosen ?? (lists[0] === undefined ? 'hand-over' : `list:${lists[0].id}`);
  const list = lists.find((each) => at === `list:${each.id}`);
  const absence = absences?.find((each) => at === `absence:${each.id}`);

  const item = (key: string, words: ReactNode, testId: string, isDirty = false): ReactNode => (
    <button key={key} type="button" className={at === key ? 'qs-item qs-item-on' : 'qs-item'} aria-current={at === key ? 'page' : undefined} onClick={() => { desk.hush(); openPlan(key); }} data-testid={testId}>
      {words}{isDirty ? <span className="qs-dot" role="img" title={t('queues.unsaved')} aria-label={t('queues.unsaved')} /> : null}
    </button>
  );
  const two = (first: string, second: string): ReactNode => <span className="qs-two"><span className="qs-cut">{first}</span><span className="qs-cut qs-soft">{second}</span></span>;
  const isHandOver = list === undefined && absence === undefined;
  return (
    <section className="qs-screen" aria-label={t('plans.title')} data-testid="plans-screen">
      <nav className="qs-nav" aria-label={t('plans.title')} data-column="customer" onKeyDown={walkByArrows}>
        <h2>{t('plans.title')}</h2>
        {desk.isAway ? <p className="qs-bar qs-bar-soon" role="status"><DisconnectOutlined aria-hidden /> {t('queues.away')}</p> : null}
        <h3>{t('plans.lists')}</h3>
        {setUp === null && !desk.isAway ? <Skeleton active /> : null}
        {lists.map((each) => item(`list:${each.id}`, two(listWord(each.rule), each.active ? t('plans.isOn', { count: each.open }) : t('plans.isOff')), `plans-list:${each.id}`, edits[`work-list:${each.id}`] !== undefined))}
        <h3>{t('plans.absences')}</h3>
        {absences?.length === 0 ? <p className="qs-hint qs-pad">{t('plans.noAbsences')}</p> : null}
        {absences?.map((each) => item(`absence:${each.id}`, two(each.agentName, spanWords(each, zone, nowMs)), 'plans-absence'))}
        {item('hand-over', <span className="qs-add"><PlusOutlined aria-hidden /> {t('plans.handOver')}</span>, 'plans-hand-over')}
      </nav>
      <div className="qs-main" data-column="assist">
        {told === null ? null : told.kind === 'refused'
          ? <p className="qs-bar qs-bar-bad" role="alert" data-testid="setup-told">{setUpRefusal(told.refusal)}</p>
          : <p className="qs-bar qs-bar-good" role="status" data-testid="setup-told">{t(`queues.told.${told.kind}`)}</p>}
        {list !== undefined && setUp !== null ? <WorkListForm key={list.id} list={list} setUp={setUp} desk={desk} /> : null}
        {absence === undefined ? null : <AbsencePage key={absence.id} absence={absence} onEnded={() => { openPlan('hand-over'); void reload(); }} />}
        {isHandOver && setUp !== null ? <HandOverPage onDone={() => { void reload(); }} /> : null}
      </div>
    </section>
  );
}
