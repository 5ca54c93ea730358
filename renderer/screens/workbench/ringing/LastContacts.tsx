import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { formatMoment } from '../../../language/format.ts';
import { KindIcon } from '../customer/KindIcon.tsx';
import { resultWords } from '../customer/timelineWords.ts';
import { SectionHead } from '../parts/SectionHead.tsx';

/** This family's last contacts by result only: no note, no name of who spoke. */
export function LastContacts({ file, nowMs, most }: { readonly file: HouseholdFile; readonly nowMs: number; readonly most: number }) {
  const { t } = useTranslation();
  const last = file.interactions.slice(0, most);
  return (
    <section className="wb-section wb-last">
      <SectionHead title={t('workbench.ringing.lastContacts')} remark={t('workbench.ringing.resultsOnly')} />
      {last.length === 0 ? <p className="wb-faint">{t('workbench.ringing.noContacts')}</p> : (
        <div className="wb-last-rows">
          {last.map((each) => (
            <div key={each.id} className="wb-row">
              <time className="wb-soft">{formatMoment(each.startedAtMs, file.household.zone, nowMs)}</time>
              <KindIcon kind={each.kind} />
              <span className="wb-cut">{resultWords(each)}</span>
              <span className="wb-faint">{each.agentName || t('workbench.timeline.system')}</span>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
