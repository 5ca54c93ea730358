import type { SupervisionMode } from '../../shared/calls/supervision.ts';
import { askDesk } from '../bridge/desk.ts';
import { tellAgent } from '../state/useToastStore.ts';

/** Refusals that have words of their own on screen. */
const told = ['not-yours', 'not-talking', 'supervised', 'busy', 'line-away', 'media-failed', 'page-slow'];

/** 监听, 耳语, 强插: the supervisor comes into the call an agent has, or goes on in it in another way. What central or the line refuses is said. */
export async function superviseCall(agentId: string, mode: SupervisionMode): Promise<void> {
  const done = await askDesk('floor:supervise', { agentId, mode });
  if (done.ok) return;
  const why = done.refusal === 'refused' ? done.detail ?? '' : done.refusal;
  tellAgent('soon', `floor.supervise.refused.${told.includes(why) || why === 'unreachable' ? why : 'other'}`);
}

/** The supervisor leaves the call they are in. */
export async function leaveSupervision(): Promise<void> {
  await askDesk('floor:unsupervise', null);
}
