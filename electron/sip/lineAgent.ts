import { type Invitation, type Session, type SessionDescriptionHandler, SIPExtension, type URI, UserAgent } from 'sip.js';
import type { LineAccount } from '../../shared/sync/sessionMessages.ts';
import { type LineLog, maskSipWords } from './lineLog.ts';
import { SipTransport } from './sipTransport.ts';

export interface LineAgentEvents {
  connected(): void;
  disconnected(): void;
  ring(invitation: Invitation): void;
  /** The sound of a session of this agent. */
  mediaOf(session: Session): SessionDescriptionHandler;
}

export interface LineAgent {
  readonly agent: UserAgent;
  readonly transport: SipTransport;
  readonly registrar: URI;
}

/**
 * Makes the SIP user agent of one account: our own transport and media, no 100rel, nothing logged that could
 * be a number.
 */
export function makeLineAgent(account: LineAccount, log: LineLog, pingEveryMs: number | undefined, events: LineAgentEvents): LineAgent {
  const uri = UserAgent.makeURI(`sip:${account.user}@${account.domain}`);
  const registrar = UserAgent.makeURI(`sip:${account.domain}`);
  if (!uri || !registrar) throw new Error('the line account is no SIP address');
  const guarded = (run: () => void) => {
    try {
      run();
    } catch (error) {
      // SIP.js' transport state machine locks up for good when a delegate throws.
      log.warn('a line event could not be handled', error);
    }
  };
  const agent = new UserAgent({
    uri, authorizationUsername: account.user, authorizationPassword: account.password,
    transportConstructor: SipTransport,
    transportOptions: { url: account.url, log, ...(pingEveryMs === undefined ? {} : { pingEveryMs }) },
    contactName: account.user, contactParams: { transport: 'ws' },
    sessionDescriptionHandlerFactory: (session) => events.mediaOf(session),
    sipExtension100rel: SIPExtension.Unsupported, sipExtensionReplaces: SIPExtension.Supported,
    userAgentString: 'Careline', noAnswerTimeout: 180,
    logBuiltinEnabled: false, logConfiguration: false, logLevel: 'warn',
    logConnector: (level, category, _label, content) => {
      if (level === 'error' || level === 'warn') log.info(`${category}: ${maskSipWords(String(content))}`);
    },
    delegate: {
      onInvite: (invitation) => guarded(() => events.ring(invitation)),
      onConnect: () => guarded(() => events.connected()),
      onDisconnect: () => guarded(() => events.disconnected()),
    },
  });
  const { transport } = agent;
  if (!(transport instanceof SipTransport)) throw new Error('the transport is our own');
  return { agent, transport, registrar };
}
