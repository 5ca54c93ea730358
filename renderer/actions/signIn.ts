import type { DemoAccount } from '../../shared/sync/sessionMessages.ts';
import type { SignInOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { setClockSkew } from '../time/deskClock.ts';
import { openDesk } from './openDesk.ts';

/**
 * Signs in. A refusal leaves everything as it was.
 * @param takeOver  the agent has said: sign my other desktop out.
 * @param newPassword  the password from now on, when central asked for one.
 */
export async function signIn(number: string, password: string, takeOver: boolean, newPassword?: string): Promise<SignInOutcome> {
  const outcome = await askDesk('session:signIn', { number: number.trim(), password, takeOver, ...(newPassword === undefined ? {} : { newPassword }) });
  if (!outcome.ok) return outcome;
  setClockSkew(outcome.value.clockSkewMs);
  await openDesk(outcome.value);
  useSessionStore.setState({ phase: 'signed-in', session: outcome.value, ended: null });
  return outcome;
}

/** Accounts offered on the sign-in page while demo data is loaded; none otherwise, null while central is away. */
export function demoAccounts(): Promise<readonly DemoAccount[] | null> {
  return askDesk('session:accounts', null);
}
