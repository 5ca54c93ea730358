import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuideText } from '../../../../shared/guides/guide.ts';
import type { GuideVersion } from '../../../../shared/sync/guideMessages.ts';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';
import { readGuideVersions } from '../../../actions/editGuides.ts';
import { formatMoment } from '../../../language/format.ts';
import { LineDiff } from '../LineDiff.tsx';

interface Props {
  readonly id: string;
  /** The newest; 0: it was never stored. */
  readonly version: number;
  readonly textOf: (guide: GuideText) => string;
  readonly zone: string;
  readonly nowMs: UtcMs;
}

/** Every version of a guide and who stored it; the chosen one beside the one before it. */
export function GuideVersions({ id, version, textOf, zone, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const [versions, setVersions] = useState<readonly GuideVersion[]>([]);
  const [chosen, setChosen] = useState(version);
  useEffect(() => {
    let isGone = false;
    if (version > 0) void readGuideVersions(id).then((read) => { if (!isGone && read.ok) { setVersions(read.value); setChosen(version); } });
    return () => { isGone = true; };
  }, [id, version]);
  const place = versions.findIndex(({ guide }) => guide.version === chosen);
  const [here, before] = [versions[place], versions[place + 1]];
  if (version === 0) return <p className="ed-empty">{t('editing.guide.isNew')}</p>;
  return (
    <div className="ed-versions">
      <ul>
        {versions.map(({ guide, storedByName }) => (
          <li key={guide.version} data-testid="guide-version">
            <button type="button" className="ed-link" aria-pressed={guide.version === chosen} onClick={() => { setChosen(guide.version); }}>v{guide.version} {t(`editing.guide.state.${guide.state}`)}</button>
            <span className="ed-faint">{[storedByName ?? t('editing.guide.fromStart'), formatMoment(guide.updatedAtMs, zone, nowMs)].join(t('words.separator'))}</span>
          </li>
        ))}
      </ul>
      {here === undefined ? null : (
        <div>
          <h3>{before === undefined ? t(here.guide.version === 1 ? 'editing.firstVersion' : 'editing.noEarlier') : t('editing.compared', { version: here.guide.version, before: before.guide.version })}</h3>
          <LineDiff before={before === undefined ? '' : textOf(before.guide)} after={textOf(here.guide)} />
        </div>
      )}
    </div>
  );
}
