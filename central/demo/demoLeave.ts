import type { Leave, StandingConsent } from '../../shared/customers/consent.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import type { Household } from '../../shared/customers/household.ts';
import { leaveOfRecord } from '../../shared/customers/leaveOfRecord.ts';
import { demoId } from './demoId.ts';

/** How a family that came to us this way said that it may be rung. */
function proofOf({ source, sourceDetail }: Household): Pick<StandingConsent, 'proofKind' | 'proof'> {
  switch (source) {
    case 'lecture': case 'store-promotion': case 'hospital': case 'newspaper': return { proofKind: 'form', proof: sourceDetail };
    case 'web': return { proofKind: 'web', proof: sourceDetail };
    case 'call-800': case 'outbound-call': case 'referral': return { proofKind: 'said-in-call', proof: '可以，定期打来问问' };
    case 'import': return { proofKind: 'unknown', proof: sourceDetail };
  }
}

/** The consents behind what a made-up household says: its own leave to be rung as it was given, people's channels as their record has them. */
export function demoLeave(household: Household, customers: readonly Customer[]): Leave {
  const consents = leaveOfRecord(household, customers, household.createdAtMs).map((each): StandingConsent => ({
    ...each, ...(each.customerId === null ? proofOf(household) : {}), id: demoId('consent', household.id, each.customerId ?? '', each.channel), recordedByName: '', withdrawnAtMs: null,
  }));
  return { consents, optOuts: [] };
}
