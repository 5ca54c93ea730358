import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { PhoneLine } from '../sip/phoneLine.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type SupervisionCommands = Pick<CommandHandlers, 'floor:supervise' | 'floor:unsupervise'>;

/** A supervisor in an agent's call: central judges it and writes it down, then the telephone goes there. */
export function supervisionCommands(phone: PhoneLine, central: CentralClient): SupervisionCommands {
  return {
    'floor:supervise': async ({ agentId, mode }) => {
      const done = await central.floorDeed({ kind: 'supervise', agentId, mode, id: phone.supervision?.id ?? null });
      if (!done.ok) return done;
      return done.value.supervision === undefined ? { ok: false, refusal: 'update-needed', detail: null } : await phone.supervise(done.value.supervision);
    },
    'floor:unsupervise': async () => { await phone.endSupervision(); return null; },
  };
}
