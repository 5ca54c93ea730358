import { FileTextOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Article } from '../../../../shared/knowledge/article.ts';
import type { AskedIn } from '../../../actions/recordGap.ts';
import { spokenLanguage } from '../../../language/i18n.ts';
import { SectionHead } from '../parts/SectionHead.tsx';
import { ArticleReader } from './ArticleReader.tsx';
import { KnowledgeSearch } from './KnowledgeSearch.tsx';
import { becauseWords, suggestFor } from './suggestFor.ts';
import type { Knowledge } from './useArticleIndex.ts';

export interface AnswersProps {
  readonly knowledge: Knowledge;
  /** Whose family the answers should fit; null: nobody's, what is new stands instead. */
  readonly file: HouseholdFile | null;
  /** What the person on the line speaks: an English speaker gets English answers. */
  readonly speaks: Language | null;
  readonly nowMs: number;
  readonly zone: string;
  readonly openId: string | null;
  readonly onOpen: (articleId: string | null) => void;
  readonly usedIds: readonly string[];
  /** In which call a question without an answer was asked, and by whom. */
  readonly askedIn: AskedIn;
  readonly onUsed: ((article: Article) => void) | null;
}

const SUGGESTED = 6;
const NEWEST = 8;

/** Articles in the language now spoken on screen; all of them when it has none. */
function inLanguage(articles: readonly Article[]): Article[] {
  const own = articles.filter((article) => article.language === spokenLanguage());
  return own.length > 0 ? own : [...articles];
}

/** Answers beside the call: search as one types, what fits this family and why, and the article itself. */
export function Answers({ knowledge, file, speaks, nowMs, zone, openId, onOpen, usedIds, onUsed, askedIn }: AnswersProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const open = openId === null ? undefined : knowledge.index.articles.get(openId)?.article;
  // Suggestions follow the hour, not the second: they must not move under the pointer.
  const hourMs = Math.floor(nowMs / 3_600_000) * 3_600_000;
  const suggested = file === null ? [] : suggestFor(file, speaks, knowledge.articles, hourMs, SUGGESTED).flatMap(({ articleId, because }) => {
    const article = knowledge.index.articles.get(articleId)?.article;
    return article === undefined ? [] : [{ article, because }];
  });
  const newest = file === null ? inLanguage(knowledge.articles).sort((a, b) => b.updatedAtMs - a.updatedAtMs || b.version - a.version).slice(0, NEWEST) : [];
  if (open) {
    return (
      <ArticleReader
        article={open} nowMs={nowMs} zone={zone} onClose={() => { onOpen(null); }} isUsed={usedIds.includes(open.id)}
        onUsed={onUsed === null ? null : () => { onUsed(open); }}
      />
    );
  }
  const row = (article: Article, why: string | null) => (
    <button key={article.id} type="button" className="wb-answer-row" data-testid="kb-suggestion" onClick={() => { onOpen(article.id); }}>
      <FileTextOutlined className="wb-icon-soft" aria-hidden />
      <span className="wb-cut"><span lang={article.language}>{article.title}</span>{why === null ? null : <span className="wb-answer-why wb-cut" title={why}>{why}</span>}</span>
      <span className="wb-faint">v{article.version}</span>
    </button>
  );
  return (
    <div className="wb-answers">
      <KnowledgeSearch query={query} onQuery={setQuery} onOpen={(article) => { onOpen(article.id); }} askedIn={askedIn} />
      {query.trim() !== '' ? null : (
        <div className="wb-scroll">
          <p className="wb-faint wb-pad">{t(knowledge.isRead && knowledge.articles.length === 0 ? 'workbench.knowledge.noneHere' : 'workbench.knowledge.here', { count: knowledge.articles.length })}</p>
          {suggested.length > 0 ? (
            <section className="wb-section" data-testid="kb-suggestions">
              <SectionHead title={t('workbench.knowledge.suggested')} />
              {suggested.map(({ article, because }) => row(article, t('workbench.knowledge.because', { why: becauseWords(because, file?.children ?? []) })))}
            </section>
          ) : null}
          {newest.length > 0 ? (
            <section className="wb-section">
              <SectionHead title={t('workbench.knowledge.newest')} />
              {newest.map((article) => row(article, null))}
            </section>
          ) : null}
        </div>
      )}
    </div>
  );
}
