import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedHouseholdIds } from '../../../central/demo/fixedHouseholds.ts';
import { demoCities } from '../../../central/demo/cities.ts';
import { articleId, writtenArticles } from '../../../central/demo/demoArticles.ts';
import type { DemoData, DemoHousehold } from '../../../central/demo/demoData.ts';
import { generateDemo } from '../../../central/demo/generateHouseholds.ts';
import { agentSchema } from '../../../shared/agents/agent.ts';
import { callbackSchema } from '../../../shared/callbacks/callback.ts';
import { stageMonths } from '../../../shared/customers/childStage.ts';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { storePhone } from '../../../shared/customers/phoneNumber.ts';
import { articleSchema } from '../../../shared/knowledge/article.ts';
import { parse } from '../../../shared/language/parse.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';

/** A Thursday, 14:38 on the mainland. */
const NOW = Date.parse('2026-11-19T14:38:00+08:00');
const LATER = Date.parse('2027-02-01T09:10:00+08:00');

/** Months of age each stage of the product is for. */
const STAGES: Readonly<Record<string, { readonly from: number; readonly to: number }>> = { 1: { from: 0, to: 6 }, 2: { from: 6, to: 12 }, 3: { from: 12, to: 36 }, 4: { from: 36, to: 61 } };

let demo: DemoData;
const every = <T>(list: (household: DemoHousehold) => readonly T[]): readonly T[] => demo.households.flatMap(list);
const digest = (data: DemoData): string => createHash('sha1').update(JSON.stringify(data)).digest('hex');
/** Households other than the hand-written ones: the seven that stand first. */
const drawn = (): readonly DemoHousehold[] => demo.households.slice(7);

beforeAll(() => {
  demo = generateDemo(NOW);
}, 60_000);

describe('generateDemo', () => {
  it('gives the same data for the same moment, and other data for another', () => {
    expect(digest(generateDemo(NOW))).toBe(digest(demo));
    expect(digest(generateDemo(LATER, 50))).not.toBe(digest(generateDemo(NOW, 50)));
  }, 60_000);

  it('makes 2,000 households in the thirteen cities, in their proportions', () => {
    expect(demo.households).toHaveLength(2000);
    const counts = new Map<string, number>();
    for (const { household } of demo.households) counts.set(household.city ?? '', (counts.get(household.city ?? '') ?? 0) + 1);
    for (const city of demoCities) expect(Math.abs((counts.get(city.name) ?? 0) - city.households), city.name).toBeLessThanOrEqual(6);
  });

  it('makes records that every door accepts', () => {
    const faults = demo.households.flatMap((household) => {
      const file = { ...household, purchaseCount: household.purchases.length, interactionCount: household.interactions.length, asOfMs: NOW };
      const parsed = parse(householdFileSchema, file);
      return parsed.ok ? [] : parsed.faults.map((fault) => `${household.household.id} ${fault.field}: ${fault.detail}`);
    });
    expect(faults).toEqual([]);
    expect(parse(z.array(callbackSchema), every((one) => one.callbacks)).ok).toBe(true);
    expect(parse(z.array(articleSchema), demo.articles).ok).toBe(true);
    expect(parse(z.array(agentSchema), demo.agents).ok).toBe(true);
  }, 60_000);

  it('never gives an id twice, nor points to one that is not there', () => {
    const ids = every((one) => [one.household, ...one.phones, ...one.customers, ...one.children, ...one.callbacks, ...one.commitments, ...one.cases, ...one.purchases, ...one.questions, ...one.interactions].map((record) => record.id));
    expect(new Set(ids).size).toBe(ids.length);
    const agents = new Set(demo.agents.map((agent) => agent.id));
    const articles = new Set(demo.articles.map((article) => article.id));
    const lost = demo.households.flatMap((one) => {
      const people = new Set(one.customers.map((customer) => customer.id));
      const contacts = new Set(one.interactions.map((interaction) => interaction.id));
      const callbacks = new Set(one.callbacks.map((callback) => callback.id));
      return [
        ...[...one.phones, ...one.interactions, ...one.callbacks, ...one.commitments, ...one.cases].filter((record) => record.customerId !== null && !people.has(record.customerId)),
        ...one.interactions.filter((record) => (record.agentId !== null && !agents.has(record.agentId)) || (record.callbackId !== null && !callbacks.has(record.callbackId)) || record.articlesUsed.some(({ articleId: id }) => !articles.has(id))),
        ...one.callbacks.filter((record) => (record.agreedInInteractionId !== null && !contacts.has(record.agreedInInteractionId)) || !one.phones.some((phone) => phone.number === record.number)),
        ...one.questions.filter((record) => !contacts.has(record.interactionId) || (record.articleId !== null && !articles.has(record.articleId))),
      ];
    });
    expect(lost).toEqual([]);
  });

  it('gives no number to two households but the one that is on two lists, and each in the form numbers are stored in', () => {
    const numbers = every((one) => (one.household.id === fixedHouseholdIds.listedInWuxi ? [] : one.phones.map((phone) => phone.number)));
    expect(new Set(numbers).size).toBe(numbers.length);
    const odd = every((one) => one.phones.filter((phone) => {
      const stored = storePhone(phone.number);
      return stored.number !== phone.number || stored.kind !== phone.kind;
    }));
    expect(odd).toEqual([]);
    expect(drawn().filter((one) => one.phones.some((phone) => phone.customerId === null)).length).toBeGreaterThan(1000);
  });
});

