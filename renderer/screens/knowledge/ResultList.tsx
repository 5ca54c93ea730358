import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { Chip } from '../../components/Chip.tsx';
import { formatDay } from '../../language/format.ts';
import { useRowWindow } from '../callbacks/useRowWindow.ts';
import { Highlighted } from './Highlighted.tsx';
import { stageWords } from './stageWords.ts';
import type { FoundArticle } from './useFoundArticles.ts';

const ROW_HEIGHT_PX = 74;

interface Props {
  readonly id: string;
  readonly found: readonly FoundArticle[];
  readonly at: number;
  readonly nowMs: UtcMs;
  readonly usedIds: ReadonlySet<string>;
  readonly onPick: (index: number) => void;
}

/** Results under the search field, which keeps the focus: three lines each, matches marked, only those in view drawn. */
export function ResultList({ id, found, at, nowMs, usedIds, onPick }: Props): ReactNode {
  const { t } = useTranslation();
  const heights = useMemo(() => found.map(() => ROW_HEIGHT_PX), [found]);
  const rows = useRowWindow(heights);
  const { reveal } = rows;
  useEffect(() => { if (at >= 0) reveal(at); }, [at, reveal]);
  return (
    <div className="kn-results" ref={rows.box} onScroll={rows.onScroll}>
      <div className="kn-results-all" id={id} role="listbox" aria-label={t('knowledge.results')} style={{ height: rows.totalHeight }}>
        {found.slice(rows.first, rows.end).map(({ article, hit }, offset) => {
          const index = rows.first + offset;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's
            <div
              key={article.id} id={`${id}-${String(index)}`} role="option" aria-selected={index === at} aria-posinset={index + 1} aria-setsize={found.length} tabIndex={-1} data-testid="article-hit"
              className={index === at ? 'kn-result kn-result-on' : 'kn-result'} style={{ top: rows.topOf(index), height: ROW_HEIGHT_PX }} onClick={() => { onPick(index); }}
            >
              <span className="kn-result-title" lang={article.language}>
                <b><Highlighted text={article.title} ranges={hit?.matched ?? []} /></b>
                {usedIds.has(article.id) ? <Chip tone="accent">{t('knowledge.used')}</Chip> : null}
                {article.state === 'published' ? null : <Chip tone="soon">{t(`words.articleState.${article.state}`)}</Chip>}
              </span>
              <span className="kn-result-line" lang={article.language}>{hit?.passage ? <Highlighted text={hit.passage.text} ranges={hit.passage.ranges} /> : article.say}</span>
              <span className="kn-faint">{[t(`words.topic.${article.topic}`), stageWords(article.stage), `v${String(article.version)}`, formatDay(article.updatedAtMs, DEFAULT_ZONE, nowMs)].join(t('words.separator'))}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
