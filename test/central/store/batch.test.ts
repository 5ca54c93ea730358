import { describe, expect, it } from 'vitest';
import { Batch } from '../../../central/store/batch.ts';

/** A store that answers a batch when it is told to. */
function slowStore() {
  const batches: { readonly asked: readonly number[]; readonly answer: () => void; readonly fail: (error: Error) => void }[] = [];
  const batch = new Batch<number, string>((asked) => new Promise((resolve, reject) => {
    batches.push({ asked, answer: () => { resolve(asked.map((each) => `answer ${String(each)}`)); }, fail: reject });
  }));
  const turn = () => new Promise((resolve) => { setImmediate(() => setImmediate(resolve)); });
  return { batch, batches, turn };
}

describe('a batch', () => {
  it('takes those who ask in one turn together, and gives each their own answer', async () => {
    const { batch, batches, turn } = slowStore();
    const asked = [3, 1, 2].map((each) => batch.ask(each));
    await turn();
    expect(batches.map((each) => each.asked)).toEqual([[3, 1, 2]]);
    batches[0]?.answer();
    expect(await Promise.all(asked)).toEqual(['answer 3', 'answer 1', 'answer 2']);
  });

  it('gathers who comes while two are on their way, and sends them when one is back', async () => {
    const { batch, batches, turn } = slowStore();
    const asked: Promise<string>[] = [];
    for (let each = 0; each < 6; each += 1) {
      asked.push(batch.ask(each));
      await turn();
    }
    expect(batches.map((each) => each.asked)).toEqual([[0], [1]]);
    batches[1]?.answer();
    await asked[1];
    await turn();
    expect(batches.map((each) => each.asked)).toEqual([[0], [1], [2, 3, 4, 5]]);
    batches[0]?.answer();
    batches[2]?.answer();
    expect(await Promise.all(asked)).toHaveLength(6);
  });

  it('is never larger than 64', async () => {
    const { batch, batches, turn } = slowStore();
    const asked = Array.from({ length: 150 }, (_, each) => batch.ask(each));
    await turn();
    await turn();
    for (let done = 0; done < 3; done += 1) {
      batches[done]?.answer();
      await turn();
      await turn();
    }
    expect(batches.map((each) => each.asked.length)).toEqual([64, 64, 22]);
    expect(new Set(await Promise.all(asked)).size).toBe(150);
  });

  it('tells all of them when the store fails, and goes on with the next', async () => {
    const { batch, batches, turn } = slowStore();
    const asked = [1, 2].map((each) => batch.ask(each));
    const told = Promise.allSettled(asked);
    await turn();
    batches[0]?.fail(new Error('the store is away'));
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = batch.ask(3);
    await turn();
    batches[1]?.answer();
    expect(await next).toBe('answer 3');
  });
});
