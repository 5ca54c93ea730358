import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { questionForm, questionsAlike } from '../../../shared/knowledge/sameQuestion.ts';
import { Chip } from '../../components/Chip.tsx';
import { useOpenQuestions } from '../../localdb/useQuery.ts';
import { FollowButton } from '../notices/FollowButton.tsx';

const MOST = 3;
/** Less than what makes two questions one: a colleague's is worth seeing earlier. */
const NEAR = 0.4;

/** Questions of colleagues like the one that is searched for, which nobody has answered yet: 待审, and how often they were asked. */
export function PendingQuestions({ query }: { readonly query: string }): ReactNode {
  const { t } = useTranslation();
  const open = useOpenQuestions();
  const like = useMemo(() => {
    const asked = questionForm(query);
    if (asked.plain === '') return [];
    return (open ?? []).filter(({ title }) => {
      const form = questionForm(title);
      return (asked.plain.length > 1 && form.plain.includes(asked.plain)) || questionsAlike(asked, form) >= NEAR;
    }).slice(0, MOST);
  }, [open, query]);
  if (like.length === 0) return null;
  return (
    <ul className="kn-pending" aria-label={t('knowledge.pending')} data-testid="pending-questions">
      {like.map(({ id, title, language, asked }) => <li key={id}><Chip tone="soon">{t('words.articleState.review')}</Chip> <b lang={language}>{title}</b> <span className="kn-faint">{t('knowledge.pendingAsked', { count: asked ?? 1 })}</span> <FollowButton about={{ kind: 'article', id }} /></li>)}
    </ul>
  );
}
