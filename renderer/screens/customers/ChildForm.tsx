import { Button, Input, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Child, childSchema, feedings } from '../../../shared/customers/child.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { ChildField } from '../../../shared/customers/recordPatch.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import type { PatchSource } from '../../actions/correctCustomer.ts';
import { addChild, childChanges, correctChild } from '../../actions/correctRecord.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { formatStage } from '../../language/format.ts';
import { newId } from '../../localdb/newId.ts';
import { useSending } from '../callbacks/useSending.ts';
import { readDay } from '../workbench/customer/readDay.ts';
import { EndChildForm } from './EndChildForm.tsx';
import { saidWords } from './fieldWords.ts';
import { SourceChoice } from './SourceChoice.tsx';

interface Props {
  readonly file: HouseholdFile;
  /** Null: one that is not known yet. */
  readonly child: Child | null;
  readonly nowMs: UtcMs;
  /** The field the agent came for. */
  readonly first: 'name' | 'birthDate';
  readonly onDone: () => void;
}

type TypedField = Exclude<ChildField, 'sex' | 'feeding'>;
type Typed = Readonly<Record<TypedField, string>>;
const typedFields = ['name', 'birthDate', 'dueDate', 'hospital', 'product', 'remark'] as const satisfies readonly TypedField[];
const lengths: Readonly<Record<TypedField, number>> = { name: 40, birthDate: 20, dueDate: 20, hospital: 60, product: 40, remark: 200 };
const UNKNOWN = '';

/** A day that was typed: null for none, undefined when it is no day. */
function dayOf(text: string): string | null | undefined {
  return text.trim() === '' ? null : (readDay(text) ?? undefined);
}

/** A child's details, all of them at once: corrected, or of one that is added. Enter stores, Esc leaves all as it was. */
export function ChildForm({ file, child: standing, nowMs, first, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const { household, recordSaid: said } = file;
  // What was seen when the form was opened: a colleague's change that comes meanwhile is not taken back by storing.
  const [child] = useState(standing);
  const [typed, setTyped] = useState<Typed>(() => Object.fromEntries(typedFields.map((field) => [field, child?.[field] ?? ''])) as Typed);
  const [sex, setSex] = useState<string>(child?.sex ?? UNKNOWN);
  const [feeding, setFeeding] = useState<string>(child?.feeding ?? UNKNOWN);
  const [source, setSource] = useState<PatchSource>('call');
  const [isTried, setTried] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const { problem, isSending, send } = useSending(onDone);

  const birthDate = dayOf(typed.birthDate);
  const dueDate = dayOf(typed.dueDate);
  const stage = birthDate === undefined || dueDate === undefined || (birthDate === null && dueDate === null) ? null : formatStage({ birthDate, dueDate }, nowMs, household.zone);
  const gap = birthDate === undefined || dueDate === undefined ? 'wrongDay' : birthDate === null && dueDate === null ? 'noDay' : stage === null ? 'farDay' : null;
  const words = (field: TypedField): string | null => (typed[field].trim() === '' ? null : typed[field].trim());
  const store = (): void => {
    setTried(true);
    if (gap !== null) return;
    const read = childSchema.safeParse({
      id: child?.id ?? newId(), householdId: household.id, name: words('name'), sex: sex === UNKNOWN ? null : sex, birthDate, dueDate,
      hospital: words('hospital'), feeding: feeding === UNKNOWN ? null : feeding, product: words('product'), remark: words('remark'),
    });
    if (!read.success) return;
    if (child === null) {
      send(() => addChild(read.data));
      return;
    }
    const changes = childChanges(child, read.data);
    if (Object.keys(changes).length === 0) onDone();
    else send(() => correctChild(child, changes, source));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) {
      // An Enter that picks a candidate stores nothing.
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  const label = (field: ChildField): ReactNode => {
    const of = child === null ? undefined : said?.find((each) => each.recordId === child.id && each.field === field);
    return <span title={of === undefined ? undefined : saidWords(of, household.zone, nowMs)}>{t(`file.child.${field}`)}{of === undefined ? null : <span className="cf-faint"> {of.byName}</span>}</span>;
  };
  const input = (field: TypedField, grow = false): ReactNode => {
    const isDay = field === 'birthDate' || field === 'dueDate';
    const isWrong = isDay && (isTried || typed[field].trim() !== '') && dayOf(typed[field]) === undefined;
    return (
      <span className={grow ? 'cf-label cf-grow' : 'cf-label'}>
        {label(field)}
        <Input
          size="small" autoFocus={field === first} value={typed[field]} maxLength={lengths[field]} status={isWrong || (isTried && isDay && gap !== null) ? 'error' : ''} aria-label={t(`file.child.${field}`)}
          placeholder={isDay ? '2026-05-12' : ''} onChange={(event) => { setTyped({ ...typed, [field]: event.target.value }); }} data-testid={`child-${field}`}
        />
      </span>
    );
  };
  const unknown = { value: UNKNOWN, label: t('file.unset') };
  if (isEnding && child !== null) return <EndChildForm file={file} child={child} nowMs={nowMs} onBack={() => { setEnding(false); }} onDone={onDone} />;
  return (
    <form className="cf-form" data-testid="child-form" aria-label={t(child === null ? 'file.child.addTitle' : 'file.child.editTitle')} onKeyDown={onKeyDown} onSubmit={(event) => { event.preventDefault(); store(); }}>
      {input('name')}
      <span className="cf-label cf-narrow">{label('sex')}<Select<string> size="small" value={sex} aria-label={t('file.child.sex')} onChange={setSex} options={[unknown, ...(['girl', 'boy'] as const).map((each) => ({ value: each, label: t(`words.sex.${each}`) }))]} /></span>
      {input('birthDate')}
      {input('dueDate')}
      <span className="cf-label">{label('feeding')}<Select<string> size="small" value={feeding} aria-label={t('file.child.feeding')} onChange={setFeeding} options={[unknown, ...feedings.map((each) => ({ value: each, label: t(`words.feeding.${each}`) }))]} /></span>
      {input('product')}
      {input('hospital')}
      {input('remark', true)}
      <span className="cf-buttons">
        {child === null ? null : <SourceChoice value={source} onChange={setSource} />}
        <Button size="small" type="primary" htmlType="submit" loading={isSending} data-testid="child-save">{t('words.save')}</Button>
        <Button size="small" onClick={onDone}>{t('words.cancel')}</Button>
        {stage === null ? null : <span className="cf-faint" data-testid="child-stage-read">{stage}</span>}
        {isTried && gap !== null ? <span className="cf-problem" role="alert">{t(`file.child.gap.${gap}`)}</span> : null}
        {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
        {child === null ? null : <><span className="cf-push" /><Button size="small" onClick={() => { setEnding(true); }} data-testid="child-end">{t('file.child.end')}</Button></>}
      </span>
    </form>
  );
}
