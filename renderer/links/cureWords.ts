import type { LinkName } from '../../shared/ipc/readiness.ts';
import { i18next } from '../language/i18n.ts';

/** What mends a link that is down: by its cause where that wants something of its own, else as of every fault of this link. */
export function cureWords(name: LinkName, cause: string): string {
  const key = `link.cureOf.${cause}`;
  return i18next.exists(key) ? i18next.t(key as 'link.cureOf.database-silent') : i18next.t(`link.cure.${name}`);
}
