import { z } from 'zod';
import { codeSchema } from './remit.ts';

const MOST_REASONS = 40;
const wordSchema = z.string().trim().min(1).max(20);

/** A reason for a pause, in both languages. One that is not active any more cannot be chosen; who is paused for it is shown by its words. */
export const pauseReasonSchema = z.object({ id: codeSchema, zh: wordSchema, en: wordSchema, active: z.boolean() });
export type PauseReason = z.infer<typeof pauseReasonSchema>;

/** All reasons of the centre in the order of the agents' menu, those no longer in use among them. Two in use have different words, and one at least is in use. */
export const pauseReasonsSchema = z.array(pauseReasonSchema).min(1).max(MOST_REASONS).superRefine((reasons, context) => {
  const isTaken = (at: number, same: (other: PauseReason) => boolean): boolean => reasons.some((other, place) => place < at && same(other));
  for (const [at, { id, zh, en, active }] of reasons.entries()) {
    if (isTaken(at, (other) => other.id === id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'twice' });
    if (active && isTaken(at, (other) => other.active && other.zh === zh)) context.addIssue({ code: 'custom', path: [at, 'zh'], message: 'twice' });
    if (active && isTaken(at, (other) => other.active && other.en.toLowerCase() === en.toLowerCase())) context.addIssue({ code: 'custom', path: [at, 'en'], message: 'twice' });
  }
  if (!reasons.some(({ active }) => active)) context.addIssue({ code: 'custom', path: [], message: 'none-active' });
});

/** What a centre begins with, and what a central goes by that does not tell its own. */
export const usualPauseReasons: readonly PauseReason[] = [
  { id: 'break', zh: '小休', en: 'Break', active: true },
  { id: 'meal', zh: '用餐', en: 'Meal', active: true },
  { id: 'training', zh: '培训', en: 'Training', active: true },
  { id: 'meeting', zh: '会议', en: 'Meeting', active: true },
  { id: 'callbacks', zh: '回访外呼', en: 'Callbacks', active: true },
  { id: 'offline-work', zh: '线下工作', en: 'Desk work', active: true },
];
