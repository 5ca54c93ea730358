import { type Session, SessionState, type URI } from 'sip.js';

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
