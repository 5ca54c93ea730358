import { CheckCircleFilled, ClockCircleFilled, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../../shared/knowledge/article.ts';
import type { TextRange } from '../../../shared/language/foldText.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay } from '../../language/format.ts';
import { ArticleBody } from './ArticleBody.tsx';
import { Attachments } from './Attachments.tsx';
import { Highlighted } from './Highlighted.tsx';
import { SampleNote } from './SampleNote.tsx';
import { stageWords } from './stageWords.ts';
import './knowledge.css';

/** Where the searched words stand, by field of the article; a field that is missing has none. */
export interface ArticleMarks {
  readonly title?: readonly TextRange[];
  readonly say?: readonly TextRange[];
  readonly body?: readonly TextRange[];
}

interface Props {
  readonly article: Article;
  readonly marks: ArticleMarks;
  readonly nowMs: UtcMs;
  /** What can be done with it, at the right of its title. */
  readonly action?: ReactNode;
  /** What comes before everything: what this family was told last time. */
  readonly before?: ReactNode;
}

/** One answer, in the order it is used on the telephone: what to say, the rest, when it is a doctor's matter. */
export function ArticleView({ article, marks, nowMs, action, before }: Props): ReactNode {
  const { t } = useTranslation();
  const isPublished = article.state === 'published';
  return (
    <article className="kn-article" lang={article.language} data-testid="article">
      <header className="kn-article-head">
        <div>
          <h2><Highlighted text={article.title} ranges={marks.title ?? []} /></h2>
          <p className="kn-meta">
            <span className={isPublished ? 'kn-chip kn-chip-good' : 'kn-chip kn-chip-soon'}>{isPublished ? <CheckCircleFilled /> : <ClockCircleFilled />} {t(`words.articleState.${article.state}`)} v{article.version}</span>
            {[t(`words.topic.${article.topic}`), t('knowledge.article.for', { stage: stageWords(article.stage) }), t('knowledge.article.updated', { day: formatDay(article.updatedAtMs, DEFAULT_ZONE, nowMs) })].join(t('words.separator'))}
          </p>
        </div>
        {action}
      </header>
      <div className="kn-article-body">
        {before}
        {isPublished ? null : <p className="kn-warn">{t('knowledge.article.notPublished')}</p>}
        <h3>{t('knowledge.article.say')}</h3>
        <blockquote className="kn-say">{article.language === 'en' ? '“' : '「'}<Highlighted text={article.say} ranges={marks.say ?? []} />{article.language === 'en' ? '”' : '」'}</blockquote>
        <h3>{t('knowledge.article.more')}</h3>
        <ArticleBody body={article.body} ranges={marks.body ?? []} />
        <Attachments attachments={article.attachments ?? []} />
        {article.seeDoctor === '' ? null : (
          <section className="kn-doctor">
            <h3><WarningFilled /> {t('knowledge.article.seeDoctor')}</h3>
            <p>{article.seeDoctor}</p>
          </section>
        )}
        {article.facts.length === 0 ? null : <><h3>{t('knowledge.article.facts')}</h3><ul className="kn-list">{article.facts.map((fact) => <li key={fact}>{fact}</li>)}</ul></>}
        {article.sourceKinds.length === 0 ? null : <p className="kn-faint">{t('knowledge.article.sources', { sources: article.sourceKinds.join(article.language === 'en' ? ', ' : '、') })}</p>}
        <SampleNote article={article} />
        {article.similarQuestions.length === 0 ? null : (
          <>
            <h3>{t('knowledge.article.alsoAsked')}</h3>
            <ul className="kn-asked">{article.similarQuestions.map((question) => <li key={question}>{question}</li>)}</ul>
          </>
        )}
      </div>
    </article>
  );
}
