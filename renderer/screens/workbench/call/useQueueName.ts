import { useCentralStore } from '../../../state/useCentralStore.ts';

/** A queue as people call it; its code while central has not told the name. */
export function useQueueName(queue: string | null): string | null {
  const queues = useCentralStore((state) => state.queues);
  if (queue === null) return null;
  return queues.find((each) => each.queue === queue)?.name ?? queue;
}
