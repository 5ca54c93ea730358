import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallerIdentity } from '../../../electron/sip/callerIdentity.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

const read = (headers: Headers, ownUser: string | null = '1001') => {
  const lines = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? [value] : value]));
  return readCallerIdentity((name) => lines.get(name.toLowerCase()) ?? [], ownUser);
};

describe('who is calling', () => {
  it.each<[string, Headers, object]>([
    ['is read from P-Asserted-Identity before From', { 'P-Asserted-Identity': '<sip:+862161234567@carrier;user=phone>', From: '<sip:13800138000@x>;tag=1' },
      { number: '+862161234567', storedNumber: '+862161234567', identitySource: 'asserted', withheld: false }],
    ['is read with a quoted name', { 'P-Asserted-Identity': '"ACME" <sip:02161234567@carrier>' }, { number: '02161234567', displayName: 'ACME' }],
    ['is read with a Chinese name in quotes', { 'P-Asserted-Identity': '"张三" <sip:02161234567@carrier>' }, { displayName: '张三' }],
    ['is read with a Chinese name without quotes', { 'P-Asserted-Identity': '张三 <sip:02161234567@carrier>' }, { number: '02161234567', displayName: '张三' }],
    ['is read with an encoded name', { 'P-Asserted-Identity': '=?utf-8?B?5byg5LiJ?= <sip:02161234567@carrier>' }, { displayName: '张三' }],
    ['is read with escapes in the name', { 'P-Asserted-Identity': String.raw`"A\"B" <sip:02161234567@carrier>` }, { displayName: 'A"B' }],
    ['is read from tel:', { 'P-Asserted-Identity': '<tel:+86-21-6123-4567>' }, { storedNumber: '+862161234567', identitySource: 'asserted' }],
    ['is read from a bare tel:', { 'P-Asserted-Identity': 'tel:+862161234567' }, { storedNumber: '+862161234567' }],
    ['is read from a bare sip:', { 'P-Asserted-Identity': 'sip:02161234567@carrier' }, { number: '02161234567' }],
    ['is read from two lines', { 'P-Asserted-Identity': ['<sip:reception@carrier>', '<tel:+862161234567>'] }, { storedNumber: '+862161234567' }],
    ['is read from one line with a comma', { 'P-Asserted-Identity': '"Li, Lei" <sip:reception@carrier>, <tel:+862161234567>' }, { storedNumber: '+862161234567', displayName: 'Li, Lei' }],
    ['is read from a folded line', { 'P-Asserted-Identity': '"Zhang"\r\n <sip:02161234567@carrier>' }, { number: '02161234567', displayName: 'Zhang' }],
    ['is read with a phone context', { 'P-Asserted-Identity': '<sip:13800138000;phone-context=+86@carrier;user=phone>' }, { number: '+8613800138000', storedNumber: '+8613800138000' }],
    ['is read from Remote-Party-ID when nothing is asserted', { 'Remote-Party-ID': '"Wang" <sip:02161234567@carrier>;party=calling', From: '<sip:1@x>' }, { number: '02161234567', identitySource: 'remote-party' }],
    ['is read from From when nothing better is there', { From: '"Wang" <sip:02161234567@carrier>;tag=a' }, { number: '02161234567', identitySource: 'from' }],
    ['is known behind an anonymous From', { From: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=a', 'P-Asserted-Identity': '<sip:02161234567@carrier>' }, { number: '02161234567', withheld: false, displayName: null }],
    ['is withheld when the caller asks for it', { From: '<sip:anonymous@anonymous.invalid>', 'P-Asserted-Identity': '"Wang" <sip:02161234567@carrier>', Privacy: 'id' },
      { number: null, storedNumber: null, withheld: true, identitySource: null, displayName: null }],
    ['is withheld among other wishes', { 'P-Asserted-Identity': '<sip:02161234567@carrier>', Privacy: 'header;user;critical' }, { number: null, withheld: true }],
    ['is shown when privacy is none', { 'P-Asserted-Identity': '<sip:02161234567@carrier>', Privacy: 'none' }, { number: '02161234567', withheld: false }],
    ['is withheld by Remote-Party-ID', { 'Remote-Party-ID': '<sip:02161234567@carrier>;privacy=full' }, { number: null, withheld: true }],
    ['is withheld when only anonymous is there', { From: '<sip:anonymous@anonymous.invalid>;tag=a' }, { number: null, withheld: true }],
    ['is withheld when nothing is there', {}, { number: null, withheld: true, identitySource: null }],
    ['keeps a number that nobody can store', { From: '<sip:2002@practice.careline>;tag=a' }, { number: '2002', storedNumber: null }],
    ['has no name when the name is the number', { From: '"+86 21-61234567" <sip:+862161234567@c>' }, { displayName: null }],
    ['has no control characters in its name', { From: '"a\u202eb\u0007c" <sip:02161234567@c>' }, { displayName: 'a b c' }],
    ['is not fooled by rubbish', { 'P-Asserted-Identity': '<<<"', From: ':::' }, { number: null, withheld: true }],
  ])('%s', (_title, headers, expected) => {
    expect(read(headers)).toMatchObject(expected);
  });
});

describe('what was dialled', () => {
  it.each<[string, Headers, string | null]>([
    ['is the 800 number of a Diversion', { Diversion: '<sip:8008201234@carrier>;reason=unconditional;counter=1' }, '8008201234'],
    ['is the 800 number wherever it stands among several', { Diversion: ['<sip:02166668888@carrier>;reason=no-answer', '<sip:8008201234@carrier>;reason=unconditional'] }, '8008201234'],
    ['is the original when none is toll-free: the last Diversion', { Diversion: '<sip:02166668888@c>, <sip:02166669999@c>' }, '02166669999'],
    ['is the first of History-Info', { 'History-Info': '<sip:4008201234@c>;index=1, <sip:02166668888@c>;index=1.1' }, '4008201234'],
    ['is To when the carrier put it there', { To: '<sip:8008201234@carrier>' }, '8008201234'],
    ['is not our own extension', { To: '<sip:1001@practice.careline>' }, null],
    ['is unknown when nobody says', {}, null],
  ])('%s', (_title, headers, expected) => {
    expect(read(headers).dialled).toBe(expected);
  });
});

describe('the data of our own line', () => {
  it('is percent-decoded and bounded', () => {
    expect(read({ 'X-Queue': encodeURIComponent('喂养'), 'X-Waited': '17', 'X-Keys': '2%23', 'X-Call-Id': 'abc-1', 'X-Ring-Ms': '15000' }))
      .toMatchObject({ queue: '喂养', waitedSeconds: 17, keys: '2#', callId: 'abc-1', ringMs: 15_000 });
    expect(read({ 'X-Queue': '%E5%96', 'X-Waited': 'soon', 'X-Ring-Ms': '-1' })).toMatchObject({ queue: '%E5%96', waitedSeconds: null, ringMs: null });
    expect(read({ Expires: '20' }).ringMs).toBe(20_000);
    expect(read({ 'X-Queue': 'x'.repeat(100) }).queue).toHaveLength(40);
  });
});

it('no header in the world makes it throw, or gives a field that is too long', () => {
  const headerName = fc.constantFrom('P-Asserted-Identity', 'Remote-Party-ID', 'From', 'To', 'Diversion', 'History-Info', 'Privacy', 'X-Queue', 'X-Waited', 'X-Keys', 'X-Call-Id', 'Expires');
  const piece = fc.constantFrom('"', '<', '>', ',', ';', '\\', 'sip:', 'tel:', '+86', '13800138000', '@', '%', '=?utf-8?B?', '?=', '张', '\r\n ', 'privacy=full', ' ');
  const value = fc.oneof(fc.string(), fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')));
  fc.assert(fc.property(fc.dictionary(headerName, fc.array(value, { maxLength: 3 })), (headers) => {
    const identity = read(headers);
    expect(identity.withheld).toBe(identity.number === null);
    expect((identity.number ?? '').length).toBeLessThanOrEqual(64);
    expect((identity.displayName ?? '').length).toBeLessThanOrEqual(120);
    expect((identity.dialled ?? '').length).toBeLessThanOrEqual(64);
  }));
});
