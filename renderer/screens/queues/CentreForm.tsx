import { Input, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { type Fault, readWhole } from './draftFaults.ts';
import { FormField } from './FormField.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

const ranges = { ringSeconds: { min: 3, max: 120 }, wrapUpSeconds: { min: 5, max: 3600 } } as const;
type Field = keyof typeof ranges;
type CentreDraft = Readonly<Record<Field, string>> & { readonly showsListening: boolean };

/** What holds for the whole centre: how long a desk rings, how long a wrap-up may take, whether agents see who listens. */
export function CentreForm({ setUp, desk }: { readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const { ringSeconds, wrapUpSeconds, showsListening = true } = setUp.centre;
  const editing = useEdit<CentreDraft>('centre:centre', { ringSeconds: String(ringSeconds), wrapUpSeconds: String(wrapUpSeconds), showsListening }, versionOf(setUp, 'centre', 'centre'));
  const [tried, setTried] = useState(false);
  const read = { ringSeconds: readWhole(editing.draft.ringSeconds, ranges.ringSeconds), wrapUpSeconds: readWhole(editing.draft.wrapUpSeconds, ranges.wrapUpSeconds) };
  const faultOf = (field: Field): Fault | null => { const one = read[field]; return 'fault' in one && (tried || editing.draft[field] !== editing.base[field]) ? one.fault : null; };
  const save = (): boolean => {
    setTried(true);
    if ('fault' in read.ringSeconds || 'fault' in read.wrapUpSeconds) return false;
    const value = { ringSeconds: read.ringSeconds.value ?? 0, wrapUpSeconds: read.wrapUpSeconds.value ?? 0, showsListening: editing.draft.showsListening };
    void desk.save({ kind: 'centre', id: 'centre', value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    return true;
  };
  return (
    <SetUpForm<CentreDraft> kind="centre" id="centre" setUp={setUp} desk={desk} editing={editing} fieldWord={(field) => t(`queues.field.${field}`)} isNew={false} title={t('queues.page.centre')} label={t('queues.page.centre')} onSave={save}>
      <fieldset className="qs-section">
        <legend>{t('queues.section.centre')}</legend>
        <div className="qs-grid">
          {(Object.keys(ranges) as Field[]).map((field) => (
            <FormField key={field} label={t(`queues.field.${field}`)} fault={faultOf(field)} hint={t(`queues.hint.${field}`)}>
              {(ties) => <Input {...ties} className="qs-number" inputMode="numeric" value={editing.draft[field]} suffix={t('queues.unit.seconds')} onChange={(event) => { editing.change({ [field]: event.target.value }); }} data-testid={`centre-${field}`} />}
            </FormField>
          ))}
          <FormField label={t('queues.field.showsListening')} hint={t('queues.hint.showsListening')}>
            {(ties) => <Switch id={ties.id} checked={editing.draft.showsListening} onChange={(is) => { editing.change({ showsListening: is }); }} data-testid="centre-showsListening" />}
          </FormField>
        </div>
      </fieldset>
    </SetUpForm>
  );
}
