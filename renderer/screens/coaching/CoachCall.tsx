import { CommentOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runsFloor } from '../../../shared/agents/roleRights.ts';
import { type Coaching, coachedKinds, isUnread } from '../../../shared/coaching/coaching.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import type { FloorPeople } from '../floor/useFloorPeople.ts';
import { CoachNew } from './CoachNew.tsx';
import { CoachingThread } from './CoachingThread.tsx';
import { callWords } from './coachingWords.ts';
import './coaching.css';

type Call = Pick<Interaction, 'id' | 'kind' | 'agentId' | 'agentName' | 'startedAtMs' | 'talkSeconds'>;

interface Props {
  readonly call: Call;
  /** All that this agent is one of the two of. */
  readonly coachings: readonly Coaching[];
  readonly people: FloorPeople;
  readonly className?: string;
}

/**
 * Beside a call: what is said about it, for the two who say it; and for the agent's supervisor the way to begin. Nobody else
 * finds anything here.
 */
export function CoachCall({ call, coachings, people, className }: Props): ReactNode {
  const { t } = useTranslation();
  const session = useSessionStore((state) => state.session);
  const [isOpen, setOpen] = useState(false);
  const about = coachings.filter((each) => each.interactionId === call.id);
  if (session === null) return null;
  const me = session.agent;
  const may = runsFloor(me.role) && call.agentId !== null && call.agentId !== me.id && (coachedKinds as readonly string[]).includes(call.kind) && people.isMine(call.agentId);
  if (!may && about.length === 0) return null;
  const unread = about.filter((each) => isUnread(each, me.id)).length;
  return (
    <>
      <button type="button" className={className} title={t('coaching.title')} aria-haspopup="dialog" aria-label={t('coaching.title')} onClick={() => { setOpen(true); }} data-testid="coach-call" data-unread={unread > 0}>
        <CommentOutlined aria-hidden /> {about.length === 0 ? t('coaching.begin') : unread > 0 ? t('coaching.hasUnread') : t('coaching.short')}
      </button>
      {isOpen ? <CoachCallDialog call={call} about={about} onClose={() => { setOpen(false); }} /> : null}
    </>
  );
}

interface DialogProps {
  readonly call: Pick<Call, 'id' | 'agentName' | 'startedAtMs' | 'talkSeconds'> & { readonly kind: Interaction['kind'] };
  readonly about: readonly Coaching[];
  readonly onClose: () => void;
}

function CoachCallDialog({ call, about, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const session = useSessionStore((state) => state.session);
  const nowMs = useNow(60_000);
  if (session === null) return null;
  const { agent: me, policy: { zone } } = session;
  // The agent answers; only a supervisor begins.
  const isMine = about.every((each) => each.byAgentId === me.id);
  return (
    <Modal open onCancel={onClose} footer={null} width={520} title={t('coaching.of', { agent: call.agentName, call: callWords(call as Coaching, zone, nowMs) })} destroyOnHidden>
      {about.map((each) => <CoachingThread key={each.id} coaching={each} me={me.id} zone={zone} nowMs={nowMs} />)}
      {isMine && about.every((each) => each.score === null) ? <MoreOrFirst hasNote={about.length > 0} interactionId={call.id} name={call.agentName} /> : null}
    </Modal>
  );
}

/** A call with a note already may still be scored: asked for first. */
export function MoreOrFirst({ hasNote, interactionId, name }: { readonly hasNote: boolean; readonly interactionId: string; readonly name: string }): ReactNode {
  const { t } = useTranslation();
  // What was begun here goes on saying that it was sent.
  const [isOpen, setOpen] = useState(!hasNote);
  if (!isOpen) return <button type="button" className="cu-link co-begin" onClick={() => { setOpen(true); }} data-testid="coach-more">{t('coaching.giveScore')}</button>;
  return <CoachNew interactionId={interactionId} name={name} isScored={false} />;
}
