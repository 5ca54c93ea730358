import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { must } from '../../../../shared/language/must.ts';
import { searchIndex } from '../../../../renderer/articleSearch/articleSearch.ts';
import { useArticleIndex } from '../../../../renderer/screens/workbench/assist/useArticleIndex.ts';
import { openSampleDesk } from '../../../support/openSampleDesk.ts';
import { sampleArticle } from '../../../support/storeSamples.ts';

it('takes in hundreds of articles, says when it has, and finds a changed one by its new words', async () => {
  const { database } = await openSampleDesk();
  const articles = Array.from({ length: 120 }, (_, i) => sampleArticle({ title: `第${i}问 湿疹怎么护理`, state: 'published' }));
  const row = (article: (typeof articles)[number]) => ({ id: article.id, scopes: ['all'], versions: { all: 1 }, article });
  await act(() => database.articles.bulkPut(articles.map(row)));
  const { result } = renderHook(() => useArticleIndex());
  await waitFor(() => { expect(result.current.articles).toHaveLength(120); });
  await waitFor(() => { expect(result.current.isRead).toBe(true); });
  expect(result.current.byId.size).toBe(120);
  expect(await searchIndex('湿疹', 5)).toHaveLength(5);

  const [changed] = articles;
  const fresh = { ...must(changed, 'an article'), title: '黄疸几天退', version: 99 };
  await act(() => database.articles.put(row(fresh)));
  await waitFor(async () => { expect((await searchIndex('黄疸几天退', 1))[0]?.articleId).toBe(fresh.id); });
  expect(result.current.isRead).toBe(true);
});
