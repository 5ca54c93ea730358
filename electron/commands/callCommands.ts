import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { PhoneLine } from '../sip/phoneLine.ts';

type CallCommands = Pick<CommandHandlers, 'call:answer' | 'call:reject' | 'call:hangUp' | 'call:hold' | 'call:mute' | 'call:keys' | 'call:transfer' | 'call:consult' | 'call:consult-complete' | 'call:consult-cancel' | 'call:consult-join' | 'call:dial'>;

/** What the agent does with calls. Every dial names its permission reason: the contract does not let one through without. */
export function callCommands(phone: PhoneLine): CallCommands {
  return {
    'call:answer': ({ callId }) => phone.answer(callId),
    'call:reject': ({ callId, reason }) => phone.reject(callId, reason),
    'call:hangUp': ({ callId }) => phone.hangUp(callId),
    'call:hold': ({ callId, on }) => phone.hold(callId, on),
    'call:mute': ({ callId, on }) => phone.mute(callId, on),
    'call:keys': ({ callId, keys }) => phone.sendKeys(callId, keys),
    'call:transfer': ({ callId, to }) => phone.transferBlind(callId, to),
    'call:consult': ({ callId, to }) => phone.consult(callId, to),
    'call:consult-complete': ({ callId }) => phone.completeConsult(callId),
    'call:consult-cancel': ({ callId }) => phone.cancelConsult(callId),
    'call:consult-join': ({ callId }) => phone.joinConsult(callId),
    'call:dial': (request) => phone.dial(request),
  };
}
