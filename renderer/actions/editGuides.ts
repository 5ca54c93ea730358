import type { Guide } from '../../shared/guides/guide.ts';
import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import type { GuideStanding, GuideToStore, GuideVersion } from '../../shared/sync/guideMessages.ts';
import { askDesk } from '../bridge/desk.ts';

/*
 * What keepers of guides do. Asked of central each time, as with articles: which version stands is known only there.
 */

export const readGuides = (): Promise<CourierOutcome<readonly GuideStanding[]>> => askDesk('guides:list', null);
export const storeGuide = (id: string, { guide, base }: GuideToStore): Promise<CourierOutcome<Guide>> => askDesk('guides:store', { id, guide, base });
export const readGuideVersions = (id: string): Promise<CourierOutcome<readonly GuideVersion[]>> => askDesk('guides:versions', { id });
