import { describe, expect, it } from 'vitest';
import { chooseGuide, type TalkSituation, unmetOf } from '../../../shared/guides/chooseGuide.ts';
import { findSelling } from '../../../shared/guides/findSelling.ts';
import { type Guide, type GuideRule, guideTextSchema } from '../../../shared/guides/guide.ts';

const rule = (over: Partial<GuideRule> = {}): GuideRule => ({ cities: [], hours: null, stage: null, purposes: [], languages: [], ...over });
const guide = (code: string, over: Partial<GuideRule> = {}, rest: Partial<Guide> = {}): Guide => ({
  id: '0197a3c0-0000-7000-8000-000000000000', code, name: code, language: 'zh-CN', rule: rule(over), steps: [{ id: 'greet', title: '问候', say: '您好' }], state: 'published', ownerAgentId: null, version: 1, updatedAtMs: 0, ...rest,
});
const talk = (over: Partial<TalkSituation> = {}): TalkSituation => ({ purpose: 'question', months: [5], language: 'putonghua', city: '广州', minuteOfDay: 600, ...over });
const chosen = (guides: readonly Guide[], over: Partial<TalkSituation> = {}) => chooseGuide(guides, talk(over))?.guide.code ?? null;

describe('chooseGuide', () => {
  it.each([
    ['purpose before all else together', [guide('G-900', { purposes: ['question'] }), guide('G-100', { stage: { fromMonth: 5, toMonth: 6 }, languages: ['putonghua'], cities: ['广州'], hours: { fromMinute: 540, toMinute: 660 } })]],
    ['stage before language, city and hours', [guide('G-900', { stage: { fromMonth: 0, toMonth: 36 } }), guide('G-100', { languages: ['putonghua'], cities: ['广州'], hours: { fromMinute: 0, toMinute: 1440 } })]],
    ['language before city and hours', [guide('G-900', { languages: ['putonghua'] }), guide('G-100', { cities: ['广州'], hours: { fromMinute: 0, toMinute: 1440 } })]],
    ['city before hours', [guide('G-900', { cities: ['广州'] }), guide('G-100', { hours: { fromMinute: 540, toMinute: 660 } })]],
    ['hours before nothing', [guide('G-900', { hours: { fromMinute: 540, toMinute: 660 } }), guide('G-100')]],
    ['the shorter span of months', [guide('G-900', { stage: { fromMonth: 5, toMonth: 7 } }), guide('G-100', { stage: { fromMonth: 4, toMonth: 7 } })]],
    ['the one purpose rather than two', [guide('G-900', { purposes: ['question'] }), guide('G-100', { purposes: ['question', 'expert'] })]],
    ['the shorter hours, also over midnight', [guide('G-900', { hours: { fromMinute: 595, toMinute: 605 } }), guide('G-100', { hours: { fromMinute: 1320, toMinute: 700 } })]],
    ['the lower code when two are alike', [guide('G-101'), guide('G-102')]],
  ] as const)('takes %s', (_title, guides) => {
    const [wanted] = guides;
    expect(chosen(guides)).toBe(wanted.code);
    expect(chosen([...guides].reverse())).toBe(wanted.code);
  });
  it('leaves out a rule that asks for what is not so, a retired guide, and one in the other language', () => {
    expect(chosen([guide('G-1', { cities: ['上海'] }), guide('G-2', { stage: { fromMonth: 6, toMonth: 9 } }), guide('G-3', { purposes: ['complaint'] }), guide('G-4', { languages: ['cantonese'] }), guide('G-5', { hours: { fromMinute: 601, toMinute: 700 } }), guide('G-6', {}, { state: 'retired' }), guide('G-7', {}, { language: 'en' })])).toBe(null);
    expect(chosen([guide('G-8', {}, { language: 'en' })], { language: 'english' })).toBe('G-8');
    expect(chosen([guide('G-9', { cities: ['广州'] })], { city: null })).toBe(null);
    expect(chosen([guide('G-9', { stage: { fromMonth: 0, toMonth: 9 } })], { months: [] })).toBe(null);
  });
  it('keeps hours to the minute, the end excluded, also over midnight', () => {
    const night = [guide('G-1', { hours: { fromMinute: 1320, toMinute: 360 } })];
    expect([1319, 1320, 1439, 0, 359, 360].map((minuteOfDay) => chosen(night, { minuteOfDay }))).toEqual([null, 'G-1', 'G-1', 'G-1', 'G-1', null]);
  });
  it('says what the rule asked for, weightiest first, with the child it is of', () => {
    const all = guide('G-1', { cities: ['广州', '深圳'], hours: { fromMinute: 540, toMinute: 720 }, stage: { fromMonth: 4, toMonth: 8 }, purposes: ['question'], languages: ['putonghua'] });
    expect(chooseGuide([all], talk({ months: [40, 5] }))?.because).toEqual([
      { key: 'purpose', purpose: 'question' }, { key: 'stage', months: 5 }, { key: 'language', language: 'putonghua' }, { key: 'city', city: '广州' }, { key: 'hours', fromMinute: 540, toMinute: 720 },
    ]);
    expect(chooseGuide([guide('G-1')], talk())?.because).toEqual([]);
  });
});

