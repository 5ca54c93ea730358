import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnFigures as Figures } from '../../../shared/reports/ownFigures.ts';
import { readOwnFigures } from '../../actions/readReports.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { span } from '../reports/figureWords.ts';

/** The agent's own figures, today and this week. They are central's: while it is away there are none. @param changed whenever they are to be asked for anew. */
export function OwnFigures({ changed }: { readonly changed: unknown }): ReactNode {
  const { t } = useTranslation();
  const up = useCentralStore((state) => state.up);
  const [figures, setFigures] = useState<Figures | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when a call was added or finished
  useEffect(() => {
    let isWanted = true;
    if (up) readOwnFigures().then((outcome) => { if (isWanted) setFigures(outcome.ok ? outcome.value : null); }, (error: unknown) => { console.error('reading one’s own figures failed', error); });
    else setFigures(null);
    return () => { isWanted = false; };
  }, [up, changed]);
  if (figures === null) return null;
  const cells = ({ calls, promises, quality }: Figures['today']): readonly (readonly [string, string | number])[] => [
    ['answered', calls.answered], ['meanTalk', span(calls.meanTalkSeconds)], ['dialled', calls.dialled], ['reached', calls.reached], ['contacts', calls.contacts], ['meanWrapUp', span(calls.meanWrapUpSeconds)],
    ['kept', promises.keptPercent === null ? '–' : `${promises.kept}/${promises.kept + promises.late + promises.missed}`],
    ['quality', quality === undefined || quality.meanPercent === null ? '–' : t('coaching.mean', { percent: quality.meanPercent, count: quality.scored })],
  ];
  return (
    <table className="mc-figures" aria-label={t('calls.figures.title')} data-testid="own-figures">
      <thead><tr><td />{cells(figures.today).map(([key]) => <th key={key} scope="col">{t(`calls.figures.${key as 'kept'}`)}</th>)}</tr></thead>
      <tbody>
        {(['today', 'week'] as const).map((stretch) => (
          <tr key={stretch}><th scope="row">{t(`calls.figures.${stretch}`)}</th>{cells(figures[stretch]).map(([key, value]) => <td key={key}>{value}</td>)}</tr>
        ))}
      </tbody>
    </table>
  );
}
