import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MergeableField, mergeableFields } from '../../../shared/imports/mergeMessages.ts';
import { isSameWord } from '../../../shared/customers/mergeFields.ts';
import { differingFields, type MergeChoice, type Sides, takeFrom } from './mergeChoice.ts';
import { fieldWords } from './mergeWords.ts';

interface Props {
  readonly sides: Sides;
  readonly choice: MergeChoice;
  readonly onTake: (take: readonly MergeableField[]) => void;
}

const sidesInOrder = ['kept', 'absorbed'] as const;

/** Left and right choose the value, up and down go from field to field. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget.closest('[data-merge-row]');
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (row === null) return;
  if (step !== 0) {
    const rows = [...(row.parentElement?.querySelectorAll('[data-merge-row="choice"]') ?? [])];
    const next = rows[rows.indexOf(row) + step];
    next?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
  } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const other = row.querySelector<HTMLElement>(event.key === 'ArrowLeft' ? '[data-side="kept"]' : '[data-side="absorbed"]');
    other?.click();
    other?.focus();
  } else return;
  event.preventDefault();
}

/** The fields in which the two differ, and which value stays; what is the same in both is folded. */
export function FieldRows({ sides, choice, onTake }: Props): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const differing = differingFields(sides, choice.take);
  const same = mergeableFields.filter((field) => !differing.some((each) => each.field === field));
  /** Whether a press could make this side's value stand: nothing is no choice. */
  const canStand = (field: MergeableField, side: 'kept' | 'absorbed'): boolean => {
    const after = differingFields(sides, takeFrom(choice.take, field, side)).find((each) => each.field === field);
    return after !== undefined && isSameWord(after.stands, after[side]);
  };
  const words = (side: 'kept' | 'absorbed', field: MergeableField): string => fieldWords(sides[side].household, field);
  return (
    <>
      {differing.map(({ field, stands, fates, ...of }) => (
        <div key={field} className="mg-row mg-row-differs" role="radiogroup" aria-label={t(`merges.field.${field}`)} data-merge-row="choice" data-testid={`merge-field-${field}`}>
          <span className="mg-label">{t(`merges.field.${field}`)}<span className="mg-differs">{t('merges.differs')}</span></span>
          {sidesInOrder.map((side) => {
            const isChosen = isSameWord(stands, of[side]);
            const note = isChosen ? (fates.includes('filled') ? 'filled' : 'stays') : fates.includes('beside') ? 'beside' : null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: two values to press, walked by all four arrows; an input would take left and right for itself
              <button
                key={side} type="button" role="radio" aria-checked={isChosen} tabIndex={isChosen ? 0 : -1} data-side={side} className={note === 'beside' ? 'mg-value mg-value-beside' : 'mg-value'} onKeyDown={walk}
                disabled={!isChosen && !canStand(field, side)} onClick={() => { onTake(takeFrom(choice.take, field, side)); }}
              >
                <span className="mg-dot" aria-hidden />
                <span className="mg-cut" title={words(side, field)}>{words(side, field) || t('merges.empty')}</span>
                <span className="mg-stays">{note === null ? '' : note === 'stays' ? t('merges.stays') : t(`merges.fate.${note}`)}</span>
              </button>
            );
          })}
        </div>
      ))}
      {same.length === 0 ? null : (
        <button type="button" className="mg-fold" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>{isOpen ? '▾' : '▸'} {t('merges.same', { count: same.length, fields: same.map((field) => t(`merges.field.${field}`)).join(t('merges.and')) })}</button>
      )}
      {isOpen ? same.map((field) => (
        <div key={field} className="mg-row">
          <span className="mg-label">{t(`merges.field.${field}`)}</span>
          <span className="mg-both mg-cut">{words('kept', field) || t('merges.empty')}</span>
        </div>
      )) : null}
    </>
  );
}
