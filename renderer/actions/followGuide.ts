import type { Guide } from '../../shared/guides/guide.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { GuideMarks, WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { deskClock } from '../time/deskClock.ts';
import { editDraft } from './editDraft.ts';
import { storeOps } from './storeOps.ts';

const NONE: GuideMarks = { done: [], skipped: [], at: null, rejected: false };

/** What was done of a guide in a call. */
export function guideMarks(draft: Pick<WrapUpDraft, 'guides'>, guideId: string): GuideMarks {
  return draft.guides?.[guideId] ?? NONE;
}

const setMarks = (draft: WrapUpDraft, guideId: string, change: Partial<GuideMarks>): void => {
  editDraft(draft.callId, { guides: { ...draft.guides, [guideId]: { ...guideMarks(draft, guideId), ...change } } });
};

/** The step the agent is at: the one jumped to while it is open, else the first that is neither done nor marked as not applicable. */
export function currentStep(guide: Guide, { done, skipped, at }: GuideMarks): string | null {
  const open = guide.steps.filter(({ id }) => !done.includes(id) && !skipped.includes(id));
  return (guide.steps.find(({ id }) => id === at) ?? open[0])?.id ?? null;
}

/** Ticks a step, or takes the tick back; the next open one is then at hand. */
export function tickStep(draft: WrapUpDraft, guideId: string, stepId: string): void {
  const { done } = guideMarks(draft, guideId);
  setMarks(draft, guideId, { done: done.includes(stepId) ? done.filter((id) => id !== stepId) : [...done, stepId], at: null });
}

/** Goes to a step, whatever was done before it. */
export function jumpToStep(draft: WrapUpDraft, guideId: string, stepId: string): void {
  setMarks(draft, guideId, { at: stepId });
}

/** Marks a step as not applicable, or as applicable after all: the rule's owner is told. */
export function skipStep(draft: WrapUpDraft, guideId: string, stepId: string): void {
  const { skipped } = guideMarks(draft, guideId);
  const applies = skipped.includes(stepId);
  setMarks(draft, guideId, { skipped: applies ? skipped.filter((id) => id !== stepId) : [...skipped, stepId], at: null });
  tellOwner(draft, guideId, stepId, applies);
}

/** The whole guide does not apply in this talk, or does after all: another one stands instead. */
export function rejectGuide(draft: WrapUpDraft, guideId: string, rejected: boolean): void {
  setMarks(draft, guideId, { rejected });
  tellOwner(draft, guideId, null, !rejected);
}

function tellOwner({ interactionId }: WrapUpDraft, guideId: string, stepId: string | null, applies: boolean): void {
  void storeOps([makeOp('guide.judge', { guideId, stepId, interactionId, applies }, deskClock.now())]);
}