describe('the families', () => {
  const surname = (name: string): string => name.slice(0, 1);
  const person = (one: DemoHousehold, relation: string): string | null => one.customers.find((customer) => customer.relation === relation)?.name ?? null;

  it('have one to six people and one to three children', () => {
    for (const one of demo.households) {
      expect(one.customers.length).toBeGreaterThanOrEqual(1);
      expect(one.customers.length).toBeLessThanOrEqual(6);
      expect(one.children.length).toBeGreaterThanOrEqual(1);
      expect(one.children.length).toBeLessThanOrEqual(3);
    }
    expect(new Set(demo.households.map((one) => one.customers.length))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('bear consistent surnames: the child its father’s, a grandmother neither her husband’s nor the other family’s', () => {
    const wrong = demo.households.filter((one) => {
      const father = person(one, 'father') ?? person(one, 'paternal-grandfather');
      const mother = person(one, 'mother') ?? person(one, 'maternal-grandfather');
      const childSurnames = new Set(one.children.flatMap((child) => child.name === null ? [] : [surname(child.name)]));
      const grandmothers = [person(one, 'maternal-grandmother'), person(one, 'paternal-grandmother')].filter((name) => name !== null).map(surname);
      return childSurnames.size > 1 || (father !== null && [...childSurnames].some((own) => own !== surname(father))) || (mother !== null && childSurnames.has(surname(mother)))
        || grandmothers.some((own) => own === (father === null ? null : surname(father)) || own === (mother === null ? null : surname(mother)));
    });
    expect(wrong.map((one) => one.household.name)).toEqual([]);
  });

  it('include twins, children expected, children overdue, and dialects that follow the city and the generation', () => {
    const twins = demo.households.filter((one) => new Set(one.children.map((child) => child.birthDate ?? child.dueDate)).size < one.children.length);
    expect(twins.length).toBeGreaterThan(20);
    const unborn = demo.households.filter((one) => one.children.some((child) => child.birthDate === null));
    expect(unborn.length).toBeGreaterThan(150);
    const share = (city: string, language: string, elder: boolean): number => {
      const people = drawn().filter((one) => one.household.city === city).flatMap((one) => one.customers).filter((customer) => customer.relation.includes('grand') === elder && customer.relation !== 'nanny');
      return people.filter((customer) => customer.language === language).length / people.length;
    };
    expect(share('广州', 'cantonese', true)).toBeGreaterThan(share('广州', 'cantonese', false));
    expect(share('广州', 'cantonese', false)).toBeGreaterThan(0.3);
    expect(share('上海', 'shanghainese', true)).toBeGreaterThan(0.3);
    expect(share('上海', 'shanghainese', false)).toBeLessThan(0.2);
    expect(share('成都', 'sichuanese', true)).toBeGreaterThan(0.6);
    expect(share('北京', 'cantonese', true)).toBeLessThan(0.1);
  });

  it('stand in tier A for the fifth that spent most', () => {
    const spent = (one: DemoHousehold): number => one.purchases.reduce((sum, purchase) => sum + purchase.amountMinor, 0);
    const a = drawn().filter((one) => one.household.tier === 'A');
    const others = drawn().filter((one) => one.household.tier !== 'A');
    expect(Math.abs(a.length / drawn().length - 0.2)).toBeLessThan(0.01);
    expect(Math.min(...a.map(spent))).toBeGreaterThanOrEqual(Math.max(...others.map(spent)));
    expect(demo.households.every((one) => one.customers.every((customer) => customer.tier === one.household.tier))).toBe(true);
  });

  it('buy what their children drink: the stage of the age, at shelf prices, one to fourteen times', () => {
    const wrong = demo.households.flatMap((one) => one.purchases.filter((purchase) => {
      const stage = /^优安(\d)段/.exec(purchase.product)?.[1];
      if (stage === undefined) return false;
      const { from, to } = STAGES[stage] ?? { from: 0, to: 0 };
      const each = purchase.amountMinor / purchase.quantity;
      return each < 10_000 || each > 30_000 || !one.children.some((child) => {
        const months = child.birthDate === null ? null : stageMonths(child, purchase.boughtAtMs, 'Asia/Shanghai');
        return months !== null && months >= from - 1 && months <= to;
      });
    }).map((purchase) => `${one.household.name} ${purchase.product}`));
    expect(wrong).toEqual([]);
    for (const one of drawn()) {
      expect(one.purchases.length).toBeLessThanOrEqual(14);
      expect(one.purchases.length > 0).toBe(one.household.relationClass === 'own');
    }
  });

  it('ask what suits the child’s age and feeding at the time', () => {
    const articles = new Map(demo.articles.map((article) => [article.id, article]));
    const keys = new Map(writtenArticles().map((article) => [articleId(article.key), article]));
    let linked = 0;
    const wrong = demo.households.flatMap((one) => one.questions.filter((question) => {
      const article = articles.get(question.articleId ?? '');
      if (article === undefined) return question.articleId !== null;
      linked += 1;
      const fits = one.children.some((child) => {
        // Before its birth a child stood in the books with a due date.
        const then = child.birthDate !== null && Date.parse(`${child.birthDate}T00:00:00+08:00`) > question.askedAtMs ? { birthDate: null, dueDate: child.birthDate } : child;
        const months = stageMonths(then, question.askedAtMs, 'Asia/Shanghai');
        return months !== null && article.stage.fromMonth <= months && months < article.stage.toMonth;
      });
      return !fits || question.text !== article.title || article.language !== 'zh-CN' || (question.articleVersion ?? 0) > article.version;
    }).map((question) => `${one.household.name} ${question.text} ${keys.get(question.articleId ?? '')?.key ?? ''}`));
    expect(wrong).toEqual([]);
    expect(linked).toBeGreaterThan(8000);
  });
});

describe('the timelines', () => {
  it('run in order, from the day the household came to us to now, two to forty entries each', () => {
    for (const one of demo.households) {
      expect(one.interactions.length).toBeGreaterThanOrEqual(2);
      expect(one.interactions.length).toBeLessThanOrEqual(40);
      let next = NOW;
      for (const interaction of one.interactions) {
        expect(interaction.startedAtMs).toBeLessThanOrEqual(next);
        expect(interaction.recordedAtMs).toBeLessThanOrEqual(NOW);
        expect(interaction.recordedAtMs).toBeGreaterThanOrEqual(interaction.startedAtMs);
        next = interaction.startedAtMs;
      }
      expect(next).toBeGreaterThanOrEqual(one.household.createdAtMs);
      expect([...one.purchases].every((purchase) => purchase.boughtAtMs <= NOW && purchase.boughtAtMs >= one.household.createdAtMs)).toBe(true);
    }
  });

  it('ring customers between nine and eight in the evening only', () => {
    const minute = (atMs: number): number => Math.floor((atMs + 8 * 3_600_000) / 60_000) % 1440;
    const odd = every((one) => one.interactions.filter((interaction) => interaction.kind === 'call-out' && (minute(interaction.startedAtMs) < 540 || minute(interaction.startedAtMs) >= 1200)));
    expect(odd).toEqual([]);
  });

  it('have a callback fulfilled by a call after it was agreed', () => {
    const wrong = demo.households.flatMap((one) => one.callbacks.filter((callback) => {
      const calls = one.interactions.filter((interaction) => interaction.callbackId === callback.id);
      const reached = calls.filter((interaction) => interaction.outcome === 'reached');
      return callback.agreedAtMs > NOW || (callback.state === 'done' ? reached.length !== 1 || calls.some((call) => call.startedAtMs < callback.agreedAtMs) || callback.attempts !== calls.length : reached.length !== 0);
    }));
    expect(wrong).toEqual([]);
    expect(every((one) => one.callbacks.filter((callback) => callback.state === 'done')).length).toBeGreaterThan(1500);
  });

  it('leave no one to ring who does not want to be rung, after that was said', () => {
    for (const one of demo.households) {
      const said = one.interactions.find((interaction) => interaction.outcome === 'opt-out');
      if (said === undefined) continue;
      expect(one.interactions.filter((interaction) => interaction.kind === 'call-out' && interaction.startedAtMs > said.startedAtMs)).toEqual([]);
      expect(one.callbacks.filter((callback) => callback.state === 'open')).toEqual([]);
    }
  });

  it('have notes that do not read alike', () => {
    const notes = every((one) => one.interactions.map((interaction) => interaction.note));
    const counts = new Map<string, number>();
    for (const note of notes) counts.set(note, (counts.get(note) ?? 0) + 1);
    expect(Math.max(...counts.values()) / notes.length).toBeLessThan(0.01);
    const talks = every((one) => one.interactions.filter((interaction) => interaction.talkSeconds !== null).map((interaction) => interaction.note));
    expect(new Set(talks).size / talks.length).toBeGreaterThan(0.93);
  });

  it('have notes that are written to the end', () => {
    const texts = every((one) => [...one.interactions.map((each) => each.note), ...one.callbacks.flatMap((each) => [each.purpose, each.agreedText]), ...one.commitments.map((each) => each.what), ...one.cases.map((each) => each.title)]);
    expect(texts.filter((text) => /[{}|]|undefined|NaN|null|[。；，]{2}|^[。；，]|-\d+周/.test(text))).toEqual([]);
  });
});

describe('the open callbacks', () => {
  const open = (): readonly (DemoHousehold['callbacks'][number])[] => every((one) => one.callbacks.filter((callback) => callback.state === 'open'));
  const agentId = (number: string): string => demo.agents.find((agent) => agent.number === number)?.id ?? '';

  it('fill the list of agent 1001 with about thirty, one or two overdue and several today', () => {
    const mine = open().filter((callback) => callback.ownerAgentId === agentId('1001'));
    const endOfDay = Date.parse('2026-11-20T00:00:00+08:00');
    expect(mine.length).toBeGreaterThanOrEqual(28);
    expect(mine.length).toBeLessThanOrEqual(32);
    expect([1, 2]).toContain(mine.filter((callback) => callback.dueAtMs < NOW).length);
    expect(mine.filter((callback) => callback.dueAtMs >= NOW && callback.dueAtMs < NOW + 30 * 60_000).length).toBeGreaterThanOrEqual(2);
    expect(mine.filter((callback) => callback.dueAtMs >= NOW && callback.dueAtMs < endOfDay).length).toBeGreaterThanOrEqual(5);
    expect(mine.filter((callback) => callback.dueAtMs >= endOfDay && callback.dueAtMs < NOW + 7 * DAY_MS).length).toBeGreaterThanOrEqual(8);
    expect(mine.filter((callback) => callback.dueAtMs >= NOW + 7 * DAY_MS).length).toBeGreaterThanOrEqual(5);
  });

  it('stand with every agent who takes calls, and under nobody where the one who left had agreed them', () => {
    for (const agent of demo.agents.filter((each) => each.role === 'agent' && each.active)) {
      expect(open().filter((callback) => callback.ownerAgentId === agent.id).length, agent.number).toBeGreaterThanOrEqual(10);
    }
    const left = agentId('1009');
    const unowned = open().filter((callback) => callback.ownerAgentId === null);
    expect(open().some((callback) => callback.ownerAgentId === left)).toBe(false);
    expect(unowned.length).toBeGreaterThanOrEqual(7);
    expect(unowned.every((callback) => callback.agreedByAgentId === left)).toBe(true);
  });

  it('have every reason that permits a call, and what the reason rests on', () => {
    const reasons = new Set(open().map((callback) => callback.permissionReason));
    for (const reason of ['agreed', 'prenatal', 'form-consent', 'complaint-follow-up']) expect(reasons).toContain(reason);
    const baseless = demo.households.flatMap((one) => one.callbacks.filter((callback) => callback.state === 'open').filter((callback) => {
      const agreedIn = one.interactions.find((interaction) => interaction.id === callback.agreedInInteractionId);
      switch (callback.permissionReason) {
        case 'agreed': return agreedIn?.outcome !== 'callback-agreed' || agreedIn.startedAtMs > callback.agreedAtMs;
        case 'prenatal': return !one.children.some((child) => child.birthDate === null);
        case 'form-consent': return (one.household.phoneConsentUntilMs ?? 0) < callback.dueAtMs;
        case 'complaint-follow-up': return !one.cases.some((each) => each.state === 'open') || agreedIn?.outcome !== 'complaint';
        case 'missed-call-return': return agreedIn?.kind !== 'call-missed';
        case 'answer-promised': return !one.questions.some((question) => question.articleId === null);
        default: return true;
      }
    }).map((callback) => `${one.household.name} ${callback.permissionReason}`));
    expect(baseless).toEqual([]);
  });
});
