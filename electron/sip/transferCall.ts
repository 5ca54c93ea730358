import { type Session, SessionState, URI } from 'sip.js';

/** How a blind transfer ended: 'taken', 'call-over' (the line hung up on us while it was under way), or why not. */
export type TransferResult = 'taken' | 'call-over' | { readonly refused: string };

const DEADLINE_MS = 60_000;

/**
 * Hands the far end to somebody else (REFER) and waits for what becomes of it: the line tells by NOTIFY when the other
 * side has answered or has not. Our own leg stays as it is; ending it is the caller's.
 */
export function transferCall(session: Session, target: URI): Promise<TransferResult> {
  return new Promise((resolve) => {
    const settle = (result: TransferResult) => {
      clearTimeout(deadline);
      session.stateChange.removeListener(onState);
      resolve(result);
    };
    const onState = (state: SessionState) => {
      if (state === SessionState.Terminated) settle('call-over');
    };
    const deadline = setTimeout(() => settle({ refused: '408' }), DEADLINE_MS);
    session.stateChange.addListener(onState);
    session.refer(target, {
      requestDelegate: { onReject: (response) => settle({ refused: String(response.message.statusCode ?? '') }) },
      onNotify: (notification) => {
        void notification.accept();
        const code = Number(/^SIP\/2\.0\s+(\d{3})/m.exec(notification.request.body)?.[1] ?? 0);
        if (code >= 300) settle({ refused: String(code) });
        else if (code >= 200) settle('taken');
      },
    }).catch((error: unknown) => settle({ refused: error instanceof Error ? error.message : '' }));
  });
}

/** An address with headers of its own stands between angle brackets in Refer-To (RFC 3261 §20), where SIP.js writes none. */
class BracketedAddress extends URI {
  override toString(): string {
    return `<${super.toString()}>`;
  }
}

/**
 * Where a caller is to go who takes our place in a talk (RFC 3891): the colleague, and by `Replaces` which of their talks is
 * to become the caller's. @returns null when the talk is not agreed.
 */
export function placeInTalk(talk: Session, to: string, domain: string): URI | null {
  const { dialog } = talk;
  if (!dialog) return null;
  const replaces = encodeURIComponent(`${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`);
  return new BracketedAddress('sip', to, domain, undefined, undefined, { Replaces: [replaces] });
}
