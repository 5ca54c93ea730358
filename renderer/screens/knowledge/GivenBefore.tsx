import { ClockCircleOutlined } from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import type { ArticleVersion } from '../../../shared/knowledge/articleMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { readArticleVersion } from '../../actions/editArticles.ts';
import { formatDay } from '../../language/format.ts';
import './knowledge.css';

/**
 * What this family was told before from this article: the same version, or an older one, whose wording can be read. It is
 * asked of central: the desktop has the version that holds.
 */
export function GivenBefore({ article, file, nowMs }: { readonly article: Article; readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const [old, setOld] = useState<ArticleVersion | null>(null);
  const [isAway, setAway] = useState(false);
  const last = file.questions.filter((question) => question.articleId === article.id && question.articleVersion !== null).sort((a, b) => b.askedAtMs - a.askedAtMs)[0];
  if (last === undefined || last.articleVersion === null) return null;
  const { articleVersion: version } = last;
  const who = file.interactions.find((each) => each.id === last.interactionId)?.agentName ?? '';
  const words = { day: formatDay(last.askedAtMs, file.household.zone, nowMs), who, version, now: article.version };
  const read = async (): Promise<void> => {
    const told = await readArticleVersion(article.id, version);
    setAway(!told.ok);
    if (told.ok) setOld(told.value);
  };
  return (
    <div className="kn-given" data-testid="given-before">
      <p><ClockCircleOutlined aria-hidden /> {t(version === article.version ? 'knowledge.given.same' : 'knowledge.given.other', words)}
        {version === article.version || old?.version === version ? null : <button type="button" className="kn-link" onClick={() => { void read(); }}>{t('knowledge.given.read')}</button>}
      </p>
      {isAway ? <p role="alert">{t('knowledge.given.away')}</p> : null}
      {old === null || version === article.version ? null : <blockquote lang={old.content.language}>{t('knowledge.given.said', { words: old.content.say })}</blockquote>}
    </div>
  );
}
