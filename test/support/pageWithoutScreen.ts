import 'fake-indexeddb/auto';

// What of a page the desk's store and courier ask for, so that they run beside a real central in one process. Imported before them.
Object.defineProperty(globalThis, 'window', { value: globalThis, configurable: true });
