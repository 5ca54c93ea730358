import { RequestPendingError, type Session, SessionState } from 'sip.js';

/** How a re-INVITE ended: 'agreed', the far end's status code, our own media's refusal, or the call ending meanwhile. */
export type ReinviteResult = 'agreed' | 'media-failed' | 'call-over' | number;

const ATTEMPTS = 4;

/**
 * Agrees the sound of an established call anew (hold, resume, new media). When both sides ask at once each is told 491:
 * the caller's side waits 2.1 to 4 s and the other at most 2 s before asking again (RFC 3261 §14.1), which SIP.js
 * leaves to us.
 *
 * @param ownsCallId true when this side placed the call.
 */
export async function reinvite(session: Session, ownsCallId: boolean): Promise<ReinviteResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await once(session);
    const isGlare = result === 491;
    if ((!isGlare && result !== 'later') || attempt === ATTEMPTS) return result === 'later' ? 500 : result;
    const waitMs = isGlare ? (ownsCallId ? 2100 + Math.random() * 1900 : Math.random() * 2000) : 100 + Math.random() * 200;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (session.state !== SessionState.Established) return 'call-over';
  }
}

function once(session: Session): Promise<ReinviteResult | 'later'> {
  if (session.state !== SessionState.Established) return Promise.resolve('call-over');
  return new Promise((resolve) => {
    const onState = (state: SessionState) => {
      if (state === SessionState.Terminated) settle('call-over');
    };
    const settle = (result: ReinviteResult | 'later') => {
      session.stateChange.removeListener(onState);
      resolve(result);
    };
    session.stateChange.addListener(onState);
    session.invite({
      requestDelegate: {
        onAccept: () => settle('agreed'),
        // 500 with Retry-After: the far end has not quite finished with the one before (RFC 3261 §14.2).
        onReject: ({ message }) => settle(message.statusCode === 500 && message.hasHeader('Retry-After') ? 'later' : (message.statusCode ?? 500)),
        onRedirect: () => settle(500),
      },
    }).catch((error: unknown) => {
      if (error instanceof RequestPendingError || (error instanceof Error && /pending|ongoing|signaling state/i.test(error.message))) settle(491);
      else settle(session.state === SessionState.Established ? 'media-failed' : 'call-over');
    });
  });
}
