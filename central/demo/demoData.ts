import type { Agent } from '../../shared/agents/agent.ts';
import type { Callback } from '../../shared/callbacks/callback.ts';
import type { Interaction } from '../../shared/calls/interaction.ts';
import type { Child } from '../../shared/customers/child.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import type { AskedQuestion, Case, Commitment, Household, Purchase } from '../../shared/customers/household.ts';
import type { Phone } from '../../shared/customers/phoneKind.ts';
import type { Article } from '../../shared/knowledge/article.ts';

/** Everything the store is given of one household. A household's file holds the newest of each; here is all of it. */
export interface DemoHousehold {
  readonly household: Household;
  readonly phones: readonly Phone[];
  readonly customers: readonly Customer[];
  readonly children: readonly Child[];
  /** Open ones and those done. */
  readonly callbacks: readonly Callback[];
  readonly commitments: readonly Commitment[];
  readonly cases: readonly Case[];
  /** Newest first, as the lists below. */
  readonly purchases: readonly Purchase[];
  readonly questions: readonly AskedQuestion[];
  readonly interactions: readonly Interaction[];
}

export interface DemoData {
  readonly agents: readonly Agent[];
  readonly articles: readonly Article[];
  readonly households: readonly DemoHousehold[];
}
