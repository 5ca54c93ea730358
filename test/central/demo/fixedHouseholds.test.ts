import { describe, expect, it } from 'vitest';
import { demoAgents } from '../../../central/demo/demoAgents.ts';
import type { DemoHousehold } from '../../../central/demo/demoData.ts';
import { fixedHouseholdIds } from '../../../central/demo/fixedHouseholds.ts';
import { generateDemo } from '../../../central/demo/generateHouseholds.ts';
import { childStage } from '../../../shared/customers/childStage.ts';
import { must } from '../../../shared/language/must.ts';
import { localClock } from '../../../shared/time/localClock.ts';

const NOW = Date.parse('2026-11-19T14:38:00+08:00');
const demo = generateDemo(NOW, 20);
const agentId = (number: string): string => must(demoAgents.find((agent) => agent.number === number), number).id;
const byId = (id: string): DemoHousehold => must(demo.households.find((one) => one.household.id === id), 'a fixed household');
const withNumber = (number: string): readonly DemoHousehold[] => demo.households.filter((one) => one.phones.some((phone) => phone.number === number));
const stages = (one: DemoHousehold) => one.children.map((child) => childStage(child, NOW, one.household.zone));

describe('the fixed households', () => {
  it('have ids that do not hang on the moment', () => {
    expect(fixedHouseholdIds.chen).toBe('fc7f6447-c26e-5940-8d75-ecfc0b73a873');
    const later = generateDemo(NOW + 40 * 86_400_000, 20);
    expect(later.households.slice(0, 9).map((one) => one.household.id)).toEqual(Object.values(fixedHouseholdIds));
    expect(later.households[0]?.customers.map((customer) => customer.id)).toEqual(demo.households[0]?.customers.map((customer) => customer.id));
  });

  it('021-6123 4567: 陈女士家, five people, two children, tier A', () => {
    const [chen, ...others] = withNumber('+862161234567');
    expect(others).toEqual([]);
    expect(chen?.household).toMatchObject({ id: fixedHouseholdIds.chen, name: '陈女士家', city: '上海', tier: 'A', relationClass: 'own' });
    expect(chen?.customers.map(({ name, relation }) => [name, relation])).toEqual([
      ['陈晓雯', 'mother'], ['黄玉珍', 'maternal-grandmother'], ['林志强', 'father'], ['林芳', 'aunt'], ['林国栋', 'paternal-grandfather'],
    ]);
    expect(chen?.customers.map((customer) => customer.id)).toEqual(chen?.customers.map((customer) => customer.id).sort());
    expect(chen?.customers[1]?.language).toBe('shanghainese');
    expect(stages(must(chen, 'chen'))).toEqual([{ kind: 'months', months: 5, days: 11 }, { kind: 'years', years: 3, months: 2 }]);
  });

  it('021-6123 4567: an open complaint due tomorrow noon, a promise in 22 minutes, yesterday’s call in vain', () => {
    const chen = byId(fixedHouseholdIds.chen);
    expect(chen.cases).toMatchObject([{ kind: 'complaint', title: '2 罐中 1 罐凹罐', state: 'open', handlerName: '周敏', dueAtMs: Date.parse('2026-11-20T12:00:00+08:00') }]);
    expect(chen.callbacks).toMatchObject([{ dueAtMs: Date.parse('2026-11-19T15:00:00+08:00'), purpose: '问转奶', ownerAgentId: agentId('1001'), permissionReason: 'agreed', state: 'open', number: '+862161234567' }]);
    const agreedIn = chen.interactions.find((interaction) => interaction.id === chen.callbacks[0]?.agreedInInteractionId);
    expect(agreedIn).toMatchObject({ outcome: 'callback-agreed', agentName: '王倩' });
    expect(chen.interactions[0]).toMatchObject({ kind: 'call-out', outcome: 'no-answer', startedAtMs: Date.parse('2026-11-18T15:02:00+08:00') });
    expect(chen.purchases).toHaveLength(3);
    expect(chen.questions).toHaveLength(3);
    expect(chen.commitments.filter((commitment) => commitment.state === 'open')).toHaveLength(1);
  });

  it('020-8555 0143: a Cantonese family whose child is expected, week 28', () => {
    const [one] = withNumber('+862085550143');
    expect(one?.household).toMatchObject({ id: fixedHouseholdIds.guangzhouUnborn, city: '广州' });
    expect(stages(must(one, 'guangzhou'))).toEqual([{ kind: 'unborn', weeks: 28, days: 3 }]);
    expect(one?.customers.every((customer) => customer.language === 'cantonese')).toBe(true);
    expect(one?.callbacks).toMatchObject([{ permissionReason: 'prenatal', ownerAgentId: agentId('1005') }]);
  });

  it('028-8765 4321: Sichuanese twins on formula', () => {
    const [one] = withNumber('+862887654321');
    expect(one?.household).toMatchObject({ id: fixedHouseholdIds.chengduTwins, city: '成都' });
    expect(one?.children.map((child) => [child.sex, child.feeding, child.birthDate])).toEqual([['boy', 'formula', one?.children[1]?.birthDate], ['girl', 'formula', one?.children[0]?.birthDate]]);
  });

  it('139 1234 5678: one mobile that mother and nanny of one household share', () => {
    const found = withNumber('+8613912345678');
    expect(found).toHaveLength(1);
    expect(found[0]?.customers.map((customer) => customer.relation)).toEqual(['mother', 'nanny']);
    expect(found[0]?.phones).toMatchObject([{ customerId: null, kind: 'mobile' }]);
  });

  it('has a household of one, one of another brand that is not to be rung, and one in another zone', () => {
    expect(byId(fixedHouseholdIds.onePerson).customers).toHaveLength(1);
    const rival = byId(fixedHouseholdIds.rivalOptOut);
    expect(rival.household.relationClass).toBe('rival');
    expect(rival.customers.every((customer) => customer.channelAttitude.phone === 'refuse')).toBe(true);
    expect(rival.interactions.some((interaction) => interaction.outcome === 'opt-out')).toBe(true);
    const away = byId(fixedHouseholdIds.otherZone);
    expect(away.household.zone).toBe('Asia/Urumqi');
    const [callback] = away.callbacks;
    expect(localClock(must(callback, 'a callback').dueAtMs, 'Asia/Urumqi').minuteOfDay).toBe(10 * 60 + 30);
    expect(callback?.zone).toBe('Asia/Urumqi');
  });
});

describe('the demo agents', () => {
  it('are twelve at two sites in two teams: nine agents, two supervisors, one who edits and administers; one has left', () => {
    expect(demoAgents.map((agent) => agent.number)).toEqual(Array.from({ length: 12 }, (_each, i) => String(1001 + i)));
    expect(new Set(demoAgents.map((agent) => agent.site)).size).toBe(2);
    expect(new Set(demoAgents.map((agent) => agent.team)).size).toBe(2);
    expect(demoAgents.filter((agent) => agent.role === 'agent')).toHaveLength(9);
    expect(demoAgents.filter((agent) => agent.role === 'supervisor').map((agent) => agent.number)).toEqual(['1010', '1011']);
    expect(demoAgents.filter((agent) => agent.role === 'admin').map((agent) => agent.number)).toEqual(['1012']);
    expect(demoAgents.filter((agent) => !agent.active).map((agent) => agent.number)).toEqual(['1009']);
  });
});
