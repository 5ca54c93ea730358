import { FormOutlined, PhoneFilled, TeamOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PermissionReason } from '../../../shared/callbacks/callback.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import { dialCustomer } from '../../actions/dialCustomer.ts';
import { formatMoment, formatNumber } from '../../language/format.ts';
import type { CallLogRow } from '../../localdb/rows.ts';
import { showScreen, usePanelStore } from '../../state/usePanelStore.ts';
import { useWatchedHousehold } from '../../state/useWatchedHousehold.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { opensWords, refusalWords } from '../callbacks/gateWords.ts';
import { endWords, lengthWords, numberWords } from './callLogWords.ts';
import { type RedialReason, redialReasons } from './redialReasons.ts';
import { useHouseholdsOfNumber } from './useHouseholdsOfNumber.ts';

interface Props {
  readonly row: CallLogRow;
  readonly session: DeskSession;
  readonly onContinue: (callId: string) => void;
}

function useRedial(row: CallLogRow, householdId: string | null): { readonly problem: string | null; readonly isDialling: boolean; readonly redial: (chosen: RedialReason) => void } {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isDialling, setDialling] = useState(false);
  const redial = (chosen: RedialReason): void => {
    if (isDialling || row.number === null) return;
    setDialling(true);
    setProblem(null);
    dialCustomer({ number: row.number, permissionReason: chosen.reason, callbackId: chosen.callback?.id ?? null, householdId, customerId: row.customerId }).then(
      (outcome) => {
        setDialling(false);
        if (outcome.ok) showScreen('workbench');
        else setProblem(t(`words.call.${outcome.refusal}`));
      },
      (error: unknown) => {
        console.error('redialling failed', error);
        setDialling(false);
        setProblem(t('words.call.line-away'));
      },
    );
  };
  return { problem, isDialling, redial };
}

/** The selected call, and ringing back: only with a reason that holds at this very moment. */
export function CallDetail({ row, session, onContinue }: Props): ReactNode {
  const { t } = useTranslation();
  // By the second: a call missed a moment ago must not lie ahead of a clock that is rounded down.
  const nowMs = useNow(1000);
  const { policy } = session;
  const owners = useHouseholdsOfNumber(row.householdId === null ? row.number : null, 'everywhere');
  // Several families behind one number: the caller is not known, so the call is written to nobody until it is.
  const [only, ...others] = owners ?? [];
  const householdId = row.householdId ?? (others.length === 0 ? (only?.householdId ?? null) : null);
  const gateId = householdId ?? only?.householdId ?? null;
  const { file, fetch } = useWatchedHousehold(gateId);
  const { problem, isDialling, redial } = useRedial(row, householdId);
  const [wanted, setWanted] = useState<PermissionReason | null>(null);

  // That we missed it stands in the newest file only: the one kept here may be older than the call.
  const isFetching = gateId !== null && (file === undefined || (row.state === 'missed' && fetch === 'asking'));
  const isReading = isFetching || (row.householdId === null && owners === undefined);
  const reasons = isReading ? [] : redialReasons(row, file ?? null, nowMs, policy, policy.zone);
  const chosen = reasons.find((each) => each.reason === wanted) ?? reasons[0] ?? null;
  const zone = file?.household.zone ?? policy.zone;
  const ring = (): void => {
    const judged = redialReasons(row, file ?? null, deskClock.now(), policy, policy.zone).find((each) => each.reason === chosen?.reason);
    if (judged && judged.why === null) redial(judged);
  };
  const opens = chosen === null ? null : opensWords(chosen.opensAtMs, zone, nowMs);
  const sentence = isReading ? t('calls.reading')
    : row.number === null ? t('calls.noNumber')
      : chosen === null ? t('calls.noReason')
        : chosen.why !== null ? t('calls.mayNot', { reason: [refusalWords(chosen.why), opens].filter((part) => part !== null).join(t('words.separator')) })
          : t('calls.may', { reason: t(`words.permission.${chosen.reason}`) });

  return (
    <aside className="mc-detail" aria-label={t('calls.detail')} data-testid="call-detail">
      <h2>{file?.household.name ?? only?.householdName ?? t('calls.unknownPerson')}</h2>
      <p className="mc-soft">{numberWords(row)}</p>
      <dl>
        <div><dt>{t('calls.column.when')}</dt><dd>{formatMoment(row.startedAtMs, policy.zone, nowMs)}</dd></div>
        <div><dt>{t('calls.column.length')}</dt><dd>{lengthWords(row)}</dd></div>
        <div><dt>{t('calls.column.end')}</dt><dd>{endWords(row)}</dd></div>
        {row.queue === null ? null : <div><dt>{t('calls.queue')}</dt><dd>{row.queue}</dd></div>}
        {row.interaction === null || row.interaction.note === '' ? null : <div><dt>{t('calls.note')}</dt><dd>{row.interaction.note}</dd></div>}
      </dl>
      {row.state === 'unfinished' ? <Button type="primary" block icon={<FormOutlined />} onClick={() => { onContinue(row.callId); }}>{t('calls.continueSummary')}</Button> : null}
      <section className="mc-redial" aria-label={t('calls.redial')}>
        <p className={chosen?.why === null ? 'mc-gate mc-gate-open' : 'mc-gate'} role="status">{sentence}</p>
        {reasons.length < 2 ? null : (
          <Select<PermissionReason>
            aria-label={t('calls.why')} value={chosen?.reason ?? null} onChange={setWanted}
            options={reasons.map((each) => ({ value: each.reason, label: each.why === null ? t(`words.permission.${each.reason}`) : `${t(`words.permission.${each.reason}`)}${t('words.separator')}${refusalWords(each.why)}`, disabled: each.why !== null }))}
          />
        )}
        <Button block className="mc-big" icon={<PhoneFilled />} disabled={chosen === null || chosen.why !== null || row.number === null || isDialling} onClick={ring} data-testid="redial" data-reason={chosen?.reason}>
          {isDialling ? t('calls.dialling') : row.number === null ? t('calls.redial') : t('calls.redialNumber', { number: formatNumber(row.number) })}
        </Button>
        {problem === null ? null : <p className="mc-problem" role="alert">{problem}</p>}
      </section>
      {gateId === null ? null : (
        <Button block icon={<TeamOutlined />} onClick={() => { usePanelStore.setState({ screen: 'customers', householdId: gateId, customerId: row.customerId }); }} data-testid="open-customer">{t('calls.openCustomer')}</Button>
      )}
    </aside>
  );
}
