import { askDesk } from '../bridge/desk.ts';
import { isRinging, useCallStore } from '../state/useCallStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';

/** A ring is seen wherever the agent looks: the window comes forward, and main decides whether it may take the keyboard too. */
export function startRingAttention(): () => void {
  const rung = new Set<string>();
  const look = (): void => {
    const ringing = [...Object.values(useCallStore.getState().calls), ...useTalkStore.getState().talks].filter(isRinging);
    for (const callId of [...rung]) if (!ringing.some((call) => call.id === callId)) rung.delete(callId);
    const isNew = ringing.some((call) => !rung.has(call.id));
    for (const call of ringing) rung.add(call.id);
    if (isNew) askDesk('window:attention', { focus: true }).catch((error: unknown) => { console.error('the window did not come forward', error); });
  };
  const stops = [useCallStore.subscribe(look), useTalkStore.subscribe(look)];
  return () => { for (const stop of stops) stop(); };
}
