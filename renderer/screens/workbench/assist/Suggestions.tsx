import { FileTextOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Child } from '../../../../shared/customers/child.ts';
import { useKey } from '../../../keys/useKey.ts';
import { formatStage } from '../../../language/format.ts';
import { childrenInOrder } from '../../../../shared/customers/childrenInOrder.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { SectionHead } from '../parts/SectionHead.tsx';
import { becauseWords } from './suggestFor.ts';
import type { SuggestedArticle } from './useSuggestions.ts';

const digits = [1, 2, 3, 4, 5, 6] as const;

function SuggestionKey({ digit, onPress }: { readonly digit: (typeof digits)[number]; readonly onPress: () => void }) {
  useKey(`answer.${digit}`, onPress);
  return null;
}

export interface SuggestionsProps {
  readonly suggestions: readonly SuggestedArticle[];
  readonly childrenOfFamily: readonly Child[];
  readonly childId: string | null;
  readonly onChild: (childId: string | null) => void;
  readonly onOpen: (articleId: string) => void;
  readonly nowMs: number;
  readonly zone: string;
}

/** Answers likely to be wanted, each with why, opened by a click or by its number; for one child of several when the agent says so. */
export function Suggestions({ suggestions, childrenOfFamily, childId, onChild, onOpen, nowMs, zone }: SuggestionsProps) {
  const { t } = useTranslation();
  const staged = childrenInOrder(childrenOfFamily).flatMap((child) => {
    const stage = formatStage(child, nowMs, zone);
    return stage === null ? [] : [{ id: child.id, words: child.name === null ? stage : `${child.name} ${stage}` }];
  });
  if (suggestions.length === 0) return null;
  return (
    <section className="wb-section" data-testid="kb-suggestions">
      <SectionHead title={t('workbench.knowledge.suggested')} end={<ActionKey action="answer.1" through={Math.min(digits.length, suggestions.length)} />} />
      {staged.length < 2 ? null : (
        <fieldset className="wb-answer-children" aria-label={t('workbench.knowledge.whichChild')}>
          {[{ id: null, words: t('workbench.knowledge.allChildren') }, ...staged].map(({ id, words }) => (
            <button key={id ?? 'all'} type="button" className="wb-chip" aria-pressed={childId === id} data-testid="suggest-child" onClick={() => { onChild(id); }}><span className="wb-cut">{words}</span></button>
          ))}
        </fieldset>
      )}
      {suggestions.map(({ article, because }, at) => {
        const why = t('workbench.knowledge.because', { why: becauseWords(because, childrenOfFamily) });
        const digit = digits[at];
        return (
          <button key={article.id} type="button" className="wb-answer-row" data-testid="kb-suggestion" onClick={() => { onOpen(article.id); }}>
            {digit === undefined ? <FileTextOutlined className="wb-icon-soft" aria-hidden /> : <span className="wb-digit" aria-hidden>{digit}</span>}
            <span className="wb-cut"><span lang={article.language}>{article.title}</span><span className="wb-answer-why wb-cut" title={why}>{why}</span></span>
            <span className="wb-faint">v{article.version}</span>
            {digit === undefined ? null : <SuggestionKey digit={digit} onPress={() => { onOpen(article.id); }} />}
          </button>
        );
      })}
    </section>
  );
}
