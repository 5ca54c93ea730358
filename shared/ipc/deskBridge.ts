import type { Answer } from './answer.ts';
import type { CommandName, CommandReply, CommandRequest } from './commands.ts';
import type { FactName, Facts } from './facts.ts';
import type { MediaAnswer, MediaQuestion } from './media.ts';

/** What the preload script exposes as `window.desk`; only renderer/bridge/desk.ts touches it. */
export interface DeskBridge {
  ask<C extends CommandName>(command: C, request: CommandRequest<C>): Promise<Answer<CommandReply<C>>>;
  /** Returns its own undo. */
  onFact(listener: <F extends FactName>(name: F, fact: Facts[F]) => void): () => void;
  onMediaQuestion(listener: (question: MediaQuestion) => void): () => void;
  answerMedia(answer: MediaAnswer): void;
}
