import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { Careline, type Desk } from '../support/careline.ts';
import { killAtRandomMoments } from '../support/killAtRandomMoments.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';

let careline: Careline;
let desk: Desk | undefined;
beforeAll(async () => { careline = await Careline.start(); });
afterAll(async () => { await careline?.stop(); });

describe('the whole application killed with kill -9', () => {
  afterEach(async ({ task }) => { await pictureOfFailure(task, [desk]); });

  it('at fifty moments of wrap-up gives back everything typed a second before, on the right person and call', async () => {
    await killAtRandomMoments(careline, '1005', 50, (opened) => { desk = opened; });
  }, 1_200_000);
});
