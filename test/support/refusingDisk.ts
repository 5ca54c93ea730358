import { vi } from 'vitest';

/** A disk that takes no more, as Chromium shows it once it has closed the database: it cannot be opened either. Undone by mockRestore. */
export function refuseToOpen() {
  return vi.spyOn(indexedDB, 'open').mockImplementation(() => { throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError'); });
}
