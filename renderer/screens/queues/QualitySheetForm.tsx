import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CareGroup, careGroups, type CriterionKind, criterionKinds } from '../../../shared/coaching/qualitySheet.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { newId } from '../../localdb/newId.ts';
import type { Fault } from './draftFaults.ts';
import { FormField } from './FormField.tsx';
import { type CriterionField, draftOfSheet, type QualityDraft, readQualityDraft } from './qualityDraft.ts';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

const KIND = 'quality-sheet';
const MOST_CRITERIA = 30;

/** What calls are scored by. Each change is a version: scores that were given stay as they were. */
export function QualitySheetForm({ setUp, desk }: { readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const editing = useEdit<QualityDraft>(`${KIND}:${KIND}`, draftOfSheet(setUp.qualitySheet), versionOf(setUp, KIND, KIND));
  const { criteria, days } = editing.draft;
  const [tried, setTried] = useState(false);
  const read = readQualityDraft(editing.draft);
  const put = (next: QualityDraft['criteria']): void => { editing.change({ criteria: next }); };
  const set = (at: number, patch: Partial<QualityDraft['criteria'][number]>): void => { put(criteria.map((each, place) => (place === at ? { ...each, ...patch } : each))); };
  const faultAt = (key: string, isTouched: boolean): Fault | null => (read.ok || !(tried || isTouched) ? null : read.at.get(key) ?? null);
  const save = (): boolean => {
    setTried(true);
    if (read.ok) void desk.save({ kind: KIND, id: KIND, value: read.value }, editing.version).then((isDone) => { if (isDone) setTried(false); });
    return read.ok;
  };
  const field = (at: number, which: CriterionField): ReactNode => {
    const one = criteria[at];
    const fault = faultAt(`${at}.${which}`, one !== undefined && one[which] !== '' && one[which] !== editing.base.criteria.find(({ id }) => id === one.id)?.[which]);
    return (
      <>
        <Input
          className={which === 'weight' ? 'qs-number' : ''} value={one?.[which] ?? ''} aria-label={t('queues.quality.fieldOf', { place: at + 1, field: t(`queues.quality.${which}`) })}
          {...(fault ? { 'aria-invalid': true as const, status: 'error' as const } : {})} onChange={(event) => { set(at, { [which]: event.target.value }); }} data-testid={`quality-${which}-${at + 1}`}
        />
        {fault ? <p className="qs-fault" role="alert">{t(`queues.fault.${fault.key}`, fault.values ?? {})}</p> : null}
      </>
    );
  };
  return (
    <SetUpForm<QualityDraft> kind={KIND} id={KIND} setUp={setUp} desk={desk} editing={editing} fieldWord={(which) => t(`queues.quality.${which}`)} isNew={false} title={t('queues.page.quality')} label={t('queues.page.quality')} onSave={save}>
      <p className="qs-hint">{t('queues.hint.quality')}</p>
      <table className="qs-table qs-quality">
        <thead><tr>{(['zh', 'en', 'group', 'kind', 'weight'] as const).map((each) => <th key={each} scope="col">{t(`queues.quality.${each}`)}</th>)}<td /></tr></thead>
        <tbody>
          {criteria.map(({ id, zh, group, kind }, at) => (
            <tr key={id} data-testid={`quality-${at + 1}`}>
              <td>{field(at, 'zh')}</td>
              <td>{field(at, 'en')}</td>
              <td><Select<CareGroup> value={group} aria-label={t('queues.quality.fieldOf', { place: at + 1, field: t('queues.quality.group') })} popupMatchSelectWidth={false} options={careGroups.map((each) => ({ value: each, label: t(`coaching.group.${each}`) }))} onChange={(next) => { set(at, { group: next }); }} /></td>
              <td><Select<CriterionKind> value={kind} aria-label={t('queues.quality.fieldOf', { place: at + 1, field: t('queues.quality.kind') })} popupMatchSelectWidth={false} options={criterionKinds.map((each) => ({ value: each, label: t(`coaching.kind.${each}`) }))} onChange={(next) => { set(at, { kind: next }); }} /></td>
              <td>{field(at, 'weight')}</td>
              <td>{criteria.length < 2 ? null : <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('queues.quality.drop', { name: zh })} onClick={() => { put(criteria.filter((each) => each.id !== id)); }} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {criteria.length >= MOST_CRITERIA ? null : (
        <Button className="qs-drop" icon={<PlusOutlined aria-hidden />} onClick={() => { put([...criteria, { id: `c-${newId().slice(-12)}`, zh: '', en: '', group: 'experience', kind: 'five', weight: '10' }]); }} data-testid="quality-add">{t('queues.quality.add')}</Button>
      )}
      <div className="qs-grid">
        <FormField label={t('queues.quality.days')} fault={faultAt('days', days !== editing.base.days)}>
          {(ties) => <Input {...ties} className="qs-number" inputMode="numeric" value={days} suffix={t('queues.unit.days')} onChange={(event) => { editing.change({ days: event.target.value }); }} data-testid="quality-days" />}
        </FormField>
      </div>
    </SetUpForm>
  );
}
