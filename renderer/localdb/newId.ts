import { v7 } from 'uuid';

/** A new id: UUIDv7, so that ids made later sort later and central stores a repeated push once. */
export function newId(): string {
  return v7();
}
