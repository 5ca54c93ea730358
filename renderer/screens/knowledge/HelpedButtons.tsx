import { DislikeOutlined, LikeOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../../shared/knowledge/article.ts';
import { answerWord, judgeAnswer } from '../../actions/judgeAnswer.ts';
import { useKey, useKeyName } from '../../keys/useKey.ts';
import { useHouseholdFile } from '../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../localdb/wrapUpDraft.ts';
import { deskClock } from '../../time/deskClock.ts';
import { childrenOf } from '../workbench/assist/suggestFor.ts';
import './knowledge.css';

/** 「有用」「没用」, in one key each: whether the answer that is open helped in this call. The last word counts; pressed again it is taken back. */
export function HelpedButtons({ article, draft }: { readonly article: Pick<Article, 'id' | 'version'>; readonly draft: WrapUpDraft }): ReactNode {
  const { t } = useTranslation();
  const word = answerWord(draft, article.id);
  const file = useHouseholdFile(draft.householdId) ?? null;
  const children = file === null ? [] : childrenOf(file, deskClock.now());
  useKey('article.helped', () => { judgeAnswer(draft, article, true, children); });
  useKey('article.notHelped', () => { judgeAnswer(draft, article, false, children); });
  const keys = { helped: useKeyName('article.helped'), notHelped: useKeyName('article.notHelped') };
  return (
    <span className="kn-helped">
      <button type="button" aria-pressed={word === true} title={keys.helped} onClick={() => { judgeAnswer(draft, article, true, children); }} data-testid="article-helped"><LikeOutlined aria-hidden /> {t('knowledge.helped')}</button>
      <button type="button" aria-pressed={word === false} title={keys.notHelped} onClick={() => { judgeAnswer(draft, article, false, children); }} data-testid="article-not-helped"><DislikeOutlined aria-hidden /> {t('knowledge.notHelped')}</button>
    </span>
  );
}
