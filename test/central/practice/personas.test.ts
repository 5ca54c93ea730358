import { describe, expect, it } from 'vitest';
import { customerBehind, parsePersona } from '../../../central/practice/personas.ts';

describe('a persona', () => {
  it.each([
    ['talker', { voice: { kind: 'speech' }, patienceSeconds: 600 }],
    ['', { voice: { kind: 'speech' } }],
    ['silent', { voice: { kind: 'silence' } }],
    ['tone:440', { voice: { kind: 'tone', hz: 440 } }],
    ['hang-up-early', { patienceSeconds: 3 }],
    ['hang-up-early:7', { patienceSeconds: 7 }],
    ['keys', { keys: '12#' }],
    ['tone:880, waits:20, talks:5, keys:42#', { voice: { kind: 'tone', hz: 880 }, patienceSeconds: 20, talkSeconds: 5, keys: '42#' }],
    ['callback:20', { callbackAfterSeconds: 20 }],
    ['hang-up-early,again:13900000002', { patienceSeconds: 3, again: { from: '13900000002', afterSeconds: 5 } }],
    ['again:+862161234568@30', { again: { from: '+862161234568', afterSeconds: 30 } }],
    ['long', { patienceSeconds: 14_400, talkSeconds: 14_400 }],
  ])('%s', (text, expected) => {
    const parsed = parsePersona(text);
    expect(parsed.ok && parsed.persona).toMatchObject(expected);
  });

  it.each(['tone', 'tone:10', 'tone:9000', 'waits', 'waits:soon', 'singer', 'talker,shouts', 'keys:xyz', 'talks:-3', 'again', 'again:home'])('is refused by name when nobody knows it: %s', (text) => {
    expect(parsePersona(text)).toMatchObject({ ok: false, why: expect.stringContaining(text.split(',').at(-1) ?? '') });
  });
});

it('the last digits of a number say what its customer does', () => {
  expect(customerBehind('+862161234500')).toMatchObject({ kind: 'refuses', code: 486 });
  expect(customerBehind('02161234501')).toMatchObject({ kind: 'rings-out' });
  expect(customerBehind('13800138002')).toMatchObject({ kind: 'refuses', code: 603 });
  expect(customerBehind('13800138003')).toMatchObject({ kind: 'answers' });
});
