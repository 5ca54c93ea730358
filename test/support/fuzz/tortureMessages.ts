/** One message of our own for a class that RFC 4475 lists, named by its section. */
export interface TortureMessage {
  readonly section: string;
  readonly title: string;
  /** As it goes over the wire: not all of it is UTF-8. */
  readonly bytes: Buffer;
}

export interface TortureTarget {
  /** Whom requests are for: user and host of their address. */
  readonly user: string;
  readonly host: string;
  /** As Via names it: WS, UDP. */
  readonly transport: string;
  /** Makes ids that no other message has. */
  readonly mark: string;
}

const SDP = 'v=0\r\no=mhandley 29739 7272939 IN IP4 192.0.2.3\r\ns=-\r\nc=IN IP4 192.0.2.4\r\nt=0 0\r\nm=audio 49217 RTP/AVP 0 12\r\nm=video 3227 RTP/AVP 31\r\na=rtpmap:31 LPC\r\n';

type Header = readonly [name: string, value: string | null];

/** All of them, in the order of the RFC. */
export function tortureMessages(target: TortureTarget): readonly TortureMessage[] {
  const { user, host, transport, mark } = target;
  const own = `sip:${user}@${host}`;
  let count = 0;
  /** A sound message, with headers changed (null: left out) or added. */
  const message = (method: string, startLine: string, changes: readonly Header[] = [], body = ''): string => {
    count += 1;
    const usual: readonly Header[] = [
      ['Via', `SIP/2.0/${transport} torture.invalid;branch=z9hG4bK${mark}t${count}`], ['Max-Forwards', '70'], ['From', `<sip:caller@torture.invalid>;tag=${mark}f${count}`], ['To', `<${own}>`],
      ['Call-ID', `${mark}-torture-${count}@torture.invalid`], ['CSeq', `${count} ${method}`], ['Contact', '<sip:caller@torture.invalid;transport=ws>'], ['Content-Length', String(Buffer.byteLength(body))],
    ];
    const changed = new Map(changes.map(([name, value]) => [name, value] as const));
    const lines = [...usual.map(([name, value]) => [name, changed.has(name) ? changed.get(name) ?? null : value] as const), ...changes.filter(([name]) => !usual.some(([each]) => each === name))];
    return [startLine, ...lines.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])), '', body].join('\r\n');
  };
  const request = (method: string, changes: readonly Header[] = [], body = '', uri = own): string => message(method, `${method} ${uri} SIP/2.0`, changes, body);
  const answer = (statusLine: string, changes: readonly Header[] = [], body = ''): string => message('INVITE', statusLine, changes, body);
  const sdp: Header = ['Content-Type', 'application/sdp'];
  const each = (section: string, title: string, text: string | Buffer): TortureMessage => ({ section, title, bytes: Buffer.isBuffer(text) ? text : Buffer.from(text, 'utf8') });
  const long = (length: number): string => 'long'.repeat(Math.ceil(length / 4)).slice(0, length);
  const odd = "!interesting-Method0123456789_*+`.%indeed'~";

  return [
    each('3.1.1.1', 'a short tortuous INVITE', [
      `INVITE sip:${user}@${host};unknownparam SIP/2.0`, `TO :\r\n ${own} ;   tag    = 1918181833n`, `from   : "J Rosenberg \\\\\\""       <sip:jdrosen@torture.invalid>\r\n  ;\r\n  tag = ${mark}98asjd8`,
      'MaX-fOrWaRdS: 0068', `Call-ID: ${mark}.wsinv.ndaksdj@192.0.2.1`, 'Content-Length   : 150', 'cseq: 0009\r\n  INVITE', `Via  : SIP  /   2.0\r\n /${transport}\r\n    192.0.2.2;branch=390skdjuw${mark}`, 's :',
      'NewFangledHeader:   newfangled value\r\n continued newfangled value', 'UnknownHeaderWithUnusualValue: ;;,,;;,;', 'Content-Type: application/sdp', 'Route:\r\n <sip:services.torture.invalid;lr;unknownwith=value;unknown-no-value>',
      `v:  SIP  / 2.0  / TCP     spindle.torture.invalid   ;\r\n  branch  =   z9hG4bK9ikj8${mark}  ,\r\n SIP  /    2.0   / UDP  192.168.255.111   ; branch=\r\n z9hG4bK30239`,
      'm:"Quoted string \\"\\"" <sip:jdrosen@torture.invalid> ; newparam =\r\n      newvalue ;\r\n  secondparam ; q = 0.33', '', SDP].join('\r\n')),
    each('3.1.1.2', 'the wide range of valid characters', message(odd, `${odd} sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@${host} SIP/2.0`,
      [['To', '"BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:1_unusual.URI@torture.invalid>'], ['extensionHeader-!.%*+_`\'~', '\ufefe\u5927\u505c\u96fb']])),
    each('3.1.1.3', 'a valid use of % escaping', request('INVITE', [['To', '<sip:%75se%72@torture.invalid>'], ['From', `<sip:I%20have%20spaces@torture.invalid>;tag=${mark}esc`], ['Contact', '<sip:cal%6Cer@torture.invalid;%6C%72;n%61me=v%61lue%25%34%31>'], sdp], SDP, `sip:sips%3Auser%40torture.invalid@${host}`)),
    each('3.1.1.4', 'escaped nulls in addresses', request('REGISTER', [['From', `<sip:null-%00-null@torture.invalid>;tag=${mark}n`], ['To', '<sip:null-%00-null@torture.invalid>'], ['Contact', '<sip:%00@torture.invalid>, <sip:%00%00@torture.invalid>']])),
    each('3.1.1.5', 'a % that is no escape', message('RE%47IST%45R', `RE%47IST%45R sip:${host} SIP/2.0`, [['To', '"%Z%45" <sip:resource@torture.invalid>'], ['From', `"%Z%45" <sip:resource@torture.invalid>;tag=${mark}f232jadfj23`], ['C%6Fntact', '<sip:alias%20@torture.invalid>']])),
    each('3.1.1.6', 'no space between a display name and <', request('OPTIONS', [['From', `caller<sip:caller@torture.invalid>;tag=${mark}323`]])),
    each('3.1.1.7', 'long values in header fields', request('INVITE', [
      ['To', `"I have a user name of ${long(160)}"<sip:${user}@${host};unknownparam1=very${long(240)}value;longparam${long(120)}=shortvalue;very${long(100)}>`], ['From', `sip:${long(100)}@torture.invalid;tag=${mark}${long(300)}`],
      ['Call-ID', `${mark}longreq.one${long(220)}`], ['Unknown-Long-Name', `unknown-${long(200)}-value; unknown-${long(100)}-parameter-name = unknown-${long(200)}-value`],
      ['Via', Array.from({ length: 34 }, (_, at) => `SIP/2.0/${transport} sip${at}.torture.invalid;branch=z9hG4bK${mark}${at}${at === 33 ? long(300) : ''}`).join(', ')], sdp], SDP)),
    each('3.1.1.8', 'octets behind the end of a message', `${request('REGISTER')}${request('INVITE', [sdp], SDP)}`),
    each('3.1.1.9', 'parameters in the user part of an address', request('OPTIONS', [], '', `sip:user;par=u%40torture.net@${host}`)),
    each('3.1.1.10', 'varied and unknown transports', request('OPTIONS', [['Via', ['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP'].map((kind, at) => `SIP/2.0/${kind} t${at}.torture.invalid;branch=z9hG4bK${mark}tr${at}`).join(',')]])),
    each('3.1.1.11', 'a message of many MIME parts, one of them bytes', Buffer.concat([
      Buffer.from(request('MESSAGE', [['Content-Type', 'multipart/mixed;boundary=7a9cbec02ceef655'], ['Content-Length', '320']]).trimEnd()), Buffer.from('\r\n\r\n--7a9cbec02ceef655\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\r\nHello\r\n--7a9cbec02ceef655\r\nContent-Type: application/octet-stream\r\n\r\n'),
      Buffer.from(Array.from({ length: 160 }, (_, at) => (at * 37 + 128) & 0xff)), Buffer.from('\r\n--7a9cbec02ceef655--')])),
    each('3.1.1.12', 'an unusual reason phrase', answer('SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e \u0434\u0435\u0432\u044f\u043d\u043e\u0441\u0442\u043e - \u043f\u0440\u043e\u0441\u0442\u043e\u0435')),
    each('3.1.1.13', 'an empty reason phrase', answer('SIP/2.0 100 ')),
    each('3.1.2.1', 'separators that separate nothing', request('INVITE', [['Via', `SIP/2.0/${transport} 192.0.2.15;;,;,,`], ['Contact', '"Joe" <sip:joe@torture.invalid>;;;;'], sdp], SDP)),
    each('3.1.2.2', 'a content length larger than the message', request('INVITE', [['Content-Length', '9999'], sdp], SDP)),
    each('3.1.2.3', 'a negative content length', request('INVITE', [['Content-Length', '-999'], sdp], SDP)),
    each('3.1.2.4', 'overlarge numbers in a request', request('REGISTER', [['CSeq', '36893488147419103232 REGISTER'], ['Max-Forwards', '300'], ['Expires', '10000000000000000000000000000000'], ['Contact', '<sip:caller@torture.invalid>;expires=280297596632815']])),
    each('3.1.2.5', 'overlarge numbers in an answer', answer('SIP/2.0 503 Service Unavailable', [['CSeq', '9292394834772304023312 OPTIONS'], ['Retry-After', '949302838503028349304023988'], ['Warning', '1812 overture "In Progress"']])),
    each('3.1.2.6', 'a display name whose quote never ends', request('INVITE', [['To', `"Mr. J. User <${own}>`], sdp], SDP)),
    each('3.1.2.7', 'a request address in < >', message('INVITE', `INVITE <${own}> SIP/2.0`, [sdp], SDP)),
    each('3.1.2.8', 'a space inside the request address', message('INVITE', `INVITE ${own}; lr SIP/2.0`, [sdp], SDP)),
    each('3.1.2.9', 'many spaces in the request line', message('INVITE', `INVITE  ${own}  SIP/2.0`, [sdp], SDP)),
    each('3.1.2.10', 'spaces at the end of the request line', message('OPTIONS', `OPTIONS ${own} SIP/2.0  `)),
    each('3.1.2.11', 'escaped headers in the request address', request('INVITE', [sdp], SDP, `${own}?Route=%3Csip:torture.invalid%3E`)),
    each('3.1.2.12', 'a date in a zone that is none', request('INVITE', [['Date', 'Fri, 01 Jan 2010 16:00:00 EST'], sdp], SDP)),
    each('3.1.2.13', 'a contact with parameters and no < >', request('REGISTER', [['Contact', 'sip:user@torture.invalid?Route=%3Csip:sip.torture.invalid%3E;expires=60']])),
    each('3.1.2.14', 'spaces inside < >', request('OPTIONS', [['To', `< ${own} >`]])),
    each('3.1.2.15', 'a display name of characters that need quotes', request('OPTIONS', [['From', `Bell, Alexander <sip:a.g.bell@torture.invalid>;tag=${mark}43`]])),
    each('3.1.2.16', 'an unknown version', message('OPTIONS', `OPTIONS ${own} SIP/7.0`, [['Via', `SIP/7.0/${transport} torture.invalid;branch=z9hG4bK${mark}v7`]])),
    each('3.1.2.17', 'another method in the CSeq', request('OPTIONS', [['CSeq', '8 INVITE']])),
    each('3.1.2.18', 'an unknown method, and another in the CSeq', message('NEWMETHOD', `NEWMETHOD ${own} SIP/2.0`, [['CSeq', '8 INVITE']])),
    each('3.1.2.19', 'an overlarge status', answer('SIP/2.0 4294967301 better not break the receiver')),
    each('3.2.1', 'a branch without a transaction id', request('OPTIONS', [['Via', `SIP/2.0/${transport} 192.0.2.1:5060;branch=z9hG4bK`]])),
    each('3.3.1', 'nothing that is required', message('INVITE', `INVITE ${own} SIP/2.0`, [['Call-ID', null], ['From', null], ['To', null], ['Max-Forwards', null], sdp], SDP)),
    each('3.3.2', 'a request address of an unknown scheme', request('OPTIONS', [], '', 'nobodyKnowsThisScheme:totallyopaquecontent')),
    each('3.3.3', 'a request address of a known scheme that has no place here', request('OPTIONS', [], '', 'soap.beep://192.0.2.103:3002')),
    each('3.3.4', 'unknown schemes in headers', request('REGISTER', [['To', '<isbn:2983792873>'], ['From', `<http://www.torture.invalid>;tag=${mark}3234233`], ['Contact', '<name:John_Smith>']])),
    each('3.3.5', 'extensions that nobody has', request('OPTIONS', [['Proxy-Require', 'nothingSupportsThis, nothingSupportsThisEither'], ['Require', 'nothingSupportsThis']])),
    each('3.3.6', 'an unknown type of content', request('INVITE', [['Content-Type', 'application/unknownformat']], '<audio><pcmu port="443"/></audio>')),
    each('3.3.7', 'an unknown way to authenticate', request('REGISTER', [['Authorization', 'NoOneKnowsThisScheme opaque-data=here']])),
    each('3.3.8', 'many values where one is right', `${request('INVITE', [['CSeq', '5 INVITE'], sdp]).trimEnd()}\r\nCall-ID: ${mark}second@torture.invalid\r\nCSeq: 59 NOTIFY\r\nFrom: <sip:other@torture.invalid>;tag=${mark}414343s\r\nTo: <sip:somebody@torture.invalid>\r\nMax-Forwards: 5\r\nContent-Type: application/sdp\r\n\r\n${SDP}`),
    each('3.3.9', 'two content lengths', `${request('OPTIONS', [['Content-Length', '13']]).trimEnd()}\r\nContent-Length: 5\r\n\r\nThere's no way to know how many octets are supposed to be here.`),
    each('3.3.10', 'an answer with a broadcast Via', answer('SIP/2.0 200 OK', [['Via', `SIP/2.0/${transport} 192.0.2.198;branch=z9hG4bK${mark}b1, SIP/2.0/${transport} 255.255.255.255;branch=z9hG4bK${mark}b2;received=127.0.0.1`], sdp], SDP)),
    each('3.3.11', 'no hops left', request('OPTIONS', [['Max-Forwards', '0']])),
    each('3.3.12', 'a REGISTER with a contact parameter', request('REGISTER', [['Contact', 'sip:+19725552222@gw1.torture.invalid;unknownparam']], '', `sip:${host}`)),
    each('3.3.13', 'a REGISTER with an address parameter', request('REGISTER', [['Contact', '<sip:+19725552222@gw1.torture.invalid;unknownparam>']], '', `sip:${host}`)),
    each('3.3.14', 'a REGISTER with an escaped header in its contact', request('REGISTER', [['Contact', '<sip:user@torture.invalid?Route=%3Csip:sip.torture.invalid%3E>']], '', `sip:${host}`)),
    each('3.3.15', 'an Accept that takes none of our answers', request('INVITE', [['Accept', 'text/nobodyKnowsThis'], ['Content-Type', null]])),
    each('3.4.1', 'an INVITE as RFC 2543 wrote it', `INVITE ${own} SIP/2.0\r\nVia: SIP/2.0/${transport} iftgw.torture.invalid\r\nFrom: <sip:+13035551111@ift.torture.invalid;user=phone>\r\nTo: sip:+16505552222@${host};user=phone\r\nCall-ID: ${mark}1717@ift.torture.invalid\r\nCSeq: 56 INVITE\r\nContent-Type: application/sdp\r\n\r\n${SDP}`),
  ];
}
