import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfMessage, repairAddresses } from '../../../electron/sip/sipDoor.ts';

const message = (startLine: string, headers: readonly string[], body = '') => `${[startLine, ...headers, '', ''].join('\r\n')}${body}`;
const good = ['Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1', 'From: <sip:02161234567@c>;tag=f', 'To: <sip:1001@p>', 'Call-ID: c1', 'CSeq: 1 INVITE', 'Max-Forwards: 70'];
const INVITE = 'INVITE sip:1001@x.invalid SIP/2.0';
const without = (name: string) => good.filter((line) => !line.startsWith(name));

describe('the door to the SIP library', () => {
  it.each([
    ['a request', message(INVITE, good)],
    ['a response', message('SIP/2.0 200 OK', good)],
    ['a response without words', message('SIP/2.0 180 ', good)],
    ['compact headers and a folded line', message(INVITE, ['v: SIP/2.0/WS a;branch=z9', 'f: <sip:a@b>\r\n ;tag=1', 't: <sip:c@d>', 'i: x', 'CSeq: 1 INVITE'])],
  ])('lets %s pass', (_title, text) => {
    expect(faultOfMessage(text)).toBe(null);
  });

  it.each([
    ['nothing but text', 'hello', 'no end of headers'],
    ['no end of headers', `${INVITE}\r\n${good.join('\r\n')}\r\n`, 'no end of headers'],
    ['HTTP', message('GET / HTTP/1.1', good), 'neither a request line nor a status line'],
    ['an unknown method', message('STEAL sip:1001@x SIP/2.0', [...without('CSeq'), 'CSeq: 1 STEAL']), 'a method nobody knows'],
    ['no From', message(INVITE, without('From')), 'no from header'],
    ['no To', message(INVITE, without('To')), 'no to header'],
    ['no Via', message(INVITE, without('Via')), 'no via header'],
    ['no Call-ID', message(INVITE, without('Call-ID')), 'no call-id header'],
    ['no CSeq', message(INVITE, without('CSeq')), 'no cseq header'],
    ['a CSeq that is no number', message(INVITE, [...without('CSeq'), 'CSeq: one INVITE']), 'a cseq that is no number and method'],
    ['a CSeq beyond its range', message(INVITE, [...without('CSeq'), 'CSeq: 4294967296 INVITE']), 'a cseq that is no number and method'],
    ['a CSeq of another method', message(INVITE, [...without('CSeq'), 'CSeq: 1 BYE']), 'a cseq of another method'],
    ['a From without a tag', message(INVITE, [...without('From'), 'From: <sip:a@b>']), 'a from without a tag'],
    ['a Via without a branch', message(INVITE, [...without('Via'), 'Via: SIP/2.0/WS a']), 'a via without a branch'],
    ['two Call-IDs', message(INVITE, [...good, 'Call-ID: c2']), 'more than one call-id header'],
    ['a header without a colon', message(INVITE, [...good, 'nonsense']), 'a header without a colon'],
    ['content without a type', message(INVITE, good, 'v=0'), 'content of no type'],
    ['content of a type that is none', message(INVITE, [...good, 'Content-Type: application/sdp;;'], 'v=0'), 'content of no type'],
    ['a content length in words', message(INVITE, [...good, 'Content-Length: many']), 'a content length that is no number'],
  ])('names what is wrong with %s', (_title, text, fault) => {
    expect(faultOfMessage(text)).toBe(fault);
  });

  it('never throws, whatever comes off the wire', () => {
    const piece = fc.constantFrom('\r\n', '\r\n\r\n', ':', ' ', 'INVITE', 'sip:a@b', 'SIP/2.0', 'Via', 'From', 'tag=', ';', '<', '"', '\0', '张');
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))), (text) => {
      expect(['string', 'object']).toContain(typeof faultOfMessage(repairAddresses(text)));
    }));
  });

  it('brings tel: addresses into a form the library reads, tags untouched', () => {
    expect(repairAddresses(message(INVITE, ['From: "Wang" <tel:+86-21-61234567;phone-context=x>;tag=f', 'To: tel:8008201234', 'X: tel:1']))).toBe(
      message(INVITE, ['From: "Wang" <sip:+862161234567@tel.invalid;user=phone>;tag=f', 'To: <sip:8008201234@tel.invalid;user=phone>', 'X: tel:1']));
    const plain = message(INVITE, good, 'From: tel:1');
    expect(repairAddresses(plain)).toBe(plain);
  });
});
