import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const NONCE_LIFE_MS = 3_600_000;
const MOST_NONCES = 20_000;

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** What an Authorization header says: `Digest username="1001", realm=…`. Names in lower case. */
export function readDigest(header: string | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (header === undefined || !/^Digest\s/i.test(header)) return fields;
  for (const match of header.slice(7).matchAll(/([a-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi)) {
    fields.set((match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? '');
  }
  return fields;
}

export type DigestVerdict = { readonly ok: true } | { readonly ok: false; readonly challenge: string };

/** Checks who registers: RFC 2617 digest with MD5, the only one the SIP library speaks, with nonces of our own and counted use. */
export class Registrar {
  readonly #realm: string;
  readonly #passwordOf: (user: string) => string | null;
  readonly #now: () => number;
  /** Nonce → when it was made and how often it was used. Oldest first. */
  readonly #nonces = new Map<string, { readonly madeAtMs: number; used: number }>();

  /** @param passwordOf null: nobody of that name may register. */
  constructor(realm: string, passwordOf: (user: string) => string | null, now: () => number) {
    this.#realm = realm;
    this.#passwordOf = passwordOf;
    this.#now = now;
  }

  /**
   * @param method SIP method that the answer must have been made for.
   * @param user   who wants to register: the user of the To address.
   * @param authorization the Authorization header; undefined when there was none.
   */
  check(method: string, user: string, authorization: string | undefined): DigestVerdict {
    const digest = readDigest(authorization);
    const nonce = this.#nonces.get(digest.get('nonce') ?? '');
    const isKnown = nonce !== undefined && this.#now() - nonce.madeAtMs < NONCE_LIFE_MS;
    if (!isKnown) return this.#refuse(digest.size > 0);
    const count = Number.parseInt(digest.get('nc') ?? '', 16);
    const password = this.#passwordOf(user);
    const isRight = password !== null && digest.get('username') === user && digest.get('realm') === this.#realm && digest.get('qop') === 'auth'
      && count > nonce.used && sameText(digest.get('response') ?? '', this.#expected(method, user, password, digest));
    if (!isRight) return this.#refuse(false);
    nonce.used = count;
    return { ok: true };
  }

  #expected(method: string, user: string, password: string, digest: ReadonlyMap<string, string>): string {
    const who = md5(`${user}:${this.#realm}:${password}`);
    const what = md5(`${method}:${digest.get('uri') ?? ''}`);
    return md5(`${who}:${digest.get('nonce')}:${digest.get('nc')}:${digest.get('cnonce') ?? ''}:auth:${what}`);
  }

  #refuse(stale: boolean): DigestVerdict {
    const nonce = randomBytes(18).toString('base64url');
    this.#nonces.set(nonce, { madeAtMs: this.#now(), used: 0 });
    for (const [oldest, made] of this.#nonces) {
      if (this.#nonces.size <= MOST_NONCES && this.#now() - made.madeAtMs < NONCE_LIFE_MS) break;
      this.#nonces.delete(oldest);
    }
    return { ok: false, challenge: `Digest realm="${this.#realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}` };
  }
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
