import type { Answer, IpcFault } from '../../shared/ipc/answer.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/ipc/commands.ts';
import type { DeskBridge } from '../../shared/ipc/deskBridge.ts';
import type { FactName, Facts } from '../../shared/ipc/facts.ts';
import type { MediaAnswer, MediaQuestion } from '../../shared/ipc/media.ts';
import { must } from '../../shared/language/must.ts';

/** Main could not answer a command at all: a broken assumption, not a refusal. */
export class DeskFault extends Error {
  override readonly name = 'DeskFault';
  readonly command: CommandName;
  readonly fault: IpcFault;

  constructor(command: CommandName, fault: IpcFault) {
    super(`${command}: ${fault.code}${fault.field === null ? '' : ` (${fault.field})`} ${fault.detail}`);
    this.command = command;
    this.fault = fault;
  }
}

function bridge(): DeskBridge {
  return must(window.desk, 'the page runs outside the desktop: window.desk is missing');
}

/**
 * Asks main to do something and gives its reply. An expected refusal is part of the reply.
 * @throws DeskFault when main refused the request itself or broke; the caller lets it reach the page's fault line.
 */
export async function askDesk<C extends CommandName>(command: C, request: CommandRequest<C>): Promise<CommandReply<C>> {
  // What main wrote in this program's own shape a moment ago: the one place where text becomes it again.
  const answer = JSON.parse(await bridge().ask(command, request)) as Answer<CommandReply<C>>;
  if (!answer.ok) throw new DeskFault(command, answer.fault);
  return answer.value;
}

/** One listener for all that main tells, unasked. Returns its own undo. */
export function onFact(listener: <F extends FactName>(name: F, fact: Facts[F]) => void): () => void {
  return bridge().onFact((name, fact) => { listener(name, JSON.parse(fact) as Facts[typeof name]); });
}

/** Main's questions about sound (renderer/media answers them). Returns its own undo. */
export function onMediaQuestion(listener: (question: MediaQuestion) => void): () => void {
  return bridge().onMediaQuestion(listener);
}

export function answerMedia(answer: MediaAnswer): void {
  bridge().answerMedia(answer);
}
