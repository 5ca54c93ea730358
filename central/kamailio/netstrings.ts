/** One text as a netstring: `5:hello,`, its length in bytes. */
export function asNetstring(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${bytes.length}:`), bytes, Buffer.from(',')]);
}

const LARGEST_BYTES = 1024 * 1024;

/** Takes a stream apart into the netstrings it is made of. */
export class NetstringReader {
  #kept = Buffer.alloc(0);

  /** @returns the texts that are whole with these bytes. @throws when the stream is none of netstrings: nothing after it can be read. */
  read(bytes: Buffer): readonly string[] {
    let rest = this.#kept.length === 0 ? bytes : Buffer.concat([this.#kept, bytes]);
    const texts: string[] = [];
    for (;;) {
      const colon = rest.indexOf(':');
      const head = (colon < 0 ? rest : rest.subarray(0, colon)).toString('latin1');
      if (!/^\d{0,7}$/.test(head) || Number(head) > LARGEST_BYTES) throw new Error('no netstring');
      const end = colon + 1 + Number(head);
      if (colon < 0 || rest.length <= end) break;
      if (rest[end] !== 0x2c) throw new Error('no netstring');
      texts.push(rest.subarray(colon + 1, end).toString('utf8'));
      rest = rest.subarray(end + 1);
    }
    this.#kept = Buffer.from(rest);
    return texts;
  }
}
