import { FileTextOutlined } from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Article } from '../../../../shared/knowledge/article.ts';
import type { AskedIn } from '../../../actions/recordGap.ts';
import { GivenBefore } from '../../knowledge/GivenBefore.tsx';
import { HelpedButtons } from '../../knowledge/HelpedButtons.tsx';
import { useLongPull } from '../../../localdb/useLongPull.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { spokenLanguage } from '../../../language/i18n.ts';
import { SectionHead } from '../parts/SectionHead.tsx';
import { ArticleReader } from './ArticleReader.tsx';
import { KnowledgeSearch } from './KnowledgeSearch.tsx';
import { Suggestions } from './Suggestions.tsx';
import type { Knowledge } from './useArticleIndex.ts';
import { useSuggestions } from './useSuggestions.ts';

export interface AnswersProps {
  readonly knowledge: Knowledge;
  /** Whose family the answers should fit; null: nobody's, then season and city alone, and what is new. */
  readonly file: HouseholdFile | null;
  /** What the person on the line speaks: an English speaker gets English answers. */
  readonly speaks: Language | null;
  /** Who is on the line; null: nobody, so nothing is suggested. `city`: where the number is from, for one who is not chosen; null: not told. */
  readonly caller: { readonly city: string | null } | null;
  /** What to say, above the suggestions; null: nobody is on the line. */
  readonly guide: ReactNode;
  readonly nowMs: number;
  readonly zone: string;
  readonly openId: string | null;
  readonly onOpen: (articleId: string | null) => void;
  readonly usedIds: readonly string[];
  /** In which call a question without an answer was asked, and by whom. */
  readonly askedIn: AskedIn;
  readonly onUsed: ((article: Article) => void) | null;
  /** Of the call that is on, for what is said of an answer in it; null: there is none. */
  readonly draft: WrapUpDraft | null;
}

const SUGGESTED = 6;
const NEWEST = 8;

/** Articles in the language now spoken on screen; all of them when it has none. */
function inLanguage(articles: readonly Article[]): Article[] {
  const own = articles.filter((article) => article.language === spokenLanguage());
  return own.length > 0 ? own : [...articles];
}

/** Answers beside the call: search as one types, what fits this family and why, and the article itself. */
export function Answers({ knowledge, file, speaks, caller, guide, nowMs, zone, openId, onOpen, usedIds, onUsed, askedIn, draft }: AnswersProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const isFilling = useLongPull();
  const open = openId === null ? undefined : knowledge.byId.get(openId);
  const [chosenChild, setChosenChild] = useState<string | null>(null);
  // Of another family, chosen since, none is chosen yet.
  const childId = file?.children.some((child) => child.id === chosenChild) === true ? chosenChild : null;
  const suggested = useSuggestions({ file, speaks, childId, city: caller?.city ?? null, zone }, knowledge, nowMs, caller === null ? 0 : SUGGESTED);
  const newest = file === null ? inLanguage(knowledge.articles).sort((a, b) => b.updatedAtMs - a.updatedAtMs || b.version - a.version).slice(0, NEWEST) : [];
  if (open) {
    return (
      <ArticleReader
        article={open} nowMs={nowMs} zone={zone} onClose={() => { onOpen(null); }} isUsed={usedIds.includes(open.id)}
        onUsed={onUsed === null ? null : () => { onUsed(open); }} helped={draft === null ? null : <HelpedButtons article={open} draft={draft} />}
        before={file === null ? null : <GivenBefore key={open.id} article={open} file={file} nowMs={nowMs} />}
      />
    );
  }
  return (
    <div className="wb-answers">
      <KnowledgeSearch query={query} onQuery={setQuery} onOpen={(article) => { onOpen(article.id); }} askedIn={askedIn} isRead={knowledge.isRead} />
      {query.trim() !== '' || guide === null ? null : <div className="wb-guide-box">{guide}</div>}
      {query.trim() !== '' ? null : (
        <div className="wb-scroll">
          <Suggestions
            suggestions={suggested} childrenOfFamily={file?.children ?? []} childId={childId} onChild={setChosenChild} onOpen={onOpen} nowMs={nowMs} zone={file?.household.zone ?? zone}
          />
          {newest.length > 0 ? (
            <section className="wb-section">
              <SectionHead title={t('workbench.knowledge.newest')} />
              {newest.map((article) => (
                <button key={article.id} type="button" className="wb-answer-row" data-testid="kb-newest" onClick={() => { onOpen(article.id); }}>
                  <FileTextOutlined className="wb-icon-soft" aria-hidden />
                  <span className="wb-cut" lang={article.language}>{article.title}</span>
                  <span className="wb-faint">v{article.version}</span>
                </button>
              ))}
            </section>
          ) : null}
          <p className="wb-faint wb-pad">{t(knowledge.articles.length > 0 ? 'workbench.knowledge.here' : isFilling ? 'workbench.knowledge.fetching' : knowledge.isRead ? 'workbench.knowledge.noneHere' : 'workbench.knowledge.reading', { count: knowledge.articles.length })}</p>
        </div>
      )}
    </div>
  );
}
