import { CalendarOutlined, ExclamationCircleOutlined, FormOutlined, MailOutlined, MessageOutlined, PhoneOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction, InteractionKind } from '../../../shared/calls/interaction.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatMoment, formatShortSeconds } from '../../language/format.ts';
import { personOf } from './householdWords.ts';

const icons: Readonly<Record<InteractionKind, ReactNode>> = {
  'call-in': <PhoneOutlined />, 'call-out': <PhoneOutlined rotate={90} />, 'call-missed': <PhoneOutlined className="cu-missed" />, manual: <FormOutlined />,
  sms: <MessageOutlined />, mail: <MailOutlined />, email: <MailOutlined />, event: <CalendarOutlined />, complaint: <ExclamationCircleOutlined className="cu-missed" />,
};
const filters = ['all', 'calls', 'mail', 'other'] as const;
type Filter = (typeof filters)[number];

function belongs(kind: InteractionKind, filter: Filter): boolean {
  switch (filter) {
    case 'all': return true;
    case 'calls': return kind === 'call-in' || kind === 'call-out' || kind === 'call-missed' || kind === 'manual';
    case 'mail': return kind === 'sms' || kind === 'mail' || kind === 'email';
    case 'other': return kind === 'event' || kind === 'complaint';
  }
}

function useWords(): (interaction: Interaction, file: HouseholdFile) => string {
  const { t } = useTranslation();
  return (interaction, file) => {
    const person = personOf(file, interaction.customerId);
    const talk = interaction.talkSeconds === null ? '' : ` ${formatShortSeconds(interaction.talkSeconds)}`;
    const head = `${t(`words.kind.${interaction.kind}`)}${talk}`;
    const parts = [
      head,
      person === null ? null : t(`words.relation.${person.relation}`),
      interaction.outcome === null ? null : t(`words.outcome.${interaction.outcome}`),
      interaction.note === '' ? null : interaction.note,
    ];
    return parts.filter((part) => part !== null).join(t('words.separator'));
  };
}

/** Every contact there was, one line a row, newest first; a long note is whole in its tooltip and to a screen reader. */
export function Timeline({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const words = useWords();
  const [filter, setFilter] = useState<Filter>('all');
  const shown = file.interactions.filter((each) => belongs(each.kind, filter));
  return (
    <section className="cu-section" aria-label={t('customers.page.timeline')}>
      <div className="cu-section-head">
        <h3>{t('customers.page.timeline')}</h3>
        <span className="cu-faint">{t('customers.page.count', { count: file.interactionCount })}</span>
        <Segmented<Filter>
          className="cu-push" size="small" value={filter} onChange={setFilter} aria-label={t('customers.page.timelineFilter')}
          options={filters.map((each) => ({ value: each, label: t(`customers.page.filter.${each}`) }))}
        />
      </div>
      {shown.length === 0 ? <p className="cu-empty">{t('customers.page.noContacts')}</p> : null}
      <ul className="cu-timeline">
        {shown.map((interaction) => (
          <li key={interaction.id} className="cu-timeline-row">
            <span className="cu-soft">{formatMoment(interaction.startedAtMs, file.household.zone, nowMs)}</span>
            <span aria-hidden>{icons[interaction.kind]}</span>
            <span className="cu-line" title={words(interaction, file)}>{words(interaction, file)}</span>
            <span className="cu-faint">{interaction.agentName}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
