import { Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptOut } from '../../../../shared/customers/consent.ts';
import { channels } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { formatAgreed, formatNumber } from '../../../language/format.ts';
import { midSentence } from '../../../language/midSentence.ts';
import { optOutOf } from '../../../actions/wrapUpOps.ts';
import type { CallbackChoice, OptOutChoice as Choice, WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { endedBy, endsSentence } from '../../customers/leaveWords.ts';

interface Props {
  readonly draft: Pick<WrapUpDraft, 'householdId' | 'customerId' | 'callbackId' | 'optOut'>;
  /** When it was said; left out: now. */
  readonly saidAtMs?: number;
  readonly file: HouseholdFile | null;
  /** As stored, when nobody is known behind it: then it is the number that is not rung any more. */
  readonly number?: string | null;
  readonly nowMs: number;
  readonly isLocked: boolean;
  readonly isMissing: boolean;
  readonly onChange: (choice: Choice) => void;
  /** A next call agreed in the same breath; null: none. */
  readonly inSpite: Pick<CallbackChoice, 'dueAtMs' | 'zone'> | null;
  readonly onDropCall: () => void;
}

const words: readonly OptOut['channel'][] = [...channels, 'all'];

/** The call ended with 「别再联系」: of which channel, for whom, in which words, and what finishing will cancel. */
export function OptOutChoice({ draft, saidAtMs, file, number = null, nowMs, isLocked, isMissing, onChange, inSpite, onDropCall }: Props): ReactNode {
  const { t } = useTranslation();
  const choice = optOutOf(draft);
  const asked = { householdId: draft.householdId ?? '', customerId: choice.wholeFamily ? null : draft.customerId, channel: choice.channel, saidAtMs: saidAtMs ?? nowMs };
  // The callback this call keeps is done with it, not cancelled.
  const rest = file === null ? null : { ...file, callbacks: file.callbacks.filter((each) => each.id !== draft.callbackId) };
  return (
    <div className="wb-opt-out" data-testid="wrap-up-opt-out">
      <div className="wb-opt-out-row">
        <Select<OptOut['channel']> size="small" disabled={isLocked} value={choice.channel} aria-label={t('file.leave.channel')} onChange={(channel) => { onChange({ ...choice, channel }); }} options={words.map((each) => ({ value: each, label: t(each === 'all' ? 'file.leave.allChannels' : `words.channel.${each}`) }))} />
        {number !== null ? null : <Select<'person' | 'family'> size="small" disabled={isLocked} value={choice.wholeFamily ? 'family' : 'person'} aria-label={t('file.leave.who')} onChange={(who) => { onChange({ ...choice, wholeFamily: who === 'family' }); }} options={[{ value: 'person', label: t('wrapUp.optOut.thisPerson') }, { value: 'family', label: t('file.leave.family') }]} />}
        <Input
          size="small" value={choice.words} readOnly={isLocked} maxLength={200} status={isMissing ? 'error' : ''} aria-label={t('file.optOut.words')} placeholder={t('file.optOut.example')} aria-describedby={isMissing ? 'opt-out-missing' : undefined}
          onChange={(event) => { onChange({ ...choice, words: event.target.value }); }} data-testid="opt-out-words"
        />
      </div>
      {isMissing ? <p className="wb-problem" role="alert" id="opt-out-missing" data-testid="gap">{t('wrapUp.gap.opt-out-missing')}</p> : null}
      {inSpite === null ? null : (
        <fieldset className="wb-choice-row wb-opt-out-call" aria-label={t('wrapUp.optOut.inSpite', { when: midSentence(formatAgreed(inSpite.dueAtMs, inSpite.zone, nowMs)) })} data-testid="opt-out-call">
          <p className={choice.keepsCall === true ? 'wb-faint' : 'wb-problem'}>{t('wrapUp.optOut.inSpite', { when: midSentence(formatAgreed(inSpite.dueAtMs, inSpite.zone, nowMs)) })}</p>
          <Button size="small" disabled={isLocked} onClick={onDropCall} data-testid="opt-out-drop-call">{t('wrapUp.optOut.dropCall')}</Button>
          <Button size="small" disabled={isLocked} type={choice.keepsCall === true ? 'primary' : 'default'} aria-pressed={choice.keepsCall === true} onClick={() => { onChange({ ...choice, keepsCall: choice.keepsCall !== true }); }} data-testid="opt-out-keep-call">{t('wrapUp.optOut.keepCall')}</Button>
        </fieldset>
      )}
      {number === null ? null : <p className="wb-faint" data-testid="opt-out-ends">{t('wrapUp.optOut.number', { number: formatNumber(number) })}</p>}
      {rest === null ? null : <p className="wb-faint" data-testid="opt-out-ends">{t('wrapUp.optOut.willDo', { ends: endsSentence(endedBy(rest, asked, nowMs), choice.channel) })}</p>}
    </div>
  );
}
