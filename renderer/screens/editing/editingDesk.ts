import type { ReactNode } from 'react';

/** What each desk of the editors' page is given. */
export interface EditingDeskProps {
  /** The page's title: which desk it is, and the others. */
  readonly desks: ReactNode;
  /** Told while something is not stored: the page keeps it on screen. */
  readonly onDirty: (isDirty: boolean) => void;
}
