import { DisconnectOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverruledDial } from '../../../shared/sync/overruledDialMessages.ts';
import type { RefusedDial } from '../../../shared/sync/refusedDialMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { readOverruledDials, readRefusedDials } from '../../actions/readDials.ts';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { formatMoment } from '../../language/format.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { refusalWords } from '../callbacks/gateWords.ts';
import './dials.css';

const tabs = ['overruled', 'refused'] as const;
type Tab = (typeof tabs)[number];
const ASK_AGAIN_MS = 30_000;

interface Lists {
  readonly overruled: readonly OverruledDial[];
  readonly refused: readonly RefusedDial[];
}

/** A dial may be refused for what the gate never came to: that has words beside the gate's own. */
const refusedFor = (refusal: RefusedDial['refusal']): string => refusalWords(refusal as Parameters<typeof refusalWords>[0]);

function Table({ tab, lists, zone, nowMs }: { readonly tab: Tab; readonly lists: Lists; readonly zone: string; readonly nowMs: number }): ReactNode {
  const { t } = useTranslation();
  const columns = ['when', 'who', 'reason', tab === 'overruled' ? 'rule' : 'refusal', tab === 'overruled' ? 'because' : 'rang'] as const;
  const lines: readonly (readonly string[])[] = tab === 'overruled'
    ? lists.overruled.map((each) => [formatMoment(each.atMs, zone, nowMs), `${each.agentNumber} ${each.agentName}`, t(`words.permission.${each.reason}`), refusalWords(each.overruled), t(`words.overrule.${each.because}`), each.callId])
    : lists.refused.map((each) => [
      formatMoment(each.atMs, zone, nowMs), each.agentNumber === null ? t('words.unknown') : `${each.agentNumber} ${each.agentName ?? ''}`, each.reason === null ? t('words.none') : t(`words.permission.${each.reason}`), refusedFor(each.refusal),
      t(each.rang ? 'dials.rang' : 'dials.notRung'), each.callId,
    ]);
  if (lines.length === 0) return <p className="dl-empty" role="status">{t(`dials.none.${tab}`)}</p>;
  return (
    <div className="dl-list">
      <table data-testid={`dials-${tab}`}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`dials.column.${column}`)}</th>)}</tr></thead>
        <tbody>{lines.map((line) => <tr key={`${line.at(-1) ?? ''} ${line[0] ?? ''}`}>{line.slice(0, -1).map((cell, at) => <td key={columns[at]}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** 外呼核查, for supervisors: what was rung for a named reason only, and what was refused. Who and why, never whom. */
export default function DialsScreen(): ReactNode {
  const { t } = useTranslation();
  const up = useCentralStore((state) => state.up);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const nowMs = useNow(ASK_AGAIN_MS);
  const [tab, setTab] = useState<Tab>('overruled');
  const [lists, setLists] = useState<Lists | null>(null);
  const [isRefused, setRefused] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew every half minute, and when central comes back
  useEffect(() => {
    if (!up) return undefined;
    let isWanted = true;
    Promise.all([readOverruledDials(), readRefusedDials()]).then(([overruled, refused]) => {
      if (!isWanted) return;
      if (overruled.ok && refused.ok) setLists({ overruled: overruled.value, refused: refused.value });
      setRefused(!overruled.ok || !refused.ok);
    }, (error: unknown) => { console.error('reading the dials failed', error); });
    return () => { isWanted = false; };
  }, [up, nowMs]);
  return (
    <section className="dl-screen" aria-label={t('dials.title')} data-column="customer">
      <header>
        <h2>{t('dials.title')}</h2>
        <ChoiceBar<Tab> size="small" value={tab} onChange={setTab} aria-label={t('dials.title')} options={tabs.map((each) => ({ value: each, label: t(`dials.tab.${each}`) }))} />
        <p>{t('dials.how')}</p>
      </header>
      {up && !isRefused ? null : <p className="dl-away" role="status"><DisconnectOutlined aria-hidden /> {t('dials.away')}</p>}
      {lists === null ? (up && !isRefused ? <Skeleton className="dl-empty" active /> : null) : <Table tab={tab} lists={lists} zone={zone} nowMs={nowMs} />}
    </section>
  );
}
