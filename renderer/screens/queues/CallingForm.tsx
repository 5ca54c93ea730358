import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { type CallingDraft, type CallingField, draftOfCalling, readCalling } from './callingDraft.ts';
import { callingFieldWord } from './changeWords.ts';
import type { Fault } from './draftFaults.ts';
import { FormField } from './FormField.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

const KIND = 'calling';
const sections: readonly { readonly key: 'calling' | 'ladder' | 'late'; readonly fields: readonly CallingField[] }[] = [
  { key: 'calling', fields: ['hours', 'frequencyCalls', 'frequencyDays'] }, { key: 'ladder', fields: ['ladder'] }, { key: 'late', fields: ['fallbackMinutes', 'supervisorMinutes', 'releaseMinutes'] },
];
const hints = { hours: 'hours', frequencyCalls: 'frequency', ladder: 'ladder', fallbackMinutes: 'late' } as const satisfies Partial<Record<CallingField, string>>;
const units = { frequencyCalls: 'calls', frequencyDays: 'days', fallbackMinutes: 'minutes', supervisorMinutes: 'minutes', releaseMinutes: 'minutes' } as const satisfies Partial<Record<CallingField, string>>;

/** By what rules customers are rung: when, how often, what follows when nobody answers, and when nobody rings. */
export function CallingForm({ setUp, desk }: { readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const editing = useEdit<CallingDraft>(`${KIND}:${KIND}`, draftOfCalling(setUp.calling), versionOf(setUp, KIND, KIND));
  const [tried, setTried] = useState(false);
  const read = readCalling(editing.draft);
  const faultOf = (field: CallingField): Fault | undefined => ('faults' in read && (tried || editing.draft[field] !== editing.base[field]) ? read.faults[field] : undefined);
  const save = (): boolean => {
    setTried(true);
    if ('faults' in read) return false;
    void desk.save({ kind: KIND, id: KIND, value: read.value }, editing.version).then((isDone) => { if (isDone) setTried(false); });
    return true;
  };
  const control = (field: CallingField): ReactNode => (
    <FormField key={field} label={callingFieldWord(field)} fault={faultOf(field)} hint={field in hints ? t(`queues.hint.${hints[field as keyof typeof hints]}`) : undefined}>
      {(ties) => (
        <Input
          {...ties} className={field in units ? 'qs-number' : undefined} {...(field in units ? { inputMode: 'numeric' as const, suffix: t(`queues.unit.${units[field as keyof typeof units]}`) } : {})}
          value={editing.draft[field]} onChange={(event) => { editing.change({ [field]: event.target.value }); }} data-testid={`calling-${field}`}
        />
      )}
    </FormField>
  );
  return (
    <SetUpForm<CallingDraft> kind={KIND} id={KIND} setUp={setUp} desk={desk} editing={editing} fieldWord={callingFieldWord} isNew={false} title={t('queues.page.calling')} label={t('queues.page.calling')} onSave={save}>
      {sections.map(({ key, fields }) => (
        <fieldset key={key} className="qs-section">
          <legend>{t(`queues.section.${key}`)}</legend>
          <div className="qs-grid">{fields.map(control)}</div>
        </fieldset>
      ))}
    </SetUpForm>
  );
}
