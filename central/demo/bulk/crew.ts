import type { Agent } from '../../../shared/agents/agent.ts';
import { must } from '../../../shared/language/must.ts';
import { demoAgents } from '../demoAgents.ts';
import type { DemoHousehold } from '../demoData.ts';
import { demoId } from '../demoId.ts';
import { aunts, mothers, surnames } from '../names.ts';
import { prng } from '../prng.ts';

/** Customers one agent looks after. */
const CUSTOMERS_PER_AGENT = 1000;
const FIRST_NUMBER = 20_000;
/** Whose places are taken in the made-up stories: everybody who talks to customers. */
const roles = demoAgents.filter((agent) => agent.role === 'agent');

/** How many stand in each demo agent's place, for so many customers. */
export function crewSize(customers: number): number {
  return Math.ceil(customers / CUSTOMERS_PER_AGENT / roles.length);
}

/** The colleague who stands in a demo agent's place for one share of the households. */
function colleague(place: number, share: number): Agent {
  const role = must(roles[place], 'a place');
  const random = prng(`careline/crew/${place}/${share}`);
  const number = String(FIRST_NUMBER + share * roles.length + place);
  const region = role.site === '广州' ? surnames.lingnan : surnames.jiangnan;
  return { ...role, id: demoId('crew', number), number, extension: number, name: `${random.weighted(region)}${random.pick(random.chance(0.7) ? mothers : aunts)}`, team: `${role.team}-${share + 1}` };
}

/** Everybody of a crew. */
export function crew(size: number): readonly Agent[] {
  return Array.from({ length: size }, (_, share) => roles.map((_role, place) => colleague(place, share))).flat();
}

/** The colleagues of one share of the households, by the id of the demo agent in whose place each stands. */
export function shareOfCrew(size: number, share: number): ReadonlyMap<string, Agent> {
  return new Map(roles.map((role, place) => [role.id, colleague(place, share % size)]));
}

/** Puts a share's colleagues in the demo agents' places: eight people cannot have talked to a million. */
export function recast(household: DemoHousehold, cast: ReadonlyMap<string, Agent>): DemoHousehold {
  const id = (agentId: string | null): string | null => (agentId === null ? null : cast.get(agentId)?.id ?? agentId);
  const name = (agentId: string | null, was: string): string => (agentId === null ? was : cast.get(agentId)?.name ?? was);
  const handlers = new Map(roles.map((role) => [role.name, cast.get(role.id)?.name ?? role.name]));
  return {
    ...household,
    interactions: household.interactions.map((one) => ({ ...one, agentId: id(one.agentId), agentName: name(one.agentId, one.agentName) })),
    // What nobody has taken stands on every desktop: in a large store, whoever agreed to it has it.
    callbacks: household.callbacks.map((one) => ({ ...one, ownerAgentId: id(one.ownerAgentId) ?? id(one.agreedByAgentId), agreedByAgentId: id(one.agreedByAgentId) })),
    commitments: household.commitments.map((one) => ({ ...one, promisedByAgentId: id(one.promisedByAgentId), promisedByName: name(one.promisedByAgentId, one.promisedByName) })),
    cases: household.cases.map((one) => ({ ...one, handlerName: one.handlerName === null ? null : handlers.get(one.handlerName) ?? one.handlerName })),
  };
}
