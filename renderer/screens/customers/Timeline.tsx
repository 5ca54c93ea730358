import { CalendarOutlined, ContactsOutlined, ExclamationCircleOutlined, FormOutlined, MailOutlined, MessageOutlined, PhoneOutlined, SwapOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction, InteractionKind } from '../../../shared/calls/interaction.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Phone } from '../../../shared/customers/phoneKind.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatMoment, formatNumber, formatShortSeconds } from '../../language/format.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { passesFilter, type TimelineFilter, timelineFilters, timelineRows } from '../workbench/customer/timelineWords.ts';
import { personOf } from './householdWords.ts';
import { MoveContact } from './MoveContact.tsx';
import { isMovable } from './moveTargets.ts';

const icons: Readonly<Record<InteractionKind, ReactNode>> = {
  'call-in': <PhoneOutlined />, 'call-out': <PhoneOutlined rotate={90} />, 'call-missed': <PhoneOutlined className="cu-missed" />, manual: <FormOutlined />,
  sms: <MessageOutlined />, mail: <MailOutlined />, email: <MailOutlined />, event: <CalendarOutlined />, complaint: <ExclamationCircleOutlined className="cu-missed" />,
};

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

interface RowProps {
  readonly interaction: Interaction;
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  readonly isMine: boolean;
  /** It went to another household: its row is gone, the list has the focus. */
  readonly onGone: () => void;
}

function Row({ interaction, file, nowMs, isMine, onGone }: RowProps): ReactNode {
  const { t } = useTranslation();
  const words = useWords()(interaction, file);
  const [isMoving, setMoving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (isMoved: boolean): void => {
    setMoving(false);
    if (isMoved) onGone();
    else opener.current?.focus();
  };
  return (
    <li className="cu-timeline-item" data-testid="timeline-row" data-interaction={interaction.id}>
      <div className="cu-timeline-row">
        <span className="cu-soft">{formatMoment(interaction.startedAtMs, file.household.zone, nowMs)}</span>
        <span aria-hidden>{icons[interaction.kind]}</span>
        <span className="cu-line" title={words}>{words}</span>
        <span className="cu-faint">{interaction.agentName || t('workbench.timeline.system')}</span>
        {isMine ? (
          <button
            type="button" ref={opener} className="cu-link cu-timeline-move" aria-expanded={isMoving} title={t('customers.move.title')} aria-label={t('customers.move.title')}
            onClick={() => { setMoving(!isMoving); }} data-testid="move-open"
          >
            <SwapOutlined aria-hidden /> {t('customers.move.short')}
          </button>
        ) : <span />}
      </div>
      {isMoving ? <MoveContact interaction={interaction} file={file} onClose={close} /> : null}
    </li>
  );
}

/** A number that was kept with the family in a call. */
function KeptNumber({ phone, atMs, zone, nowMs }: { readonly phone: Phone; readonly atMs: UtcMs; readonly zone: string; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  return (
    <li className="cu-timeline-item" data-testid="timeline-number">
      <div className="cu-timeline-row">
        <span className="cu-soft">{formatMoment(atMs, zone, nowMs)}</span>
        <span aria-hidden><ContactsOutlined /></span>
        <span className="cu-line">{t('workbench.timeline.numberKept', { number: formatNumber(phone.number) })}</span>
        <span className="cu-faint">{phone.addedByName || t('workbench.timeline.system')}</span>
        <span />
      </div>
    </li>
  );
}

/** Every contact there was, one line a row, newest first; a long note is whole in its tooltip and to a screen reader. */
export function Timeline({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const agentId = useSessionStore((state) => state.session?.agent.id ?? null);
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const list = useRef<HTMLUListElement>(null);
  const shown = timelineRows(file).filter((row) => (row.kind === 'contact' ? passesFilter(row.contact, filter) : filter === 'all' || filter === 'calls'));
  return (
    <section className="cu-section" aria-label={t('customers.page.timeline')}>
      <div className="cu-section-head">
        <h3>{t('customers.page.timeline')}</h3>
        <span className="cu-faint">{t('customers.page.count', { count: file.interactionCount })}</span>
        <Segmented<TimelineFilter>
          className="cu-push" size="small" value={filter} onChange={setFilter} aria-label={t('customers.page.timelineFilter')}
          options={timelineFilters.map((each) => ({ value: each, label: t(`workbench.timeline.filter.${each}`) }))}
        />
      </div>
      {shown.length === 0 ? <p className="cu-empty">{t('customers.page.noContacts')}</p> : null}
      <ul className="cu-timeline" ref={list} tabIndex={-1}>
        {shown.map((row) => (row.kind === 'number'
          ? <KeptNumber key={row.phone.id} phone={row.phone} atMs={row.atMs} zone={file.household.zone} nowMs={nowMs} />
          : <Row key={row.contact.id} interaction={row.contact} file={file} nowMs={nowMs} isMine={isMovable(row.contact, agentId)} onGone={() => { list.current?.focus(); }} />))}
      </ul>
    </section>
  );
}
