import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { diffLines } from '../../../shared/knowledge/diffLines.ts';

/** Two wordings as one text: what went is struck, what came is marked; said aloud too. */
export function LineDiff({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="ed-diff" data-testid="article-diff">
      {diffLines(before, after).map(({ kind, text }, place) => kind === 'same'
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and none moves
        ? <p key={place}>{text}</p>
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        : <p key={place} className={`ed-diff-${kind}`}><span className="desk-aloud">{t(`editing.diff.${kind}`)}</span>{kind === 'gone' ? <del>{text}</del> : <ins>{text}</ins>}</p>)}
    </div>
  );
}
