import { TeamOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExpertQuestionRow, PASSED_WORDS_LENGTH } from '../../../shared/knowledge/expertQuestion.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { answerQuestion, handQuestion, withdrawQuestion } from '../../actions/askExpert.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { formatAgreed, formatMoment, formatStage } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useExperts, useHouseholdFile } from '../../localdb/useQuery.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { useSending } from '../callbacks/useSending.ts';
import { ExpertChoice } from './ExpertChoice.tsx';

const ANSWER_LENGTH = 2000;

interface Props {
  readonly question: ExpertQuestionRow;
  readonly me: string;
  readonly zone: string;
  readonly nowMs: UtcMs;
  /** It was answered or handed on: it stays on screen. */
  readonly onSettled: () => void;
}

/** One question with whose it is, and what can be done: answered, handed on, taken back. */
export function ExpertQuestionView({ question, me, zone, nowMs, onSettled }: Props): ReactNode {
  const { t } = useTranslation();
  const file = useHouseholdFile(question.householdId);
  const [isHanding, setHanding] = useState(false);
  const { problem, isSending, send } = useSending(onSettled);
  const isOpen = question.state === 'open';
  const isMine = isOpen && question.expertAgentId === me;
  const didAsk = isOpen && question.askedByAgentId === me;
  const children = (file?.children ?? []).map((child) => [child.name, formatStage(child, nowMs, zone)].filter((part) => part !== null && part !== '').join(' ')).filter((words) => words !== '');
  return (
    <article className="xp-question" data-testid="expert-question-view">
      <h2>{question.question}</h2>
      <p className="xp-faint">{[t('experts.askedBy', { name: question.askedByName, time: midSentence(formatMoment(question.askedAtMs, zone, nowMs)) }), isOpen ? t('experts.due', { time: midSentence(formatAgreed(question.dueAtMs, zone, nowMs)) }) : null].filter((part) => part !== null).join(t('words.separator'))}</p>
      {question.householdId === null ? <p className="xp-faint">{t(question.articleId === null ? 'experts.ofNobody' : 'experts.ofMany')}</p> : (
        <p className="xp-line">
          <Button size="small" icon={<TeamOutlined aria-hidden />} onClick={() => { usePanelStore.setState({ screen: 'customers', householdId: question.householdId, customerId: question.customerId }); }} data-testid="expert-household">{question.householdName || t('experts.household')}</Button>
          <span className="xp-soft">{children.join(t('words.separator'))}</span>
        </p>
      )}
      {question.passedByName === null || !isOpen ? null : <p className="xp-passed">{t(question.passedWords ? 'experts.passedBecause' : 'experts.passed', { name: question.passedByName, words: question.passedWords })}</p>}
      {question.isPromised && isOpen ? <p className="xp-soft">{t('experts.callBackMeans')}</p> : null}
      {question.answer === null ? null : <section className="xp-answer" aria-label={t('experts.answer')}><h3>{t('experts.answeredBy', { name: question.expertName })}</h3><p>{question.answer}</p></section>}
      {isMine && !isHanding ? <AnswerForm question={question} isSending={isSending} onSend={(answer, asDraft) => { send(() => answerQuestion(question, answer, asDraft)); }} onHand={() => { setHanding(true); }} /> : null}
      {didAsk && !isMine && !isHanding ? (
        <p className="xp-buttons">
          <Button onClick={() => { setHanding(true); }} data-testid="expert-hand">{t(question.expertAgentId === null ? 'experts.askOther' : 'experts.handOn')}</Button>
          <Button loading={isSending} onClick={() => { send(() => withdrawQuestion(question)); }} data-testid="expert-withdraw">{t('experts.withdraw')}</Button>
        </p>
      ) : null}
      {isHanding ? <HandForm question={question} isMine={isMine} isSending={isSending} onHand={(to, words) => { setHanding(false); send(() => handQuestion(question, to, words)); }} onCancel={() => { setHanding(false); }} /> : null}
      {problem === null ? null : <p className="xp-bad" role="alert">{problem}</p>}
    </article>
  );
}

interface AnswerProps {
  readonly question: ExpertQuestionRow;
  readonly isSending: boolean;
  readonly onSend: (answer: string, asDraft: boolean) => void;
  readonly onHand: () => void;
}

function AnswerForm({ question, isSending, onSend, onHand }: AnswerProps): ReactNode {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState('');
  const [asDraft, setAsDraft] = useState(false);
  const isReady = answer.trim() !== '';
  const submit = (): void => { if (isReady) onSend(answer, asDraft); };
  return (
    <form className="xp-form" onSubmit={(event) => { event.preventDefault(); submit(); }} aria-label={t('experts.answer')}>
      <Input.TextArea
        aria-label={t('experts.answer')} placeholder={t('experts.answerHint')} value={answer} maxLength={ANSWER_LENGTH} autoSize={{ minRows: 4, maxRows: 14 }} onChange={(event) => { setAnswer(event.target.value); }} data-testid="expert-answer"
        onKeyDown={(event) => { if (event.key === 'Enter' && event.ctrlKey && !isComposing(event)) { event.preventDefault(); submit(); } }}
      />
      {question.articleId === null ? <Checkbox checked={asDraft} onChange={(event) => { setAsDraft(event.target.checked); }} data-testid="expert-as-draft">{t('experts.asDraft')}</Checkbox> : <p className="xp-faint">{t('experts.intoDraft')}</p>}
      <p className="xp-buttons">
        <Button type="primary" htmlType="submit" loading={isSending} disabled={!isReady} data-testid="expert-answer-send">{t('experts.sendAnswer')}</Button>
        <Button onClick={onHand} data-testid="expert-not-mine">{t('experts.notMine')}</Button>
      </p>
    </form>
  );
}

interface HandProps {
  readonly question: ExpertQuestionRow;
  /** Its expert may give it back too. */
  readonly isMine: boolean;
  readonly isSending: boolean;
  readonly onHand: (to: { readonly id: string; readonly name: string } | null, words: string) => void;
  readonly onCancel: () => void;
}

function HandForm({ question, isMine, isSending, onHand, onCancel }: HandProps): ReactNode {
  const { t } = useTranslation();
  const others = (useExperts() ?? []).filter((each) => each.id !== question.expertAgentId);
  const [to, setTo] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const chosen = others.find((each) => each.id === to) ?? null;
  return (
    <form className="xp-form" onSubmit={(event) => { event.preventDefault(); if (chosen !== null) onHand(chosen, words); }} aria-label={t('experts.handOn')} data-testid="expert-hand-form">
      <span className="xp-label">{t('experts.who')}<ExpertChoice experts={others} value={to} onChange={setTo} /></span>
      <span className="xp-label">{t('experts.why')}<Input aria-label={t('experts.why')} value={words} maxLength={PASSED_WORDS_LENGTH} onChange={(event) => { setWords(event.target.value); }} data-testid="expert-why" /></span>
      <p className="xp-buttons">
        <Button type="primary" htmlType="submit" loading={isSending} disabled={chosen === null} data-testid="expert-hand-send">{t('experts.handSend')}</Button>
        {isMine ? <Button onClick={() => { onHand(null, words); }} data-testid="expert-give-back">{t('experts.giveBack')}</Button> : null}
        <Button onClick={onCancel}>{t('words.cancel')}</Button>
      </p>
    </form>
  );
}
