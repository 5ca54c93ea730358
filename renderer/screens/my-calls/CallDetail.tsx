import { FormOutlined, PhoneFilled, SwapOutlined, TeamOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PermissionReason } from '../../../shared/callbacks/callback.ts';
import { diallerOf } from '../../../shared/callbacks/judgeDial.ts';
import type { OverruleReason } from '../../../shared/callbacks/overrule.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import { formatMoment, formatNumber } from '../../language/format.ts';
import type { CallLogRow } from '../../localdb/rows.ts';
import { useCoachings, useHouseholdFile } from '../../localdb/useQuery.ts';
import { openCustomer } from '../../state/usePanelStore.ts';
import { useWatchedHousehold } from '../../state/useWatchedHousehold.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { overruledWords, refusalWords } from '../callbacks/gateWords.ts';
import { OverruleChoice } from '../callbacks/OverruleChoice.tsx';
import { useDial } from '../callbacks/useDial.ts';
import { CoachCall } from '../coaching/CoachCall.tsx';
import { MoveContact } from '../customers/MoveContact.tsx';
import { isMovable } from '../customers/moveTargets.ts';
import { useFloorPeople } from '../floor/useFloorPeople.ts';
import { endWords, lengthWords, numberWords } from './callLogWords.ts';
import { heldReason, redialReasons, wantsOverrule } from './redialReasons.ts';
import { refusalSentence } from './refusalSentence.ts';
import { useHouseholdsOfNumber } from './useHouseholdsOfNumber.ts';

interface Props {
  readonly row: CallLogRow;
  readonly session: DeskSession;
  readonly onContinue: (callId: string) => void;
}

/** Under a finished call: it was somebody else. What was written goes to whom it belongs. */
function Move({ row, session }: Pick<Props, 'row' | 'session'>): ReactNode {
  const { t } = useTranslation();
  const file = useHouseholdFile(row.householdId);
  const [isMoving, setMoving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  if (row.interaction === null || row.state !== 'finished' || !isMovable(row.interaction, session.agent.id)) return null;
  return (
    <>
      <Button block ref={opener} icon={<SwapOutlined />} aria-expanded={isMoving} onClick={() => { setMoving(!isMoving); }} data-testid="move-open">{t('customers.move.title')}</Button>
      {isMoving ? <MoveContact interaction={row.interaction} file={file ?? null} onClose={() => { setMoving(false); opener.current?.focus(); }} /> : null}
    </>
  );
}

/** What a supervisor wrote about it. */
function Coached({ row: { interaction } }: Pick<Props, 'row'>): ReactNode {
  const coachings = useCoachings() ?? [];
  const people = useFloorPeople();
  return interaction === null ? null : <CoachCall call={interaction} coachings={coachings} people={people} className="mc-act mc-coached" />;
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
  // Finished with nobody chosen: it stays nobody's, whoever has the number today.
  const isNobodys = row.state === 'finished' && row.householdId === null;
  const { problem, isDialling, stop, dial } = useDial();
  const whyId = useId();
  const [wanted, setWanted] = useState<PermissionReason | null>(null);

  // That we missed it stands in the newest file only: the one kept here may be older than the call.
  const isFetching = gateId !== null && (file === undefined || (row.state === 'missed' && fetch === 'asking'));
  const isReading = isFetching || (row.householdId === null && owners === undefined);
  const [overrule, setOverrule] = useState<OverruleReason | null>(null);
  const judge = (atMs: number, because: OverruleReason | null) => redialReasons(row, file ?? null, atMs, policy, policy.zone, diallerOf(session.agent), because);
  const plain = isReading ? [] : judge(nowMs, null);
  const mayChoose = wantsOverrule(plain);
  const named = mayChoose ? overrule : null;
  const reasons = named === null ? plain : judge(nowMs, named);
  const chosen = heldReason(reasons, wanted);
  const ring = (): void => {
    const judged = judge(deskClock.now(), named).find((each) => each.reason === chosen?.reason);
    if (judged?.why === null && row.number !== null) dial({ number: row.number, permissionReason: judged.reason, callbackId: judged.callback?.id ?? null, householdId, customerId: row.customerId, ...(named === null ? {} : { overrule: named }) });
  };
  const wasAgainst = plain.find((each) => each.reason === chosen?.reason)?.why ?? null;
  const sentence = isReading ? t('calls.reading')
    : row.number === null ? t('calls.noNumber')
      : stop !== null ? stop
      : named !== null && wasAgainst !== null ? overruledWords(wasAgainst, named)
      : chosen !== null ? t('calls.may', { reason: t(`words.permission.${chosen.reason}`) })
        : (refusalSentence(reasons, file ?? null, row.customerId, policy.zone, nowMs) ?? t('calls.noReason'));

  return (
    <aside className="mc-detail" aria-label={t('calls.detail')} data-testid="call-detail">
      <h2>{isNobodys ? t('calls.unknownPerson') : (file?.household.name ?? only?.householdName ?? t('calls.unknownPerson'))}</h2>
      <p className="mc-soft">{numberWords(row)}</p>
      <dl>
        <div><dt>{t('calls.column.when')}</dt><dd>{formatMoment(row.startedAtMs, policy.zone, nowMs)}</dd></div>
        <div><dt>{t('calls.column.length')}</dt><dd>{lengthWords(row)}</dd></div>
        <div><dt>{t('calls.column.end')}</dt><dd>{endWords(row)}</dd></div>
        {row.queue === null ? null : <div><dt>{t('calls.queue')}</dt><dd>{row.queue}</dd></div>}
        {row.interaction === null || row.interaction.note === '' ? null : <div><dt>{t('calls.note')}</dt><dd>{row.interaction.note}</dd></div>}
      </dl>
      {row.state === 'unfinished' ? <Button type="primary" block icon={<FormOutlined />} onClick={() => { onContinue(row.callId); }}>{t('calls.continueSummary')}</Button> : null}
      <Coached row={row} />
      <Move row={row} session={session} />
      <section className="mc-redial" aria-label={t('calls.redial')}>
        <p id={whyId} className={chosen !== null && stop === null ? 'mc-gate mc-gate-open' : 'mc-gate'} role="status">{sentence}</p>
        {mayChoose ? <OverruleChoice value={overrule} onChange={setOverrule} /> : null}
        {reasons.length < 2 ? null : (
          <Select<PermissionReason>
            aria-label={t('calls.why')} placeholder={t('calls.why')} value={chosen?.reason ?? null} onChange={setWanted}
            options={reasons.map((each) => ({ value: each.reason, label: each.why === null ? t(`words.permission.${each.reason}`) : `${t(`words.permission.${each.reason}`)}${t('words.separator')}${refusalWords(each.why)}`, disabled: each.why !== null }))}
          />
        )}
        <Button block className="mc-big" icon={<PhoneFilled />} disabled={chosen === null || row.number === null || isDialling || stop !== null} title={stop ?? undefined} aria-describedby={whyId} onClick={ring} data-testid="redial" data-reason={chosen?.reason}>
          {isDialling ? t('calls.dialling') : row.number === null ? t('calls.redial') : t('calls.redialNumber', { number: formatNumber(row.number) })}
        </Button>
        {problem === null ? null : <p className="mc-problem" role="alert">{problem}</p>}
      </section>
      {gateId === null ? null : (
        <Button block icon={<TeamOutlined />} onClick={() => { openCustomer(gateId, row.customerId); }} data-testid="open-customer">{t('calls.openCustomer')}</Button>
      )}
    </aside>
  );
}
