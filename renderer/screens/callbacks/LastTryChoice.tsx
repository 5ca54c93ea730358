import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { CallingHours } from '../../../shared/callbacks/callingHours.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import type { LastTry } from '../../localdb/wrapUpDraft.ts';
import { DayTimePicker } from './DayTimePicker.tsx';
import { ReasonField } from './ReasonField.tsx';
import './lastTry.css';

/** Stands for giving it to nobody: the id of no agent. */
const NOBODY = 'nobody';

interface Props {
  readonly kept: Callback;
  readonly lastTry: LastTry | null;
  readonly onChange: (lastTry: LastTry) => void;
  readonly myId: string;
  readonly nowMs: UtcMs;
  readonly hours: CallingHours;
}

/** Nobody was reached at the last try: the agent decides what becomes of the callback. It never closes by itself. */
export function LastTryChoice({ kept, lastTry, onChange, myId, nowMs, hours }: Props): ReactNode {
  const { t } = useTranslation();
  const agents = useAgents() ?? [];
  const tries = t('callbacks.lastTry.tries', { count: kept.attempts + 1 });
  const ways: readonly LastTry[] = [{ kind: 'again', atMs: null }, { kind: 'hand-over', reason: tries }, { kind: 'close', reason: '' }];
  return (
    <fieldset className="cb-last-try" aria-label={t('callbacks.lastTry.title')} data-testid="last-try">
      <p>{t('callbacks.lastTry.ask', { tries })}</p>
      <div className="cb-usual">
        {ways.map((way) => (
          <Button key={way.kind} size="small" type={lastTry?.kind === way.kind ? 'primary' : 'default'} aria-pressed={lastTry?.kind === way.kind} data-testid={`last-try-${way.kind}`} onClick={() => { if (lastTry?.kind !== way.kind) onChange(way); }}>
            {t(`callbacks.lastTry.way.${way.kind}`)}
          </Button>
        ))}
      </div>
      {lastTry?.kind === 'again' ? <DayTimePicker atMs={lastTry.atMs} onPick={(atMs) => { onChange({ kind: 'again', atMs }); }} nowMs={nowMs} zone={kept.zone} hours={hours} /> : null}
      {lastTry?.kind === 'hand-over' ? (
        <Select<string>
          className="cb-full" showSearch={{ optionFilterProp: 'label' }} placeholder={t('callbacks.handOver.to')} aria-label={t('callbacks.handOver.to')} data-testid="last-try-to"
          value={lastTry.toAgentId === undefined ? null : (lastTry.toAgentId ?? NOBODY)} onChange={(id) => { onChange({ ...lastTry, toAgentId: id === NOBODY ? null : id }); }}
          options={[...agents.filter((agent) => agent.id !== myId).map((agent) => ({ value: agent.id, label: `${agent.name} ${agent.number}` })), { value: NOBODY, label: t('callbacks.handOver.nobody') }]}
        />
      ) : null}
      {lastTry?.kind === 'close' ? (
        <ReasonField
          label={t('callbacks.notNeeded.reason')} value={lastTry.reason} onChange={(reason) => { onChange({ kind: 'close', reason }); }} focusFirst onEnter={() => undefined}
          usual={[tries, t('callbacks.notNeeded.usual.settled'), t('callbacks.notNeeded.usual.wrongNumber')]}
        />
      ) : null}
    </fieldset>
  );
}
