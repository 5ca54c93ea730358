import { z } from 'zod';

/** A calendar day without a zone, 'YYYY-MM-DD': birthdays, due dates. */
export type IsoDate = string;

export const isoDateSchema = z.iso.date();
