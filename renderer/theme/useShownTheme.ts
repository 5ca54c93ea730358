import { useSyncExternalStore } from 'react';

function listen(listener: () => void): () => void {
  const watcher = new MutationObserver(listener);
  watcher.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => { watcher.disconnect(); };
}

/**
 * The colours that stand on the page (`data-theme`), whoever changed them: the agent, or the system at dusk. For what is drawn with colours
 * read from the page (`--c-*`): when this changes they are all there already.
 */
export function useShownTheme(): string {
  return useSyncExternalStore(listen, () => document.documentElement.dataset['theme'] ?? 'light');
}
