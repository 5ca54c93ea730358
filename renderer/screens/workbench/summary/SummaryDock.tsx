import { EditOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { notReachedOutcomes } from '../../../../shared/calls/outcome.ts';
import type { Callback } from '../../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Policy } from '../../../../shared/sync/sessionMessages.ts';
import { editDraft } from '../../../actions/editDraft.ts';
import { nextBesideTry, nextTry } from '../../../actions/retryOps.ts';
import { callInSpite, isTalkUnanswered, opensCase, optOutNumber, type WrapUpGap } from '../../../actions/wrapUpOps.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { useKey, useKeyName } from '../../../keys/useKey.ts';
import { formatAgreed, formatShortSeconds, formatTime } from '../../../language/format.ts';
import { i18next } from '../../../language/i18n.ts';
import type { DraftSave } from '../../../state/useDraftStore.ts';
import { useIsKept } from '../../../state/useIsKept.ts';
import { LastTryChoice } from '../../callbacks/LastTryChoice.tsx';
import { personOf } from '../../customers/householdWords.ts';
import { personWords } from '../callWords.ts';
import { midSentence } from '../../../language/midSentence.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { AnsweredTalk } from './AnsweredTalk.tsx';
import { MovedOptOuts } from './MovedOptOuts.tsx';
import { NextCallLine } from './NextCallLine.tsx';
import { ObstacleChoice } from './ObstacleChoice.tsx';
import { OpinionRows } from './OpinionRows.tsx';
import { OptOutChoice } from './OptOutChoice.tsx';
import { OutcomeChips } from './OutcomeChips.tsx';
import { SaveMark } from './SaveMark.tsx';
import { useWritingPlace } from './useWritingPlace.ts';
import { outcomeCodeWord, useOutcomeCodes } from '../../../state/outcomeWords.ts';

export interface SummaryDockProps {
  readonly draft: WrapUpDraft;
  readonly file: HouseholdFile | null;
  /** The callback this call keeps or tries to, as it stands. */
  readonly kept: Callback | null;
  /** The call is over: the summary grows and can be finished. Nothing that was on screen is mounted anew. */
  readonly isOver: boolean;
  readonly save: DraftSave | null;
  readonly policy: Policy;
  readonly me: { readonly id: string; readonly name: string };
  readonly nowMs: number;
  /** The first thing finishing found missing, and how many times it was tried. */
  readonly gap: WrapUpGap | null;
  readonly tries: number;
  readonly onFinish: () => void;
  readonly onPostpone: () => void;
  readonly isFinishing: boolean;
}

/** The summary of one call: outcome, next call, note. Pinned below while talking, the whole column afterwards. */
export function SummaryDock({ draft, file, kept, isOver, save, policy, me, nowMs, gap, tries, onFinish, onPostpone, isFinishing }: SummaryDockProps) {
  const { t } = useTranslation();
  const isKept = useIsKept();
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const note = useRef<HTMLDivElement>(null);
  const outcomes = useRef<HTMLDivElement>(null);
  const hasOutcome = useRef(false);
  useEffect(() => { hasOutcome.current = draft.outcome !== null; });
  const isLongList = useOutcomeCodes(draft.direction).length > 9;
  const [firstKey, lastKey] = [useKeyName('outcome.1'), useKeyName(isLongList ? 'outcome.10' : 'outcome.9')];
  const focusNote = (): void => {
    const area = note.current?.querySelector('textarea');
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  };
  useKey('wrapUp.note', focusNote);
  useKey('wrapUp.finish', onFinish);
  const isOutcomeGap = gap === 'outcome-missing';
  const isComplaintGap = gap === 'complaint-missing';
  const isNextGap = gap === 'callback-not-understood' || gap === 'callback-in-the-past';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try leads the eye to what is missing.
  useEffect(() => { if (tries > 0 && isOutcomeGap) outcomes.current?.querySelector('button')?.focus(); }, [tries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => { if (tries > 0 && isComplaintGap) outcomes.current?.querySelector<HTMLInputElement>('[data-testid="case-title"]')?.focus(); }, [tries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => { if (tries > 0 && gap === 'opt-out-missing') outcomes.current?.querySelector<HTMLInputElement>('[data-testid="opt-out-words"]')?.focus(); }, [tries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => { if (tries > 0 && gap === 'opt-out-with-call') outcomes.current?.querySelector<HTMLElement>('.wb-opt-out-call button')?.focus(); }, [tries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => { if (tries > 0 && gap === 'tries-used-up') outcomes.current?.querySelector<HTMLElement>('.cb-last-try button')?.focus(); }, [tries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => { if (tries > 0 && gap === 'answered-talk') outcomes.current?.querySelector<HTMLElement>('.wb-answered-talk button')?.focus(); }, [tries]);
  const section = useRef<HTMLElement>(null);
  useWritingPlace(section, draft.callId);
  // The call has just ended: the focus goes to the first part still missing, unless something is being typed.
  useEffect(() => {
    const held = document.activeElement;
    if (!isOver || (held instanceof HTMLElement && held.matches('input, textarea, select'))) return;
    if (hasOutcome.current) section.current?.querySelector<HTMLElement>('.wb-finish')?.focus();
    else outcomes.current?.querySelector('button')?.focus();
  }, [isOver]);
  const isRetry = draft.callbackId !== null && draft.outcome !== null && notReachedOutcomes.includes(draft.outcome);
  const written = isRetry && draft.callbackChoice !== null ? nextBesideTry(draft.outcome, kept, draft.householdId) : 'beside';
  // What is written as the next call says what becomes of the one that was tried: nothing is asked or proposed beside it.
  const next = isRetry && written === 'beside' ? nextTry(kept, policy, minuteMs) : null;
  return (
    <section ref={section} className={isOver ? 'wb-summary wb-summary-over' : 'wb-summary'} data-testid="summary" aria-busy={isFinishing} aria-label={t('wrapUp.title')}>
      <header className="wb-summary-head">
        <h2>{t('wrapUp.title')}</h2>
        <SaveMark save={save} zone={policy.zone} />
        <span className="wb-end wb-faint wb-cut" title={isOver ? writtenTo(draft, file) : undefined}>{isOver ? writtenTo(draft, file) : <>{t('wrapUp.outcome.short')} <ActionKey action="outcome.1" through={isLongList ? 0 : 9} /></>}</span>
      </header>
      <div className="wb-summary-parts">
        <div ref={outcomes} className="wb-summary-part">
          {isOver ? <p className="wb-summary-step"><b>1 {t('wrapUp.outcome.short')}</b><ActionKey action="outcome.1" through={isLongList ? 0 : 9} /></p> : null}
          <OutcomeChips direction={draft.direction} chosen={draft} onChoose={(chosen) => { editDraft(draft.callId, chosen); }} describedBy={isOutcomeGap ? 'outcome-missing' : undefined} />
          {isOutcomeGap ? <p className="wb-problem" role="alert" id="outcome-missing" data-testid="gap">{t('wrapUp.gap.outcome-missing', { first: firstKey, last: lastKey })}</p> : null}
          {isOver && isTalkUnanswered(draft) ? <AnsweredTalk draft={draft} isLocked={isFinishing} isTold={gap === 'answered-talk'} onChange={(change) => { editDraft(draft.callId, change); }} /> : null}
          {opensCase(draft) ? (
            <Input
              value={draft.caseTitle} readOnly={isFinishing} maxLength={200} aria-label={t('wrapUp.caseTitle')} placeholder={t('wrapUp.caseTitleExample')} data-testid="case-title"
              status={isComplaintGap ? 'error' : ''} aria-describedby={isComplaintGap ? 'complaint-missing' : undefined}
              onChange={(event) => { editDraft(draft.callId, { caseTitle: event.target.value }); }}
            />
          ) : null}
          {opensCase(draft) && draft.outcome !== 'complaint' ? <p className="wb-faint" data-testid="case-beside">{t('wrapUp.caseBeside')}</p> : null}
          {isComplaintGap ? <p className="wb-problem" role="alert" id="complaint-missing" data-testid="gap">{t('wrapUp.gap.complaint-missing')}</p> : null}
          {draft.outcome === 'opt-out' ? <OptOutChoice draft={draft} file={file} number={optOutNumber(draft)?.number ?? null} nowMs={nowMs} isLocked={isFinishing} isMissing={gap === 'opt-out-missing'} onChange={(optOut) => { editDraft(draft.callId, { optOut }); }} inSpite={callInSpite(draft, draft.callbackChoice)} onDropCall={() => { editDraft(draft.callId, { callbackLine: '', callbackChoice: null }); }} /> : null}
          <MovedOptOuts draft={draft} file={file} nowMs={nowMs} />
          {next?.ok ? <p className="wb-faint" data-testid="retry-words">{t('wrapUp.retry', { when: midSentence(formatAgreed(next.dueAtMs, kept?.zone ?? policy.zone, minuteMs)) })}</p> : null}
          {next === null || next.ok || kept === null ? null : <LastTryChoice kept={kept} lastTry={draft.lastTry ?? null} onChange={(lastTry) => { editDraft(draft.callId, { lastTry }); }} myId={me.id} nowMs={minuteMs} hours={policy} />}
          {gap === 'tries-used-up' ? <p className="wb-problem" role="alert" data-testid="gap">{t('wrapUp.gap.tries-used-up')}</p> : null}
        </div>
        <div className="wb-summary-part">
          {isOver ? <p className="wb-summary-step"><b>2 {t('wrapUp.next.short')}</b></p> : null}
          <NextCallLine draft={draft} tried={written === 'again' ? kept : null} file={file} policy={policy} me={me} nowMs={minuteMs} isLocked={isFinishing} problem={isNextGap ? t(`wrapUp.gap.${gap}`) : null} focusCount={isNextGap ? tries : 0} />
        </div>
        <div className="wb-summary-part" ref={note}>
          {isOver ? <p className="wb-summary-step"><b>3 {t('wrapUp.note.short')}</b><span className="wb-faint">{t('wrapUp.note.optional')}</span></p> : null}
          {isOver ? <p className="wb-faint wb-auto-line">{autoLine(draft, file, policy.zone)}</p> : null}
          <div className="wb-note">
            <EditOutlined aria-hidden />
            <Input.TextArea
              value={draft.note} readOnly={isFinishing} maxLength={4000} autoSize={{ minRows: isOver ? 2 : 1, maxRows: isOver ? 8 : 3 }} variant="borderless" placeholder={t('wrapUp.note.placeholder')} aria-label={t('wrapUp.note.label')}
              data-testid="note" onChange={(event) => { editDraft(draft.callId, { note: event.target.value }); }}
            />
            <ActionKey action="wrapUp.note" />
          </div>
        </div>
        {isOver ? (
          <div className="wb-summary-part">
            <p className="wb-summary-step"><b>4 {t('wrapUp.feedback.short')}</b><span className="wb-faint">{t('wrapUp.note.optional')}</span></p>
            <div className="wb-feedback">
              <ObstacleChoice chosen={draft.obstacle ?? null} isLocked={isFinishing} onChoose={(obstacle) => { editDraft(draft.callId, { obstacle }); }} />
              <OpinionRows opinions={draft.opinions ?? []} file={file} isLocked={isFinishing} onChange={(opinions) => { editDraft(draft.callId, { opinions }); }} />
            </div>
            {gap === 'opinion-unfinished' ? <p className="wb-problem" role="alert" data-testid="gap">{t('wrapUp.gap.opinion-unfinished')}</p> : null}
          </div>
        ) : null}
      </div>
      {gap === 'call-not-over' && !isOver ? <p className="wb-problem" role="status">{t('wrapUp.gap.call-not-over')}</p> : null}
      {isOver ? (
        <footer className="wb-summary-foot">
          {gap === 'household-missing' || gap === 'name-missing' || gap === 'number-missing' || gap === 'number-wrong' ? <p className="wb-problem" role="alert" data-testid="gap">{t(`wrapUp.gap.${gap}`)}</p> : null}
          <div className="wb-summary-buttons">
            <button type="button" className="wb-finish" data-testid="finish" aria-disabled={isFinishing} onClick={onFinish}>{t('wrapUp.finish')}<ActionKey action="wrapUp.finish" /></button>
            <button type="button" className="wb-plain-big" data-testid="postpone" onClick={onPostpone}>{t('wrapUp.postpone')}</button>
          </div>
          {isKept ? <p className="wb-faint">{t('wrapUp.nothingLost')}</p> : null}
        </footer>
      ) : null}
    </section>
  );
}

/** Whose summary it is: 「写给 妈妈 陈晓雯」. */
function writtenTo(draft: WrapUpDraft, file: HouseholdFile | null): string {
  const person = file === null ? null : personOf(file, draft.customerId);
  const newcomer = draft.newCustomer?.name || draft.newHousehold?.personName || null;
  const who = person !== null ? personWords(person) : newcomer;
  return who === null ? i18next.t('wrapUp.writtenToNobody') : i18next.t('wrapUp.writtenTo', { who });
}

/** The line that writes itself: 「14:34 来电 5:51 · 妈妈 · 已答复」. */
function autoLine(draft: WrapUpDraft, file: HouseholdFile | null, zone: string): string {
  const person = file === null ? null : personOf(file, draft.customerId);
  const talked = draft.answeredAtMs === null || draft.endedAtMs === null ? null : formatShortSeconds((draft.endedAtMs - draft.answeredAtMs) / 1000);
  return [
    `${formatTime(draft.startedAtMs, zone)} ${i18next.t(draft.direction === 'in' ? 'words.kind.call-in' : 'words.kind.call-out')}${talked === null ? '' : ` ${talked}`}`,
    person === null ? null : i18next.t(`words.relation.${person.relation}`),
    draft.outcome === null ? null : outcomeCodeWord(draft.outcomeCode ?? draft.outcome, draft.direction),
    draft.questions.length === 0 ? null : draft.questions.map((question) => question.text).join(i18next.t('workbench.opening.and')),
  ].filter((part) => part !== null).join(i18next.t('words.separator'));
}
