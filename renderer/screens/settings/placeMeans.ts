import type { Agent } from '../../../shared/agents/agent.ts';
import type { AgentPlace, Place } from '../../../shared/agents/places.ts';
import { runsFloor } from '../../../shared/agents/roleRights.ts';
import { supervises } from '../../../shared/agents/supervises.ts';
import { i18next } from '../../language/i18n.ts';

export interface PlaceNames {
  readonly sites: readonly Place[];
  readonly teams: readonly Place[];
  readonly regions: readonly { readonly id: string; readonly name: string }[];
}

const named = (places: readonly Place[], id: string | null): Place | null => places.find((each) => each.id === id) ?? null;

/** A colleague's site and team by their ids, as the account names them. */
export const placeOfAgent = (agent: Pick<Agent, 'site' | 'team'>, names: PlaceNames): AgentPlace => ({
  siteId: names.sites.find(({ name }) => name === agent.site.trim())?.id ?? null, teamId: names.teams.find(({ name }) => name === agent.team.trim())?.id ?? null,
});

/** What it changes that a colleague belongs elsewhere, a sentence each: who supervises them, whom they supervise, who reads their figures, and what stays. */
export function placeMeans(agent: Agent, to: AgentPlace, everybody: readonly Agent[], names: PlaceNames): readonly string[] {
  const before = placeOfAgent(agent, names);
  const says: string[] = [];
  const team = named(names.teams, to.teamId);
  const list = (agents: readonly Agent[]): string => agents.map(({ name }) => name).join(i18next.t('words.separator'));
  if (to.teamId !== before.teamId) {
    const moved: Agent = { ...agent, team: team?.name ?? '' };
    const there = everybody.map((each) => (each.id === agent.id ? moved : each));
    const supervisors = everybody.filter(({ id, role, active }) => role === 'supervisor' && active && id !== agent.id);
    if (agent.role === 'agent') {
      const hasOwn = supervisors.some((each) => each.team === moved.team);
      const led = supervisors.filter((each) => supervises(each, moved, there));
      const left = supervisors.filter((each) => supervises(each, agent, everybody) && !supervises(each, moved, there));
      says.push(hasOwn ? i18next.t('settings.accounts.means.led', { names: list(led) }) : i18next.t('settings.accounts.means.ledByAll', { team: team?.name ?? i18next.t('settings.accounts.nobody') }));
      if (left.length > 0) says.push(i18next.t('settings.accounts.means.left', { names: list(left) }));
    } else if (runsFloor(agent.role) && team !== null) {
      says.push(i18next.t('settings.accounts.means.leads', { team: team.name, count: everybody.filter((each) => each.role === 'agent' && each.active && each.team === team.name).length }));
    }
  }
  const site = named(names.sites, to.siteId);
  if (to.siteId !== before.siteId && site !== null) {
    const region = names.regions.find(({ id }) => id === site.regionId);
    says.push(i18next.t('settings.accounts.means.site', { site: site.name }));
    says.push(region === undefined ? i18next.t('settings.accounts.means.noRegion', { site: site.name }) : i18next.t('settings.accounts.means.region', { region: region.name }));
  }
  return says.length === 0 ? [] : [...says, i18next.t('settings.accounts.means.same')];
}
