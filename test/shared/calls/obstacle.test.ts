import { describe, expect, it } from 'vitest';
import { MOST_OBSTACLES_IN_USE, type Obstacle, obstaclesSchema, usualObstacles } from '../../../shared/calls/obstacle.ts';

const [price, tolerance] = usualObstacles as readonly [Obstacle, Obstacle, ...Obstacle[]];

describe('the obstacles of a centre', () => {
  it('begin with as many as there are digits, price first and none last', () => {
    expect(obstaclesSchema.parse(usualObstacles)).toEqual(usualObstacles);
    expect([usualObstacles.length, usualObstacles.at(0)?.id, usualObstacles.at(-1)?.id]).toEqual([MOST_OBSTACLES_IN_USE, 'price', 'none']);
  });

  it('may all be out of use: then nobody is asked', () => {
    expect(obstaclesSchema.safeParse([{ ...price, active: false }]).success).toBe(true);
    expect(obstaclesSchema.safeParse([]).success).toBe(true);
  });

  it.each<readonly [string, readonly Obstacle[], readonly (string | number)[]]>([
    ['an id that is there twice', [price, { ...tolerance, id: 'price', active: false }], [1, 'id']],
    ['a Chinese word that another in use has', [price, { ...tolerance, zh: price.zh }], [1, 'zh']],
    ['an English word that another in use has, however it is written', [price, { ...tolerance, en: 'PRICE' }], [1, 'en']],
    ['a word that is empty', [{ ...price, zh: ' ' }], [0, 'zh']],
    ['more in use than there are digits', [...usualObstacles, { id: 'far', zh: '太远', en: 'Too far', active: true }], []],
  ])('do not have %s', (_title, obstacles, path) => {
    expect(obstaclesSchema.safeParse(obstacles).error?.issues.map((issue) => issue.path)).toEqual([path]);
  });
});
