import type { URI, UserAgent } from 'sip.js';

const EXPIRES_SECONDS = 120;
const TRY_AGAIN_MS = 3000;
const REFUSED_AGAIN_MS = 15_000;
const ANSWER_DEADLINE_MS = 6000;

export type RegistrationState = 'away' | 'trying' | 'registered' | 'refused';

/**
 * Keeps one user agent registered while its socket is up. SIP.js' own Registerer waits out a REGISTER that was cut off by
 * a lost socket (half a minute) before it takes the next; here every connection starts afresh.
 */
export class Registration {
  readonly #agent: UserAgent;
  readonly #registrar: URI;
  readonly #onState: (state: RegistrationState) => void;
  #state: RegistrationState = 'away';
  #attempt = 0;
  #timer: NodeJS.Timeout | undefined;
  #sequence = 1;
  #callId: string | undefined;

  constructor(agent: UserAgent, registrar: URI, onState: (state: RegistrationState) => void) {
    this.#agent = agent;
    this.#registrar = registrar;
    this.#onState = onState;
  }

  get state(): RegistrationState {
    return this.#state;
  }

  /** The socket is up: register now. */
  connected(): void {
    this.#enter('trying');
    void this.refresh();
  }

  /** The socket is gone: the binding may stand at the far end, but no call can reach us. */
  disconnected(): void {
    this.#attempt += 1;
    clearTimeout(this.#timer);
    this.#enter('away');
  }

  /** Registers now. @returns whether the line took it. */
  refresh(): Promise<boolean> {
    return this.#send(EXPIRES_SECONDS).then((code) => {
      if (code === 'stale') return false;
      const isTaken = code === 200;
      const isRefused = code === 401 || code === 403 || code === 404 || code === 407;
      this.#enter(isTaken ? 'registered' : isRefused ? 'refused' : 'trying');
      clearTimeout(this.#timer);
      const againMs = isTaken ? EXPIRES_SECONDS * 500 : isRefused ? REFUSED_AGAIN_MS : TRY_AGAIN_MS;
      this.#timer = setTimeout(() => void this.refresh(), againMs);
      return isTaken;
    });
  }

  /** Says goodbye, at most a second. */
  async unregister(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#state !== 'registered') return this.disconnected();
    await Promise.race([this.#send(0), new Promise((resolve) => setTimeout(resolve, 1000))]);
    this.disconnected();
  }

  #send(expires: number): Promise<number | 'stale'> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    const { userAgentCore: core, contact, configuration } = this.#agent;
    const message = core.makeOutgoingRequestMessage(
      'REGISTER', this.#registrar, configuration.uri, configuration.uri,
      { cseq: this.#sequence, ...(this.#callId === undefined ? {} : { callId: this.#callId }) },
      [`Contact: ${contact.toString({ register: true })};expires=${expires}`, `Expires: ${expires}`],
    );
    // One Call-ID for all, growing CSeq: what a registrar expects of one desktop.
    this.#callId = message.callId;
    return new Promise((resolve) => {
      const settle = (code: number) => {
        this.#sequence = message.cseq + 1;
        clearTimeout(deadline);
        resolve(attempt === this.#attempt ? code : 'stale');
      };
      const deadline = setTimeout(() => settle(408), ANSWER_DEADLINE_MS);
      core.register(message, {
        onAccept: () => settle(200),
        onReject: (response) => settle(response.message.statusCode ?? 500),
        onRedirect: () => settle(500),
      });
    });
  }

  #enter(state: RegistrationState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#onState(state);
  }
}
