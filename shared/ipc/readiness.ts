/** The six links that must hold before a call may be offered. Each is tested for real, never assumed. */
export const linkNames = ['network', 'registration', 'microphone', 'ringer', 'pop', 'store'] as const;
export type LinkName = (typeof linkNames)[number];

export type LinkStatus =
  | { readonly state: 'unknown' }
  | { readonly state: 'checking' }
  | { readonly state: 'up'; readonly checkedAtMs: number; readonly detail: string | null }
  /** `cause` is a translation key under `link.cause.`. */
  | { readonly state: 'down'; readonly sinceMs: number; readonly cause: string };

export type Readiness = { readonly [L in LinkName]: LinkStatus };
