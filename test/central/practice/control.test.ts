import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createControl } from '../../../central/practice/control.ts';
import type { PracticeLine } from '../../../central/practice/practiceLine.ts';
import type { PracticeSwitch } from '../../../central/practice/switch.ts';

let close: () => void = () => undefined;
afterEach(() => { close(); });

it('writes down what broke behind it, without anybody’s number, and says no more than that to who asked', async () => {
  const broken = { view: () => { throw new TypeError('no leg for 02161234567'); } } as unknown as PracticeLine;
  const written: string[] = [];
  const control = createControl(broken, {} as PracticeSwitch, 'secret', (what) => { written.push(what); });
  close = () => { control.close(); };
  control.listen(0, '127.0.0.1');
  await once(control, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(control.address() as AddressInfo).port}/calls`, { headers: { authorization: 'Line secret' } });
  expect([answer.status, await answer.json()]).toEqual([500, { refusal: 'internal', field: null, detail: null }]);
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^control door: TypeError at .*control\.test/);
  expect(written[0]).not.toContain('0216');
});
