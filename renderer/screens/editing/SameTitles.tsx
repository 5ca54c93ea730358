import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { questionForm, questionsAlike, SAME_QUESTION } from '../../../shared/knowledge/sameQuestion.ts';
import { useFoundArticles } from '../knowledge/useFoundArticles.ts';

const MOST = 3;

/** While a title is typed: published articles that may say the same already, those that ask the same first. */
export function SameTitles({ id, title, action, onPick }: { readonly id: string; readonly title: string; readonly action: string; readonly onPick: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const { found } = useFoundArticles(title, MOST + 1);
  const form = questionForm(title);
  const like = found.flatMap(({ article }) => (article.id === id ? [] : [{ article, isSame: questionsAlike(form, questionForm(article.title)) >= SAME_QUESTION }])).sort((a, b) => Number(b.isSame) - Number(a.isSame)).slice(0, MOST);
  if (like.length === 0) return null;
  return (
    <ul className="ed-same" aria-label={t('editing.same')} data-testid="same-titles">
      {like.map(({ article, isSame }) => (
        <li key={article.id} className={isSame ? 'ed-same-same' : undefined}>
          <span>{t(isSame ? 'editing.sameTitle' : 'editing.nearTitle')}</span>
          <b lang={article.language}>{article.title}</b>
          <button type="button" className="ed-link" onClick={() => { onPick(article.id); }}>{action}</button>
        </li>
      ))}
    </ul>
  );
}