describe('findSelling', () => {
  const selling = (say: string) => findSelling({ name: '咨询', steps: [{ id: 'greet', title: '问候', say: '您好' }, { id: 'a', title: '回答', say }] });
  it.each([
    '我给您推荐购买三段', '现在订购有优惠价', '要不要来两罐试试', '这两天买一送一', '我帮您下单吧', '限时特价，今天截止', '建议您囤一箱', '试试我们的新品', '您可以升级到高端款',
    'We have a special offer today', 'Would you like to buy two tins?', 'You can order now',
  ])('finds the sale in 「%s」', (say) => { expect(selling(say)).toMatchObject({ field: 'steps.1.say' }); });
  it.each([
    '我们不推销', '这条热线从不做促销', '您是在哪里买的，什么时候开的？', '您的订单我查一下', '建议您先停用这一罐', '麻烦您念一下罐底批号', '开罐之前先看日期', '您订阅的短信我帮您退订', 'We never sell by telephone', 'Which product did you buy?', 'This is not a promotion',
  ])('lets 「%s」 stand', (say) => { expect(selling(say)).toBe(null); });
  it('looks at names and titles too', () => {
    expect(findSelling({ name: '新品促销', steps: [] })).toEqual({ field: 'name', words: '促销' });
    expect(findSelling({ name: '咨询', steps: [{ id: 'a', title: '介绍优惠券', say: '' }] })).toEqual({ field: 'steps.0.title', words: '优惠券' });
  });
});

describe('unmetOf', () => {
  it('names everything a rule asks for that is not so, the weightier first, and nothing for a guide that fits', () => {
    const picky = guide('G-100', { purposes: ['complaint'], stage: { fromMonth: 0, toMonth: 3 }, languages: ['cantonese'], cities: ['上海'], hours: { fromMinute: 0, toMinute: 60 } });
    expect(unmetOf(picky, talk())).toEqual(['purpose', 'stage', 'language', 'city', 'hours']);
    expect(unmetOf(picky, talk({ purpose: 'complaint', months: [1], city: '上海' }))).toEqual(['language', 'hours']);
    expect(unmetOf(guide('G-101', {}, { language: 'en' }), talk())).toEqual(['written']);
    expect(unmetOf(guide('G-101', { cities: ['广州'] }), talk())).toEqual([]);
  });
});

describe('guideTextSchema', () => {
  const text = { code: 'G-100', name: '咨询', language: 'zh-CN', rule: rule(), steps: [{ id: 'greet', title: '问候', say: '您好' }], state: 'published', ownerAgentId: null };
  it('has no purpose for selling', () => {
    expect(guideTextSchema.safeParse(text).success).toBe(true);
    for (const purpose of ['sale', 'selling', '推销', 'promotion']) expect(guideTextSchema.safeParse({ ...text, rule: { ...rule(), purposes: [purpose] } }).success).toBe(false);
  });
  it('wants each step called by an id of its own', () => {
    expect(guideTextSchema.safeParse({ ...text, steps: [...text.steps, ...text.steps] }).success).toBe(false);
    expect(guideTextSchema.safeParse({ ...text, steps: [] }).success).toBe(false);
  });
});
