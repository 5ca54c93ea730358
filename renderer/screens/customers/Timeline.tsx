import { CalendarOutlined, ContactsOutlined, ExclamationCircleOutlined, FormOutlined, MailOutlined, MessageOutlined, PhoneOutlined, SolutionOutlined, SwapOutlined } from '@ant-design/icons';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction, InteractionKind } from '../../../shared/calls/interaction.ts';
import type { Coaching } from '../../../shared/coaching/coaching.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { ExpertQuestion } from '../../../shared/knowledge/expertQuestion.ts';
import type { Phone } from '../../../shared/customers/phoneKind.ts';
import type { Message } from '../../../shared/messages/message.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { formatMoment, formatNumber, formatShortSeconds } from '../../language/format.ts';
import { useCoachings } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { expertWords, lineEndWords, obstacleWords, opinionWords, rowPasses, type TimelineFilter, timelineFilters, timelineRows } from '../workbench/customer/timelineWords.ts';
import { CoachCall } from '../coaching/CoachCall.tsx';
import { type FloorPeople, useFloorPeople } from '../floor/useFloorPeople.ts';
import { messageLine } from '../messages/messageWords.ts';
import { personOf } from './householdWords.ts';
import { MoveContact } from './MoveContact.tsx';
import { isMovable } from './moveTargets.ts';
import { outcomeWord } from '../../state/outcomeWords.ts';

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
      outcomeWord(interaction),
      interaction.note === '' ? null : interaction.note,
      obstacleWords(interaction),
      opinionWords(interaction),
    ];
    return parts.filter((part) => part !== null).join(t('words.separator'));
  };
}

interface RowProps {
  readonly interaction: Interaction;
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  readonly isMine: boolean;
  readonly coachings: readonly Coaching[];
  readonly people: FloorPeople;
  /** It went to another household: its row is gone, the list has the focus. */
  readonly onGone: () => void;
}

function Row({ interaction, file, nowMs, isMine, coachings, people, onGone }: RowProps): ReactNode {
  const { t } = useTranslation();
  const words = useWords()(interaction, file);
  const ended = lineEndWords(interaction);
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
        <span className="cu-faint"><span data-testid="line-end">{ended === null ? '' : `${ended}${t('words.separator')}`}</span>{interaction.agentName || t('workbench.timeline.system')}</span>
        <span className="cu-timeline-acts">
          <CoachCall call={interaction} coachings={coachings} people={people} className="cu-link cu-timeline-move" />
          {isMine ? <button
            type="button" ref={opener} className="cu-link cu-timeline-move" aria-expanded={isMoving} title={t('customers.move.title')} aria-label={t('customers.move.title')}
            onClick={() => { setMoving(!isMoving); }} data-testid="move-open"
          >
            <SwapOutlined aria-hidden /> {t('customers.move.short')}
          </button> : null}
        </span>
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

/** A message to them, and where it stands. */
function MessageRow({ message, atMs, file, nowMs }: { readonly message: Message; readonly atMs: UtcMs; readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  useTranslation();
  const words = messageLine(message, file, nowMs);
  return (
    <li className="cu-timeline-item" data-testid="timeline-message" data-state={message.state}>
      <div className="cu-timeline-row">
        <span className="cu-soft">{formatMoment(atMs, file.household.zone, nowMs)}</span>
        <span aria-hidden>{icons[message.channel]}</span>
        <span className={message.state === 'failed' || message.state === 'refused' ? 'cu-line cu-missed' : 'cu-line'} title={words}>{words}</span>
        <span className="cu-faint">{message.agentName}</span>
        <span />
      </div>
    </li>
  );
}

/** What was asked an expert for them, and the answer. */
function ExpertRow({ expert, atMs, zone, nowMs }: { readonly expert: ExpertQuestion; readonly atMs: UtcMs; readonly zone: string; readonly nowMs: UtcMs }): ReactNode {
  useTranslation();
  const words = expertWords(expert);
  return (
    <li className="cu-timeline-item" data-testid="timeline-expert" data-state={expert.state}>
      <div className="cu-timeline-row">
        <span className="cu-soft">{formatMoment(atMs, zone, nowMs)}</span>
        <span aria-hidden><SolutionOutlined /></span>
        <span className="cu-line" title={words}>{words}</span>
        <span className="cu-faint">{expert.expertName || expert.askedByName}</span>
        <span />
      </div>
    </li>
  );
}

/** Every contact there was, one line a row, newest first; a long note is whole in its tooltip and to a screen reader. */
export function Timeline({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const agentId = useSessionStore((state) => state.session?.agent.id ?? null);
  const coachings = useCoachings() ?? [];
  const people = useFloorPeople();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const list = useRef<HTMLUListElement>(null);
  const shown = timelineRows(file).filter((row) => rowPasses(row, filter));
  return (
    <section className="cu-section" aria-label={t('customers.page.timeline')}>
      <div className="cu-section-head">
        <h3>{t('customers.page.timeline')}</h3>
        <span className="cu-faint">{t('customers.page.count', { count: file.interactionCount })}</span>
        <ChoiceBar<TimelineFilter>
          className="cu-push" size="small" value={filter} onChange={setFilter} aria-label={t('customers.page.timelineFilter')}
          options={timelineFilters.map((each) => ({ value: each, label: t(`workbench.timeline.filter.${each}`) }))}
        />
      </div>
      {shown.length === 0 ? <p className="cu-empty">{t('customers.page.noContacts')}</p> : null}
      <ul className="cu-timeline" ref={list} tabIndex={-1}>
        {shown.map((row) => (row.kind === 'message' ? <MessageRow key={row.message.id} message={row.message} atMs={row.atMs} file={file} nowMs={nowMs} /> : row.kind === 'expert'
          ? <ExpertRow key={row.expert.id} expert={row.expert} atMs={row.atMs} zone={file.household.zone} nowMs={nowMs} /> : row.kind === 'number'
          ? <KeptNumber key={row.phone.id} phone={row.phone} atMs={row.atMs} zone={file.household.zone} nowMs={nowMs} />
          : <Row key={row.contact.id} interaction={row.contact} file={file} nowMs={nowMs} isMine={isMovable(row.contact, agentId)} coachings={coachings} people={people} onGone={() => { list.current?.focus(); }} />))}
      </ul>
    </section>
  );
}
