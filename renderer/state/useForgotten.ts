import { useEffect, useRef } from 'react';
import { type Forgotten, isForgotten, onForgotten } from '../localdb/forgetErased.ts';

/** For what a component itself holds of customers, such as hits: told of each who is erased, so that they leave the screen at once. */
export function useForgotten(forget: (forgotten: Forgotten) => void): void {
  const latest = useRef(forget);
  useEffect(() => { latest.current = forget; });
  useEffect(() => onForgotten((forgotten) => { latest.current(forgotten); }), []);
}

/** Hits without those who were erased. */
export function withoutForgotten<Hit extends { readonly householdId: string; readonly customerId: string }>(hits: readonly Hit[], forgotten: Forgotten): readonly Hit[] {
  return hits.filter((hit) => !isForgotten(forgotten, hit));
}
