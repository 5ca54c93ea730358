import { z } from 'zod';

/** IANA zone names; China's customers all live in this one unless their record says otherwise. */
export const DEFAULT_ZONE = 'Asia/Shanghai';

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const zoneSchema = z.string().refine(isZone, { message: 'unknown IANA zone' });
