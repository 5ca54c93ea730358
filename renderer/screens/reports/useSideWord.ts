import { useTranslation } from 'react-i18next';
import type { CustomerSide } from '../../../shared/reports/customerReport.ts';
import type { StageBand } from '../../../shared/reports/stageBand.ts';
import { codeWord } from './figureWords.ts';

/** What a value of a side is called; null: it is not known. */
export function useSideWord(): (side: CustomerSide, value: string | null) => string {
  const { t, i18n } = useTranslation();
  return (side, value) => {
    if (value === null) return t('reports.notKnown');
    switch (side) {
      case 'city': case 'brand': return value;
      case 'stage': return t(`reports.stage.${value as StageBand}`);
      case 'relationClass': case 'tier': return codeWord(i18n, side, value);
    }
  };
}
