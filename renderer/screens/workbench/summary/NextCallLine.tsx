import { CalendarOutlined, CheckCircleFilled, QuestionCircleFilled, ScheduleOutlined, WarningFilled } from '@ant-design/icons';
import { Input, type InputRef, Popover } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../../shared/callbacks/callback.ts';
import { agreedSentence } from '../../../../shared/callbacks/agreedSentence.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Policy } from '../../../../shared/sync/sessionMessages.ts';
import { editDraft } from '../../../actions/editDraft.ts';
import { newId } from '../../../localdb/newId.ts';
import type { CallbackChoice, WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { useAgents } from '../../../localdb/useQuery.ts';
import { useKey } from '../../../keys/useKey.ts';
import { formatAgreed } from '../../../language/format.ts';
import { spokenLanguage } from '../../../language/i18n.ts';
import { DayTimePicker } from '../../callbacks/DayTimePicker.tsx';
import { FallbackSelect } from '../../callbacks/FallbackSelect.tsx';
import { judgeNextCall, type NextCall, type NextCallContext, questionOf } from '../../callbacks/judgeNextCall.ts';
import { keepPicked } from '../../callbacks/keepPicked.ts';
import { deskClock } from '../../../time/deskClock.ts';
import { personOf } from '../../customers/householdWords.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { choiceOf, lineContext, verdictOf } from './choiceOf.ts';

export interface NextCallLineProps {
  readonly draft: WrapUpDraft;
  /** The callback that was tried in vain and is tried again at what is written: whom it asks for, and for what, stays. Null: none. */
  readonly tried: Pick<Callback, 'customerId' | 'purpose'> | null;
  readonly file: HouseholdFile | null;
  readonly policy: Policy;
  readonly me: { readonly id: string; readonly name: string };
  /** To the minute: the sentence need not change with the second. */
  readonly nowMs: number;
  /** What finishing found wrong here, in words. */
  readonly problem: string | null;
  /** The wrap-up is being stored: nothing is taken meanwhile. */
  readonly isLocked: boolean;
  /** Grows by one each time the eye should be led here. */
  readonly focusCount: number;
}

/** The next call in one line, read back in words as it is typed; what it leaves open is asked back, never guessed. */
export function NextCallLine({ draft, tried, file, policy, me, nowMs, problem, isLocked, focusCount }: NextCallLineProps) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  const [picking, setPicking] = useState(false);
  useKey('wrapUp.callback', () => { field.current?.focus({ cursor: 'end' }); });
  useEffect(() => { if (focusCount > 0) field.current?.focus(); }, [focusCount]);

  const colleagues = useAgents() ?? [];
  const fallback = colleagues.find((agent) => agent.id === draft.fallbackAgentId && agent.id !== me.id)?.name ?? null;
  const context = lineContext(draft, file, policy, nowMs);
  const verdict = verdictOf(draft, context);
  const take = (line: string, pickedMs: number | null): void => {
    const judged = judgeNextCall(line, pickedMs, context);
    editDraft(draft.callId, {
      callbackLine: line,
      callbackChoice: judged.state === 'agreed' ? { ...choiceOf(judged, draft, file, context.zone, me.id, draft.callbackChoice?.callbackId ?? newId(), pickedMs !== null), agreedAtMs: agreedAt(judged.dueAtMs, draft.callbackChoice) } : null,
    });
  };
  useFollowSpeaker(draft, file, context, me.id);
  const pickedMs = draft.callbackChoice?.picked === true ? draft.callbackChoice.dueAtMs : null;
  const pick = (atMs: number): void => { take(draft.callbackLine, atMs); };
  return (
    <div className="wb-next">
      <Input
        ref={field} size="large" readOnly={isLocked} value={draft.callbackLine} maxLength={200} prefix={<ScheduleOutlined aria-hidden />} placeholder={t('wrapUp.next.placeholder')} aria-label={t('wrapUp.next.label')}
        aria-describedby="next-readback" status={problem === null ? '' : 'error'} data-testid="next-line" onChange={(event) => { take(event.target.value, keepPicked(pickedMs, draft.callbackLine, event.target.value, context)); }}
        suffix={(
          <>
            <Popover
              open={picking} onOpenChange={setPicking} trigger="click" placement="topRight" title={t('wrapUp.next.pick')}
              content={(
                <>
                  <DayTimePicker atMs={draft.callbackChoice?.dueAtMs ?? null} onPick={pick} nowMs={nowMs} zone={context.zone} hours={policy} />
                  <FallbackSelect value={draft.fallbackAgentId ?? null} ownerAgentId={me.id} colleagues={colleagues} onChange={(fallbackAgentId) => { editDraft(draft.callId, { fallbackAgentId }); }} />
                </>
              )}
            >
              <button type="button" className="wb-icon-button" aria-label={t('wrapUp.next.pick')} data-testid="next-pick"><CalendarOutlined aria-hidden /></button>
            </Popover>
            <ActionKey action="wrapUp.callback" />
          </>
        )}
      />
      <div id="next-readback" className="wb-readback" data-testid="next-readback" aria-live="polite">
        {problem === null ? null : <p className="wb-problem" role="alert"><WarningFilled aria-hidden /><span>{problem}</span></p>}
        <ReadBack verdict={verdict} context={context} draft={draft} tried={tried} file={file} me={me} fallback={fallback} ourZone={policy.zone} onPick={pick} />
        {pickedMs === null ? null : <button type="button" className="wb-link" data-testid="drop-picked" onClick={() => { take(draft.callbackLine, null); }}>{t('callbacks.line.drop')}</button>}
      </div>
    </div>
  );
}

