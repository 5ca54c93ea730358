import { z } from 'zod';
import { type OverruleReason, overruleReasons } from '../callbacks/overrule.ts';

/** What a desktop's INVITE says of the leave it was dialled with, beside the reason. */
export interface DialPermission {
  /** As it stands there: not proved to be one of ours. */
  readonly reason: string;
  readonly callbackId: string | null;
  readonly householdId: string | null;
  readonly customerId: string | null;
  /** Named for going over a cap or a preference; null: none, or none there is. */
  readonly overrule: OverruleReason | null;
}

const uuid = z.uuid();

/** `agreed;callback=<id>;household=<id>;customer=<id>;overrule=safety`: one header, which a line takes out before the call leaves the house. */
export function writePermission({ reason, callbackId, householdId, customerId, overrule }: DialPermission): string {
  const named = [['callback', callbackId], ['household', householdId], ['customer', customerId], ['overrule', overrule]] as const;
  return [reason, ...named.flatMap(([name, id]) => (id === null ? [] : [`${name}=${id}`]))].join(';');
}

/** @param header the X-Permission header. @returns null when it names no reason; an id or an overruling reason that is none is left out. */
export function readPermission(header: string | undefined): DialPermission | null {
  const [reason = '', ...rest] = (header ?? '').split(';').map((part) => part.trim());
  if (reason === '') return null;
  const said = (name: string): string | undefined => rest.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const idOf = (name: string): string | null => {
    const id = uuid.safeParse(said(name));
    return id.success ? id.data.toLowerCase() : null;
  };
  const overrule = overruleReasons.find((each) => each === said('overrule')) ?? null;
  return { reason: reason.slice(0, 40), callbackId: idOf('callback'), householdId: idOf('household'), customerId: idOf('customer'), overrule };
}
