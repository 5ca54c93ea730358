import type { Article } from '../../shared/knowledge/article.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import type { DemoHousehold } from './demoData.ts';
export function fixedHouseholds(_nowMs: UtcMs, _articles: ReadonlyMap<string, Article>): readonly DemoHousehold[] { return []; }
