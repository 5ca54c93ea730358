import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Coaching, isUnread } from '../../../shared/coaching/coaching.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import { Chip } from '../../components/Chip.tsx';
import { useHouseholdFile } from '../../localdb/useQuery.ts';
import { useNow } from '../../time/useNow.ts';
import { CoachingThread } from './CoachingThread.tsx';
import { callWords } from './coachingWords.ts';
import { percentWords } from './ScoreFields.tsx';
import './coaching.css';

/** Whose call it was, as far as this desktop knows them. */
function Family({ householdId }: { readonly householdId: string | null }): ReactNode {
  const { t } = useTranslation();
  const file = useHouseholdFile(householdId);
  return <span className="co-faint">{file?.household.name ?? t('calls.notHere')}</span>;
}

interface Props {
  readonly coachings: readonly Coaching[];
  readonly session: DeskSession;
  /** The one to be opened at first; null: the agent chooses. */
  readonly first: string | null;
}

/** What is said about calls between this agent and their supervisor, or this supervisor and their agents: the last word first. */
export function CoachingDesk({ coachings, session, first }: Props): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const [chosen, setChosen] = useState<string | null>(first);
  const { agent: { id: me }, policy: { zone } } = session;
  const open = coachings.find(({ id }) => id === chosen) ?? null;
  if (coachings.length === 0) return <p className="mc-empty" role="status">{t('coaching.none')}</p>;
  return (
    <div className="co-desk">
      <ul className="co-list" aria-label={t('coaching.title')}>
        {coachings.map((each) => (
          <li key={each.id}>
            <button type="button" className="co-row" aria-pressed={each.id === chosen} onClick={() => { setChosen(each.id); }} data-testid="coaching-row" data-unread={isUnread(each, me)}>
              <span className="co-row-head">
                <strong>{me === each.agentId ? t('coaching.from', { by: each.byName }) : each.agentName}</strong>
                {isUnread(each, me) ? <Chip tone="soon">{t('coaching.new')}</Chip> : me === each.byAgentId && each.readAtMs === null ? <Chip>{t('coaching.notRead')}</Chip> : null}
              </span>
              <span>{callWords(each, zone, nowMs)} <Family householdId={each.householdId} /></span>
              <span className="co-cut">{[each.score === null ? '' : t('coaching.scored', { percent: percentWords(each.score.percent) }), each.lines.at(-1)?.text ?? ''].filter((part) => part !== '').join(t('words.separator'))}</span>
            </button>
          </li>
        ))}
      </ul>
      {open === null
        ? <p className="mc-empty">{t('coaching.choose')}</p>
        : <div className="co-open"><h3>{t('coaching.of', { agent: open.agentName, call: callWords(open, zone, nowMs) })}</h3><CoachingThread key={open.id} coaching={open} me={me} zone={zone} nowMs={nowMs} /></div>}
    </div>
  );
}
