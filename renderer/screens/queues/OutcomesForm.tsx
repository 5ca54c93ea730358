import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../shared/calls/outcome.ts';
import { MOST_OUTCOME_CODES, MOST_OUTCOMES_IN_USE, type OutcomeCode, outcomesOf } from '../../../shared/calls/outcomeCode.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { newId } from '../../localdb/newId.ts';
import { type OutcomesDraft, readOutcomesDraft } from './outcomesDraft.ts';
import { RowButtons } from './RowButtons.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

export interface OutcomesFormProps {
  readonly kind: 'outcomes-in' | 'outcomes-out';
  readonly setUp: SetUp;
  readonly desk: SetUpDesk;
}

/** How calls may be said to have ended: words in both languages, what each counts as, the order of the keys, and which are in use. What was stored is not deleted, and counts as what it did. */
export function OutcomesForm({ kind, setUp, desk }: OutcomesFormProps): ReactNode {
  const { t } = useTranslation();
  const direction = kind === 'outcomes-in' ? 'in' : 'out';
  const stored = setUp.outcomeCodes[direction];
  const editing = useEdit<OutcomesDraft>(`${kind}:${kind}`, { codes: stored }, versionOf(setUp, kind, kind));
  const { codes } = editing.draft;
  const [tried, setTried] = useState(false);
  const read = readOutcomesDraft(editing.draft, direction);
  const put = (next: readonly OutcomeCode[]): void => { editing.change({ codes: next }); };
  const set = (at: number, patch: Partial<OutcomeCode>): void => { put(codes.map((each, place) => (place === at ? { ...each, ...patch } : each))); };
  const isStored = (id: string): boolean => stored.some((each) => each.id === id);
  const save = (): boolean => {
    setTried(true);
    if (!read.ok) return false;
    const value = { codes: read.value };
    void desk.save(kind === 'outcomes-in' ? { kind, id: kind, value } : { kind, id: kind, value }, editing.version).then((isDone) => { if (isDone) setTried(false); });
    return true;
  };
  const word = (at: number, field: 'zh' | 'en'): ReactNode => {
    const code = codes[at];
    const isTouched = code !== undefined && code[field] !== '' && code[field] !== editing.base.codes.find(({ id }) => id === code.id)?.[field];
    const fault = read.ok || !(tried || isTouched) ? undefined : read.at.get(`${at}.${field}`);
    return (
      <>
        <Input
          value={code?.[field] ?? ''} aria-label={t('queues.outcome.wordOf', { place: at + 1, language: t(`queues.pause.${field}`) })} {...(fault ? { 'aria-invalid': true as const, status: 'error' as const } : {})}
          onChange={(event) => { set(at, { [field]: event.target.value }); }} data-testid={`code-${field}-${at + 1}`}
        />
        {fault ? <p className="qs-fault" role="alert">{t(`queues.fault.${fault.key}`, fault.values ?? {})}</p> : null}
      </>
    );
  };
  /** Its key: the digit of its place among those in use. */
  const keyOf = (at: number): string => {
    const place = codes.slice(0, at + 1).filter(({ active }) => active).length;
    return codes[at]?.active === true && place <= MOST_OUTCOMES_IN_USE ? `Ctrl+${place % 10}` : '';
  };
  const wholeFault = (): string | null => {
    if (read.ok || read.list === null) return null;
    return read.list.key === 'missing' ? t('queues.outcome.missing', { outcome: t(`words.outcome.${read.list.outcome}`) }) : t('queues.outcome.tooManyInUse', { most: read.list.most });
  };
  const whole = wholeFault();
  const first = outcomesOf(direction)[0] ?? 'answered';
  return (
    <SetUpForm<OutcomesDraft>
      kind={kind} id={kind} setUp={setUp} desk={desk} editing={editing} fieldWord={() => t(`queues.page.${kind}`)} isNew={false} title={t(`queues.page.${kind}`)} label={t(`queues.page.${kind}`)} onSave={save}
      faults={whole === null ? null : <p className="qs-bar qs-bar-bad" role="alert">{whole}</p>}
    >
      <p className="qs-hint">{t('queues.hint.outcomes')}</p>
      <table className="qs-table qs-pauses qs-outcomes">
        <thead><tr><th scope="col">{t('queues.outcome.key')}</th><th scope="col">{t('queues.pause.zh')}</th><th scope="col">{t('queues.pause.en')}</th><th scope="col">{t('queues.outcome.means')}</th><th scope="col">{t('queues.pause.active')}</th><td /></tr></thead>
        <tbody>
          {codes.map(({ id, zh, means, active }, at) => (
            <tr key={id} className={active ? undefined : 'qs-retired'} data-testid={`code-${at + 1}`}>
              <td className="qs-nowrap">{keyOf(at)}</td>
              <td>{word(at, 'zh')}</td>
              <td>{word(at, 'en')}</td>
              <td>
                {isStored(id) ? t(`words.outcome.${means}`) : (
                  <Select<Outcome>
                    className="qs-means" value={means} aria-label={t('queues.outcome.meansOf', { place: at + 1 })} onChange={(chosen) => { set(at, { means: chosen }); }} data-testid={`code-means-${at + 1}`}
                    options={outcomesOf(direction).map((each) => ({ value: each, label: t(`words.outcome.${each}`) }))}
                  />
                )}
              </td>
              <td><Checkbox checked={active} aria-label={t('queues.pause.activeOf', { name: zh })} onChange={(event) => { set(at, { active: event.target.checked }); }} data-testid={`code-active-${at + 1}`} /></td>
              <RowButtons rows={codes} at={at} name={zh} isStored={isStored(id)} onPut={put} />
            </tr>
          ))}
        </tbody>
      </table>
      {codes.length >= MOST_OUTCOME_CODES ? null : (
        <Button className="qs-drop" icon={<PlusOutlined aria-hidden />} onClick={() => { put([...codes, { id: `o-${newId().slice(-12)}`, zh: '', en: '', means: first, active: true }]); }} data-testid="code-add">{t('queues.outcome.add')}</Button>
      )}
    </SetUpForm>
  );
}
