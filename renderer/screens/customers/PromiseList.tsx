import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Commitment, HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { formatAgreed, formatDay, formatSpan } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { dueWords } from '../workbench/dueWords.ts';
import { personOf } from './householdWords.ts';
import { promisesOf } from './promisesOf.ts';
import { useSettleCommitment } from './useSettle.tsx';

interface Props {
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  /** Opens the callback in its list. */
  readonly onCallback: (callbackId: string) => void;
}

function Due({ atMs, nowMs }: { readonly atMs: UtcMs; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const late = atMs < nowMs;
  return <span className={late ? 'cu-chip cu-chip-overdue' : 'cu-chip cu-chip-soon'}>{t(late ? 'customers.page.late' : 'customers.page.left', { span: formatSpan(atMs - nowMs) })}</span>;
}

function CallbackLine({ callback, file, nowMs, onCallback }: Props & { readonly callback: Callback }): ReactNode {
  const { t } = useTranslation();
  const person = personOf(file, callback.customerId);
  const agents = useAgents() ?? [];
  const nameOf = (id: string | null | undefined): string | null => agents.find((agent) => agent.id === id)?.name ?? null;
  const [owner, fallback] = [nameOf(callback.ownerAgentId), callback.fallbackAgentId === callback.ownerAgentId ? null : nameOf(callback.fallbackAgentId)];
  const owners = callback.ownerAgentId === null ? t('callbacks.group.unowned') : [owner, fallback === null ? null : t('callbacks.fallback.behind', { name: fallback })].filter((part) => part !== null).join(t('words.separator'));
  // Within its window it is not late: the same words as on the lists and in a call.
  const due = dueWords(callback, nowMs);
  return (
    <li className="cu-promise">
      {due.isLate ? <WarningFilled className="cu-overdue" /> : <ClockCircleOutlined className="cu-soon" />}
      <b>{formatAgreed(callback.dueAtMs, callback.zone, nowMs)}</b>
      <button type="button" className="cu-link cu-line" onClick={() => { onCallback(callback.id); }}>
        {t('customers.page.callback', { person: person === null ? t('customers.page.anyone') : t(`words.relation.${person.relation}`), purpose: callback.purpose })}
        {owners === '' ? null : <span className="cu-faint">{t('words.separator')}{owners}</span>}
      </button>
      <span className={due.isLate ? 'cu-chip cu-chip-overdue' : 'cu-chip cu-chip-soon'}>{due.words}</span>
    </li>
  );
}

function CommitmentLine({ commitment, file, nowMs }: Omit<Props, 'onCallback'> & { readonly commitment: Commitment }): ReactNode {
  const { t } = useTranslation();
  const zone = file.household.zone;
  const settling = useSettleCommitment(commitment);
  const said = commitment.words ?? null;
  return (
    <li className="cu-promise">
      {commitment.state === 'kept' ? <CheckCircleFilled className="cu-good" /> : commitment.state === 'broken' ? <CloseCircleFilled className="cu-overdue" /> : <ClockCircleOutlined className="cu-soft" />}
      <b>{t('customers.page.before', { time: midSentence(formatAgreed(commitment.dueAtMs, zone, nowMs)) })}</b>
      <span className="cu-line" title={said === null ? commitment.what : `${commitment.what}${t('words.separator')}${said}`}>
        {commitment.what}
        {said === null ? null : <span className="cu-soft">{t('words.separator')}{said}</span>}
        <span className="cu-faint">{t('words.separator')}{t('customers.page.promisedBy', { name: commitment.promisedByName, day: midSentence(formatDay(commitment.promisedAtMs, zone, nowMs)) })}</span>
      </span>
      {commitment.state === 'open'
        ? <Due atMs={commitment.dueAtMs} nowMs={nowMs} />
        : <span className={commitment.state === 'kept' ? 'cu-chip cu-chip-good' : 'cu-chip cu-chip-overdue'}>{t(`words.commitmentState.${commitment.state}`)}</span>}
      {settling.buttons}
      {settling.form}
    </li>
  );
}

/** What was promised to this household, as the talking view has it: what is open by its time, then what was settled. */
export function PromiseList({ file, nowMs, onCallback }: Props): ReactNode {
  const { t } = useTranslation();
  const promises = promisesOf(file);
  return (
    <section className="cu-promises" aria-label={t('customers.page.promises')}>
      {promises.length === 0 ? <p className="cu-empty">{t('customers.page.noPromises')}</p> : null}
      <ul>
        {promises.map((each) => (each.kind === 'callback'
          ? <CallbackLine key={each.callback.id} callback={each.callback} file={file} nowMs={nowMs} onCallback={onCallback} />
          : <CommitmentLine key={each.commitment.id} commitment={each.commitment} file={file} nowMs={nowMs} />))}
      </ul>
    </section>
  );
}
