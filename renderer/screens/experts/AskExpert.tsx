import { CheckOutlined, SolutionOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askExpert } from '../../actions/askExpert.ts';
import type { AskedIn } from '../../actions/recordGap.ts';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { useKey, useKeyName } from '../../keys/useKey.ts';
import { formatAgreed } from '../../language/format.ts';
import { useExperts } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { useSending } from '../callbacks/useSending.ts';
import { type ExpertDeadline, deadlinesFrom } from './expertDeadlines.ts';
import { ExpertChoice } from './ExpertChoice.tsx';
import './experts.css';

const QUESTION_LENGTH = 500;

interface Props {
  readonly question: string;
  readonly askedIn: AskedIn;
  /** The question without an answer that is handed on; null: it stands for itself. */
  readonly articleId: string | null;
}

/** 「请专家解答」: hands a question to a colleague who knows more, with a deadline and whether the customer was promised a call. Not there where nobody is an expert. */
export function AskExpert({ question, askedIn, articleId }: Props): ReactNode {
  const { t } = useTranslation();
  const experts = useExperts();
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<{ readonly question: string; readonly name: string } | null>(null);
  const isAsked = asked !== null && asked.question === question;
  const isThere = experts !== undefined && experts.length > 0 && question.trim() !== '';
  useKey('expert.ask', () => { setOpen(true); }, { enabled: isThere && !isAsked && !isOpen });
  const key = useKeyName('expert.ask');
  if (!isThere) return null;
  if (isAsked) return <p role="status" data-testid="expert-asked"><CheckOutlined aria-hidden /> {t('experts.asked', { name: asked.name })}</p>;
  return (
    <>
      <Button icon={<SolutionOutlined aria-hidden />} onClick={() => { setOpen(true); }} data-testid="expert-ask">{t('experts.ask')} <kbd className="kn-key" aria-hidden>{key}</kbd></Button>
      {isOpen ? <AskDialog question={question} askedIn={askedIn} articleId={articleId} onClose={() => { setOpen(false); }} onAsked={(name) => { setOpen(false); setAsked({ question, name }); }} /> : null}
    </>
  );
}

function AskDialog({ question, askedIn, articleId, onClose, onAsked }: Props & { readonly onClose: () => void; readonly onAsked: (name: string) => void }): ReactNode {
  const { t } = useTranslation();
  const policy = useSessionStore((state) => state.session?.policy);
  const experts = useExperts() ?? [];
  const nowMs = useNow(60_000);
  const [words, setWords] = useState(question.trim());
  const [to, setTo] = useState<string | null>(experts.length === 1 ? experts[0]?.id ?? null : null);
  const [by, setBy] = useState<ExpertDeadline>('twoHours');
  const [isPromised, setPromised] = useState(false);
  const expert = experts.find((each) => each.id === to) ?? null;
  const { problem, isSending, send } = useSending(() => { onAsked(expert?.name ?? ''); });
  if (policy === undefined) return null;
  const deadlines = deadlinesFrom(nowMs, policy, policy.zone);
  const chosen = deadlines.find(({ name }) => name === by) ?? deadlines[0];
  const isReady = expert !== null && words.trim() !== '' && chosen !== undefined;
  const ofFamily = askedIn.householdId !== null || askedIn.interactionId !== null;
  const submit = (): void => {
    if (!isReady) return;
    const dueAtMs = deadlinesFrom(deskClock.now(), policy, policy.zone).find(({ name }) => name === chosen.name)?.atMs ?? chosen.atMs;
    send(() => askExpert({
      question: words.trim(), expert, dueAtMs, articleId, householdId: askedIn.householdId, interactionId: askedIn.interactionId,
      customerId: askedIn.householdId === null ? null : askedIn.customerId ?? null, isPromised: ofFamily && isPromised,
    }));
  };
  return (
    <Modal open onCancel={onClose} footer={null} width={560} title={t('experts.ask')} destroyOnHidden data-testid="expert-dialog">
      <form className="xp-form" onSubmit={(event) => { event.preventDefault(); submit(); }} aria-label={t('experts.ask')}>
        <span className="xp-label">{t('experts.question')}
          <Input.TextArea autoFocus aria-label={t('experts.question')} value={words} maxLength={QUESTION_LENGTH} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => { setWords(event.target.value); }} data-testid="expert-question" />
        </span>
        <span className="xp-label">{t('experts.who')}<ExpertChoice experts={experts} value={to} onChange={setTo} /></span>
        <span className="xp-label">{t('experts.until')}
          <span className="xp-line">
            <ChoiceBar<ExpertDeadline> value={chosen?.name ?? by} aria-label={t('experts.until')} onChange={setBy} options={deadlines.map(({ name }) => ({ value: name, label: t(`experts.deadline.${name}`) }))} />
            {chosen === undefined ? null : <span className="xp-faint">{formatAgreed(chosen.atMs, policy.zone, nowMs)}</span>}
          </span>
        </span>
        {ofFamily ? <Checkbox checked={isPromised} onChange={(event) => { setPromised(event.target.checked); }} data-testid="expert-promised">{t('experts.promised')}</Checkbox> : null}
        {ofFamily ? null : <p className="xp-faint">{t(articleId === null ? 'experts.ofNobody' : 'experts.ofMany')}</p>}
        {problem === null ? null : <p className="xp-bad" role="alert">{problem}</p>}
        <p className="xp-buttons">
          <Button type="primary" htmlType="submit" loading={isSending} disabled={!isReady} data-testid="expert-send">{t('experts.send')}</Button>
          <Button onClick={onClose}>{t('words.cancel')}</Button>
        </p>
      </form>
    </Modal>
  );
}
