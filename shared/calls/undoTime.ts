/** How long a finished wrap-up can be taken back, milliseconds. */
export const UNDO_MS = 10_000;
