import type { Answer, IpcFault } from '../../shared/ipc/answer.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/ipc/commands.ts';
import type { DeskBridge } from '../../shared/ipc/deskBridge.ts';
import type { FactName, Facts } from '../../shared/ipc/facts.ts';
import type { MediaAnswer, MediaQuestion } from '../../shared/ipc/media.ts';

const written = <C extends CommandName>(answer: Answer<CommandReply<C>>): string => JSON.stringify(answer);

type Reply<C extends CommandName> = CommandReply<C> | ((request: CommandRequest<C>) => CommandReply<C> | Promise<CommandReply<C>>);

/** Main as a page sees it, in memory: answers as told, remembers what it was asked, tells facts when told to. */
export class FakeDesk implements DeskBridge {
  readonly #replies = new Map<CommandName, Reply<CommandName>>();
  readonly #faults = new Map<CommandName, IpcFault>();
  readonly #asked: { readonly command: CommandName; readonly request: unknown }[] = [];
  readonly #listeners = new Set<(name: FactName, fact: string) => void>();
  readonly #mediaListeners = new Set<(question: MediaQuestion) => void>();
  readonly mediaAnswers: MediaAnswer[] = [];

  constructor() {
    // As on a computer without a journal yet, whose disk takes what is written.
    this.reply('journal:read', { ok: true, value: null });
    this.reply('journal:write', { ok: true, value: null });
    this.reply('settings:takenKeys', []);
  }

  /** What a command is answered with from now on. Commands nobody told of are answered with null. */
  reply<C extends CommandName>(command: C, reply: Reply<C>): void {
    this.#replies.set(command, reply as unknown as Reply<CommandName>);
    this.#faults.delete(command);
  }

  /** From now on main itself fails at this command. */
  fail(command: CommandName, fault: IpcFault): void {
    this.#faults.set(command, fault);
  }

  /** The requests of one command, in order. */
  asked<C extends CommandName>(command: C): readonly CommandRequest<C>[] {
    return this.#asked.filter((each) => each.command === command).map((each) => each.request as CommandRequest<C>);
  }

  tell<F extends FactName>(name: F, fact: Facts[F]): void {
    for (const listener of this.#listeners) listener(name, JSON.stringify(fact));
  }

  askMedia(question: MediaQuestion): void {
    for (const listener of this.#mediaListeners) listener(question);
  }

  async ask<C extends CommandName>(command: C, request: CommandRequest<C>): Promise<string> {
    // What crosses the real bridge is cloned, so nothing that cannot be may be sent.
    this.#asked.push({ command, request: structuredClone(request) });
    const fault = this.#faults.get(command);
    if (fault) return written({ ok: false, fault });
    const reply = this.#replies.get(command) as unknown as Reply<C> | undefined;
    const value = typeof reply === 'function' ? await (reply as (request: CommandRequest<C>) => CommandReply<C>)(request) : ((reply ?? null) as CommandReply<C>);
    return written({ ok: true, value });
  }

  onFact(listener: (name: FactName, fact: string) => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  onMediaQuestion(listener: (question: MediaQuestion) => void): () => void {
    this.#mediaListeners.add(listener);
    return () => { this.#mediaListeners.delete(listener); };
  }

  answerMedia(answer: MediaAnswer): void {
    this.mediaAnswers.push(answer);
  }
}

/** A fresh fake as `window.desk`. */
export function installFakeDesk(): FakeDesk {
  const desk = new FakeDesk();
  Object.defineProperty(window, 'desk', { value: desk, configurable: true });
  return desk;
}
