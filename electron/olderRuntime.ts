import { webcrypto } from 'node:crypto';

// The oldest Electron we run on (25, Node 18.15) has Web Crypto, but not under its global name. Imported first.
globalThis.crypto ??= webcrypto as Crypto;
