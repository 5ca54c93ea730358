import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { useAgents } from '../../../localdb/useQuery.ts';
import { waitedWords } from '../callWords.ts';
import { useQueueName } from './useQueueName.ts';

/** 「王倩 转来」 of a call a colleague passed on, by extension while this desktop does not know the colleague; null: it came straight. */
export function usePassedOnBy(call: Pick<CallSnapshot, 'transferredBy'>): string | null {
  const { t } = useTranslation();
  const agents = useAgents() ?? [];
  const { transferredBy } = call;
  if (transferredBy === null) return null;
  const name = agents.find((agent) => agent.extension === transferredBy)?.name ?? t('workbench.call.extension', { extension: transferredBy });
  return t('workbench.state.passedOn', { name });
}

/** How a call came here, in short: who passed it on, the queue, how long it waited, the keys that were pressed. */
export function useCallTags(call: CallSnapshot): readonly string[] {
  const { t } = useTranslation();
  const queueName = useQueueName(call.queue);
  const passedOn = usePassedOnBy(call);
  return [
    passedOn, queueName,
    call.waitedSeconds === null ? null : waitedWords(call.waitedSeconds),
    call.keys === null ? null : t('workbench.state.keys', { keys: call.keys }),
  ].filter((tag) => tag !== null);
}
