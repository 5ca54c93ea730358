import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { must } from '../../../../shared/language/must.ts';
import { searchArticles } from '../../../../shared/knowledge/searchArticles.ts';
import { useArticleIndex } from '../../../../renderer/screens/workbench/assist/useArticleIndex.ts';
import { openSampleDesk } from '../../../support/openSampleDesk.ts';
import { sampleArticle } from '../../../support/storeSamples.ts';

it('takes in hundreds of articles between frames, and says that it has read them only then; few and changed ones at once', async () => {
  const { database } = await openSampleDesk();
  const articles = Array.from({ length: 120 }, (_, i) => sampleArticle({ title: `第${i}问 湿疹怎么护理`, state: 'published' }));
  const row = (article: (typeof articles)[number]) => ({ id: article.id, scopes: ['all'], versions: { all: 1 }, article });
  await act(() => database.articles.bulkPut(articles.map(row)));
  const { result } = renderHook(() => useArticleIndex());
  await waitFor(() => { expect(result.current.articles).toHaveLength(120); });
  expect(result.current.isRead).toBe(false);
  await waitFor(() => { expect(result.current.isRead).toBe(true); });
  expect(result.current.index.articles.size).toBe(120);
  expect(searchArticles(result.current.index, '湿疹', 5).length).toBeGreaterThan(0);

  const [changed] = articles;
  const fresh = { ...must(changed, 'an article'), title: '黄疸几天退', version: 99 };
  await act(() => database.articles.put(row(fresh)));
  await waitFor(() => { expect(result.current.index.articles.get(fresh.id)?.article.version).toBe(99); });
  expect(result.current.isRead).toBe(true);
});
