import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../../shared/knowledge/article.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import './knowledge.css';

/** An answer that came with the demo and that no editor of the house has written since: it is not to be told to customers before it was reviewed. */
export function SampleNote({ article }: { readonly article: Pick<Article, 'authorName'> }): ReactNode {
  const { t } = useTranslation();
  const isDemo = useSessionStore((state) => state.session?.demo ?? false);
  return isDemo && (article.authorName ?? '') === '' ? <p className="kn-faint" data-testid="sample-note">{t('knowledge.article.sample')}</p> : null;
}
