import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Coaching, isRead, isUnread } from '../../../shared/coaching/coaching.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { answerCoaching, readCoaching } from '../../actions/coachCall.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { CoachingForm } from './CoachingForm.tsx';
import { ScoreView } from './ScoreView.tsx';
import './coaching.css';

interface Props {
  readonly coaching: Coaching;
  readonly me: string;
  readonly zone: string;
  readonly nowMs: UtcMs;
}

/** What a supervisor and an agent say about a call, and the field for the next word. What stands here counts as read. */
export function CoachingThread({ coaching, me, zone, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const unread = isUnread(coaching, me);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for what is unread, not at every change of the rest
  useEffect(() => { if (unread) void readCoaching(coaching); }, [unread, coaching.id]);
  const isAgent = me === coaching.agentId;
  return (
    <section className="co-thread" aria-label={t('coaching.thread', { by: coaching.byName, agent: coaching.agentName })} data-testid="coaching-thread">
      {coaching.score === null ? null : <ScoreView score={coaching.score} />}
      <ol>
        {coaching.lines.map((line, place) => {
          const isOwn = line.byAgentId === me;
          const receipt = line.byAgentId !== coaching.byAgentId || isAgent ? null : isRead(coaching, place) ? t('coaching.read', { time: midSentence(formatMoment(coaching.readAtMs ?? 0, zone, nowMs)) }) : t('coaching.unread', { name: coaching.agentName });
          return (
            <li key={line.id} className={isOwn ? 'co-line co-own' : 'co-line'}>
              <p className="co-who">{line.byAgentId === coaching.agentId ? coaching.agentName : coaching.byName} <time>{formatMoment(line.atMs, zone, nowMs)}</time></p>
              <p className="co-text">{line.text}</p>
              {receipt === null ? null : <p className="co-receipt">{receipt}</p>}
            </li>
          );
        })}
      </ol>
      <CoachingForm label={t(isAgent ? 'coaching.answer' : 'coaching.more')} send={t(isAgent ? 'coaching.sendAnswer' : 'coaching.send')} onSend={(text) => answerCoaching(coaching.id, text)} />
      <p className="co-faint">{t('coaching.between')}</p>
    </section>
  );
}
