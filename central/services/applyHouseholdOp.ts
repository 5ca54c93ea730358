import type { Connection } from '../store/pool.ts';
import type { Agent } from '../../shared/agents/agent.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import { leaveOfPeople, leaveOfRecord } from '../../shared/customers/leaveOfRecord.ts';
import { noFamilyKinds, type Phone } from '../../shared/customers/phoneKind.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { proposeMerges } from '../store/duplicates.ts';
import { addChildren, addCustomers, addHousehold, addPhones, customerIsOf, hasNumber, householdExists, lockHousehold, lockNewHouseholds } from '../store/households.ts';
import { addRecordLeave } from '../store/leave.ts';
import { type Changed, formerByNumber, returnNumber } from '../store/formerPhones.ts';
import { agentScope, householdTouched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';
import { numberTouched } from './patchPhoneOp.ts';

/**
 * A new household, with everything the first call told. It stands on the desktop that made it. Is it much like one that is
 * there (another desktop, offline too, made the same), merging the two is proposed: never done without a person.
 */
export async function addHouseholdOp(client: Connection, data: OpData<'household.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const { household, customers, children, phones } = data;
  const id = household.id;
  const stray = customers.findIndex((customer) => customer.householdId !== id);
  if (stray >= 0) return refusedOp('bad-op', `customers.${stray}.householdId`);
  const strayChild = children.findIndex((child) => child.householdId !== id);
  if (strayChild >= 0) return refusedOp('bad-op', `children.${strayChild}.householdId`);
  const people = new Set(customers.map((customer) => customer.id));
  const strayPhone = phones.findIndex((phone) => phone.customerId !== null && !people.has(phone.customerId));
  if (strayPhone >= 0) return refusedOp('bad-op', `phones.${strayPhone}.customerId`);

  const subjects = [{ table: 'household', id }] as const;
  if (!await addHousehold(client, household)) return refusedOp('conflict', 'household.id', null, subjects);
  if (await addCustomers(client, customers) !== customers.length) return refusedOp('conflict', 'customers', null, subjects);
  await addChildren(client, children);
  await addPhones(client, id, phones.map(comparable));
  await addRecordLeave(client, leaveOfRecord(household, customers, nowMs), me.id, me.name);
  await lockNewHouseholds(client);
  await proposeMerges(client, [id], null, nowMs);
  return { ok: true, touched: await householdTouched(client, id, [agentScope(me.id)]), subjects };
}

/**
 * A new person in a household that is there.
 *
 * @param atMs when it was done on the desktop: leave that comes with them is older than an opt-out said after it.
 */
export async function addCustomerOp(client: Connection, data: OpData<'customer.add'>, me: Agent, atMs: number, nowMs: number): Promise<Applied> {
  const { customer, phones } = data;
  const strayPhone = phones.findIndex((phone) => phone.customerId !== null && phone.customerId !== customer.id);
  if (strayPhone >= 0) return refusedOp('bad-op', `phones.${strayPhone}.customerId`);
  if (!await householdExists(client, customer.householdId)) return refusedOp('not-found', 'customer.householdId');
  const subjects = [{ table: 'household', id: customer.householdId }] as const;
  if (await addCustomers(client, [customer]) !== 1) return refusedOp('conflict', 'customer.id', null, subjects);
  const theirs: Phone[] = [];
  const ringAgain: Changed[] = [];
  for (const phone of phones.map(comparable)) {
    const former = await formerByNumber(client, customer.householdId, phone.number);
    // Said not to be theirs after this was written down: the later word stands. Else it is theirs again.
    if (former !== null && former.saidAtMs >= atMs) continue;
    if (former !== null) ringAgain.push(...await returnNumber(client, customer.householdId, phone.number, false, nowMs, me.name));
    theirs.push(phone);
  }
  await addPhones(client, customer.householdId, theirs);
  await addRecordLeave(client, leaveOfPeople([customer], atMs), me.id, me.name);
  return { ok: true, touched: await numberTouched(client, customer.householdId, ringAgain), subjects };
}

/** A child, born or expected, in a household that is there. */
export async function addChildOp(client: Connection, { child }: OpData<'child.add'>): Promise<Applied> {
  if (!await lockHousehold(client, child.householdId)) return refusedOp('not-found', 'child.householdId');
  const subjects = [{ table: 'household', id: child.householdId }] as const;
  if (await addChildren(client, [child]) !== 1) return refusedOp('conflict', 'child.id', null, subjects);
  return { ok: true, touched: await householdTouched(client, child.householdId, []), subjects };
}


/**
 * A number that rang, kept with a household, so that it pops them next time. A number that stands there already is fine:
 * nothing is stored and nobody is told. Two desktops that keep it at the same moment store it once. One that was said not to be
 * theirs any more is theirs again, if it rang after that was said.
 *
 * @param atMs when it was kept on the desktop.
 */
export async function addPhoneOp(client: Connection, data: OpData<'phone.add'>, me: Agent, nowMs: number, atMs: number): Promise<Applied> {
  const { householdId, phone } = data;
  const { number, kind, extension } = storePhone(phone.number);
  if (number === null || noFamilyKinds.includes(kind)) return refusedOp('bad-op', 'phone.number');
  if (!await lockHousehold(client, householdId)) return refusedOp('not-found', 'householdId');
  if (phone.customerId !== null && !await customerIsOf(client, phone.customerId, householdId)) return refusedOp('not-found', 'phone.customerId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  if (await hasNumber(client, householdId, number)) return { ok: true, touched: [], subjects };
  const kept: Phone = { ...phone, number, kind, extension: phone.extension ?? extension, addedAtMs: nowMs, addedByName: me.name };
  const former = await formerByNumber(client, householdId, number);
  if (former !== null && former.saidAtMs >= atMs) return refusedOp('conflict', 'phone.number', 'not-theirs', subjects);
  const ringAgain = former === null ? [] : await returnNumber(client, householdId, number, false, nowMs, me.name);
  if (await addPhones(client, householdId, [kept]) !== 1) return refusedOp('conflict', 'phone.id', null, subjects);
  return { ok: true, touched: await numberTouched(client, householdId, ringAgain), subjects };
}

/** Numbers are compared as they stand: one that an older desktop stored otherwise is brought to today's form. */
function comparable(phone: Phone): Phone {
  const stored = storePhone(phone.number);
  return stored.number === null ? phone : { ...phone, number: stored.number, kind: stored.kind, extension: phone.extension ?? stored.extension };
}
