import type { Agent } from '../../shared/agents/agent.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { Article } from '../../shared/knowledge/article.ts';

/**
 * Everything the store is given of one household: like its file, but whole. Lists are newest first and not bounded
 * (callbacks: soonest first), and `callbacks` holds those done too.
 */
export type DemoHousehold = Omit<HouseholdFile, 'purchaseCount' | 'interactionCount' | 'asOfMs'>;

export interface DemoData {
  readonly agents: readonly Agent[];
  readonly articles: readonly Article[];
  readonly households: readonly DemoHousehold[];
}