/** The same time was agreed when it was first read back, however much is written beside it; another is agreed now. */
function agreedAt(dueAtMs: number, before: CallbackChoice | null): number {
  return before?.dueAtMs === dueAtMs && before.agreedAtMs !== undefined ? before.agreedAtMs : deskClock.now();
}

/** Choosing another person or household: whom the line names is looked up among the people now chosen. */
function useFollowSpeaker(draft: WrapUpDraft, file: HouseholdFile | null, context: NextCallContext, ownerId: string): void {
  const of = `${draft.householdId ?? ''} ${draft.customerId ?? ''} ${file?.household.id ?? ''}`;
  const seen = useRef(of);
  useEffect(() => {
    if (seen.current === of) return;
    // The household chosen is still being read: its people come in a moment.
    if (draft.householdId !== null && file?.household.id !== draft.householdId) return;
    seen.current = of;
    const chosen = draft.callbackChoice;
    if (chosen === null) return;
    const judged = judgeNextCall(draft.callbackLine, chosen.dueAtMs, context);
    if (judged.state !== 'agreed') return;
    const next = { ...choiceOf(judged, draft, file, context.zone, ownerId, chosen.callbackId, chosen.picked === true), windowMinutes: chosen.windowMinutes, ...(chosen.agreedAtMs === undefined ? {} : { agreedAtMs: chosen.agreedAtMs }) };
    if (JSON.stringify(next) !== JSON.stringify(chosen)) editDraft(draft.callId, { callbackChoice: next });
  });
}

interface ReadBackProps {
  readonly verdict: NextCall;
  readonly context: NextCallContext;
  readonly draft: WrapUpDraft;
  readonly tried: NextCallLineProps['tried'];
  readonly file: HouseholdFile | null;
  readonly me: { readonly name: string };
  /** Null: central chooses. */
  readonly fallback: string | null;
  readonly ourZone: string;
  readonly onPick: (atMs: number) => void;
}

function ReadBack({ verdict, context, draft, tried, file, me, fallback, ourZone, onPick }: ReadBackProps) {
  const { t } = useTranslation();
  if (verdict.state === 'empty') return <p className="wb-faint">{t('wrapUp.next.example')}</p>;
  if (verdict.state === 'agreed') {
    const choice = draft.callbackChoice;
    const asked = file === null ? null : personOf(file, tried === null ? choice?.customerId ?? null : tried.customerId);
    const newcomer = draft.newCustomer ?? (draft.newHousehold === null ? null : { name: draft.newHousehold.personName, relation: draft.newHousehold.relation });
    const person = (tried === null ? verdict.personWords : null) ?? (asked !== null ? t(`words.relation.${asked.relation}`) : newcomer === null ? null : t(`words.relation.${newcomer.relation}`));
    const agreed = { dueAtMs: verdict.dueAtMs, zone: context.zone, windowMinutes: choice?.windowMinutes ?? verdict.windowMinutes, purpose: tried?.purpose ?? verdict.purpose };
    const sentence = agreedSentence(agreed, { person, owner: me.name, fallback, ourZone, nowMs: context.nowMs }, spokenLanguage());
    // Whose it is stands last: a name is not broken over two lines.
    const ownerAt = sentence.lastIndexOf('· ') + 2;
    return <p><CheckCircleFilled className="wb-icon-talking" aria-hidden /> {sentence.slice(0, ownerAt)}<span className="wb-unbroken">{sentence.slice(ownerAt)}</span></p>;
  }
  // With nothing to choose from, nobody is asked to choose.
  const isOpen = verdict.candidates.length === 0;
  const sentence = verdict.state === 'ask'
    ? (isOpen ? t(`callbacks.line.ask.${questionOf(verdict)}`) : t(`wrapUp.next.ask.${questionOf(verdict)}`))
    : (isOpen ? t(`callbacks.line.refused.${verdict.refusal}`) : t(`wrapUp.next.refused.${verdict.refusal}`));
  return (
    <div className="wb-ask">
      <p><QuestionCircleFilled className="wb-icon-soon" aria-hidden /> {sentence}</p>
      {verdict.candidates.slice(0, 4).map((atMs) => (
        <button key={atMs} type="button" className="wb-chip wb-chip-small" data-testid="next-candidate" onClick={() => { onPick(atMs); }}>{formatAgreed(atMs, context.zone, context.nowMs)}</button>
      ))}
    </div>
  );
}
