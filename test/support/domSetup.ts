import '@testing-library/jest-dom/vitest';
import 'fake-indexeddb/auto';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import '../../renderer/language/i18n.ts';

// antd asks for these; jsdom does no layout.
window.matchMedia ??= ((query: string) => ({
  matches: false, media: query, onchange: null,
  addListener: () => undefined, removeListener: () => undefined,
  addEventListener: () => undefined, removeEventListener: () => undefined, dispatchEvent: () => false,
}) satisfies MediaQueryList) as typeof window.matchMedia;

class NoResize implements ResizeObserver {
  observe(): void { /* nothing is ever laid out */ }
  unobserve(): void { /* nothing is ever laid out */ }
  disconnect(): void { /* nothing is ever laid out */ }
}
globalThis.ResizeObserver ??= NoResize;
Element.prototype.scrollIntoView ??= () => undefined;

afterEach(() => { cleanup(); });
