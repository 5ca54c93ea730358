import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleVersion } from '../../../shared/knowledge/articleMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatMoment } from '../../language/format.ts';
import { textOf } from './articleForm.ts';
import { LineDiff } from './LineDiff.tsx';

/** Every version with its author; the chosen one beside the one before it. */
export function VersionList({ versions, zone, nowMs }: { readonly versions: readonly ArticleVersion[]; readonly zone: string; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(versions[0]?.version ?? 1);
  const place = versions.findIndex((each) => each.version === chosen);
  const version = versions[place];
  const before = versions[place + 1];
  return (
    <div className="ed-versions">
      <ul>
        {versions.map((each) => (
          <li key={each.version}>
            <button type="button" className="ed-link" aria-pressed={each.version === chosen} onClick={() => { setChosen(each.version); }}>
              v{each.version} {t(`words.articleState.${each.state}`)}
            </button>
            <span className="ed-faint">{[each.authorName, formatMoment(each.savedAtMs, zone, nowMs)].filter((part) => part !== '').join(t('words.separator'))}</span>
          </li>
        ))}
      </ul>
      {version === undefined ? null : (
        <div>
          <h3>{before === undefined ? t(version.version === 1 ? 'editing.firstVersion' : 'editing.noEarlier') : t('editing.compared', { version: version.version, before: before.version })}</h3>
          <LineDiff before={before === undefined ? '' : textOf(before.content)} after={textOf(version.content)} />
        </div>
      )}
    </div>
  );
}
