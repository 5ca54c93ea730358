import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bdecode, bencode, type Bencoded } from '../../../central/kamailio/bencode.ts';
import { type CallerLeg, ringLines } from '../../../central/kamailio/callerLeg.ts';
import { readInvite } from '../../../central/kamailio/invite.ts';
import { asNetstring, NetstringReader } from '../../../central/kamailio/netstrings.ts';
import { Vanished } from '../../../central/kamailio/vanished.ts';

describe('netstrings', () => {
  it('come out as they went in, however the stream is cut', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 8 }), fc.array(fc.nat(30), { maxLength: 40 }), (texts, cuts) => {
      const stream = Buffer.concat(texts.map(asNetstring));
      const reader = new NetstringReader();
      const read: string[] = [];
      let at = 0;
      for (const cut of [...cuts, stream.length]) {
        read.push(...reader.read(stream.subarray(at, at + cut)));
        at = Math.min(stream.length, at + cut);
      }
      expect(read).toEqual(texts);
    }));
  });

  it.each(['x:hello,', '5:hello;', '99999999:', '5 hello,'])('that are none are refused: %s', (stream) => {
    expect(() => new NetstringReader().read(Buffer.from(stream))).toThrow('no netstring');
  });
});

describe('bencoding', () => {
  const value = fc.letrec<{ value: Bencoded }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'grapheme' }), fc.integer(), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__'), tie('value'), { maxKeys: 4 })),
  })).value;
  it('reads what it writes', () => {
    fc.assert(fc.property(value, (each) => { expect(bdecode(Buffer.from(bencode(each)))).toEqual(each); }));
  });

  it('ends on any bytes, with a value or an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try { bdecode(Buffer.from(bytes)); } catch (error) { expect(error).toBeInstanceOf(Error); }
    }));
  });
});

const invite = (...headers: string[]): string => ['INVITE sip:8008201234@line.example SIP/2.0', 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa', ...headers, 'Call-ID: a', 'CSeq: 1 INVITE', '', 'v=0\r\n'].join('\r\n');

describe('a caller’s INVITE', () => {
  it.each([
    ['the asserted number', ['From: <sip:100@c>;tag=a', 'P-Asserted-Identity: "X" <sip:+8613900000001@c;user=phone>'], '+8613900000001'],
    ['a folded header', ['From: <sip:100@c>;tag=a', 'P-Asserted-Identity: "X"\r\n <tel:+8613900000001>'], '+8613900000001'],
    ['the compact From', ['f: <sip:02161234567@c>;tag=a'], '02161234567'],
    ['nobody behind an anonymous From', ['From: "Anonymous" <sip:anonymous@anonymous.invalid>;tag=a'], null],
    ['nobody who asks to be hidden', ['From: <sip:100@c>;tag=a', 'Privacy: id;critical'], null],
    ['nobody where there is no From', [], null],
  ])('tells %s', (_title, headers, from) => {
    expect(readInvite(invite(...headers))).toMatchObject({ from, dialled: '8008201234', sdp: 'v=0\r\n' });
  });

  it.each(['INVITE tel:8008201234 SIP/2.0', 'INVITE SIP:8008201234@line.example SIP/2.0', 'INVITE sips:8008201234;phone-context=x@line.example SIP/2.0'])('tells what was dialled by %s', (first) => {
    expect(readInvite(`${first}\r\nFrom: <sip:100@c>;tag=a\r\n\r\n`).dialled).toBe('8008201234');
  });

  it.each([['2%2C1', '2,1'], ['*9#', '*9#'], ['2; DROP', null], ['', null]])('tells the keys pressed in a voice menu before: %s', (header, keys) => {
    expect(readInvite(invite('From: <sip:100@c>;tag=a', `X-Keys: ${header}`)).keys).toBe(keys);
  });

  it('tells them to the desktop it rings', () => {
    const leg: CallerLeg = {
      leg: 'l', callId: 'c', direction: 'in', from: '02161110001', dialled: '8008201234', keys: '2,1', arrivedAtMs: 0, source: '', passed: null, answerHead: '', colleague: null, state: 'parked', index: 0, label: 0,
      extension: null, answeredAtMs: null, isHandedOver: false, askedAtMs: 0, ringMs: 0, next: null,
    };
    expect(ringLines(leg, 20_000, []).split('\r\n')).toContain('X-Keys: 2%2C1');
    expect(ringLines({ ...leg, keys: null }, 20_000, [])).not.toContain('X-Keys');
  });

  it('gives what an answer has to repeat, every Via among it', () => {
    const { answerHead, fromTag } = readInvite(invite('Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKb', 'From: <sip:100@c>;tag=abc', 'To: <sip:8008201234@line.example>', 'Contact: <sip:100@192.0.2.1>'));
    expect(fromTag).toBe('abc');
    expect(answerHead.split('\r\n').map((line) => line.split(':')[0])).toEqual(['Via', 'Via', 'From', 'To', 'Call-ID', 'CSeq']);
  });

  it('may be anything at all without a throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii', maxLength: 400 }), (text) => { readInvite(text); }));
  });
});

describe('who waits at an address', () => {
  it('is gone after two knocks that nobody answers where somebody used to', () => {
    const vanished = new Vanished();
    expect(vanished.isNew('192.0.2.1:5060')).toBe(true);
    expect(vanished.isNew('192.0.2.1:5060')).toBe(false);
    expect([200, 408, 405, 408].map((code) => vanished.knocked('192.0.2.1:5060', code))).toEqual([false, false, false, false]);
    expect(vanished.knocked('192.0.2.1:5060', 477)).toBe(true);
  });

  it('is left alone where nobody ever answered a knock, and forgotten when nobody waits there', () => {
    const vanished = new Vanished();
    vanished.knockAt(new Set(['192.0.2.1:5060']));
    for (let knock = 0; knock < 5; knock += 1) expect(vanished.knocked('192.0.2.1:5060', 408)).toBe(false);
    vanished.knockAt(new Set());
    expect(vanished.knocked('192.0.2.1:5060', 408)).toBe(false);
  });
});
