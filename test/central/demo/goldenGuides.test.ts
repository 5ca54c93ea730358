import { describe, expect, it } from 'vitest';
import { demoGuides } from '../../../central/demo/demoGuides.ts';
import { chooseGuide, type TalkSituation } from '../../../shared/guides/chooseGuide.ts';
import { guidePurposes } from '../../../shared/guides/guide.ts';

const guides = demoGuides(1_790_000_000_000);
const at = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Thirty families: what they are, when it rings, what for, and the guide that has to stand on screen. */
const golden: readonly (readonly [family: string, purpose: TalkSituation['purpose'], months: readonly number[], language: TalkSituation['language'], city: string | null, clock: string, code: string])[] = [
  ['孕 10 周，上海', 'question', [-7], 'putonghua', '上海', '10:00', 'G-110'],
  ['孕 36 周，北京', 'question', [-1], 'putonghua', '北京', '15:00', 'G-111'],
  ['孕 36 周，夜里打来：先照孕晚期', 'question', [-1], 'putonghua', '北京', '23:30', 'G-111'],
  ['满月前，武汉白天', 'question', [0], 'putonghua', '武汉', '14:00', 'G-120'],
  ['满月前，武汉夜里', 'question', [0], 'putonghua', '武汉', '02:40', 'G-151'],
  ['4 月龄，南京', 'question', [4], 'putonghua', '南京', '09:30', 'G-121'],
  ['7 月龄，杭州', 'question', [7], 'putonghua', '杭州', '19:00', 'G-122'],
  ['10 月龄，天津', 'question', [10], 'putonghua', '天津', '11:00', 'G-123'],
  ['2 岁，成都说普通话', 'question', [24], 'putonghua', '成都', '16:00', 'G-124'],
  ['2 岁，广州说粤语：先照月龄', 'question', [24], 'cantonese', '广州', '16:00', 'G-124'],
  ['月龄不知，广州说粤语，白天', 'question', [], 'cantonese', '广州', '10:00', 'G-140'],
  ['月龄不知，广州说粤语，晚上九点', 'question', [], 'cantonese', '广州', '21:00', 'G-141'],
  ['月龄不知，深圳说粤语，晚上九点', 'question', [], 'cantonese', '深圳', '21:00', 'G-140'],
  ['月龄不知，说上海话', 'question', [], 'shanghainese', '上海', '10:00', 'G-142'],
  ['月龄不知，说四川话，夜里：先照方言', 'question', [], 'sichuanese', '成都', '23:00', 'G-143'],
  ['没有登记，白天', 'question', [], 'putonghua', null, '10:00', 'G-100'],
  ['没有登记，凌晨', 'question', [], 'putonghua', null, '03:00', 'G-150'],
  ['产品热线，2 岁', 'product', [24], 'putonghua', '青岛', '10:00', 'G-130'],
  ['产品热线，3 月龄', 'product', [3], 'putonghua', '青岛', '10:00', 'G-131'],
  ['专家咨询', 'expert', [5], 'putonghua', '上海', '10:00', 'G-220'],
  ['投诉未结，3 岁，白天', 'complaint', [36], 'putonghua', '上海', '10:00', 'G-160'],
  ['投诉未结，5 月龄，晚上：先问宝宝', 'complaint', [5], 'putonghua', '上海', '20:00', 'G-161'],
  ['投诉未结，3 岁，晚上', 'complaint', [36], 'putonghua', '上海', '20:00', 'G-162'],
  ['投诉未结，3 岁，说粤语', 'complaint', [36], 'cantonese', '广州', '20:00', 'G-163'],
  ['约好回访，5 月龄转奶', 'agreed', [5], 'putonghua', '广州', '15:00', 'G-171'],
  ['约好回访，满月前', 'agreed', [0], 'putonghua', '上海', '15:00', 'G-172'],
  ['约好回访，2 岁', 'agreed', [24], 'putonghua', '上海', '15:00', 'G-170'],
  ['产前关怀，孕 38 周', 'prenatal', [-1], 'putonghua', '上海', '10:00', 'G-181'],
  ['English, newborn', 'question', [0], 'english', '上海', '10:00', 'G-520'],
  ['English, open complaint, pregnant', 'complaint', [-3], 'english', '北京', '20:00', 'G-530'],
  ['English, two years old, at night', 'question', [24], 'english', '北京', '23:00', 'G-560'],
  ['English, two years old, by day', 'question', [24], 'english', '北京', '10:00', 'G-500'],
];

describe('the guide a family is given', () => {
  it.each(golden)('%s', (_family, purpose, months, language, city, clock, code) => {
    const chosen = chooseGuide(guides, { purpose, months, language, city, minuteOfDay: at(clock) });
    expect(chosen?.guide.code).toBe(code);
    // The screen says by which rule: all it asks for, and nothing else.
    const { rule } = chosen?.guide ?? { rule: null };
    const asked = rule === null ? 0 : [rule.purposes.length > 0, rule.stage !== null, rule.languages.length > 0, rule.cities.length > 0, rule.hours !== null].filter(Boolean).length;
    expect(chosen?.because.length).toBe(asked);
  });
  it('is there whatever the purpose and the hour, in Chinese and in English', () => {
    for (const purpose of guidePurposes) {
      for (const language of ['putonghua', 'hakka', 'english'] as const) {
        for (const minuteOfDay of [0, 420, 720, 1260]) expect(chooseGuide(guides, { purpose, months: [], language, city: null, minuteOfDay })?.guide.language).toBe(language === 'english' ? 'en' : 'zh-CN');
      }
    }
  });
  it('is the same in whatever order the guides lie', () => {
    for (const [, purpose, months, language, city, clock, code] of golden) expect(chooseGuide([...guides].reverse(), { purpose, months, language, city, minuteOfDay: at(clock) })?.guide.code).toBe(code);
  });
});
