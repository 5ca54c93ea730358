import { Select } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownField } from './mergeWords.ts';

interface Props<T extends { readonly id: string }> {
  readonly what: 'people' | 'children';
  readonly kept: readonly T[];
  readonly absorbed: readonly T[];
  /** By the absorbed one's id: the kept one's who is the same. */
  readonly pairs: Readonly<Record<string, string>>;
  readonly wordsOf: (one: T) => string;
  /** What becomes of the fields in which two who are one differ. */
  readonly fieldsOf: (kept: T, absorbed: T) => readonly ShownField[];
  readonly onPairs: (pairs: Readonly<Record<string, string>>) => void;
}

const SOMEBODY_ELSE = '';

/** A field in which the two differ: what stands, what the one that goes says, and what becomes of that. */
function DifferingField({ shown: { field, label, stands, other, fates } }: { readonly shown: ShownField }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="mg-row mg-row-inner" data-testid={`merge-differs-${field}`}>
      <span className="mg-label mg-label-inner">{label}</span>
      <span className="mg-says">
        <span className="mg-says-words" title={stands}>{stands || t('merges.empty')}</span>
        {fates.filter((fate) => fate !== 'beside').map((fate) => <span key={fate} className={`mg-fate mg-fate-${fate}`}>{t(`merges.fate.${fate}`)}</span>)}
      </span>
      <span className="mg-says">
        <span className="mg-says-words" title={other}>{other || t('merges.empty')}</span>
        {fates.includes('beside') ? <span className="mg-fate mg-fate-beside">{t('merges.fate.beside')}</span> : null}
      </span>
    </div>
  );
}

/** Who is the same in both: each of those that go, beside whom of those that stay they are, with what they differ in, or that they move in as well. */
export function SamePeople<T extends { readonly id: string }>({ what, kept, absorbed, pairs, wordsOf, fieldsOf, onPairs }: Props<T>): ReactNode {
  const { t } = useTranslation();
  if (kept.length + absorbed.length === 0) return null;
  const unmatched = kept.filter((each) => !Object.values(pairs).includes(each.id));
  const match = (id: string, same: string): void => {
    const rest = Object.fromEntries(Object.entries(pairs).filter(([from, to]) => from !== id && to !== same));
    onPairs(same === SOMEBODY_ELSE ? rest : { ...rest, [id]: same });
  };
  return (
    <>
      {absorbed.map((one) => {
        const same = kept.find((each) => each.id === pairs[one.id]);
        return (
          <Fragment key={one.id}>
            <div className="mg-row" data-testid={`merge-${what}`}>
              <span className="mg-label">{t(`merges.${what}`)}</span>
              <Select<string>
                className="mg-who" size="small" value={pairs[one.id] ?? SOMEBODY_ELSE} aria-label={t('merges.isWho', { who: wordsOf(one) })} onChange={(chosen) => { match(one.id, chosen); }}
                options={[...kept.map((each) => ({ value: each.id, label: t('merges.sameAs', { who: wordsOf(each) }) })), { value: SOMEBODY_ELSE, label: t(`merges.apart.${what}`) }]}
              />
              <span className="mg-cut mg-alone" title={wordsOf(one)}>{wordsOf(one)}</span>
            </div>
            {same === undefined ? null : fieldsOf(same, one).map((shown) => <DifferingField key={shown.field} shown={shown} />)}
          </Fragment>
        );
      })}
      {unmatched.map((one) => (
        <div key={one.id} className="mg-row">
          <span className="mg-label">{t(`merges.${what}`)}</span>
          <span className="mg-cut mg-alone" title={wordsOf(one)}>{wordsOf(one)}</span>
          <span className="mg-faint">{t('merges.onlyKept')}</span>
        </div>
      ))}
    </>
  );
}
