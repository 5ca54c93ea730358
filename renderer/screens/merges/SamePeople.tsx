import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props<T extends { readonly id: string }> {
  readonly what: 'people' | 'children';
  readonly kept: readonly T[];
  readonly absorbed: readonly T[];
  /** By the absorbed one's id: the kept one's who is the same. */
  readonly pairs: Readonly<Record<string, string>>;
  readonly wordsOf: (one: T) => string;
  readonly onPairs: (pairs: Readonly<Record<string, string>>) => void;
}

const SOMEBODY_ELSE = '';

/** Who is the same in both: each of those that go, beside whom of those that stay they are, or that they move in as well. */
export function SamePeople<T extends { readonly id: string }>({ what, kept, absorbed, pairs, wordsOf, onPairs }: Props<T>): ReactNode {
  const { t } = useTranslation();
  if (kept.length + absorbed.length === 0) return null;
  const unmatched = kept.filter((each) => !Object.values(pairs).includes(each.id));
  const match = (id: string, same: string): void => {
    const rest = Object.fromEntries(Object.entries(pairs).filter(([from, to]) => from !== id && to !== same));
    onPairs(same === SOMEBODY_ELSE ? rest : { ...rest, [id]: same });
  };
  return (
    <>
      {absorbed.map((one) => (
        <div key={one.id} className="mg-row" data-testid={`merge-${what}`}>
          <span className="mg-label">{t(`merges.${what}`)}</span>
          <Select<string>
            className="mg-who" size="small" value={pairs[one.id] ?? SOMEBODY_ELSE} aria-label={t('merges.isWho', { who: wordsOf(one) })} onChange={(same) => { match(one.id, same); }}
            options={[...kept.map((each) => ({ value: each.id, label: t('merges.sameAs', { who: wordsOf(each) }) })), { value: SOMEBODY_ELSE, label: t(`merges.apart.${what}`) }]}
          />
          <span className="mg-cut" title={wordsOf(one)}>{wordsOf(one)}</span>
        </div>
      ))}
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
