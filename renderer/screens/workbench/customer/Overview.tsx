import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../../shared/customers/customer.ts';
import { sparedOf } from '../../../../shared/customers/formerChild.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { useWide } from '../parts/useWide.ts';
import { ChildCards } from './ChildCards.tsx';
import { LastPurchases, LastQuestions } from './LastBought.tsx';
import { CaseRows } from './OtherTabs.tsx';
import { SectionHead } from '../parts/SectionHead.tsx';
import { PreferenceRows } from './PreferenceRows.tsx';
import { PromiseRows } from './PromiseRows.tsx';
import { Timeline } from './Timeline.tsx';

export interface OverviewProps {
  readonly file: HouseholdFile;
  readonly person: Customer | null;
  readonly nowMs: number;
  readonly keptCallbackId: string | null;
  readonly onKept: ((callbackId: string | null) => void) | null;
  readonly nameOf: (agentId: string) => string | null;
  readonly onArticle: (articleId: string) => void;
}

/** The first screenful: children, promises, preferences, purchases, questions, timeline; from 1600 px the timeline stands beside. */
export function Overview({ file, person, nowMs, keptCallbackId, onKept, nameOf, onArticle }: OverviewProps) {
  const { t } = useTranslation();
  const wide = useWide();
  const most = wide ? 6 : 3;
  return (
    <div className="wb-overview" data-testid="overview">
      <div className="wb-overview-facts">
        {sparedOf(file)?.hasOthers === false ? null : <ChildCards childrenOfHousehold={file.children} zone={file.household.zone} nowMs={nowMs} />}
        <PromiseRows file={file} nowMs={nowMs} most={wide ? 6 : 3} keptCallbackId={keptCallbackId} onKept={onKept} nameOf={nameOf} />
        <PreferenceRows file={file} person={person} nowMs={nowMs} />
        <div className="wb-pair">
          <LastPurchases file={file} nowMs={nowMs} most={most} />
          <LastQuestions file={file} nowMs={nowMs} most={most} onArticle={onArticle} />
        </div>
        {wide && file.cases.length > 0 ? <section className="wb-section"><SectionHead title={t('workbench.tabs.cases')} remark={file.cases.length} /><CaseRows file={file} nowMs={nowMs} /></section> : null}
        {wide && file.purchases.length + file.questions.length === 0 ? <p className="wb-section wb-faint">{t('workbench.overview.newFamily')}</p> : null}
      </div>
      <Timeline file={file} nowMs={nowMs} />
    </div>
  );
}
