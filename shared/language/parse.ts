import type { z } from 'zod';

/** One thing wrong with what came through a door: the field by its path, and a short English reason for the log. */
export interface FieldFault {
  /** Dotted path from the root of the message, '' for the message itself. */
  readonly field: string;
  /** zod's code: the screen words it in the user's language. */
  readonly code: string;
  readonly detail: string;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Parses at a door (IPC, network, disk). Never throws; unknown fields are dropped; every fault names its field. */
export function parse<S extends z.ZodType>(schema: S, raw: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    faults: result.error.issues.map((issue) => ({ field: issue.path.map(String).join('.'), code: issue.code, detail: issue.message })),
  };
}
