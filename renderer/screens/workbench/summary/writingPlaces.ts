import { z } from 'zod';
import { parse } from '../../../../shared/language/parse.ts';

/** Of a call's summary: its field, counted from the top, and the cursor in it. Null: a box to tick has no cursor. */
const placeSchema = z.object({ callId: z.string(), field: z.number().int().min(0), start: z.number().int().min(0).nullable(), end: z.number().int().min(0).nullable() });
export type WritingPlace = z.infer<typeof placeSchema>;

/** The window's own memory outlives a page that crashed or was loaded again, and is gone with the window. Nothing in it is anybody's words. */
const KEY = 'writing-places';
const MOST_KEPT = 4;

function read(): readonly WritingPlace[] {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return [];
  const places = parse(z.array(placeSchema), JSON.parse(text) as unknown);
  return places.ok ? places.value : [];
}

/** Where somebody was writing when this call's summary left the screen, or the page itself went; null: nowhere in it. */
export function writingPlaceOf(callId: string): WritingPlace | null {
  return read().find((place) => place.callId === callId) ?? null;
}

/** Of several summaries the oldest goes first. */
export function keepWritingPlace(place: WritingPlace): void {
  sessionStorage.setItem(KEY, JSON.stringify([...read().filter(({ callId }) => callId !== place.callId), place].slice(-MOST_KEPT)));
}

/** Nobody writes in this call's summary any more. */
export function dropWritingPlace(callId: string): void {
  const others = read();
  if (others.some((place) => place.callId === callId)) sessionStorage.setItem(KEY, JSON.stringify(others.filter((place) => place.callId !== callId)));
}
