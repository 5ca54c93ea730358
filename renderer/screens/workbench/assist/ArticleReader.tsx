import { CheckOutlined, LeftOutlined, WarningFilled } from '@ant-design/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { formatDay } from '../../../language/format.ts';
import { Attachments } from '../../knowledge/Attachments.tsx';
import { SampleNote } from '../../knowledge/SampleNote.tsx';
import { ArticleBody } from '../../knowledge/ArticleBody.tsx';

export interface ArticleReaderProps {
  readonly article: Article;
  readonly nowMs: number;
  readonly zone: string;
  readonly onClose: () => void;
  /** Marks it as what the caller was told; null when there is no call to mark it on. */
  readonly onUsed: (() => void) | null;
  readonly isUsed: boolean;
  /** Whether it helped, as the agent says; null when there is no call to say it of. */
  readonly helped: ReactNode;
  /** What this family was told last time; null: nothing is known of them. */
  readonly before: ReactNode;
}

/** One answer while on the telephone: what to say first, then the rest, then when it is a doctor's matter. */
export function ArticleReader({ article, nowMs, zone, onClose, onUsed, isUsed, helped, before }: ArticleReaderProps) {
  const { t } = useTranslation();
  const back = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another article is read from its head.
  useEffect(() => { back.current?.focus(); }, [article.id]);
  const quote = article.language === 'en' ? ['“', '”'] : ['「', '」'];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc goes back to the list from anywhere inside.
    <div className="wb-reader" data-testid="kb-article" onKeyDown={(event) => { if (event.key === 'Escape' && !isComposing(event)) { event.stopPropagation(); onClose(); } }}>
      <header>
        <button ref={back} type="button" className="wb-link" onClick={onClose}><LeftOutlined aria-hidden /> {t('words.back')}</button>
        <span className="wb-reader-deeds">{helped}{onUsed === null ? null : (
          <button type="button" className="wb-chip" aria-pressed={isUsed} data-testid="kb-used" onClick={onUsed}>
            {isUsed ? <CheckOutlined aria-hidden /> : null}{t(isUsed ? 'workbench.knowledge.usedDone' : 'workbench.knowledge.used')}
          </button>
        )}</span>
      </header>
      <div className="wb-reader-body" lang={article.language}>
        <h2>{article.title}</h2>
        <p className="wb-faint">{[t(`words.topic.${article.topic}`), `v${article.version}`, t('workbench.knowledge.updated', { day: formatDay(article.updatedAtMs, zone, nowMs) })].join(t('words.separator'))}</p>
        {before}
        <blockquote className="wb-reader-say">{quote[0]}{article.say}{quote[1]}</blockquote>
        {article.seeDoctor === '' ? null : <p className="wb-reader-doctor"><WarningFilled aria-hidden /> <span><b>{t('workbench.knowledge.seeDoctor')}</b> {article.seeDoctor}</span></p>}
        <ArticleBody body={article.body} ranges={[]} />
        <Attachments attachments={article.attachments ?? []} />
        {article.facts.length === 0 ? null : <><h3>{t('workbench.knowledge.facts')}</h3><ul className="wb-reader-facts">{article.facts.map((fact) => <li key={fact}>{fact}</li>)}</ul></>}
        {article.sourceKinds.length === 0 ? null : <p className="wb-faint">{t('workbench.knowledge.sources', { sources: article.sourceKinds.join(article.language === 'en' ? ', ' : '、') })}</p>}
        <SampleNote article={article} />
      </div>
    </div>
  );
}
