import { AlertOutlined, ApiOutlined, CalendarOutlined, CheckSquareOutlined, DashboardOutlined, DisconnectOutlined, EnvironmentOutlined, HistoryOutlined, MessageOutlined, PauseCircleOutlined, PlusOutlined, PhoneOutlined, SettingOutlined, StarOutlined, StopOutlined, TagOutlined, TeamOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetUp } from '../../../shared/sync/setUpMessages.ts';
import { newId } from '../../localdb/newId.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useSetUpEdits } from '../../state/useSetUpEdits.ts';
import { walkByArrows } from '../workbench/parts/walkByArrows.ts';
import { AlertForm } from './AlertForm.tsx';
import { CallingForm } from './CallingForm.tsx';
import { CentreForm } from './CentreForm.tsx';
import { ChangesPage } from './ChangesPage.tsx';
import { HolidayForm } from './HolidayForm.tsx';
import { OutcomesForm } from './OutcomesForm.tsx';
import { PlacesForm } from './PlacesForm.tsx';
import { QualitySheetForm } from './QualitySheetForm.tsx';
import { QueueForm } from './QueueForm.tsx';
import { TemplateForm } from './TemplateForm.tsx';
import { SkillsPage } from './SkillsPage.tsx';
import { setUpRefusal } from './setUpRefusal.ts';
import { TargetsForm } from './TargetsForm.tsx';
import { type SetUpDesk, useSetUp } from './useSetUp.ts';
import { WebhookForm } from './WebhookForm.tsx';
import { WordListForm } from './WordListForm.tsx';
import './queues.css';

const pages = ['skills', 'pauses', 'outcomes-in', 'outcomes-out', 'obstacles', 'calling', 'centre', 'targets', 'quality', 'sites', 'teams', 'changes'] as const;
type Page = (typeof pages)[number];
/** Who belongs where is for administrators, as accounts are. */
const ofAdmins: readonly Page[] = ['sites', 'teams'];
const icons: Readonly<Record<Page, ReactNode>> = { skills: <StarOutlined aria-hidden />, pauses: <PauseCircleOutlined aria-hidden />, 'outcomes-in': <TagOutlined aria-hidden />, 'outcomes-out': <TagOutlined aria-hidden />, obstacles: <StopOutlined aria-hidden />, calling: <PhoneOutlined aria-hidden />, centre: <SettingOutlined aria-hidden />, targets: <DashboardOutlined aria-hidden />, quality: <CheckSquareOutlined aria-hidden />, sites: <EnvironmentOutlined aria-hidden />, teams: <TeamOutlined aria-hidden />, changes: <HistoryOutlined aria-hidden /> };

/** What is typed on a page of its own is kept by the thing it is about. */
const editKeys: Readonly<Partial<Record<string, string>>> = { pauses: 'pause-reasons:pause-reasons', 'outcomes-in': 'outcomes-in:outcomes-in', 'outcomes-out': 'outcomes-out:outcomes-out', obstacles: 'obstacles:obstacles', calling: 'calling:calling', centre: 'centre:centre', targets: 'floor-targets:floor', quality: 'quality-sheet:quality-sheet', sites: 'sites:sites', teams: 'teams:teams' };

const open = (at: string): void => { useSetUpEdits.setState({ at }); };
const newCode = (letter: 'q' | 'h' | 'a' | 'w'): string => `${letter}-${newId().slice(-12)}`;

/** Where an address leads, without the rest of it. */
const hostOf = (url: string): string => url.replace(/^https?:\/\/([^/?]*).*$/i, '$1');

interface Thing { readonly id: string; readonly name: string }
type ListedKind = 'Queue' | 'Holiday' | 'Alert' | 'Webhook' | 'Template';

function opened(at: string, setUp: SetUp, desk: SetUpDesk): ReactNode {
  const [kind, id = ''] = at.split(/:(.*)/s);
  switch (kind) {
    case 'queue': return <QueueForm key={at} id={id} setUp={setUp} desk={desk} />;
    case 'holiday': return <HolidayForm key={at} id={id} setUp={setUp} desk={desk} />;
    case 'template': return <TemplateForm key={at} id={id} setUp={setUp} desk={desk} />;
    case 'alert': return <AlertForm key={at} id={id} setUp={setUp} desk={desk} />;
    case 'webhook': return <WebhookForm key={at} id={id} setUp={setUp} desk={desk} />;
    case 'skills': return <SkillsPage setUp={setUp} desk={desk} />;
    case 'pauses': return <WordListForm key={kind} kind="pause-reasons" setUp={setUp} desk={desk} />;
    case 'obstacles': return <WordListForm key={kind} kind={kind} setUp={setUp} desk={desk} />;
    case 'outcomes-in': case 'outcomes-out': return <OutcomesForm key={kind} kind={kind} setUp={setUp} desk={desk} />;
    case 'calling': return <CallingForm setUp={setUp} desk={desk} />;
    case 'quality': return <QualitySheetForm setUp={setUp} desk={desk} />;
    case 'targets': return <TargetsForm setUp={setUp} desk={desk} />;
    case 'sites': case 'teams': return <PlacesForm key={kind} kind={kind} setUp={setUp} desk={desk} />;
    case 'centre': return <CentreForm setUp={setUp} desk={desk} />;
    default: return <ChangesPage setUp={setUp} desk={desk} />;
  }
}

