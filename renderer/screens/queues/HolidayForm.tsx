import { Button, Input, Popconfirm, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { holidayFieldWord } from './changeWords.ts';
import { FormField } from './FormField.tsx';
import { draftOfHoliday, emptyHoliday, type HolidayDraft, type HolidayField, readHolidayDraft } from './holidayDraft.ts';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

export interface HolidayFormProps {
  readonly id: string;
  readonly setUp: SetUp;
  readonly desk: SetUpDesk;
}

/** Days on which queues are closed, or open at other times. */
export function HolidayForm({ id, setUp, desk }: HolidayFormProps): ReactNode {
  const { t } = useTranslation();
  const stored = setUp.holidays.find((holiday) => holiday.id === id) ?? null;
  const editing = useEdit<HolidayDraft>(`holiday:${id}`, stored === null ? emptyHoliday : draftOfHoliday(stored), versionOf(setUp, 'holiday', id));
  const { draft, base, change } = editing;
  const [tried, setTried] = useState(false);
  const read = readHolidayDraft(draft);
  const faultOf = (field: HolidayField) => (read.ok || (!tried && draft[field] === base[field]) ? null : read.faults[field]);
  const save = (): boolean => {
    setTried(true);
    if (read.ok) void desk.save({ kind: 'holiday', id, value: read.value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    return read.ok;
  };
  const text = (field: 'name' | 'fromDay' | 'toDay' | 'open', hint?: string, placeholder?: string): ReactNode => (
    <FormField label={holidayFieldWord(field)} fault={faultOf(field)} hint={hint}>
      {(ties) => <Input {...ties} value={draft[field]} placeholder={placeholder} onChange={(event) => { change({ [field]: event.target.value }); }} data-testid={`holiday-${field}`} />}
    </FormField>
  );
  return (
    <SetUpForm<HolidayDraft>
      kind="holiday" id={id} setUp={setUp} desk={desk} editing={editing} fieldWord={holidayFieldWord} isNew={stored === null} title={stored?.name ?? t('queues.newHoliday')} label={draft.name || t('queues.newHoliday')} onSave={save}
    >
      <fieldset className="qs-section">
        <legend>{t('queues.section.holiday')}</legend>
        <div className="qs-grid">
          {text('name')}
          {text('fromDay', undefined, '2027-02-06')}
          {text('toDay', undefined, '2027-02-12')}
          {text('open', t('queues.hint.open'), t('queues.closedDay'))}
          <FormField label={holidayFieldWord('queueIds')} hint={t('queues.hint.holidayQueues')}>
            {(ties) => <Select {...ties} mode="multiple" value={[...draft.queueIds]} placeholder={t('queues.allQueues')} onChange={(queueIds: string[]) => { change({ queueIds }); }} options={setUp.queues.map((queue) => ({ value: queue.id, label: queue.name }))} />}
          </FormField>
        </div>
        {stored === null ? null : (
          <Popconfirm title={t('queues.dropHoliday', { name: stored.name })} okText={t('words.delete')} cancelText={t('words.cancel')} onConfirm={() => { void desk.save({ kind: 'holiday', id, value: null }, editing.version); }}>
            <Button danger className="qs-drop" disabled={desk.isBusy || desk.isAway} data-testid="holiday-drop">{t('words.delete')}</Button>
          </Popconfirm>
        )}
      </fieldset>
    </SetUpForm>
  );
}
