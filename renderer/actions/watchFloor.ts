import { askDesk } from '../bridge/desk.ts';

/** Has central tell how the floor stands, from now on or no more. */
export async function watchFloor(on: boolean): Promise<void> {
  await askDesk('floor:watch', { on });
}
