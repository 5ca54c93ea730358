import { describe, expect, it } from 'vitest';
import type { ExpertQuestion } from '../../../shared/knowledge/expertQuestion.ts';
import { expertQuestionsAfter } from '../../../shared/knowledge/expertQuestionsAfter.ts';
import { sampleOp } from '../../support/storeSamples.ts';

const me = { agentId: '00000000-0000-7000-8000-000000000001', agentName: '安坐席' };
const [id, wang, li] = ['00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000b2'];
const asked = sampleOp('expert-question.add', { question: { id, question: '打嗝怎么办', householdId: null, customerId: null, interactionId: null, articleId: null, askedAtMs: 1, expertAgentId: wang, expertName: '王专家', dueAtMs: 2, isPromised: false } });
const standing = (list: readonly ExpertQuestion[], ...ops: readonly ReturnType<typeof sampleOp>[]) => ops.reduce((before, op) => expertQuestionsAfter(before, op, me, (made) => made), list);

describe('what a desktop shows of questions to experts before central has heard of it', () => {
  it('has a question once, however often its asking is laid over it', () => {
    expect(standing([], asked, asked)).toMatchObject([{ id, askedByName: '安坐席', expertName: '王专家', state: 'open' }]);
  });

  it('shows an answer, a handing on and a taking back, and leaves what is settled as it is', () => {
    const answer = sampleOp('expert-question.answer', { questionId: id, answer: '拍一拍', asDraft: false }, { atMs: 9 });
    const hand = sampleOp('expert-question.hand', { questionId: id, baseAgentId: wang, toAgentId: li, toName: '李专家', words: '不归我' });
    const withdraw = sampleOp('expert-question.withdraw', { questionId: id }, { atMs: 10 });
    expect(standing([], asked, hand)).toMatchObject([{ expertAgentId: li, expertName: '李专家', passedByName: '安坐席', passedWords: '不归我' }]);
    expect(standing([], asked, answer, withdraw)).toMatchObject([{ state: 'answered', answer: '拍一拍', settledAtMs: 9 }]);
    expect(standing([], asked, withdraw)).toMatchObject([{ state: 'withdrawn', settledAtMs: 10 }]);
  });
});
