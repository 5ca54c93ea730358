import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpertQuestionRow } from '../../../shared/knowledge/expertQuestion.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { Chip } from '../../components/Chip.tsx';
import { formatAgreed, formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useExpertQuestions } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { ExpertQuestionView } from './ExpertQuestionView.tsx';
import './experts.css';

const shelves = ['mine', 'asked', 'settled'] as const;
type Shelf = (typeof shelves)[number];

/** To be answered by me, asked by me and open, or over. What came back to me waits for me. */
const shelfOf = (question: ExpertQuestionRow, me: string): Shelf => (question.state !== 'open' ? 'settled' : question.expertAgentId === me ? 'mine' : 'asked');

interface RowProps {
  readonly question: ExpertQuestionRow;
  readonly isHere: boolean;
  readonly me: string;
  readonly zone: string;
  readonly nowMs: UtcMs;
  readonly onOpen: () => void;
}

function QuestionRow({ question, isHere, me, zone, nowMs, onOpen }: RowProps): ReactNode {
  const { t } = useTranslation();
  const isLate = question.state === 'open' && question.dueAtMs < nowMs;
  const about = [
    question.householdName, question.state !== 'open' ? question.expertName : question.expertAgentId === me ? t('experts.from', { name: question.askedByName }) : t(question.expertAgentId === null ? 'experts.cameBack' : 'experts.with', { name: question.expertName }),
    question.state === 'open' ? t('experts.due', { time: midSentence(formatAgreed(question.dueAtMs, zone, nowMs)) }) : formatMoment(question.settledAtMs ?? question.askedAtMs, zone, nowMs),
  ];
  return (
    <li>
      <button type="button" className={isHere ? 'xp-row xp-row-here' : 'xp-row'} aria-current={isHere} onClick={onOpen} data-testid="expert-row" data-state={question.state}>
        <span className="xp-row-head"><b>{question.question}</b>{isLate ? <Chip tone="overdue">{t('experts.late')}</Chip> : question.isPromised && question.state === 'open' ? <Chip tone="soon">{t('experts.callBack')}</Chip> : null}</span>
        <span className="xp-faint">{about.filter((part) => part !== null && part !== '').join(t('words.separator'))}</span>
      </button>
    </li>
  );
}

/** 专家解答: what waits for this agent's answer, what they asked, and what came of it. */
export default function ExpertsScreen(): ReactNode {
  const { t } = useTranslation();
  const me = useSessionStore((state) => state.session?.agent.id) ?? '';
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const nowMs = useNow(15_000);
  const questions = useExpertQuestions();
  const of = (shelf: Shelf): readonly ExpertQuestionRow[] => (questions ?? []).filter((each) => shelfOf(each, me) === shelf);
  const [wanted, setShelf] = useState<Shelf | null>(null);
  const shelf = wanted ?? (of('mine').length > 0 ? 'mine' : of('asked').length > 0 ? 'asked' : 'settled');
  const [openId, setOpenId] = useState<string | null>(null);
  const shown = of(shelf);
  // The one that is open stays open when it moves to another shelf: its answer is read there.
  const open = (questions ?? []).find((each) => each.id === openId) ?? shown[0] ?? null;
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const to = shown[shown.findIndex((each) => each.id === open?.id) + step];
    if (step === 0 || to === undefined) return;
    event.preventDefault();
    setOpenId(to.id);
    event.currentTarget.querySelectorAll<HTMLElement>('.xp-row')[shown.indexOf(to)]?.focus();
  };
  return (
    <section className="xp-screen" aria-label={t('experts.title')} data-column="customer">
      <div className="xp-list">
        <header><h2>{t('experts.title')}</h2></header>
        <div className="xp-tabs" role="tablist">
          {shelves.map((each) => <button key={each} type="button" role="tab" aria-selected={shelf === each} onClick={() => { setShelf(each); setOpenId(null); }} data-testid={`experts-${each}`}>{t(`experts.shelf.${each}`)} {of(each).length}</button>)}
        </div>
        {questions !== undefined && shown.length === 0 ? <p className="xp-empty" role="status">{t(`experts.none.${shelf}`)}</p> : null}
        <ul className="xp-rows" aria-label={t(`experts.shelf.${shelf}`)} onKeyDown={walk}>
          {shown.map((question) => <QuestionRow key={question.id} question={question} isHere={question.id === open?.id} me={me} zone={zone} nowMs={nowMs} onOpen={() => { setOpenId(question.id); }} />)}
        </ul>
      </div>
      <div className="xp-body">{open === null ? <p className="xp-empty">{t('experts.nothingOpen')}</p> : <ExpertQuestionView key={open.id} question={open} me={me} zone={zone} nowMs={nowMs} onSettled={() => { setOpenId(open.id); }} />}</div>
    </section>
  );
}
