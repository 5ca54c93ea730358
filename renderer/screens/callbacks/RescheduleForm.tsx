import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rescheduleCallback } from '../../actions/rescheduleCallback.ts';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Policy } from '../../../shared/sync/sessionMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { relationWords } from './callbackWords.ts';
import { judgeNextCall } from './judgeNextCall.ts';
import { NextCallField, type NextCallValue } from './NextCallField.tsx';
import { PreviewForm } from './PreviewForm.tsx';
import { useSending } from './useSending.ts';

interface Props {
  readonly row: CallbackRow;
  readonly file: HouseholdFile | null;
  readonly policy: Policy;
  readonly nowMs: UtcMs;
  readonly onDone: () => void;
}

/** Moves a callback: a line or a picked time, read back before it is sent. */
export function RescheduleForm({ row, file, policy, nowMs, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [value, setValue] = useState<NextCallValue>({ line: '', pickedMs: null });
  const { problem, send } = useSending(onDone);
  const { callback } = row;
  const context = { nowMs, zone: callback.zone, hours: policy, people: file?.customers ?? [], children: file?.children ?? [], speakerId: callback.customerId };
  const verdict = judgeNextCall(value.line, value.pickedMs, context);
  const submit = (): void => { if (verdict.state === 'agreed') send(() => rescheduleCallback(callback.id, verdict.dueAtMs, value.line.trim())); };
  return (
    <PreviewForm
      title={t('callbacks.reschedule.title')} testId="reschedule-form" canSend={verdict.state === 'agreed'} sendWords={t('callbacks.reschedule.send')} problem={problem}
      onSend={submit} onCancel={onDone}
    >
      <NextCallField
        value={value} onChange={setValue} verdict={verdict} context={context} ourZone={policy.zone} label={t('callbacks.reschedule.label')} focusFirst onEnter={submit}
        names={{ person: relationWords(row.relation), owner: row.ownerName, fallback: row.fallbackName ?? undefined, purpose: callback.purpose }}
      />
    </PreviewForm>
  );
}
