import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { must } from '../../../../shared/language/must.ts';
import type { Op, OpData, OpKind } from '../../../../shared/sync/pushMessages.ts';
import { whySentence } from '../../../../renderer/screens/outbox/refusalWords.ts';
import { householdOf, numberCorrected, wantedWords } from '../../../../renderer/screens/outbox/opWords.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold } from '../../../support/deskSamples.ts';

const op = <K extends OpKind>(kind: K, data: OpData<K>): Op => ({ id: v7(), kind, v: 1, atMs: SAMPLE_NOW_MS, data }) as unknown as Op;
const words = (one: Op): string => wantedWords(one, null, SAMPLE_NOW_MS, 'Asia/Shanghai');

describe('what waits or was refused, in words', () => {
  const file = sampleHousehold();
  const householdId = file.household.id;
  const child = must(file.children[0], 'no child');

  it('says of which family a child was corrected or added, and each field as it was and as it was to be', () => {
    const patched = op('child.patch', { householdId, childId: child.id, base: { birthDate: null, feeding: 'mixed' }, set: { birthDate: '2026-11-18', feeding: 'formula' }, source: 'call', verifiedAtMs: null });
    expect(words(patched)).toBe('出生日期：没有填 → 2026-11-18 · 喂养：混合喂养 → 配方奶');
    const left = op('child.patch', { householdId, childId: child.id, base: { standing: 'theirs' }, set: { standing: 'lost' }, source: 'call', verifiedAtMs: null });
    expect(words(left)).toBe('移出资料：孩子不在了，或怀孕没有继续');
    const added = op('child.add', { child: { ...child, hospital: null, product: null } });
    expect(words(added)).toBe('姓名 小满 · 性别 女 · 出生日期 2026-06-08 · 喂养 混合喂养');
    expect([householdOf(patched), householdOf(added)]).toEqual([householdId, householdId]);
  });

  it('says why a correction of a child that left its file, and a call agreed before a loss was known, came to nothing', () => {
    const row = { id: v7(), state: 'refused' as const, addedAtMs: SAMPLE_NOW_MS, field: 'childId' };
    const named = op('child.patch', { householdId, childId: child.id, base: { name: null }, set: { name: '青禾' }, source: 'call', verifiedAtMs: null });
    expect(whySentence({ ...row, op: named, refusal: 'conflict', standing: 'lost' })).toContain('先在资料里放回来');
    expect(whySentence({ ...row, op: op('callback.add', { callback: sampleCallback({ householdId }) }), refusal: 'not-allowed', standing: 'child-lost' })).toContain('请别再为它打');
  });

  it('says what of a family was corrected', () => {
    const moved = op('household.patch', { householdId, base: { city: '广州', address: '天河区 18 号' }, set: { city: '佛山', address: null }, source: 'form', verifiedAtMs: null });
    expect(words(moved)).toBe('城市：广州 → 佛山 · 地址：天河区 18 号 → 没有填');
    expect(householdOf(moved)).toBe(householdId);
  });

  it('says whose number was corrected, and that one is not theirs any more', () => {
    const [phone, mother] = [must(file.phones[0], 'no number'), must(file.customers[0], 'nobody')];
    const said = { householdId, phoneId: phone.id, source: 'call' as const, verifiedAtMs: null };
    const patched = op('phone.patch', { ...said, base: { customerId: mother.id, extension: null }, set: { customerId: null, extension: '802' } });
    expect(wantedWords(patched, null, SAMPLE_NOW_MS, 'Asia/Shanghai', file)).toBe('谁的号码：妈妈 陈晓雯 → 全家共用 · 分机：没有填 → 802');
    const ended = op('phone.patch', { ...said, base: { isTheirs: true }, set: { isTheirs: false } });
    expect([words(ended), householdOf(ended), numberCorrected(ended, file)]).toEqual(['这个号码已不是他家的', householdId, phone.number]);
  });
});
