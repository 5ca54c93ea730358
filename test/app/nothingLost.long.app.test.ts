import { afterAll, beforeAll, describe, it } from 'vitest';
import { Careline } from '../support/careline.ts';
import { killAtRandomMoments } from '../support/killAtRandomMoments.ts';

let careline: Careline;
beforeAll(async () => { careline = await Careline.start(); });
afterAll(async () => { await careline?.stop(); });

describe('the whole application killed with kill -9, twenty times', () => {
  it('gives back everything typed a second before, on the right person and call', async () => {
    await killAtRandomMoments(careline, 20);
  }, 900_000);
});
