import { Input } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleHit } from '../../../../shared/knowledge/searchArticles.ts';
import type { WordGroup } from '../../../../shared/knowledge/wordTable.ts';
import { indexRevision, onIndexChange, searchIndex, tryWords } from '../../../articleSearch/articleSearch.ts';
import { useArticleIndex } from '../../workbench/assist/useArticleIndex.ts';

const MOST = 8;
/** An index under other words takes a moment: not one for every key. */
const REST_MS = 350;

interface Props {
  /** The words as they stand on screen; null: they cannot be used yet. */
  readonly groups: readonly WordGroup[] | null;
  /** They are others than those in use. */
  readonly isChanged: boolean;
}

/** A caller's words, and what they find with the table in use and with the one on screen. */
export function WordTry({ groups, isChanged }: Props): ReactNode {
  const { t } = useTranslation();
  const { byId, isRead } = useArticleIndex();
  const [query, setQuery] = useState('');
  const [revision, setRevision] = useState(indexRevision);
  const [found, setFound] = useState<{ readonly before: readonly ArticleHit[]; readonly after: readonly ArticleHit[] | null } | null>(null);
  useEffect(() => onIndexChange(() => { setRevision(indexRevision()); }), []);
  const asked = query.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found changes with the index, which is no value of the page
  useEffect(() => {
    let isGone = false;
    if (asked === '' || !isRead || groups === null) { setFound(null); return; }
    const look = async (): Promise<void> => {
      const before = await searchIndex(asked, MOST);
      if (isGone) return;
      setFound({ before, after: isChanged ? null : before });
      if (!isChanged) return;
      const after = await tryWords(asked, groups, MOST);
      if (!isGone) setFound({ before, after });
    };
    const waiting = setTimeout(() => { void look(); }, REST_MS);
    return () => { isGone = true; clearTimeout(waiting); };
  }, [asked, isRead, groups === null ? '' : JSON.stringify(groups), isChanged, revision]);

  const placeBefore = new Map((found?.before ?? []).map(({ articleId }, place) => [articleId, place]));
  const list = (hits: readonly ArticleHit[], side: 'before' | 'after'): ReactNode => (
    <ol className="ed-try-list" data-testid={`words-${side}`}>
      {hits.map(({ articleId }, place) => {
        const was = placeBefore.get(articleId);
        const moved = side === 'before' || !isChanged ? '' : was === undefined ? t('editing.words.isNew') : was > place ? t('editing.words.up', { count: was - place }) : was < place ? t('editing.words.down', { count: place - was }) : '';
        return <li key={articleId}><span className="ed-code">{place + 1}</span> <span className="ed-cut" lang={byId.get(articleId)?.language}>{byId.get(articleId)?.title ?? ''}</span> {moved === '' ? null : <span className="ed-marked">{moved}</span>}</li>;
      })}
    </ol>
  );
  return (
    <div className="ed-try">
      <div className="ed-tools"><Input allowClear value={query} placeholder={t('editing.words.tryHint')} aria-label={t('editing.words.tryHint')} onChange={(event) => { setQuery(event.target.value); }} data-testid="words-query" /></div>
      {groups === null ? <p className="ed-empty">{t('editing.words.notYet')}</p> : found === null ? <p className="ed-empty">{t(asked === '' ? 'editing.words.tryAbout' : 'editing.words.looking')}</p> : (
        <div className="ed-sides">
          <section><p className="ed-part">{t('editing.words.before')}</p>{list(found.before, 'before')}</section>
          <section><p className="ed-part">{t(isChanged ? 'editing.words.after' : 'editing.words.same')}</p>{!isChanged ? null : found.after === null ? <p className="ed-faint" role="status">{t('editing.words.looking')}</p> : list(found.after, 'after')}</section>
        </div>
      )}
    </div>
  );
}
