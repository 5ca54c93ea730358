/** What waiting callers press to hang up and be rung in their turn, unless the line is set up otherwise. */
export const USUAL_CALLBACK_KEY = '1';
