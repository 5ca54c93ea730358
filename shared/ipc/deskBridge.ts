import type { CommandName, CommandRequest } from './commands.ts';
import type { FactName } from './facts.ts';
import type { MediaAnswer, MediaQuestion } from './media.ts';

/** What the preload script exposes as `window.desk`; only renderer/bridge/desk.ts touches it. */
export interface DeskBridge {
  /**
   * Resolves to JSON of `Answer<CommandReply<C>>`. As text, since the wall between preload and page copies objects one value at a
   * time: 1.2 MB of records took 60 ms, its text and reading it 25 ms (Electron 25).
   */
  ask<C extends CommandName>(command: C, request: CommandRequest<C>): Promise<string>;
  /** The fact as JSON, for the same reason: 200 agents and 500 callers were copied each second. Returns its own undo. */
  onFact(listener: (name: FactName, fact: string) => void): () => void;
  onMediaQuestion(listener: (question: MediaQuestion) => void): () => void;
  answerMedia(answer: MediaAnswer): void;
}
