import type { Op } from '../sync/pushMessages.ts';
import type { ExpertQuestion } from './expertQuestion.ts';

/** Whose waiting ops they are. */
interface Author { readonly agentId: string; readonly agentName: string }

/** Experts' questions as they stand when central has taken an op of this desktop's; an op they already show changes nothing. */
export function expertQuestionsAfter<Q extends ExpertQuestion>(questions: readonly Q[], op: Op, author: Author, made: (question: ExpertQuestion) => Q | null): readonly Q[] {
  if (op.kind === 'expert-question.add') {
    const { question } = op.data;
    if (questions.some((each) => each.id === question.id)) return questions;
    const one = made({
      ...question, askedByAgentId: author.agentId, askedByName: author.agentName, state: 'open', passedByName: null, passedWords: null, answer: null, settledAtMs: null,
    });
    return one === null ? questions : [one, ...questions];
  }
  if (op.kind !== 'expert-question.answer' && op.kind !== 'expert-question.hand' && op.kind !== 'expert-question.withdraw') return questions;
  return questions.map((each) => (each.id === op.data.questionId && each.state === 'open' ? { ...each, ...changed(op, author) } : each));
}

function changed(op: Extract<Op, { readonly kind: 'expert-question.answer' | 'expert-question.hand' | 'expert-question.withdraw' }>, author: Author): Partial<ExpertQuestion> {
  switch (op.kind) {
    case 'expert-question.answer': return { state: 'answered', answer: op.data.answer, settledAtMs: op.atMs };
    case 'expert-question.hand': return { expertAgentId: op.data.toAgentId, expertName: op.data.toName, passedByName: author.agentName, passedWords: op.data.words };
    case 'expert-question.withdraw': return { state: 'withdrawn', settledAtMs: op.atMs };
  }
}
