import { type Place, placesSchema } from '../../../shared/agents/places.ts';
import type { Fault } from './draftFaults.ts';

const MOST_LETTERS = 40;

/** Sites or teams as they are typed. */
export interface PlacesDraft {
  readonly places: readonly Place[];
}

/** The list that was typed, or what is wrong with which name, by its place in the list. */
export function readPlacesDraft({ places }: PlacesDraft): { readonly ok: true; readonly value: Place[] } | { readonly ok: false; readonly at: ReadonlyMap<number, Fault> } {
  const read = placesSchema.safeParse(places);
  if (read.success) return { ok: true, value: read.data };
  const at = new Map<number, Fault>();
  for (const { path, code } of read.error.issues) {
    const place = Number(path[0]);
    if (!at.has(place)) at.set(place, code === 'too_big' ? { key: 'tooLong', values: { most: MOST_LETTERS } } : { key: code === 'custom' ? 'nameTwice' : 'required' });
  }
  return { ok: false, at };
}

/** What differs between two lists, each as text: 「上海（华东）」, '' for one that is not there. */
export function placeDifferences(before: readonly Place[], after: readonly Place[], text: (place: Place) => string): readonly (readonly [before: string, after: string])[] {
  const byId = (places: readonly Place[]): ReadonlyMap<string, string> => new Map(places.map((place) => [place.id, text(place)]));
  const [was, is] = [byId(before), byId(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((id) => [was.get(id) ?? '', is.get(id) ?? ''] as const).filter(([one, other]) => one !== other);
}
