import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Child } from '../../../shared/customers/child.ts';
import { childStage } from '../../../shared/customers/childStage.ts';
import { sparedOf } from '../../../shared/customers/formerChild.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatStage } from '../../language/format.ts';
import { ChildForm } from './ChildForm.tsx';
import { FormerChildren } from './FormerChildren.tsx';
import { childrenInOrder } from '../../../shared/customers/childrenInOrder.ts';
import { childWords } from './householdWords.ts';
import './customers.css';
import './customerFile.css';

interface CardProps {
  readonly child: Child;
  readonly zone: string;
  readonly nowMs: UtcMs;
  /** The form below is this child's. */
  readonly isEdited: boolean;
  readonly onEdit: (first: 'name' | 'birthDate') => void;
}

/** Earlier than this nobody is asked whether it is born. */
const BORN_FROM_WEEKS = 24;

function mayBeBorn(child: Child, nowMs: UtcMs, zone: string): boolean {
  const stage = childStage(child, nowMs, zone);
  return stage !== null && (stage.kind === 'due' || (stage.kind === 'unborn' && stage.weeks >= BORN_FROM_WEEKS));
}

function ChildCard({ child, zone, nowMs, isEdited, onEdit }: CardProps): ReactNode {
  const { t } = useTranslation();
  const date = child.birthDate ?? (child.dueDate === null ? null : t('customers.page.dueDate', { date: child.dueDate }));
  // Beside the button there is little room: of one that is expected the day stands below.
  const when = [date, child.hospital];
  const isBorn = child.birthDate !== null;
  const first = [child.sex === null ? null : t(`words.sex.${child.sex}`), ...(isBorn ? when : [])].filter((part) => part !== null);
  const second = [...(isBorn ? [] : when), child.feeding === null ? null : t(`words.feeding.${child.feeding}`), child.product, child.remark].filter((part) => part !== null);
  const edit = t('file.child.edit', { who: childWords(child, nowMs, zone) });
  return (
    <li className={isEdited ? 'cu-child cf-child-edited' : 'cu-child'} aria-current={isEdited ? 'true' : undefined} data-testid="child">
      <b className="cu-child-stage">{formatStage(child, nowMs, zone) ?? t('words.unknown')}</b>
      <span className="cu-child-words">
        <span className="cu-line" title={first.join(t('words.separator'))}><b>{child.name ?? t('customers.page.noName')}</b> {first.join(t('words.separator'))}</span>
        <span className="cu-line cu-soft" title={second.join(t('words.separator'))}>{second.join(t('words.separator'))}</span>
      </span>
      <span className="cf-child-deeds">
        {mayBeBorn(child, nowMs, zone) ? <Button size="small" onClick={() => { onEdit('birthDate'); }} data-testid="child-born">{t('file.child.born')}</Button> : null}
        <Button size="small" type="text" icon={<EditOutlined aria-hidden />} title={edit} aria-label={edit} onClick={() => { onEdit('name'); }} data-testid="child-edit" />
      </span>
    </li>
  );
}

/** Each child, the unborn and the youngest first; each can be corrected or leave the file, and one more added. */
export function ChildCards({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const { household, children } = file;
  const [edited, setEdited] = useState<{ readonly household: string; readonly childId: string | null; readonly first: 'name' | 'birthDate' } | null>(null);
  const done = (): void => { setEdited(null); };
  // A form begun for one family is not finished on another.
  const open = edited?.household === household.id ? edited : null;
  const child = children.find((each) => each.id === open?.childId) ?? null;
  return (
    <div className="cf-children">
      {children.length === 0 ? (sparedOf(file) === null ? <p className="cu-empty">{t('customers.page.noChildren')}</p> : null) : (
        <ul className="cu-children" aria-label={t('customers.page.children')}>
          {childrenInOrder(children).map((each) => <ChildCard key={each.id} child={each} zone={household.zone} nowMs={nowMs} isEdited={each.id === child?.id} onEdit={(first) => { setEdited({ household: household.id, childId: each.id, first }); }} />)}
        </ul>
      )}
      {open === null || (open.childId !== null && child === null) ? (
        <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} className="cf-child-add" onClick={() => { setEdited({ household: household.id, childId: null, first: 'name' }); }} data-testid="child-add">{t('file.child.add')}</Button>
      ) : <ChildForm key={`${open.childId ?? ''} ${open.first}`} file={file} child={child} nowMs={nowMs} first={open.first} onDone={done} />}
      <FormerChildren file={file} nowMs={nowMs} />
    </div>
  );
}
