import { PhoneFilled } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PermissionReason } from '../../../shared/callbacks/callback.ts';
import { diallerOf } from '../../../shared/callbacks/judgeDial.ts';
import type { OverruleReason } from '../../../shared/callbacks/overrule.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Phone } from '../../../shared/customers/phoneKind.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import { formatNumber } from '../../language/format.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { overruledWords, refusalWords } from '../callbacks/gateWords.ts';
import { OverruleChoice } from '../callbacks/OverruleChoice.tsx';
import { useDial } from '../callbacks/useDial.ts';
import { heldReason, redialReasons, type RedialledCall, type RedialReason, wantsOverrule } from '../my-calls/redialReasons.ts';
import { refusalSentence } from '../my-calls/refusalSentence.ts';

interface Props {
  readonly file: HouseholdFile;
  readonly phone: Phone;
  readonly onClose: () => void;
}

/** No call stands behind it: the reasons are those of the family's file alone. */
const noCall = ({ number, customerId }: Phone): RedialledCall => ({ state: 'finished', customerId, callbackId: null, startedAtMs: 0, answeredAtMs: null, endedAtMs: null, endReason: null, number });

/** Under a number of the family: why it may be rung now, and ringing it; without a reason that holds there is no ringing. */
export function DialNumber({ file, phone, onClose }: Props): ReactNode {
  const session = useSessionStore((state) => state.session);
  return session === null ? null : <DialForm file={file} phone={phone} session={session} onClose={onClose} />;
}

function DialForm({ file, phone, session: { policy, agent }, onClose }: Props & { readonly session: DeskSession }): ReactNode {
  const { t } = useTranslation();
  // By the second: the reason on screen must be one that holds at this moment.
  const nowMs = useNow(1000);
  const [wanted, setWanted] = useState<PermissionReason | null>(null);
  const { problem, isDialling, stop, dial } = useDial();
  const whyId = useId();
  const [overrule, setOverrule] = useState<OverruleReason | null>(null);
  const judge = (atMs: number, because: OverruleReason | null): readonly RedialReason[] => redialReasons(noCall(phone), file, atMs, policy, policy.zone, diallerOf(agent), because);
  const plain = judge(nowMs, null);
  const mayChoose = wantsOverrule(plain);
  const named = mayChoose ? overrule : null;
  const reasons = named === null ? plain : judge(nowMs, named);
  const chosen = heldReason(reasons, wanted);
  const ring = (): void => {
    const judged = judge(deskClock.now(), named).find((each) => each.reason === chosen?.reason);
    if (judged?.why !== null) return;
    dial({ number: phone.number, permissionReason: judged.reason, callbackId: judged.callback?.id ?? null, householdId: file.household.id, customerId: phone.customerId ?? judged.callback?.customerId ?? null, ...(named === null ? {} : { overrule: named }) });
  };
  const wasAgainst = plain.find((each) => each.reason === chosen?.reason)?.why ?? null;
  const sentence = stop !== null ? stop : named !== null && wasAgainst !== null ? overruledWords(wasAgainst, named) : chosen !== null ? t('calls.may', { reason: t(`words.permission.${chosen.reason}`) }) : (refusalSentence(reasons, file, phone.customerId, policy.zone, nowMs) ?? t('customers.dial.noReason'));
  return (
    <form className="cf-form cf-dial" data-testid="dial-form" aria-label={t('customers.dial.title', { number: formatNumber(phone.number) })} onSubmit={(event) => { event.preventDefault(); ring(); }}>
      <p id={whyId} className={chosen === null || stop !== null ? 'cf-dial-gate' : 'cf-dial-gate cf-dial-open'} role="status" data-testid="dial-gate">{sentence}</p>
      {mayChoose ? <OverruleChoice value={overrule} onChange={setOverrule} /> : null}
      <Select<PermissionReason>
        className="cf-dial-why" size="small" aria-label={t('customers.dial.why')} placeholder={t('customers.dial.why')} value={chosen?.reason ?? null} onChange={setWanted}
        options={reasons.map((each) => ({ value: each.reason, label: each.why === null ? t(`words.permission.${each.reason}`) : `${t(`words.permission.${each.reason}`)}${t('words.separator')}${refusalWords(each.why)}`, disabled: each.why !== null }))}
      />
      <Button size="small" type="primary" htmlType="submit" icon={<PhoneFilled />} disabled={chosen === null || isDialling || stop !== null} title={stop ?? undefined} aria-describedby={whyId} data-testid="dial-now" data-reason={chosen?.reason}>
        {isDialling ? t('calls.dialling') : t('customers.dial.dial', { number: formatNumber(phone.number) })}
      </Button>
      <Button size="small" onClick={onClose}>{t('words.cancel')}</Button>
      {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
    </form>
  );
}
