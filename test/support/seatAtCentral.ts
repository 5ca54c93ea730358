import type { Session } from '../../shared/sync/sessionMessages.ts';
import { type LiveToCentral, type LiveToDesk, SCHEMA_HEADER } from '../../shared/sync/liveMessages.ts';
import { RECORD_SCHEMA_VERSION } from '../../shared/sync/protocolVersion.ts';
import { TalkingSocket } from './talkingSocket.ts';
import { type LiveSocket, signInBody } from './testCentral.ts';

/** A central of its own process. */
type Central = { readonly url: string };

export async function signInAt(central: Central, number: string): Promise<Session> {
  const answer = await fetch(new URL('/session', central.url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(signInBody(number)) });
  return await answer.json() as Session;
}

/** The live link of a desktop that is signed in, once central has greeted it. */
export async function sitAt(central: Central, session: Session): Promise<LiveSocket> {
  const live = await TalkingSocket.open<LiveToDesk, LiveToCentral>(new URL('/live', central.url).href, { authorization: `Bearer ${session.accessToken}`, [SCHEMA_HEADER]: String(RECORD_SCHEMA_VERSION) });
  await live.next('hello');
  return live;
}
