import type { OwnFigures } from '../../shared/reports/ownFigures.ts';
import { NO_PROMISES } from '../../shared/reports/promiseReport.ts';
import { NO_CALLS } from '../../shared/reports/reportMessages.ts';
import { type Days, daysOfPreset } from '../../shared/reports/reportPresets.ts';
import { ownQuality } from '../store/qualityReport.ts';
import { promiseRows } from '../store/promiseReport.ts';
import { NO_AGENT } from '../store/reportSlots.ts';
import { agentRows, instantsOf, reportZone } from '../store/reports.ts';
import type { Central } from './central.ts';
import { countChanged } from './reports.ts';
import type { Desk } from './sessions.ts';

/** What an agent did, today and this week: their own figures, whatever regions and lines they work for. */
export async function ownFigures({ pool, clock }: Central, { agent: { id, number } }: Desk): Promise<OwnFigures> {
  const zone = await reportZone(pool);
  const nowMs = clock.now();
  const [today, week] = [daysOfPreset('today', nowMs, zone), daysOfPreset('week', nowMs, zone)];
  // Today is of this week.
  await countChanged(pool, await instantsOf(pool, week.from, week.to, zone));
  const of = async ({ from, to }: Days): Promise<OwnFigures['today']> => {
    const scope = { ...await instantsOf(pool, from, to, zone), viewer: NO_AGENT, site: null, queue: null, zone };
    const { number: _number, name: _name, site: _site, team: _team, ...calls } = (await agentRows(pool, scope)).find((row) => row.number === number) ?? { number, name: '', site: '', team: '', ...NO_CALLS };
    const { number: _owner, name: _ownerName, site: _ownerSite, team: _ownerTeam, ...promises } = (await promiseRows(pool, scope, nowMs)).rows.find((row) => row.number === number) ?? { number, name: '', site: '', team: '', ...NO_PROMISES };
    return { calls, promises, quality: await ownQuality(pool, id, scope) };
  };
  return { today: await of(today), week: await of(week) };
}