/** How the floor is run, for supervisors and administrators: queues, holidays, skills, how customers are rung, the whole centre, and who changed what. */
export default function QueuesScreen(): ReactNode {
  const { t } = useTranslation();
  const desk = useSetUp();
  const { setUp, told } = desk;
  const edits = useSetUpEdits((state) => state.edits);
  const chosen = useSetUpEdits((state) => state.at);
  const isAdmin = useSessionStore((state) => state.session?.agent.role) === 'admin';
  const at = chosen ?? (setUp?.queues[0] === undefined ? 'changes' : `queue:${setUp.queues[0].id}`);

  const item = (key: string, words: ReactNode, testId: string): ReactNode => (
    <button key={key} type="button" className={at === key ? 'qs-item qs-item-on' : 'qs-item'} aria-current={at === key ? 'page' : undefined} onClick={() => { desk.hush(); open(key); }} data-testid={testId}>
      {words}{edits[editKeys[key] ?? key] === undefined ? null : <span className="qs-dot" role="img" title={t('queues.unsaved')} aria-label={t('queues.unsaved')} />}
    </button>
  );
  /** Things of one kind, those that are being made, and the button that makes one more. */
  function list<T extends Thing>(kind: ListedKind, things: readonly T[], under: (thing: T) => ReactNode, idOfNew: () => string): ReactNode {
    const label = t(`queues.new${kind}`);
    const key = (id: string): string => `${kind.toLowerCase()}:${id}`;
    const isNew = (each: string): boolean => each.startsWith(key('')) && !things.some(({ id }) => key(id) === each);
    return (
      <>
        {things.map((thing) => item(key(thing.id), <span className="qs-two"><span className="qs-cut">{thing.name}</span><span className="qs-cut qs-soft">{under(thing)}</span></span>, `setup-${key(thing.id)}`))}
        {[...new Set([...Object.keys(edits), at])].filter(isNew).map((each) => item(each, <span className="qs-cut">{label}</span>, `setup-${each}`))}
        <button type="button" className="qs-item qs-add" disabled={desk.isAway} onClick={() => { desk.hush(); open(key(idOfNew())); }} data-testid={`setup-new-${kind.toLowerCase()}`}><PlusOutlined aria-hidden /> {label}</button>
      </>
    );
  }
  const joined = (...words: readonly string[]): string => words.join(t('words.separator'));
  const head = (icon: ReactNode, page: 'holidays' | 'templates' | 'alerts' | 'webhooks', isEmpty: boolean, none: string): ReactNode => (
    <>
      <h3>{icon} {t(`queues.page.${page}`)}</h3>
      {isEmpty ? <p className="qs-hint qs-pad">{none}</p> : null}
    </>
  );
  const queueName = (id: string): string => setUp?.queues.find((queue) => queue.id === id)?.name ?? id;
  return (
    <section className="qs-screen" aria-label={t('queues.title')} data-testid="queues-screen">
      <nav className="qs-nav" aria-label={t('queues.title')} data-column="customer" onKeyDown={walkByArrows}>
        <h2>{t('queues.title')}</h2>
        {desk.isAway ? <p className="qs-bar qs-bar-soon" role="status"><DisconnectOutlined aria-hidden /> {t('queues.away')}</p> : null}
        {setUp === null ? (desk.isAway ? null : <Skeleton active />) : (
          <>
            {list('Queue', setUp.queues, ({ numbers }) => (numbers.length === 0 ? t('queues.noNumber') : numbers.join(' ')), () => newCode('q'))}
            {head(<CalendarOutlined aria-hidden />, 'holidays', setUp.holidays.length === 0, t('queues.noHolidays'))}
            {list('Holiday', setUp.holidays, ({ fromDay, toDay }) => (fromDay === toDay ? fromDay : `${fromDay} – ${toDay.slice(5)}`), () => newCode('h'))}
            {head(<AlertOutlined aria-hidden />, 'alerts', setUp.alerts.length === 0, t('queues.noAlerts'))}
            {list('Alert', setUp.alerts, (each) => (each.raisedAtMs !== null ? <span className="qs-raised">{t('queues.alert.standing')}</span> : each.active
              ? joined(each.queueId === null ? t('shell.alert.wholeFloor') : queueName(each.queueId), t(`floor.tile.${each.figure}`)) : t('queues.retired')), () => newCode('a'))}
            {isAdmin ? head(<ApiOutlined aria-hidden />, 'webhooks', setUp.webhooks.length === 0, t('queues.noWebhooks')) : null}
            {isAdmin ? list('Webhook', setUp.webhooks, ({ active, url, deliveries }) => (active ? deliveries[0]?.state === 'failed' ? <span className="qs-raised">{t('queues.webhook.lastFailed')}</span> : hostOf(url) : t('queues.retired')), () => newCode('w')) : null}
            {head(<MessageOutlined aria-hidden />, 'templates', setUp.templates.length === 0, t('queues.noTemplates'))}
            {list('Template', setUp.templates, (each) => joined(t(`words.channel.${each.channel}`), t(each.state === 'retired' ? 'queues.retired' : `messages.reason.${each.reason}`)), newId)}
            <hr />
            {pages.filter((page) => isAdmin || !ofAdmins.includes(page)).map((page) => item(page, <span className="qs-cut">{icons[page]} {t(`queues.page.${page}`)}</span>, `setup-${page}`))}
          </>
        )}
      </nav>
      <div className="qs-main" data-column="assist">
        {told === null ? null : told.kind === 'refused'
          ? <p className="qs-bar qs-bar-bad" role="alert" data-testid="setup-told">{setUpRefusal(told.refusal)}</p>
          : <p className="qs-bar qs-bar-good" role="status" data-testid="setup-told">{t(`queues.told.${told.kind}`)}</p>}
        {setUp === null ? null : opened(at, setUp, desk)}
      </div>
    </section>
  );
}
