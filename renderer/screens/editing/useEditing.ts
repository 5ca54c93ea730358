import { useCallback, useEffect, useState } from 'react';
import type { ArticleLine } from '../../../shared/knowledge/articleMessages.ts';
import { readArticleLines } from '../../actions/editArticles.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';

/** The editors' list as central has it; null: not told yet. Asked anew when central comes back. */
export function useArticleLines(): { readonly lines: readonly ArticleLine[] | null; readonly reload: () => Promise<void> } {
  const up = useCentralStore((state) => state.up);
  const [lines, setLines] = useState<readonly ArticleLine[] | null>(null);
  const reload = useCallback(async (): Promise<void> => {
    const told = await readArticleLines();
    if (told.ok) setLines(told.value);
  }, []);
  useEffect(() => { if (up) void reload(); }, [up, reload]);
  return { lines, reload };
}
