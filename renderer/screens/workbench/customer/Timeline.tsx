import { ContactsOutlined, SolutionOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { formatMoment, formatNumber } from '../../../language/format.ts';
import { personOf } from '../../customers/householdWords.ts';
import { messageLine } from '../../messages/messageWords.ts';
import { SectionHead } from '../parts/SectionHead.tsx';
import { KindIcon } from './KindIcon.tsx';
import { expertWords, lineEndWords, rowPasses, type TimelineFilter, timelineFilters, timelineRows, timelineWords } from './timelineWords.ts';

/** Every contact with the family, one line a row, newest first. The only part of the overview that scrolls. */
export function Timeline({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: number }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const shown = timelineRows(file).filter((row) => rowPasses(row, filter));
  return (
    <section className="wb-timeline" data-testid="timeline">
      <SectionHead
        title={t('workbench.timeline.title')} remark={t('workbench.timeline.count', { count: file.interactionCount })}
        end={timelineFilters.map((each) => (
          <button key={each} type="button" className="wb-chip wb-chip-small" aria-pressed={filter === each} onClick={() => { setFilter(each); }}>{t(`workbench.timeline.filter.${each}`)}</button>
        ))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul className="wb-timeline-rows" tabIndex={0} aria-label={t('workbench.timeline.title')}>
        {shown.length === 0 ? <li className="wb-faint">{t('workbench.timeline.none')}</li> : shown.map((row) => {
          if (row.kind === 'number') {
            const words = t('workbench.timeline.numberKept', { number: formatNumber(row.phone.number) });
            return (
              <li key={row.phone.id} className="wb-row" data-testid="timeline-number">
                <time className="wb-soft">{formatMoment(row.atMs, file.household.zone, nowMs)}</time>
                <ContactsOutlined className="wb-icon-soft" aria-hidden />
                <span className="wb-cut" title={words}>{words}</span>
                <span className="wb-faint">{row.phone.addedByName || t('workbench.timeline.system')}</span>
              </li>
            );
          }
          if (row.kind === 'message') {
            const words = messageLine(row.message, file, nowMs);
            return (
              <li key={row.message.id} className="wb-row" data-testid="timeline-message" data-state={row.message.state}>
                <time className="wb-soft">{formatMoment(row.atMs, file.household.zone, nowMs)}</time>
                <KindIcon kind={row.message.channel} />
                <span className={row.message.state === 'failed' || row.message.state === 'refused' ? 'wb-cut wb-icon-overdue' : 'wb-cut'} title={words}>{words}</span>
                <span className="wb-faint">{row.message.agentName}</span>
              </li>
            );
          }
          if (row.kind === 'expert') {
            const words = expertWords(row.expert);
            return (
              <li key={row.expert.id} className="wb-row" data-testid="timeline-expert" data-state={row.expert.state}>
                <time className="wb-soft">{formatMoment(row.atMs, file.household.zone, nowMs)}</time>
                <SolutionOutlined className="wb-icon-soft" aria-hidden />
                <span className="wb-cut" title={words}>{words}</span>
                <span className="wb-faint">{row.expert.expertName || row.expert.askedByName}</span>
              </li>
            );
          }
          const each = row.contact;
          const person = personOf(file, each.customerId);
          const words = [person === null ? null : t(`words.relation.${person.relation}`), timelineWords(each)].filter((part) => part !== null).join(t('words.separator'));
          return (
            <li key={each.id} className="wb-row" data-testid="timeline-row" data-interaction={each.id}>
              <time className="wb-soft">{formatMoment(each.startedAtMs, file.household.zone, nowMs)}</time>
              <KindIcon kind={each.kind} />
              <span className="wb-cut" title={[words, lineEndWords(each)].filter((part) => part !== null).join(t('words.separator'))}>{words}</span>
              <span className="wb-faint" title={lineEndWords(each) ?? undefined}>{each.agentName || t('workbench.timeline.system')}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
