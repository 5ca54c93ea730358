import type { MessageChannel } from '../../shared/messages/messageTemplate.ts';

export interface Outgoing {
  /** The message's id: the same at each try, so that the other side knows one it has had. */
  readonly id: string;
  readonly address: string;
  readonly subject: string | null;
  readonly text: string;
}

/** What came of one try. */
export type SendResult =
  /** The other side has taken it. */
  | { readonly kind: 'sent' }
  /** It would not have it, and will not. `detail`: its words, without anything of ours. */
  | { readonly kind: 'rejected'; readonly detail: string }
  /** It has not got it: to be tried again. */
  | { readonly kind: 'later'; readonly detail: string }
  /** It was handed over and the line broke off before an answer. */
  | { readonly kind: 'unsure'; readonly detail: string };

/** One way out to customers. `send` never throws. */
export interface MessageSender {
  readonly channel: MessageChannel;
  /** The other side takes a message once, however often it is handed over: one of which nothing is known is handed over again. */
  readonly knowsRepeats: boolean;
  send(message: Outgoing): Promise<SendResult>;
  close(): void;
}
