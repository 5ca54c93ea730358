import { Button, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import { notReachedOutcomes, type Outcome } from '../../../shared/calls/outcome.ts';
import { chosenOutcome } from '../../../shared/calls/outcomeCode.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import { addDays, instantOf, localClock } from '../../../shared/time/localClock.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { type ManualContact, recordManualContact } from '../../actions/recordManualContact.ts';
import { isLastTryOpen, nextTry } from '../../actions/retryOps.ts';
import { callInSpite, opensCase, optOutOf, outcomeGap } from '../../actions/wrapUpOps.ts';
import { formatAgreed, formatDay, formatNumber, formatTime, formatWeekday, nearDay } from '../../language/format.ts';
import type { CallbackChoice, LastTry, OptOutChoice as OptOutWords } from '../../localdb/wrapUpDraft.ts';
import { newId } from '../../localdb/newId.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { tellAgent } from '../../state/useToastStore.ts';
import { useNow } from '../../time/useNow.ts';
import { LastTryChoice } from '../callbacks/LastTryChoice.tsx';
import { judgeNextCall, type NextCall } from '../callbacks/judgeNextCall.ts';
import { NextCallField, type NextCallValue } from '../callbacks/NextCallField.tsx';
import { useSending } from '../callbacks/useSending.ts';
import { OptOutChoice } from '../workbench/summary/OptOutChoice.tsx';
import { personOf, personWords } from './householdWords.ts';
import { readClock } from './readClock.ts';
import { obstacleWord, useObstacles } from '../../state/obstacleWords.ts';
import { outcomeCodeWord, useOutcomeCodes } from '../../state/outcomeWords.ts';
import './customers.css';

/** A contact older than a week is no longer remembered well enough to be a record. */
const DAYS_BACK = 7;
const NOBODY = 'nobody';

interface Filled {
  readonly customerId: string | null;
  readonly number: string | null;
  readonly daysBack: number;
  readonly clock: string;
  readonly minutes: number | null;
  /** Null: not said yet. Nothing is chosen beforehand: a contact that reached nobody would be kept as one that did. */
  readonly outcome: Outcome | null;
  readonly outcomeCode: string | null;
  readonly obstacle: string | null;
  readonly callbackId: string | null;
  readonly lastTry: LastTry | null;
  readonly note: string;
  readonly caseTitle: string;
  readonly optOut: OptOutWords;
  readonly next: NextCallValue;
}

type Problem = 'clock' | 'future' | 'outcome-missing' | 'next' | 'next-missing' | 'no-number' | 'last-try' | 'complaint-missing' | 'opt-out-missing' | 'opt-out-with-call';

function numberFor(file: HouseholdFile, customerId: string | null): string | null {
  return (file.phones.find((phone) => phone.customerId === customerId && customerId !== null) ?? file.phones.find((phone) => phone.customerId === null) ?? file.phones[0])?.number ?? null;
}

/** The callback this contact tried to keep without reaching anybody; null: none. */
function keptOf(filled: Filled, file: HouseholdFile): Callback | null {
  return filled.outcome !== null && notReachedOutcomes.includes(filled.outcome) ? (file.callbacks.find((each) => each.id === filled.callbackId) ?? null) : null;
}

/** Whom and when the next call is for, once it is agreed. */
function nextOf(verdict: NextCall, filled: Filled, file: HouseholdFile): Pick<CallbackChoice, 'customerId' | 'dueAtMs' | 'zone'> | null {
  return verdict.state === 'agreed' ? { dueAtMs: verdict.dueAtMs, zone: file.household.zone, customerId: verdict.customerId ?? filled.customerId } : null;
}

/** The contact as it will be stored, or what is still wrong with the form. */
function contactOf(filled: Filled, verdict: NextCall, file: HouseholdFile, session: DeskSession, nowMs: UtcMs): ManualContact | Problem {
  const { zone } = session.policy;
  const minute = readClock(filled.clock);
  if (minute === null) return 'clock';
  const startedAtMs = instantOf(zone, addDays(localClock(nowMs, zone).date, -filled.daysBack), minute);
  if (startedAtMs > nowMs) return 'future';
  const { outcome } = filled;
  if (outcome === null) return 'outcome-missing';
  const kept = keptOf(filled, file);
  if (kept !== null && verdict.state !== 'agreed' && isLastTryOpen(kept, filled.lastTry, session.policy, nowMs)) return 'last-try';
  const gap = outcomeGap(filled);
  if (gap !== null) return gap;
  const number = filled.number ?? numberFor(file, filled.customerId);
  const base = {
    householdId: file.household.id, customerId: filled.customerId, number: filled.number, startedAtMs, talkMinutes: filled.minutes, outcome, outcomeCode: filled.outcomeCode, obstacle: filled.obstacle, note: filled.note, caseTitle: filled.caseTitle, optOut: filled.optOut, callbackId: filled.callbackId, kept, lastTry: filled.lastTry,
    nextLine: filled.next.line,
  };
  switch (verdict.state) {
    case 'empty': return outcome === 'callback-agreed' ? 'next-missing' : { ...base, next: null };
    case 'ask': case 'refused': return 'next';
    case 'agreed':
      if (number === null) return 'no-number';
      if (callInSpite(filled, nextOf(verdict, filled, file)) !== null && optOutOf(filled).keepsCall !== true) return 'opt-out-with-call';
      return {
        ...base,
        next: {
          callbackId: newId(), dueAtMs: verdict.dueAtMs, zone: file.household.zone, windowMinutes: verdict.windowMinutes, customerId: verdict.customerId ?? filled.customerId,
          number, purpose: verdict.purpose, permissionReason: 'agreed', ownerAgentId: session.agent.id,
        },
      };
    default: return assertNever(verdict, 'next call');
  }
}

interface Props {
  readonly file: HouseholdFile;
  readonly customerId: string | null;
  readonly onDone: () => void;
}

function Form({ file, customerId, onDone, session }: Props & { readonly session: DeskSession }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(15_000);
  const { zone } = session.policy;
  const clockId = useId();
  const codes = useOutcomeCodes('out');
  const obstacles = useObstacles();
  const [filled, setFilled] = useState<Filled>(() => ({
    customerId, number: numberFor(file, customerId), daysBack: 0, clock: formatTime(nowMs, zone), minutes: null, outcome: null, outcomeCode: null, obstacle: null, callbackId: null, lastTry: null, note: '', caseTitle: '', optOut: { channel: 'phone', wholeFamily: false, words: '' }, next: { line: '', pickedMs: null },
  }));
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<Filled>): void => { setFilled((before) => ({ ...before, ...part })); };
  const { problem: storeProblem, isSending, send } = useSending(() => {
    tellAgent('done', useCentralStore.getState().up ? 'customers.manual.stored' : 'customers.manual.storedHere');
    onDone();
  });
  const context = { nowMs, zone: file.household.zone, hours: session.policy, people: file.customers, speakerId: filled.customerId, children: file.children };
  const verdict = judgeNextCall(filled.next.line, filled.next.pickedMs, context);
  const contact = contactOf(filled, verdict, file, session, nowMs);
  const person = personOf(file, filled.customerId);
  const tried = keptOf(filled, file);
  const submit = (): void => {
    setTried(true);
    if (typeof contact !== 'string') send(() => recordManualContact(contact));
  };
  const today = localClock(nowMs, zone).date;
  const days = Array.from({ length: DAYS_BACK }, (_none, back) => {
    const noon = instantOf(zone, addDays(today, -back), 720);
    return { value: back, label: nearDay(noon, zone, nowMs) ?? `${formatWeekday(noon, zone)} ${formatDay(noon, zone, nowMs)}` };
  });

  return (
    <form className="cu-manual" data-testid="manual-contact" aria-label={t('customers.manual.title')} onSubmit={(event) => { event.preventDefault(); }}>
      <h3>{t('customers.manual.title')}<span className="cu-faint">{t('customers.manual.how')}</span></h3>
      <div className="cu-field"><span>{t('customers.manual.who')}</span>
        <Select<string>
          aria-label={t('customers.manual.who')} value={filled.customerId ?? NOBODY}
          onChange={(id) => { const chosen = id === NOBODY ? null : id; change({ customerId: chosen, number: numberFor(file, chosen) }); }}
          options={[...file.customers.map((each) => ({ value: each.id, label: personWords(each) })), { value: NOBODY, label: t('customers.manual.nobody') }]}
        />
      </div>
      <div className="cu-field"><span>{t('customers.manual.number')}</span>
        <Select<string>
          aria-label={t('customers.manual.number')} value={filled.number ?? NOBODY} onChange={(number) => { change({ number: number === NOBODY ? null : number }); }}
          options={[...file.phones.map((phone) => ({ value: phone.number, label: formatNumber(phone.number) })), { value: NOBODY, label: t('customers.manual.otherNumber') }]}
        />
      </div>
      <div className="cu-field"><span>{t('customers.manual.day')}</span>
        <Select<number> aria-label={t('customers.manual.day')} value={filled.daysBack} onChange={(daysBack) => { change({ daysBack }); }} options={days} />
      </div>
      <div className="cu-pair-fields">
        <label htmlFor={clockId}><span>{t('customers.manual.clock')}</span>
          <Input id={clockId} value={filled.clock} maxLength={8} status={contact === 'clock' || contact === 'future' ? 'error' : ''} onChange={(event) => { change({ clock: event.target.value }); }} />
        </label>
        <div className="cu-field"><span>{t('customers.manual.minutes')}</span>
          <InputNumber aria-label={t('customers.manual.minutes')} min={0} max={600} precision={0} value={filled.minutes} onChange={(minutes) => { change({ minutes }); }} />
        </div>
      </div>
      <div className="cu-field"><span>{t('customers.manual.outcome')}</span>
        <Select<string | null>
          aria-label={t('customers.manual.outcome')} value={filled.outcomeCode ?? filled.outcome} placeholder={t('customers.manual.noOutcome')} status={isTried && contact === 'outcome-missing' ? 'error' : ''} data-testid="manual-outcome"
          onChange={(id) => { const code = codes.find((each) => each.id === id); if (code !== undefined) change(chosenOutcome(code)); }}
          options={codes.map(({ id }) => ({ value: id, label: outcomeCodeWord(id, 'out') }))}
        />
      </div>
      {obstacles.length === 0 ? null : (
        <div className="cu-field"><span>{t('wrapUp.obstacle.short')}</span>
          <Select<string | null>
            aria-label={t('wrapUp.obstacle.short')} value={filled.obstacle} placeholder={t('wrapUp.note.optional')} allowClear data-testid="manual-obstacle" onChange={(obstacle) => { change({ obstacle: obstacle ?? null }); }}
            options={obstacles.map(({ id }) => ({ value: id, label: obstacleWord(id) }))}
          />
        </div>
      )}
      <div className={`cu-field ${obstacles.length === 0 ? 'cu-wide-3' : 'cu-wide'}`}><span>{t('customers.manual.kept')}</span>
        <Select<string>
          aria-label={t('customers.manual.kept')} value={filled.callbackId ?? NOBODY} onChange={(id) => { change({ callbackId: id === NOBODY ? null : id, lastTry: null }); }}
          options={[{ value: NOBODY, label: t('customers.manual.keptNone') }, ...file.callbacks.map((each) => ({ value: each.id, label: `${formatAgreed(each.dueAtMs, each.zone, nowMs)} ${each.purpose}` }))]}
        />
      </div>
      {tried === null || verdict.state === 'agreed' || nextTry(tried, session.policy, nowMs).ok ? null : (
        <div className="cu-full"><LastTryChoice kept={tried} lastTry={filled.lastTry} onChange={(lastTry) => { change({ lastTry }); }} myId={session.agent.id} nowMs={nowMs} hours={session.policy} /></div>
      )}
      {!opensCase(filled) ? null : (
        <div className="cu-field cu-full"><span>{t('wrapUp.caseTitle')}</span>
          <Input aria-label={t('wrapUp.caseTitle')} value={filled.caseTitle} maxLength={200} placeholder={t('wrapUp.caseTitleExample')} status={isTried && contact === 'complaint-missing' ? 'error' : ''} onChange={(event) => { change({ caseTitle: event.target.value }); }} data-testid="manual-case-title" />
        </div>
      )}
      {filled.outcome !== 'opt-out' ? null : (
        <div className="cu-full">
          <OptOutChoice
            draft={{ householdId: file.household.id, customerId: filled.customerId, callbackId: filled.callbackId, optOut: filled.optOut }} file={file} nowMs={nowMs} saidAtMs={typeof contact === 'string' ? nowMs : contact.startedAtMs}
            isLocked={isSending} isMissing={false} onChange={(optOut) => { change({ optOut }); }}
            inSpite={callInSpite(filled, nextOf(verdict, filled, file))} onDropCall={() => { change({ next: { line: '', pickedMs: null } }); }}
          />
        </div>
      )}
      <div className="cu-field cu-full"><span>{t('customers.manual.note')}</span>
        <Input.TextArea aria-label={t('customers.manual.note')} value={filled.note} maxLength={4000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => { change({ note: event.target.value }); }} />
      </div>
      <div className="cu-full">
        <NextCallField
          value={filled.next} onChange={(next) => { change({ next }); }} verdict={verdict} context={context} ourZone={zone} label={t('customers.manual.next')}
          names={{ person: person === null ? null : t(`words.relation.${person.relation}`), owner: session.agent.name, fallback: null, purpose: '' }}
        />
      </div>
      <div className="cu-actions cu-full">
        <Button type="primary" loading={isSending} onClick={submit} data-testid="manual-contact-send">{t('customers.manual.send')}</Button>
        <Button onClick={onDone}>{t('words.cancel')}</Button>
        {isTried && typeof contact === 'string' ? <span className="cu-problem" role="alert">{contact === 'complaint-missing' || contact === 'opt-out-missing' || contact === 'opt-out-with-call' ? t(`wrapUp.gap.${contact}`) : t(`customers.manual.problem.${contact}`)}</span> : null}
        {storeProblem === null ? null : <span className="cu-problem" role="alert">{storeProblem}</span>}
      </div>
    </form>
  );
}

/** 「打完补录」: writes down a contact this desktop did not see, made with a mobile phone or another line. */
export function ManualContactForm(props: Props): ReactNode {
  const session = useSessionStore((state) => state.session);
  return session === null ? null : <Form {...props} session={session} />;
}
