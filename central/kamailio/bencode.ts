export type Bencoded = string | number | readonly Bencoded[] | { readonly [key: string]: Bencoded };

/** A value as rtpengine reads it: byte strings, integers, lists, dictionaries with their keys in order. */
export function bencode(value: Bencoded): string {
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`;
  if (typeof value === 'number') return `i${value}e`;
  if (isList(value)) return `l${value.map(bencode).join('')}e`;
  return `d${Object.keys(value).sort().map((key) => bencode(key) + bencode(value[key] ?? '')).join('')}e`;
}

const isList = (value: Bencoded): value is readonly Bencoded[] => Array.isArray(value);

/** @throws when the bytes are none of it. */
export function bdecode(bytes: Buffer): Bencoded {
  let at = 0;
  const upTo = (mark: string): number => {
    const end = bytes.indexOf(mark, at);
    const number = end < 0 ? Number.NaN : Number(bytes.subarray(at, end).toString('latin1'));
    if (!Number.isSafeInteger(number)) throw new Error('no bencoding');
    at = end + 1;
    return number;
  };
  const read = (): Bencoded => {
    const kind = String.fromCharCode(bytes[at] ?? 0);
    if (kind === 'i') { at += 1; return upTo('e'); }
    if (kind === 'l' || kind === 'd') {
      at += 1;
      const list: Bencoded[] = [];
      while (bytes[at] !== 0x65) {
        if (at >= bytes.length) throw new Error('no bencoding');
        list.push(read());
      }
      at += 1;
      if (kind === 'l') return list;
      return Object.fromEntries(list.flatMap((key, place) => (place % 2 === 0 ? [[String(key), list[place + 1] ?? '']] : [])));
    }
    const length = upTo(':');
    if (length < 0 || at + length > bytes.length) throw new Error('no bencoding');
    at += length;
    return bytes.subarray(at - length, at).toString('utf8');
  };
  return read();
}
