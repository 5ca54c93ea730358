/** Only plain data crosses the bridge, so faults are values, not Errors. */
export type IpcFault = {
  readonly code: 'untrusted-sender' | 'bad-request' | 'internal';
  /** For a bad request: the field at fault, by its path. */
  readonly field: string | null;
  readonly detail: string;
};
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: IpcFault };

/** What a handler of main says when it cannot: an expected refusal, worded by the screen. */
export type Refused<R extends string> = { readonly ok: false; readonly refusal: R; readonly detail: string | null };
export type Done<T> = { readonly ok: true; readonly value: T };
