import { CheckOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Article, articleTopics } from '../../../shared/knowledge/article.ts';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { useLongPull } from '../../localdb/useLongPull.ts';
import { spokenLanguage } from '../../language/i18n.ts';
import { useCallStore } from '../../state/useCallStore.ts';
import { useDraft } from '../../state/useDraftStore.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { useNow } from '../../time/useNow.ts';
import { FollowButton } from '../notices/FollowButton.tsx';
import { useArticleIndex } from '../workbench/assist/useArticleIndex.ts';
import { marksOf } from './articleMarks.ts';
import { ArticleView } from './ArticleView.tsx';
import { useHouseholdFile } from '../../localdb/useQuery.ts';
import { GivenBefore } from './GivenBefore.tsx';
import { PendingQuestions } from './PendingQuestions.tsx';
import { HelpedButtons } from './HelpedButtons.tsx';
import { isArticleUsed, markArticleUsed } from './markArticleUsed.ts';
import { AskExpert } from '../experts/AskExpert.tsx';
import { GapButton } from './GapButton.tsx';
import { ResultList } from './ResultList.tsx';
import { isForStage, type StageFilter, stageFilterNames } from './stageWords.ts';
import { type FoundArticle, type FoundArticles, useFoundArticles } from './useFoundArticles.ts';
import './knowledge.css';

const languages = ['all', 'zh-CN', 'en'] as const;
type LanguageFilter = (typeof languages)[number];
type TopicFilter = Article['topic'] | 'all';

interface Filters {
  readonly topic: TopicFilter;
  readonly stage: StageFilter | 'all';
  readonly language: LanguageFilter;
}

/** Beyond these nobody reads on: another word is typed. */
const MOST_FOUND = 60;

/** Everything found or, with nothing searched for, all there is: those in the language now spoken and the newest first. */
function useListed(query: string): FoundArticles {
  const { articles } = useArticleIndex();
  const { i18n } = useTranslation();
  const searched = useFoundArticles(query, MOST_FOUND);
  const all = useMemo((): readonly FoundArticle[] => {
    const spoken = i18n.language === 'en' ? 'en' : 'zh-CN';
    return [...articles]
      .sort((a, b) => Number(b.language === spoken) - Number(a.language === spoken) || b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1))
      .map((article) => ({ article, hit: null }));
  }, [articles, i18n.language]);
  return query.trim() === '' ? { found: all, answered: '' } : searched;
}

function FilterBar({ filters, listed, onChange }: { readonly filters: Filters; readonly listed: readonly FoundArticle[]; readonly onChange: (filters: Filters) => void }): ReactNode {
  const { t } = useTranslation();
  const countOf = (topic: TopicFilter): number => listed.filter(({ article }) => topic === 'all' || article.topic === topic).length;
  return (
    <>
      <Select<TopicFilter>
        className="kn-filter" aria-label={t('knowledge.topic')} value={filters.topic} onChange={(topic) => { onChange({ ...filters, topic }); }} data-testid="knowledge-topic"
        options={(['all', ...articleTopics] as const).map((value) => ({ value, label: value === 'all' ? t('knowledge.allTopics', { count: countOf(value) }) : `${t(`words.topic.${value}`)} ${String(countOf(value))}` }))}
      />
      <Select<StageFilter | 'all'>
        className="kn-filter" aria-label={t('knowledge.stageFilter')} value={filters.stage} onChange={(stage) => { onChange({ ...filters, stage }); }} data-testid="knowledge-stage"
        options={(['all', ...stageFilterNames] as const).map((value) => ({ value, label: t(`knowledge.stages.${value}`) }))}
      />
      <ChoiceBar<LanguageFilter>
        size="small" aria-label={t('knowledge.language')} value={filters.language} onChange={(language) => { onChange({ ...filters, language }); }}
        options={languages.map((value) => ({ value, label: t(`knowledge.languages.${value}`) }))}
      />
    </>
  );
}

function UsedButton({ article }: { readonly article: Article }): ReactNode {
  const { t } = useTranslation();
  const draft = useDraft(useCallStore((state) => state.activeCallId));
  if (draft === null) return null;
  const isUsed = isArticleUsed(draft, article.id);
  return (
    <span className="kn-deeds">
      <HelpedButtons article={article} draft={draft} />
      <Button type={isUsed ? 'default' : 'primary'} icon={<CheckOutlined />} aria-pressed={isUsed} onClick={() => { markArticleUsed(draft, article); }} data-testid="article-used">
        {t(isUsed ? 'knowledge.usedInCall' : 'knowledge.useInCall')}
      </Button>
    </span>
  );
}

