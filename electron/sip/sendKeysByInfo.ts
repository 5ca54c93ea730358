import { type Session, SessionState } from 'sip.js';

const KEY_MS = 160;

/**
 * Presses keys by SIP INFO (application/dtmf-relay), one after the other: for a far end that takes none inside the sound.
 *
 * @param keys 0-9, *, #, A-D
 * @returns whether the far end took all of them.
 */
export async function sendKeysByInfo(session: Session, keys: string): Promise<boolean> {
  for (const key of keys) {
    if (session.state !== SessionState.Established || !(await pressOnce(session, key))) return false;
  }
  return true;
}

function pressOnce(session: Session, key: string): Promise<boolean> {
  return new Promise((resolve) => {
    session.info({
      requestOptions: { body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: `Signal=${key}\r\nDuration=${KEY_MS}\r\n` } },
      requestDelegate: { onAccept: () => resolve(true), onReject: () => resolve(false), onRedirect: () => resolve(false) },
    }).catch(() => resolve(false));
  });
}
