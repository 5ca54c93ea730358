import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Child } from '../../../shared/customers/child.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatStage } from '../../language/format.ts';
import { childrenInOrder } from './householdWords.ts';

function ChildCard({ child, zone, nowMs }: { readonly child: Child; readonly zone: string; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const date = child.birthDate ?? (child.dueDate === null ? null : t('customers.page.dueDate', { date: child.dueDate }));
  const first = [child.sex === null ? null : t(`words.sex.${child.sex}`), date, child.hospital].filter((part) => part !== null);
  const second = [child.feeding === null ? null : t(`words.feeding.${child.feeding}`), child.product, child.remark].filter((part) => part !== null);
  return (
    <li className="cu-child">
      <b className="cu-child-stage">{formatStage(child, nowMs, zone) ?? t('words.unknown')}</b>
      <span className="cu-child-words">
        <span className="cu-line"><b>{child.name ?? t('customers.page.noName')}</b> {first.join(t('words.separator'))}</span>
        <span className="cu-line cu-soft" title={second.join(t('words.separator'))}>{second.join(t('words.separator'))}</span>
      </span>
    </li>
  );
}

/** Each child, the unborn and the youngest first. */
export function ChildCards({ childrenOfHousehold, zone, nowMs }: { readonly childrenOfHousehold: readonly Child[]; readonly zone: string; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  if (childrenOfHousehold.length === 0) return <p className="cu-empty">{t('customers.page.noChildren')}</p>;
  return (
    <ul className="cu-children" aria-label={t('customers.page.children')}>
      {childrenInOrder(childrenOfHousehold).map((child) => <ChildCard key={child.id} child={child} zone={zone} nowMs={nowMs} />)}
    </ul>
  );
}
