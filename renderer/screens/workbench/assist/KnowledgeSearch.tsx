import { FileTextOutlined, SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../../../shared/knowledge/article.ts';
import type { AskedIn } from '../../../actions/recordGap.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { useEnterOnceFound } from '../../../keys/useEnterOnceFound.ts';
import { AskExpert } from '../../experts/AskExpert.tsx';
import { GapButton } from '../../knowledge/GapButton.tsx';
import { Highlighted } from '../../knowledge/Highlighted.tsx';
import { useFoundArticles } from '../../knowledge/useFoundArticles.ts';

export interface KnowledgeSearchProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onOpen: (article: Article) => void;
  readonly askedIn: AskedIn;
  /** False: not all answers can be found yet. */
  readonly isRead: boolean;
}

const MOST_HITS = 12;

/** Finds answers as one types: Chinese, pinyin, initials. The best is opened by Enter, but never by the Enter that picks a candidate. */
export function KnowledgeSearch({ query, onQuery, onOpen, askedIn, isRead }: KnowledgeSearchProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const { found: shown, answered } = useFoundArticles(query, MOST_HITS);
  // Whoever walked to a hit means that one.
  const enter = useEnterOnceFound(query, at > 0 || answered === query.trim(), () => {
    const chosen = shown[at];
    if (chosen) onOpen(chosen.article);
  });
  return (
    <div className="wb-search">
      <Input
        prefix={<SearchOutlined aria-hidden />} value={query} size="large" allowClear placeholder={t('workbench.knowledge.placeholder')} aria-label={t('workbench.knowledge.placeholder')} data-testid="kb-search"
        onChange={(event) => { onQuery(event.target.value); setAt(0); }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            setAt((before) => Math.max(0, Math.min(shown.length - 1, before + (event.key === 'ArrowDown' ? 1 : -1))));
          } else if (event.key === 'Enter') enter();
          else if (event.key === 'Escape' && query !== '') {
            event.stopPropagation();
            onQuery('');
          }
        }}
      />
      {query.trim() === '' ? null : (
        <ul className="wb-hits" aria-label={t('workbench.knowledge.found', { count: shown.length })}>
          {shown.map(({ hit, article }, index) => (
            <li key={article.id}>
              <button type="button" className={index === at ? 'wb-hit wb-hit-at' : 'wb-hit'} data-testid="kb-hit" data-article={article.id} onClick={() => { onOpen(article); }}>
                <FileTextOutlined className="wb-icon-soft" aria-hidden />
                <span className="wb-cut" lang={article.language}><Highlighted text={article.title} ranges={hit?.matched ?? []} /></span>
                <span className="wb-faint">v{article.version}</span>
                {!hit?.passage ? null : <span className="wb-hit-passage wb-cut" lang={article.language}><Highlighted text={hit.passage.text} ranges={hit.passage.ranges} /></span>}
              </button>
            </li>
          ))}
          {shown.length === 0 && !isRead ? <li className="wb-no-hit"><span className="wb-soft" role="status">{t('workbench.knowledge.reading')}</span></li> : null}
          {shown.length === 0 && isRead && answered === query.trim() ? <li className="wb-no-hit"><span className="wb-soft" role="status">{t('workbench.knowledge.nothing')}</span><GapButton key={query.trim()} question={query} askedIn={askedIn} /></li> : null}
          {isRead && answered === query.trim() ? <li className="wb-no-hit"><AskExpert question={query} askedIn={askedIn} articleId={null} /></li> : null}
        </ul>
      )}
    </div>
  );
}
