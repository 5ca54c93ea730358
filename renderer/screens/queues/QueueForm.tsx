import { Checkbox, Input, Select, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetUp } from '../../../shared/sync/setUpMessages.ts';
import { versionOf } from '../../../shared/sync/setUpMessages.ts';
import { queueFieldWord } from './changeWords.ts';
import { DemandRows } from './DemandRows.tsx';
import { FormField } from './FormField.tsx';
import { draftOfQueue, newQueueDraft, type NumberField, type QueueDraft, type QueueField, readQueueDraft, weekdays } from './queueDraft.ts';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

export interface QueueFormProps {
  readonly id: string;
  readonly setUp: SetUp;
  readonly desk: SetUpDesk;
}

/** How one queue is run, section by section. */
export function QueueForm({ id, setUp, desk }: QueueFormProps): ReactNode {
  const { t } = useTranslation();
  const stored = setUp.queues.find((queue) => queue.id === id) ?? null;
  const fresh = stored === null ? newQueueDraft(Math.max(0, ...setUp.queues.map((queue) => queue.place)) + 1) : draftOfQueue(stored);
  const editing = useEdit<QueueDraft>(`queue:${id}`, fresh, versionOf(setUp, 'queue', id));
  const { draft, base, change } = editing;
  const [tried, setTried] = useState(false);
  const others = setUp.queues.filter((queue) => queue.id !== id);
  const read = readQueueDraft(draft, others);
  // A form just opened is not scolded for what nobody typed yet.
  const faultOf = (field: QueueField) => (read.ok || (!tried && JSON.stringify(draft[field]) === JSON.stringify(base[field])) ? null : read.faults[field]);

  const save = (): boolean => {
    setTried(true);
    if (read.ok) void desk.save({ kind: 'queue', id, value: read.value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    return read.ok;
  };
  const number = (field: NumberField, unit: string, hint?: string): ReactNode => (
    <FormField label={queueFieldWord(field)} fault={faultOf(field)} hint={hint}>
      {(ties) => <Input {...ties} className="qs-number" inputMode="numeric" value={draft[field]} suffix={unit} onChange={(event) => { change({ [field]: event.target.value }); }} data-testid={`queue-${field}`} />}
    </FormField>
  );
  const text = (field: 'name' | 'numbers' | 'zone', hint?: string): ReactNode => (
    <FormField label={queueFieldWord(field)} fault={faultOf(field)} hint={hint}>
      {(ties) => <Input {...ties} value={draft[field]} onChange={(event) => { change({ [field]: event.target.value }); }} data-testid={`queue-${field}`} />}
    </FormField>
  );
  const seconds = t('queues.unit.seconds');
  return (
    <SetUpForm<QueueDraft>
      kind="queue" id={id} setUp={setUp} desk={desk} editing={editing} fieldWord={queueFieldWord} isNew={stored === null} title={stored?.name ?? t('queues.newQueue')} label={draft.name || t('queues.newQueue')} onSave={save}
      faults={tried && !read.ok ? <p className="qs-bar qs-bar-bad" role="alert" data-testid="setup-faults">{t('queues.notYet', { fields: (Object.keys(read.faults) as QueueField[]).map(queueFieldWord).join(t('words.separator')) })}</p> : null}
    >
      <fieldset className="qs-section">
        <legend>{t('queues.section.basics')}</legend>
        <div className="qs-grid">
          {text('name')}
          {text('numbers', t('queues.hint.numbers'))}
          <FormField label={queueFieldWord('line')}>
            {(ties) => <Select {...ties} value={draft.line} onChange={(line) => { change({ line }); }} options={[{ value: '', label: t('queues.anyLine') }, ...setUp.businessLines.map((line) => ({ value: line.id, label: line.name }))]} />}
          </FormField>
          {number('place', '', t('queues.hint.place'))}
          <FormField label={queueFieldWord('autoAnswer')} hint={t('queues.hint.autoAnswer')}>
            {(ties) => <Switch id={ties.id} checked={draft.autoAnswer} onChange={(autoAnswer) => { change({ autoAnswer }); }} />}
          </FormField>
        </div>
      </fieldset>
      <fieldset className="qs-section">
        <legend>{t('queues.section.hours')}</legend>
        <Checkbox checked={draft.always} onChange={(event) => { change({ always: event.target.checked }); }} data-testid="queue-always">{t('queues.field.always')}</Checkbox>
        <p className="qs-hint">{t('queues.hint.closed')}</p>
        {draft.always ? null : (
          <div className="qs-grid">
            {weekdays.map((day) => (
              <FormField key={day} label={queueFieldWord(`week${day}`)} fault={faultOf(`week${day}`)}>
                {(ties) => <Input {...ties} value={draft[`week${day}`]} placeholder={t('queues.closedDay')} onChange={(event) => { change({ [`week${day}`]: event.target.value }); }} data-testid={`queue-week${day}`} />}
              </FormField>
            ))}
            {text('zone')}
            <FormField label={queueFieldWord('days')} fault={faultOf('days')} hint={t('queues.hint.days')}>
              {(ties) => <Input.TextArea {...ties} rows={2} value={draft.days} onChange={(event) => { change({ days: event.target.value }); }} data-testid="queue-days" />}
            </FormField>
          </div>
        )}
      </fieldset>
      <fieldset className="qs-section">
        <legend>{t('queues.section.level')}</legend>
        <div className="qs-grid">{number('targetPercent', '%')}{number('targetSeconds', seconds)}</div>
      </fieldset>
      <fieldset className="qs-section">
        <legend>{t('queues.section.who')}</legend>
        <DemandRows demands={draft.demands} skills={setUp.skills} fault={faultOf('demands')} onChange={(demands) => { change({ demands }); }} />
        <div className="qs-grid">{number('languageWait', seconds, t('queues.hint.languageWait'))}{number('lastAgentSeconds', seconds, t('queues.hint.lastAgent'))}{number('lastAgentDays', t('queues.unit.days'))}</div>
      </fieldset>
      <fieldset className="qs-section">
        <legend>{t('queues.section.priority')}</legend>
        <p className="qs-hint">{t('queues.hint.head')}</p>
        <div className="qs-grid">{number('headA', seconds)}{number('headB', seconds)}{number('headC', seconds)}</div>
      </fieldset>
      <fieldset className="qs-section">
        <legend>{t('queues.section.waiting')}</legend>
        <div className="qs-grid">
          <FormField label={queueFieldWord('overflowTo')} fault={faultOf('overflowTo')}>
            {(ties) => <Select {...ties} value={draft.overflowTo} onChange={(overflowTo) => { change({ overflowTo }); }} options={[{ value: '', label: t('queues.noOverflow') }, ...others.map((queue) => ({ value: queue.id, label: queue.name }))]} />}
          </FormField>
          {draft.overflowTo === '' ? null : number('overflowAfter', seconds)}
          {number('maxWait', seconds, t('queues.hint.maxWait'))}
          {number('maxWaiting', t('queues.unit.callers'), t('queues.hint.maxWaiting'))}
          {number('missedAfter', seconds, t('queues.hint.missedAfter'))}
          <FormField label={queueFieldWord('keepsPlaces')} hint={t('queues.hint.keepsPlaces')}>
            {(ties) => <Switch id={ties.id} checked={draft.keepsPlaces} onChange={(keepsPlaces) => { change({ keepsPlaces }); }} />}
          </FormField>
        </div>
      </fieldset>
    </SetUpForm>
  );
}

