import { useTranslation } from 'react-i18next';
import type { Child } from '../../../../shared/customers/child.ts';
import { childStage } from '../../../../shared/customers/childStage.ts';
import { childrenInOrder } from '../../../../shared/customers/childrenInOrder.ts';

/** The stage with its figures large: 「孕28周」「5月龄11天」「3岁2月」. */
function Stage({ child, nowMs, zone }: { readonly child: Child; readonly nowMs: number; readonly zone: string }) {
  const { t } = useTranslation();
  const stage = childStage(child, nowMs, zone);
  const parts: readonly (readonly [string | null, number, string])[] = (() => {
    if (stage === null) return [];
    switch (stage.kind) {
      case 'unborn': return [[t('workbench.stage.unborn'), stage.weeks, t('workbench.stage.weeks')], ...(stage.days === 0 ? [] : [[null, stage.days, t('workbench.stage.days')] as const])];
      case 'due': return [[t('workbench.stage.pastDue'), stage.daysOver, t('workbench.stage.days')]];
      case 'months': return stage.months === 0
        ? [[t('workbench.stage.born'), stage.days, t('workbench.stage.days')]]
        : [[null, stage.months, t('workbench.stage.months')], ...(stage.days === 0 ? [] : [[null, stage.days, t('workbench.stage.days')] as const])];
      case 'years': return [[null, stage.years, t('workbench.stage.years')], ...(stage.months === 0 ? [] : [[null, stage.months, t('workbench.stage.monthsOfYear')] as const])];
    }
  })();
  return (
    <span className="wb-stage" data-testid="child-stage">
      {parts.length === 0 ? t('words.unknown') : parts.map(([before, figure, unit]) => <span key={unit}>{before}<b>{figure}</b>{unit}</span>)}
    </span>
  );
}

/** Each child with its stage; the unborn and the youngest first. */
export function ChildCards({ childrenOfHousehold, zone, nowMs }: { readonly childrenOfHousehold: readonly Child[]; readonly zone: string; readonly nowMs: number }) {
  const { t } = useTranslation();
  const separator = t('words.separator');
  if (childrenOfHousehold.length === 0) return <p className="wb-children-none wb-soft">{t('workbench.overview.noChildren')}</p>;
  return (
    <ul className="wb-children" aria-label={t('workbench.overview.children')}>
      {childrenInOrder(childrenOfHousehold).map((child) => {
        const dates = child.birthDate ?? (child.dueDate === null ? null : t('workbench.overview.due', { date: child.dueDate }));
        const first = [child.sex === null ? null : t(`words.sex.${child.sex}`), dates, child.hospital].filter((part) => part !== null).join(separator);
        const second = [child.feeding === null ? null : t(`words.feeding.${child.feeding}`), child.product, child.remark].filter((part) => part !== null && part !== '').join(separator);
        return (
          <li key={child.id} className="wb-child" data-testid="child-card">
            <Stage child={child} nowMs={nowMs} zone={zone} />
            <span className="wb-child-words">
              <span className="wb-cut"><b>{child.name ?? t('workbench.overview.noName')}</b> {first}</span>
              <span className="wb-cut wb-soft" title={second}>{second === '' ? t('workbench.overview.nothingNoted') : second}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
