import { createTransport } from 'nodemailer';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import type { MessageSender, Outgoing, SendResult } from './messageSender.ts';

const CONNECT_WITHIN_MS = 10 * SECOND_MS;
const ANSWER_WITHIN_MS = 30 * SECOND_MS;
const MOST_DETAIL = 160;

/** What nodemailer says of a failure. */
interface SmtpFault { readonly responseCode?: number; readonly response?: string; readonly code?: string }

/** A server's own words of why not, without the address they are about. */
function wordsOf({ response, code }: SmtpFault, address: string): string {
  return (response ?? code ?? 'unreachable').replaceAll(address, '***').replace(/[^\s<>]+@[^\s<>]+/g, '***').replace(/\s+/g, ' ').slice(0, MOST_DETAIL);
}

/**
 * A fault as what came of the try. SMTP knows no repeats: once the text was handed over and no answer came, nobody can say whether the
 * server took it, and it is not handed over again.
 *
 * @param isHandedOver all of the text is out: before that a server has nothing it could deliver.
 */
function judgeFault(fault: SmtpFault, address: string, isHandedOver: boolean): SendResult {
  const detail = wordsOf(fault, address);
  const { responseCode, code } = fault;
  // Wrong credentials and a missing STARTTLS are ours to mend, not the message's fault.
  if (code === 'EAUTH' || code === 'ETLS' || code === 'ENOAUTH') return { kind: 'later', detail };
  if (responseCode !== undefined) return responseCode >= 500 ? { kind: 'rejected', detail } : { kind: 'later', detail };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { kind: 'rejected', detail };
  return isHandedOver ? { kind: 'unsure', detail } : { kind: 'later', detail };
}

/** E-mail by SMTP. Off this machine only encrypted: smtps, or STARTTLS that must succeed. */
export class SmtpSender implements MessageSender {
  readonly channel = 'email';
  readonly knowsRepeats = false;
  private readonly options: NonNullable<Parameters<typeof createTransport>[0]> & object;
  private readonly from: string;

  constructor({ url, from }: { readonly url: string; readonly from: string }) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
    this.from = from;
    this.options = {
      host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 465 : 587) : Number(port), secure, requireTLS: !secure && !isHere, ignoreTLS: !secure && isHere,
      ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: CONNECT_WITHIN_MS, greetingTimeout: CONNECT_WITHIN_MS, socketTimeout: ANSWER_WITHIN_MS, disableFileAccess: true, disableUrlAccess: true,
    };
  }

  async send({ id, address, subject, text }: Outgoing): Promise<SendResult> {
    let isHandedOver = false;
    // Of a connection that breaks off nodemailer does not say in which phase; what it logs does: the message's end is out.
    const logger = { info: (entry: { readonly tnx?: string }) => { isHandedOver ||= entry.tnx === 'message'; } };
    const transport = createTransport({ ...this.options, logger });
    try {
      await transport.sendMail({
        from: this.from, to: { name: '', address }, subject: subject ?? '', text,
        // The same at each try: a mailbox that looks at it shows one.
        messageId: `<${id}@${this.from.replace(/^.*@|>.*$/g, '')}>`, headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'sent' };
    } catch (error) {
      return judgeFault(error instanceof Error ? (error as SmtpFault & Error) : {}, address, isHandedOver);
    } finally {
      transport.close();
    }
  }

  close(): void {
    // A connection a mail: there is none left.
  }
}
