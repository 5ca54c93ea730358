import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';

export const MOST_OBSTACLES = 60;
/** As many as there are digits to press after the key. */
export const MOST_OBSTACLES_IN_USE = 10;
/** The customer was asked, and nothing is in their way. */
export const NO_OBSTACLE = 'none';

const wordSchema = z.string().trim().min(1).max(20);

/**
 * What keeps a customer from buying, staying or being content, in both languages. One that is not active is offered no more;
 * contacts in which it was named are shown by its words.
 */
export const obstacleSchema = z.object({ id: codeSchema, zh: wordSchema, en: wordSchema, active: z.boolean() });
export type Obstacle = z.infer<typeof obstacleSchema>;

/** All obstacles of the centre in the order of their keys, those no longer in use among them. With none in use nobody is asked. Issues: 'twice' at an id or a word, 'too-many-active'. */
export const obstaclesSchema = z.array(obstacleSchema).max(MOST_OBSTACLES).superRefine((obstacles, context) => {
  const isTaken = (at: number, same: (other: Obstacle) => boolean): boolean => obstacles.some((other, place) => place < at && same(other));
  for (const [at, { id, zh, en, active }] of obstacles.entries()) {
    if (isTaken(at, (other) => other.id === id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'twice' });
    if (active && isTaken(at, (other) => other.active && other.zh === zh)) context.addIssue({ code: 'custom', path: [at, 'zh'], message: 'twice' });
    if (active && isTaken(at, (other) => other.active && other.en.toLowerCase() === en.toLowerCase())) context.addIssue({ code: 'custom', path: [at, 'en'], message: 'twice' });
  }
  if (obstacles.filter(({ active }) => active).length > MOST_OBSTACLES_IN_USE) context.addIssue({ code: 'custom', path: [], message: 'too-many-active' });
});

const usual = (id: string, zh: string, en: string): Obstacle => ({ id, zh, en, active: true });

/** What a centre begins with. */
export const usualObstacles: readonly Obstacle[] = [
  usual('price', '价格', 'Price'), usual('tolerance', '消化不适', 'Digestion'), usual('taste', '口味', 'Taste'), usual('supply', '买不到', 'Out of stock'), usual('rival', '别的品牌', 'Rival brand'),
  usual('family', '家人反对', 'Family'), usual('service', '服务', 'Service'), usual('doubt', '产品疑虑', 'Doubts'), usual('other', '其他', 'Other'), usual(NO_OBSTACLE, '没有障碍', 'None'),
];
