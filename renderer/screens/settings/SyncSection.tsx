import { CheckOutlined, DisconnectOutlined, ReloadOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { courier } from '../../actions/openDesk.ts';
import { discardOp, resendOp } from '../../actions/settleRefusedOp.ts';
import { formatAgreed, formatMoment, formatTimeToSecond } from '../../language/format.ts';
import type { OutboxRow } from '../../localdb/rows.ts';
import { REPEATED_FAULTS, usePushFaults } from '../../localdb/pushFaults.ts';
import { useCallbackRows, useHouseholdFile, useOutboxRows } from '../../localdb/useQuery.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';

/** The household an op speaks of, where the op itself says. */
function householdOf(op: Op): string | null {
  switch (op.kind) {
    case 'household.add': return op.data.household.id;
    case 'customer.add': return op.data.customer.householdId;
    case 'phone.add': return op.data.householdId;
    case 'interaction.add': return op.data.interaction.householdId;
    case 'interaction.move': return op.data.householdId;
    case 'callback.add': return op.data.callback.householdId;
    case 'commitment.add': return op.data.commitment.householdId;
    case 'case.add': return op.data.case.householdId;
    case 'consent.add': return op.data.consent.householdId;
    case 'opt-out.add': return op.data.optOut.householdId;
    case 'gap.add': return op.data.gap.householdId;
    default: return null;
  }
}

function useOpWords(op: Op, nowMs: UtcMs, zone: string): string {
  const { t } = useTranslation();
  const callbackId = 'callbackId' in op.data ? op.data.callbackId : null;
  const callback = (useCallbackRows() ?? []).find((row) => row.callback.id === callbackId);
  const file = useHouseholdFile(householdOf(op) ?? callback?.callback.householdId ?? null);
  const what = ((): string | null => {
    switch (op.kind) {
      case 'interaction.add': return [op.data.interaction.outcome === null ? '' : t(`words.outcome.${op.data.interaction.outcome}`), op.data.interaction.note].filter((part) => part !== '').join(t('words.separator'));
      case 'callback.add': return `${formatAgreed(op.data.callback.dueAtMs, op.data.callback.zone, nowMs)} ${op.data.callback.purpose}`;
      case 'callback.reschedule': return formatAgreed(op.data.dueAtMs, callback?.callback.zone ?? zone, nowMs);
      case 'callback.handover': case 'callback.cancel': return op.data.reason;
      case 'commitment.add': return op.data.commitment.what;
      case 'case.add': return op.data.case.title;
      case 'customer.add': return op.data.customer.name;
      case 'household.add': return op.data.household.name;
      case 'opt-out.add': return op.data.optOut.words;
      case 'gap.add': return op.data.gap.question;
      default: return null;
    }
  })();
  return [file?.household.name ?? null, what === '' ? null : what].filter((part) => part !== null).join(t('words.separator'));
}

/** What central answers with in place of a name. */
const standingCodes = ['open', 'done', 'cancelled', 'answered', 'closed', 'kept', 'broken', 'opted-out'] as const;
type StandingCode = (typeof standingCodes)[number];
const isCode = (text: string): text is StandingCode => (standingCodes as readonly string[]).includes(text);

/** What stands in the store instead of what was refused: central's word, and the callback as this desktop knows it by now. */
function useStandingWords({ op, standing }: OutboxRow, nowMs: UtcMs): string {
  const { t } = useTranslation();
  const callbackId = 'callbackId' in op.data ? op.data.callbackId : null;
  const row = (useCallbackRows() ?? []).find((each) => each.callback.id === callbackId);
  const told = standing === null ? null : isCode(standing) ? t(`settings.sync.code.${standing}`) : standing;
  const known = row === undefined ? null : t('settings.sync.callback', {
    when: formatAgreed(row.callback.dueAtMs, row.callback.zone, nowMs), purpose: row.callback.purpose, owner: row.ownerName ?? t('settings.sync.nobody'),
  });
  return [told, known].filter((part) => part !== null).join(t('words.separator'));
}

function OutboxLine({ row, nowMs, zone }: { readonly row: OutboxRow; readonly nowMs: UtcMs; readonly zone: string }): ReactNode {
  const { t } = useTranslation();
  const words = useOpWords(row.op, nowMs, zone);
  const standing = useStandingWords(row, nowMs);
  const { seq } = row;
  const isFaulted = usePushFaults((state) => state.byOp[row.id] !== undefined);
  const isRefused = row.state === 'refused';
  return (
    <li className={isRefused ? 'set-op set-op-refused' : 'set-op'} data-testid="outbox-row" data-state={row.state} data-kind={row.op.kind}>
      <span className="set-soft">{formatTimeToSecond(row.addedAtMs, zone)}</span>
      <b>{t(`settings.op.${row.op.kind}`)}</b>
      <span className="set-cut" title={words}>{words}</span>
      {isRefused
        ? <span className="set-bad"><WarningFilled aria-hidden /> {t('settings.sync.refused', { reason: t(`words.refusal.${row.refusal ?? 'bad-op'}`) })}</span>
        : isFaulted ? <span className="set-bad"><WarningFilled aria-hidden /> {t('settings.sync.faulted')}</span>
        : <span className="set-good"><CheckOutlined aria-hidden /> {t('settings.sync.waits')}</span>}
      {!isRefused || seq === undefined ? null : (
        <span className="set-op-more">
          {standing === '' ? null : <span data-testid="op-standing">{t('settings.sync.standing', { standing })}</span>}
          {row.field === null || row.field === '' ? null : <span className="set-soft">{t('settings.sync.field', { field: row.field })}</span>}
          <Button size="small" onClick={() => { void resendOp(seq); }} data-testid="op-resend">{t('words.retry')}</Button>
          <Popconfirm title={t('settings.sync.discardTitle')} description={t('settings.sync.discardText', { what: t(`settings.op.${row.op.kind}`) })} okText={t('settings.sync.discard')} cancelText={t('words.cancel')} onConfirm={() => { void discardOp(seq); }}>
            <Button size="small" danger data-testid="op-discard">{t('settings.sync.discard')}</Button>
          </Popconfirm>
        </span>
      )}
    </li>
  );
}

/** Whether central can be reached, what waits to be sent, and what it would not take: nothing is dropped unless the agent says so. */
export function SyncSection(): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(15_000);
  const { up, sinceMs } = useCentralStore();
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const rows = useOutboxRows();
  const { inARow, sinceMs: faultsSinceMs } = usePushFaults();
  const refused = (rows ?? []).filter((row) => row.state === 'refused').length;
  const since = sinceMs === null ? '' : formatMoment(sinceMs, zone, nowMs);
  return (
    <section aria-label={t('settings.section.sync')}>
      <p className={up ? 'set-bar set-bar-good' : 'set-bar'} role="status" data-testid="sync-state">
        {up ? <CheckOutlined aria-hidden /> : <DisconnectOutlined aria-hidden />}
        <b>{t(up ? 'settings.sync.up' : 'settings.sync.down')}</b>
        <span>{since === '' ? '' : t('settings.sync.since', { time: since })}</span>
        <Button size="small" icon={<ReloadOutlined />} onClick={() => { courier()?.push(); }}>{t('settings.sync.now')}</Button>
      </p>
      {inARow < REPEATED_FAULTS || faultsSinceMs === null ? null : (
        <p className="set-bad" role="status" data-testid="sync-faults"><WarningFilled aria-hidden /> {t('settings.sync.faults', { time: formatMoment(faultsSinceMs, zone, nowMs), times: inARow })}</p>
      )}
      <h3>{t('settings.sync.outbox', { count: rows?.length ?? 0 })}{refused === 0 ? null : <span className="set-bad"> {t('settings.sync.refusedCount', { count: refused })}</span>}</h3>
      <p className="set-soft">{t('settings.sync.order')}</p>
      {rows !== undefined && rows.length === 0 ? <p className="set-empty" role="status">{t('settings.sync.empty')}</p> : null}
      <ul className="set-ops">{(rows ?? []).map((row) => <OutboxLine key={row.id} row={row} nowMs={nowMs} zone={zone} />)}</ul>
    </section>
  );
}
