import { describe, expect, it } from 'vitest';
import { sameQuestion } from '../../../shared/knowledge/sameQuestion.ts';

const open = [{ title: '羊奶粉能混着喝吗' }, { title: '宝宝发烧39度怎么办' }, { title: '转奶期间可以打疫苗吗' }];

describe('two questions that ask the same', () => {
  it.each([
    ['羊奶粉可以混着喝吗？', '羊奶粉能混着喝吗'],
    ['羊奶粉能混着喝吗', '羊奶粉能混着喝吗'],
    ['小孩发热39度咋办呢', '宝宝发烧39度怎么办'],
    ['转奶期间能不能打疫苗', '转奶期间可以打疫苗吗'],
  ])('「%s」 joins 「%s」', (asked, standing) => {
    expect(sameQuestion(asked, open)).toEqual({ title: standing });
  });

  it.each(['牛奶粉能混着喝吗', '羊奶粉不能混着喝吗', '宝宝发烧38度怎么办', '转奶期间可以游泳吗', '奶粉怎么保存', 'can goat milk be mixed'])('「%s」 stands by itself', (asked) => {
    expect(sameQuestion(asked, open)).toBeNull();
  });
});
