import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ThemeConfig } from 'antd';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { colourProperty, darkPalette, lightPalette } from './palettes.ts';
import { deskTheme } from './theme.ts';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => { list.removeEventListener('change', listener); };
    },
    () => window.matchMedia(query).matches,
  );
}

/** The theme now in force (the agent's choice, or the system's), written to the page as `--c-*` and `data-theme`. */
export function useColourScheme(): ThemeConfig {
  const chosen = useSettingsStore((state) => state.settings?.theme ?? 'system');
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  // Once for as long as the page lives: antd mounts everything anew when it changes, and what is being typed would be gone. Our own motion (base.css) follows at once.
  const [still] = useState(() => window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  const dark = chosen === 'dark' || (chosen === 'system' && systemDark);

  useEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = dark ? 'dark' : 'light';
    root.style.colorScheme = dark ? 'dark' : 'light';
    for (const [key, colour] of Object.entries(dark ? darkPalette : lightPalette)) root.style.setProperty(colourProperty(key), colour as string);
  }, [dark]);

  return useMemo(() => deskTheme(dark, still), [dark, still]);
}
