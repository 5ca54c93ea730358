import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorTargets } from '../../../shared/routing/floorTargets.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { type Fault, type NumberRange, readWhole } from './draftFaults.ts';
import { FormField } from './FormField.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

const percent = { min: 1, max: 100 };
const people = { min: 1, max: 1000 };
const ranges = {
  waitingPercent: percent, waitingAtLeast: people, longestSeconds: { min: 5, max: 3600 }, abandonedPercent: percent, promisesPercent: percent, unfinishedPercent: percent, unfinishedAtLeast: people,
} as const satisfies { readonly [F in keyof FloorTargets]: NumberRange };
type Field = keyof FloorTargets;
type TargetsDraft = Readonly<Record<Field, string>>;
const fields = Object.keys(ranges) as Field[];
const unitOf = (field: Field): 'percent' | 'seconds' | 'pieces' => (field.endsWith('Percent') ? 'percent' : field === 'longestSeconds' ? 'seconds' : 'pieces');
const each = <T,>(make: (field: Field) => T): Readonly<Record<Field, T>> => Object.fromEntries(fields.map((field) => [field, make(field)])) as Record<Field, T>;

/** What the tiles of the floor are measured by: beyond it they are red. */
export function TargetsForm({ setUp, desk }: { readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const editing = useEdit<TargetsDraft>('floor-targets:floor', each((field) => String(setUp.floorTargets[field])), versionOf(setUp, 'floor-targets', 'floor'));
  const [tried, setTried] = useState(false);
  const read = each((field) => readWhole(editing.draft[field], ranges[field]));
  const faultOf = (field: Field): Fault | null => { const one = read[field]; return 'fault' in one && (tried || editing.draft[field] !== editing.base[field]) ? one.fault : null; };
  const save = (): boolean => {
    setTried(true);
    if (fields.some((field) => 'fault' in read[field])) return false;
    const value = each((field) => { const one = read[field]; return 'fault' in one ? 0 : one.value ?? 0; });
    void desk.save({ kind: 'floor-targets', id: 'floor', value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    return true;
  };
  return (
    <SetUpForm<TargetsDraft> kind="floor-targets" id="floor" setUp={setUp} desk={desk} editing={editing} fieldWord={(field) => t(`queues.field.${field}`)} isNew={false} title={t('queues.page.targets')} label={t('queues.page.targets')} onSave={save}>
      <fieldset className="qs-section">
        <legend>{t('queues.section.targets')}</legend>
        <p className="qs-hint">{t('queues.hint.targets')}</p>
        <div className="qs-grid">
          {fields.map((field) => (
            <FormField key={field} label={t(`queues.field.${field}`)} fault={faultOf(field)}>
              {(ties) => <Input {...ties} className="qs-number" inputMode="numeric" value={editing.draft[field]} suffix={t(`queues.unit.${unitOf(field)}`)} onChange={(event) => { editing.change({ [field]: event.target.value }); }} data-testid={`targets-${field}`} />}
            </FormField>
          ))}
        </div>
      </fieldset>
    </SetUpForm>
  );
}
