import type { Region } from '../../shared/sync/organisationMessages.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';

/** The thirteen cities by the parts of the country that groups look after. */
export const demoRegions: readonly (Region & { readonly id: string })[] = [
  { id: 'east', name: '华东', zone: DEFAULT_ZONE, cities: ['上海', '杭州', '南京', '苏州', '宁波'] },
  { id: 'south', name: '华南', zone: DEFAULT_ZONE, cities: ['广州', '深圳'] },
  { id: 'southwest', name: '西南', zone: DEFAULT_ZONE, cities: ['成都', '重庆'] },
  { id: 'north', name: '华北', zone: DEFAULT_ZONE, cities: ['北京', '天津', '西安'] },
  { id: 'central', name: '华中', zone: DEFAULT_ZONE, cities: ['武汉'] },
];

/** Everybody works for all regions but 冯洁, who looks after the south and the south-west: so that one can see what that is like. */
export const demoRemits: readonly { readonly number: string; readonly regionIds: readonly string[] }[] = [{ number: '1007', regionIds: ['south', 'southwest'] }];
