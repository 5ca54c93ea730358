import { Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentCall } from '../../../shared/coaching/coaching.ts';
import { readAgentCalls } from '../../actions/coachCall.ts';
import { Chip } from '../../components/Chip.tsx';
import { formatMoment, formatShortSeconds } from '../../language/format.ts';
import { useCoachings } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { useNow } from '../../time/useNow.ts';
import { CoachNew } from './CoachNew.tsx';
import { MoreOrFirst } from './CoachCall.tsx';
import { CoachingThread } from './CoachingThread.tsx';
import { percentWords } from './ScoreFields.tsx';
import { outcomeWord } from '../../state/outcomeWords.ts';
import './coaching.css';

interface Props {
  readonly agentId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** From the board: the last calls of an agent, one of them chosen, and what is said about it. */
export function AgentCallsDialog({ agentId, name, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const [calls, setCalls] = useState<readonly AgentCall[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const coachings = useCoachings() ?? [];
  const me = useSessionStore((state) => state.session?.agent.id ?? '');
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const nowMs = useNow(60_000);
  useEffect(() => {
    let isWanted = true;
    void readAgentCalls(agentId).then((outcome) => {
      if (!isWanted) return;
      if (outcome.ok) setCalls(outcome.value);
      else setProblem(t(outcome.refusal === 'unreachable' ? 'floor.hands.refused.unreachable' : 'floor.hands.refused.not-yours'));
    });
    return () => { isWanted = false; };
  }, [agentId, t]);
  const about = coachings.filter((each) => each.interactionId === chosen && each.byAgentId === me);
  const isCoached = (call: AgentCall): boolean => call.coached || coachings.some((each) => each.interactionId === call.interactionId && each.byAgentId === me);
  const scoreOf = (one: AgentCall): number | null => one.scorePercent ?? coachings.find((each) => each.interactionId === one.interactionId && each.score !== null)?.score?.percent ?? null;
  const call = calls?.find((each) => each.interactionId === chosen);
  return (
    <Modal open onCancel={onClose} footer={null} width={720} title={t('coaching.callsOf', { name })} destroyOnHidden>
      <div className="co-calls" data-testid="agent-calls">
        {problem === null ? null : <p className="co-problem" role="alert">{problem}</p>}
        {calls === null && problem === null ? <p className="co-faint" role="status">{t('coaching.reading')}</p> : null}
        {calls?.length === 0 ? <p className="co-faint" role="status">{t('coaching.noCalls')}</p> : null}
        <ul className="co-list co-short" aria-label={t('coaching.callsOf', { name })}>
          {(calls ?? []).map((call) => (
            <li key={call.interactionId}>
              <button type="button" className="co-row co-call" aria-pressed={call.interactionId === chosen} onClick={() => { setChosen(call.interactionId); }} data-testid="agent-call">
                <span>{formatMoment(call.startedAtMs, zone, nowMs)}</span>
                <span>{t(`words.kind.${call.kind}`)} {call.talkSeconds === null ? '' : formatShortSeconds(call.talkSeconds)}</span>
                <span className="co-cut">{call.householdName ?? t('calls.unknownPerson')}</span>
                <span className="co-cut co-faint" title={call.note}>{[outcomeWord(call) ?? '', call.note].filter((part) => part !== '').join(t('words.separator'))}</span>
                <span>{scoreOf(call) !== null ? <Chip>{t('coaching.scored', { percent: percentWords(scoreOf(call)) })}</Chip> : isCoached(call) ? <Chip>{t('coaching.done')}</Chip> : null}</span>
              </button>
            </li>
          ))}
        </ul>
        {about.map((each) => <CoachingThread key={each.id} coaching={each} me={me} zone={zone} nowMs={nowMs} />)}
        {call === undefined || (about.length > 0 && scoreOf(call) !== null) ? null : about.length > 0
          ? <MoreOrFirst key={call.interactionId} hasNote interactionId={call.interactionId} name={name} />
          : <CoachNew key={call.interactionId} interactionId={call.interactionId} name={name} isScored={scoreOf(call) !== null} />}
      </div>
    </Modal>
  );
}
