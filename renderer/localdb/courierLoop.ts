import { pullRecords } from './pullRecords.ts';
import { pushOutbox } from './pushOutbox.ts';

/** Full jitter: a thousand desktops that lost the same central do not come back in the same instant. */
export function backOffMs(failures: number, random: () => number): number {
  return random() * Math.min(30_000, 500 * 2 ** failures);
}

const POLL_MS = 15_000;
const POLL_JITTER_MS = 5_000;

export interface CourierLoop {
  /** Something new waits in the outbox. */
  push(): void;
  /** Sends what waits; resolves once central has answered it, or could not. Tried again later by itself, as after `push`. */
  send(): Promise<void>;
  /** Something new waits at central. */
  pull(): void;
  /** Central can be reached (or not) over the live socket: while it cannot, the loop looks by itself every 15 s ± 5 s. */
  live(up: boolean): void;
  stop(): void;
}

/**
 * Keeps outbox and mirror moving for as long as an agent is signed in.
 * @param onFault   hears of an internal fault of main; the loop goes on with its back-off.
 * @param onPushed  called after each push, whatever came of it: something may have been refused.
 */
export function startCourierLoop(onFault: (error: unknown) => void, onPushed: () => void = () => undefined, random: () => number = Math.random): CourierLoop {
  let stopped = false;
  let isLive = true;
  let failures = 0;
  let pullFailures = 0;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let pullRetry: ReturnType<typeof setTimeout> | null = null;
  let poll: ReturnType<typeof setTimeout> | null = null;

  const retryLater = (): void => {
    if (stopped || retry !== null) return;
    retry = setTimeout(() => { retry = null; push(); }, backOffMs(failures, random));
    failures += 1;
  };
  const send = async (): Promise<void> => {
    try {
      const end = await pushOutbox();
      onPushed();
      if (end === 'done') failures = 0;
      else if (end !== 'update-needed') retryLater();
    } catch (error) {
      onFault(error);
      retryLater();
    }
  };
  const push = (): void => { void send(); };
  // A poke is said once: a pull that failed after it (central up, its store away) has to be tried again by itself.
  const pullLater = (): void => {
    if (stopped || pullRetry !== null) return;
    pullRetry = setTimeout(() => { pullRetry = null; pull(); }, backOffMs(pullFailures, random));
    pullFailures += 1;
  };
  const pull = (): void => {
    pullRecords().then((end) => {
      if (end === 'done') pullFailures = 0;
      else pullLater();
    }, (error: unknown) => { onFault(error); pullLater(); });
  };
  const pollLater = (): void => {
    if (stopped || poll !== null || isLive) return;
    poll = setTimeout(() => { poll = null; pull(); pollLater(); }, POLL_MS + (random() * 2 - 1) * POLL_JITTER_MS);
  };

  return {
    push,
    send,
    pull,
    live: (up) => {
      isLive = up;
      if (!up) { pollLater(); return; }
      failures = 0;
      pullFailures = 0;
      for (const timer of [retry, pullRetry, poll]) if (timer !== null) clearTimeout(timer);
      retry = null;
      pullRetry = null;
      poll = null;
      push();
      pull();
    },
    stop: () => {
      stopped = true;
      for (const timer of [retry, pullRetry, poll]) if (timer !== null) clearTimeout(timer);
    },
  };
}
