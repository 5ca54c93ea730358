import { describe, expect, it } from 'vitest';
import { openingLine, partOfDay } from '../../../../renderer/screens/workbench/ringing/openingLine.ts';
import { politeTitle } from '../../../../shared/customers/politeTitle.ts';
import { languages } from '../../../../shared/customers/customer.ts';

const chen = { name: '陈晓雯', relation: 'mother' } as const;

describe('the opening line', () => {
  it.each([
    [4 * 60 + 59, 'evening'], [5 * 60, 'morning'], [10 * 60 + 59, 'morning'], [11 * 60, 'noon'], [13 * 60, 'afternoon'], [18 * 60 + 30, 'evening'],
  ] as const)('at minute %i of the customer’s day greets for the %s', (minute, part) => {
    expect(partOfDay(minute)).toBe(part);
  });

  it('speaks the customer’s dialect and gives the same in 普通话', () => {
    const { line, plain } = openingLine({ language: 'cantonese', part: 'afternoon', agent: '王倩', person: chen, occasion: 'promise' });
    expect(line).toBe('午安，育儿热线，我系王倩。请问系咪陈女士？我哋约好咗搵您，而家方便倾吗？');
    expect(plain).toBe('下午好，育儿热线，我是王倩。请问是陈女士吗？我们约好了要联系您，现在方便说吗？');
  });

  it('needs no second version of 普通话 or English', () => {
    expect(openingLine({ language: 'putonghua', part: 'morning', agent: '王倩', person: chen, occasion: 'known' }).plain).toBeNull();
    expect(openingLine({ language: 'english', part: 'morning', agent: 'Wang Qian', person: { name: 'Mary Smith', relation: 'mother' }, occasion: 'we-rang' }).line)
      .toBe('Good morning, parenting line, this is Wang Qian. Am I speaking with Ms Smith? We tried to reach you before; are you returning our call?');
  });

  it.each(languages)('in %s asks an unknown caller for the name and says nobody’s', (language) => {
    const { line } = openingLine({ language, part: 'noon', agent: '王倩', person: null, occasion: 'unknown' });
    expect(line).toContain('王倩');
    expect(line).not.toMatch(/女士|先生|宝宝|Ms|Mr/);
  });

  it.each([
    ['欧阳娜娜', 'mother', '欧阳女士'], ['林建国', 'father', '林先生'], ['黄玉兰', 'maternal-grandmother', '黄女士'], ['王老师', 'aunt', '王老师'], ['Peter Brown', 'uncle', 'Mr Brown'],
  ] as const)('addresses %s (%s) as %s', (name, relation, title) => {
    expect(politeTitle({ name, relation }, 'putonghua')).toBe(title);
  });
});