/** 知识: search over everything, results on the left, the article beside them; the arrows walk, the article follows. */
export default function KnowledgeScreen(): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const asked = usePanelStore((state) => state.articleId);
  const [query, setQuery] = useState('');
  const [filters, setFilters] = useState<Filters>({ topic: 'all', stage: 'all', language: 'all' });
  const [openId, setOpenId] = useState<string | null>(asked);
  const { byId, isRead, articles } = useArticleIndex();
  const { found: listed, answered } = useListed(query);
  const isFilling = useLongPull();
  const draft = useDraft(useCallStore((state) => state.activeCallId));
  const file = useHouseholdFile(draft?.householdId ?? null);
  const askedIn = { householdId: draft?.householdId ?? null, interactionId: draft?.interactionId ?? null, customerId: draft?.customerId ?? null };
  const field = useRef<InputRef>(null);
  const shownFor = useRef('');
  const listId = useId();

  const { stage } = filters;
  const byStageAndLanguage = useMemo(
    () => listed.filter(({ article }) => (stage === 'all' || isForStage(article, stage)) && (filters.language === 'all' || article.language === filters.language)),
    [listed, stage, filters.language],
  );
  const found = useMemo(() => byStageAndLanguage.filter(({ article }) => filters.topic === 'all' || article.topic === filters.topic), [byStageAndLanguage, filters.topic]);
  const at = found.findIndex(({ article }) => article.id === openId);

  useEffect(() => { field.current?.focus({ preventScroll: true }); }, []);
  // An article asked for from elsewhere (palette, a customer's question) opens once; the field has the keys that walk on from it.
  useEffect(() => {
    if (asked === null) return;
    setOpenId(asked);
    field.current?.focus({ preventScroll: true });
    usePanelStore.setState({ articleId: null });
  }, [asked]);
  // Another search shows its best: not what came first for the letters typed before, which may still be far down among its results.
  // Found anew for the same words (a filter, news from central) an article that is still among them stays.
  const first = found[0]?.article.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new list moves the selection
  useEffect(() => {
    const isAnother = answered !== '' && answered !== shownFor.current;
    shownFor.current = answered;
    if (first !== null && (isAnother || (at < 0 && (query.trim() !== '' || openId === null)))) setOpenId(first);
  }, [found]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      const to = found[Math.max(0, Math.min(found.length - 1, at + step))];
      if (to) setOpenId(to.article.id);
    } else if (event.key === 'Escape' && query !== '') setQuery('');
    else return;
    event.preventDefault();
  };

  const open = openId === null ? null : (byId.get(openId) ?? null);
  const hit = found[at]?.hit ?? null;
  return (
    <div className="kn-screen">
      <header className="kn-head" data-column="customer">
        <Input
          ref={field} className="kn-search" size="large" prefix={<SearchOutlined />} allowClear value={query} maxLength={100} placeholder={t('knowledge.placeholder')} aria-label={t('knowledge.placeholder')}
          role="combobox" aria-expanded={found.length > 0} aria-controls={listId} aria-activedescendant={at >= 0 ? `${listId}-${String(at)}` : undefined}
          onChange={(event) => { setQuery(event.target.value); }} onKeyDown={onKeyDown} data-testid="knowledge-search"
        />
        <FilterBar filters={filters} listed={byStageAndLanguage} onChange={setFilters} />
        <span className="kn-faint kn-count" role="status">{t('knowledge.count', { found: found.length, all: articles.length })}</span>
      </header>
      <div className="kn-columns">
        <div className="kn-left">
          {isFilling && articles.length === 0 ? <p className="kn-nothing" role="status">{t('workbench.knowledge.fetching')}</p> : found.length > 0 || !isRead || answered !== query.trim() ? null : (
            <div className="kn-nothing" role="status">
              <b>{query.trim() === '' ? t('knowledge.noneHere') : t('knowledge.none', { query: query.trim() })}</b>
              <p>{t('knowledge.tryOther')}</p>
              {filters.topic === 'all' && filters.stage === 'all' && filters.language === 'all' ? null : <Button onClick={() => { setFilters({ topic: 'all', stage: 'all', language: 'all' }); }}>{t('knowledge.clearFilters')}</Button>}
            </div>
          )}
          <ResultList
            id={listId} found={found} at={at} nowMs={nowMs} usedIds={new Set(draft?.articlesUsed.map((each) => each.articleId))}
            onPick={(place) => { setOpenId(found[place]?.article.id ?? null); }}
          />
          {query.trim() === '' || !isRead || answered !== query.trim() ? null : (
            <footer className="kn-gap">
              <PendingQuestions query={query} />
              <span className="kn-deeds"><GapButton question={query} askedIn={askedIn} /><AskExpert question={query} askedIn={askedIn} articleId={null} /></span>
            </footer>
          )}
        </div>
        <div className="kn-right" data-column="assist" lang={spokenLanguage()}>
          {open === null
            ? <p className="kn-nothing">{t(openId === null ? 'knowledge.choose' : 'knowledge.withdrawn')}</p>
            : <ArticleView article={open} marks={marksOf(open, hit, query)} nowMs={nowMs} action={<span className="kn-actions"><FollowButton about={{ kind: 'article', id: open.id }} isWorded hasKey /><UsedButton article={open} /></span>} before={file ? <GivenBefore key={open.id} article={open} file={file} nowMs={nowMs} /> : null} />}
        </div>
      </div>
    </div>
  );
}
