import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../../shared/agents/agent.ts';
import type { AgentState } from '../../../../shared/agents/agentState.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { Problem } from '../parts/Problem.tsx';

export type TransferMode = 'consult' | 'blind';
const modes: readonly TransferMode[] = ['consult', 'blind'];

export interface TransferPanelProps {
  /** Colleagues who can be rung, without oneself. */
  readonly agents: readonly Agent[];
  /** Who is signed in, and how they stand; null: not known, and nothing is said of it. */
  readonly states: ReadonlyMap<string, AgentState> | null;
  /** Whose telephone rings for this call; null: nobody's. */
  readonly ringing: string | null;
  /** 'consult': the colleague is asked first; 'blind': the customer goes at once. */
  readonly mode: TransferMode;
  readonly onMode: (mode: TransferMode) => void;
  readonly onTransfer: (extension: string, name: string) => void;
  readonly onCancel: () => void;
  readonly problem: string | null;
}

const matches = (agent: Agent, wanted: string): boolean =>
  agent.name.toLowerCase().includes(wanted) || agent.extension.startsWith(wanted) || agent.number.startsWith(wanted) || agent.team.toLowerCase().includes(wanted);

/** Free ones first, then those who may soon be, then those who are not there. */
const likelihood: { readonly [K in AgentState['kind']]: number } = { 'available': 0, 'paused': 1, 'wrap-up': 2, 'ringing': 3, 'talking': 3, 'not-ready': 4 };
const NOT_THERE = 5;

/** To which colleague, and whether they are asked first. The customer was put on hold when this opened; Esc closes it and leaves them there. */
export function TransferPanel({ agents, states, ringing, mode, onMode, onTransfer, onCancel, problem }: TransferPanelProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  // Nobody until a name is typed or an arrow pressed: a bare Enter must not send the customer to whoever stands first.
  const [at, setAt] = useState<number | null>(null);
  const wanted = text.trim().toLowerCase();
  const placeOf = (agent: Agent): number => {
    if (states === null) return 0;
    const state = states.get(agent.id);
    return state === undefined ? NOT_THERE : likelihood[state.kind];
  };
  const stateOf = (agent: Agent): string | null => {
    if (states === null) return null;
    const state = states.get(agent.id);
    return state === undefined ? t('words.notReady.signed-out') : t(`words.state.${state.kind}`);
  };
  const shown = agents.filter((agent) => wanted === '' || matches(agent, wanted)).sort((a, b) => placeOf(a) - placeOf(b)).slice(0, 30);
  const chosen = at === null && wanted === '' ? undefined : shown[Math.min(at ?? 0, shown.length - 1)];
  const bareExtension = /^\d{3,8}$/.test(wanted) && shown.length === 0 ? wanted : null;
  if (ringing !== null) {
    return (
      <div className="wb-panel" data-testid="transfer-panel">
        <p role="status"><b>{t('workbench.call.transferRinging', { name: ringing })}</b></p>
        <p className="wb-faint">{t('workbench.call.transferHeld')}</p>
      </div>
    );
  }
  return (
    <div className="wb-panel" data-testid="transfer-panel">
      <fieldset className="wb-modes" aria-label={t('workbench.consult.mode')}>
        {modes.map((each) => (
          <button key={each} type="button" aria-pressed={each === mode} className="wb-chip" data-testid={`mode-${each}`} onClick={() => { onMode(each); }}>
            {t(`workbench.consult.${each}Mode`)}<ActionKey action={each === 'consult' ? 'call.consult' : 'call.transfer'} />
          </button>
        ))}
      </fieldset>
      <p className="wb-faint" role="status">{t('workbench.call.transferHeld')}</p>
      <Input
        autoFocus value={text} placeholder={t('workbench.call.transferTo')} aria-label={t('workbench.call.transferTo')} allowClear
        onChange={(event) => { setText(event.target.value); setAt(null); }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            const from = at ?? (wanted === '' ? -1 : 0);
            setAt(Math.max(0, Math.min(shown.length - 1, from + (event.key === 'ArrowDown' ? 1 : -1))));
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            onCancel();
          } else if (event.key === 'Enter') {
            if (chosen) onTransfer(chosen.extension, chosen.name);
            else if (bareExtension) onTransfer(bareExtension, t('workbench.call.extension', { extension: bareExtension }));
          }
        }}
      />
      <div className="wb-agents" role="listbox" aria-label={t('workbench.call.colleagues')}>
        {shown.map((agent) => (
          <button
            key={agent.id} type="button" role="option" aria-selected={agent === chosen} className="wb-agent" data-testid="transfer-agent"
            onClick={() => { onTransfer(agent.extension, agent.name); }}
          >
            <span className="wb-cut">{agent.name}</span><span>{[stateOf(agent), agent.extension].filter((word) => word !== null).join(t('words.separator'))}</span>
          </button>
        ))}
        {bareExtension === null ? null : (
          <button type="button" className="wb-agent" role="option" aria-selected onClick={() => { onTransfer(bareExtension, t('workbench.call.extension', { extension: bareExtension })); }}>{t('workbench.call.transferExtension', { extension: bareExtension })}</button>
        )}
        {shown.length === 0 && bareExtension === null ? <p className="wb-faint">{t('workbench.call.noColleague')}</p> : null}
      </div>
      <p className="wb-faint">{t(`workbench.consult.${mode}Go`)}</p>
      {problem === null ? null : <Problem>{problem}</Problem>}
      <button type="button" className="wb-link" onClick={onCancel}>{t('workbench.call.transferCancel')}</button>
    </div>
  );
}
