import { AudioOutlined, CustomerServiceOutlined, TeamOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Supervision, type SupervisionMode, supervisionModes, type SupervisionState } from '../../shared/calls/supervision.ts';
import { leaveSupervision, superviseCall } from '../actions/superviseCall.ts';
import { KeyCap } from '../components/KeyCap.tsx';
import { useKey, useKeyName } from '../keys/useKey.ts';
import { useAgents } from '../localdb/useQuery.ts';
import { usePresenceStore } from '../state/usePresenceStore.ts';
import { useSupervisionStore } from '../state/useSupervisionStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import './SupervisionBar.css';

const icons: { readonly [M in SupervisionMode]: ReactNode } = { listen: <CustomerServiceOutlined aria-hidden />, whisper: <AudioOutlined aria-hidden />, barge: <TeamOutlined aria-hidden /> };
const NOBODY: readonly Supervision[] = [];

/** What goes on in a call of this desktop, at either end; null: nothing. It gives the window its edge. */
export function useSupervisionMode(): SupervisionMode | null {
  const own = useSupervisionStore((state) => state.own?.mode ?? null);
  const onMe = usePresenceStore((state) => state.presence?.supervisions?.find(({ shown }) => shown)?.mode ?? null);
  return own ?? onMe;
}

/** Who is in whose call and who hears whom, in words, on every page: at the supervisor's with the ways to go on, at the agent's as a fact. */
export function SupervisionBar(): ReactNode {
  const own = useSupervisionStore((state) => state.own);
  const onMe = usePresenceStore((state) => state.presence?.supervisions ?? NOBODY).filter(({ shown }) => shown);
  useEnded(own);
  return (
    <>
      {own === null ? null : <OwnBar own={own} />}
      {onMe.map((each) => <AgentsBar key={each.id} supervision={each} />)}
    </>
  );
}

/** It may end without a word of this supervisor's: the customer hung up. That is said. */
function useEnded(own: SupervisionState | null): void {
  const before = useRef<SupervisionState | null>(null);
  useEffect(() => {
    if (before.current !== null && own === null) tellAgent('soon', 'floor.supervise.over');
    before.current = own;
  }, [own]);
}

function AgentsBar({ supervision: { byName, mode } }: { readonly supervision: Supervision }): ReactNode {
  const { t } = useTranslation();
  return <div className={`sv-bar sv-${mode}`} role="status" data-testid="supervised"><p>{icons[mode]}<b>{t(`floor.supervise.mode.${mode}`)}</b><span>{t(`floor.supervise.onMe.${mode}`, { name: byName })}</span></p></div>;
}

function OwnBar({ own }: { readonly own: SupervisionState }): ReactNode {
  const { t } = useTranslation();
  const name = useAgents()?.find(({ id }) => id === own.agentId)?.name ?? '';
  const keys = { listen: useKeyName('floor.listen'), whisper: useKeyName('floor.whisper'), barge: useKeyName('floor.barge') };
  const leaveKey = useKeyName('floor.unsupervise');
  const goOn = (mode: SupervisionMode): unknown => {
    // On the row of another agent the key means them.
    const row = document.activeElement?.closest('[data-agent]')?.getAttribute('data-agent') ?? own.agentId;
    return row === own.agentId && superviseCall(own.agentId, mode);
  };
  useKey('floor.listen', () => goOn('listen'));
  useKey('floor.whisper', () => goOn('whisper'));
  useKey('floor.barge', () => goOn('barge'));
  useKey('floor.unsupervise', () => leaveSupervision());
  return (
    <div className={`sv-bar sv-${own.mode}`} role="status" data-testid="supervising">
      <p>
        {icons[own.mode]}<b>{t(`floor.supervise.mode.${own.mode}`)}</b>
        <span>{own.state === 'connecting' ? t('floor.supervise.connecting', { name }) : t(`floor.supervise.mine.${own.mode}`, { name })}</span>
        {supervisionModes.map((mode) => (
          <button key={mode} type="button" className="sv-way" aria-pressed={own.mode === mode} onClick={() => { void superviseCall(own.agentId, mode); }}>{t(`floor.supervise.mode.${mode}`)} <KeyCap name={keys[mode]} /></button>
        ))}
        <button type="button" className="sv-way" onClick={() => { void leaveSupervision(); }}>{t('floor.supervise.leave')} <KeyCap name={leaveKey} /></button>
      </p>
    </div>
  );
}
