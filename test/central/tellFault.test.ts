import { describe, expect, it } from 'vitest';
import { faultTeller } from '../../central/tellFault.ts';

describe('a fault nobody waits for', () => {
  it('is said once a minute for each cause, without what the error quotes', () => {
    const said: string[] = [];
    let nowMs = 0;
    const tell = faultTeller((line) => { said.push(line); }, () => nowMs);
    const away = (): Error => Object.assign(new Error('duplicate key (number)=(+8613800138000)'), { code: '57P01' });
    tell('offering a call failed', away());
    tell('offering a call failed', away());
    tell('offering a call failed', new TypeError('x'));
    nowMs = 59_999;
    tell('offering a call failed', away());
    tell('tidying failed', away());
    nowMs = 60_000;
    tell('offering a call failed', away());
    expect(said).toEqual(['offering a call failed: Error 57P01', 'offering a call failed: TypeError', 'tidying failed: Error 57P01', 'offering a call failed: Error 57P01']);
  });
});
