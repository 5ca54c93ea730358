import { Dropdown } from 'antd';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { supervisionModes } from '../../../shared/calls/supervision.ts';
import type { AgentNeed } from '../../../shared/routing/needsFirst.ts';
import type { FloorAgent } from '../../../shared/sync/floorMessages.ts';
import { superviseCall } from '../../actions/superviseCall.ts';
import { Chip, type Tone } from '../../components/Chip.tsx';
import { Elapsed } from '../../components/Elapsed.tsx';
import { useKeyName } from '../../keys/useKey.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useStateWords } from '../../state/useStateWords.ts';
import type { FloorHand } from './floorHand.ts';

const tones: { readonly [K in FloorAgent['state']['kind']]: Tone } = { 'available': 'accent', 'ringing': 'ringing', 'talking': 'talking', 'wrap-up': 'wrap-up', 'paused': 'paused', 'not-ready': 'overdue' };

export interface AgentCellsProps {
  readonly agent: FloorAgent;
  readonly name: string;
  readonly extension: string;
  readonly isMine: boolean;
  readonly need: AgentNeed | null;
  readonly isInOrder: boolean;
  readonly isMenuOpen: boolean;
  /** Null: it is closed. */
  readonly onMenu: (agentId: string | null) => void;
  readonly onHand: (hand: FloorHand) => void;
}

function HandMenu({ agent, name, isMine, onMenu, onHand, children }: Pick<AgentCellsProps, 'agent' | 'name' | 'isMine' | 'onMenu' | 'onHand'> & { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const ways = { listen: useKeyName('floor.listen'), whisper: useKeyName('floor.whisper'), barge: useKeyName('floor.barge') };
  const keys = { state: useKeyName('floor.state'), message: useKeyName('floor.message'), finish: useKeyName('floor.finish'), coach: useKeyName('floor.coach') };
  // Nobody coaches themselves.
  const isMe = useSessionStore((state) => state.session?.agent.id === agent.id);
  const items = [
    ...(isMine ? [] : [{ key: 'not', type: 'group' as const, label: t('floor.hands.notYours') }]),
    ...(['state', 'message', 'finish', 'coach'] as const).map((kind) => ({ key: kind, label: t(`floor.hands.${kind}`), extra: keys[kind], disabled: !isMine || (kind === 'finish' && agent.state.kind !== 'wrap-up') || (kind === 'coach' && isMe) })),
    ...supervisionModes.map((mode) => ({ key: mode, label: t(`floor.supervise.mode.${mode}`), extra: ways[mode], disabled: !isMine || agent.state.kind !== 'talking' })),
  ];
  return (
    <Dropdown
      open trigger={['click']} onOpenChange={(open) => { if (!open) onMenu(null); }}
      menu={{ items, autoFocus: true, 'aria-label': t('floor.hands.open', { name }), onClick: ({ key }) => {
        onMenu(null);
        const mode = supervisionModes.find((each) => each === key);
        if (mode === undefined) onHand({ kind: key as 'state', agentId: agent.id });
        else void superviseCall(agent.id, mode);
      } }}
    >{children}</Dropdown>
  );
}

/** What an agent's row says. Drawn again only when something of it has changed, not when the row is moved; its seconds count by themselves. */
export const AgentCells = memo(function AgentCells({ agent, name, extension, isMine, need, isInOrder, isMenuOpen, onMenu, onHand }: AgentCellsProps): ReactNode {
  const { t } = useTranslation();
  const stateWords = useStateWords();
  const state = stateWords(agent.state);
  const then = agent.next == null ? null : t('floor.hands.then', { state: stateWords(agent.next) });
  const needed = need === 'unfinished' ? t('floor.need.unfinished', { count: agent.unfinished }) : need !== null ? t(`floor.need.${need}`) : agent.deskUp ? null : t('floor.agents.unreachable');
  const read = agent.told == null ? null : t(agent.told.readAtMs === null ? 'floor.hands.unread' : 'floor.hands.read');
  const open = (): void => { onMenu(agent.id); };
  const button = <button type="button" className="fl-more" tabIndex={isInOrder ? 0 : -1} aria-label={t('floor.hands.open', { name })} aria-haspopup="menu" aria-expanded={isMenuOpen} onClick={open}><span aria-hidden="true">⋯</span></button>;
  return (
    <>
      <td className="fl-name" title={name}>{name} <span className="fl-faint">{extension}</span></td>
      <td className="fl-cut" title={[state, then].filter((part) => part !== null).join(' ')}><Chip tone={tones[agent.state.kind]}>{state}</Chip>{then === null ? null : <span className="fl-faint"> {then}</span>}</td>
      <td className="fl-number"><Elapsed sinceMs={agent.sinceMs} /></td>
      <td className="fl-cut" title={agent.queue ?? undefined}>{agent.queue ?? '–'}</td>
      <td>{agent.tier ?? '–'}</td>
      <td className="fl-number">{agent.promisesDue}</td>
      <td className="fl-number" title={agent.quality == null ? undefined : t('floor.agents.qualityOf', { days: agent.quality.days, count: agent.quality.scored })}>{agent.quality == null ? '–' : agent.quality.meanPercent}</td>
      <td className="fl-cut" title={[needed, read].filter((part) => part !== null).join(' ')}>
        {needed === null ? null : <Chip tone={need === null ? 'quiet' : need === 'no-answer' || need === 'hand' ? 'overdue' : 'soon'}>{needed}</Chip>}
        {read === null ? null : <span className="fl-faint"> {read}</span>}
      </td>
      <td className="fl-hands">{isMenuOpen ? <HandMenu agent={agent} name={name} isMine={isMine} onMenu={onMenu} onHand={onHand}>{button}</HandMenu> : button}</td>
    </>
  );
});
