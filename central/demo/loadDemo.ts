import type { UtcMs } from '../../shared/time/utcMs.ts';
import { hashPassword } from '../services/passwords.ts';
import { proposeMerges } from '../store/duplicates.ts';
import { importArticles, importDemoAgents, importHouseholds } from '../store/importHouseholds.ts';
import { knowLate } from '../store/lateCallbacks.ts';
import { setTemplate } from '../store/messageTemplates.ts';
import { demoId } from './demoId.ts';
import { demoTemplates } from './demoTemplates.ts';
import { putGuide } from '../store/guides.ts';
import { insertRecords } from '../store/insertRecords.ts';
import type { Connection } from '../store/pool.ts';
import { setRegion } from '../store/organisation.ts';
import { setAgentSkills, setQueue, setSkill } from '../store/queueRules.ts';
import { setRemit } from '../store/remits.ts';
import { demoAgent, demoPassword } from './demoAgents.ts';
import { loadDemoEditing } from './demoEditing.ts';
import { demoGuides } from './demoGuides.ts';
import { demoAgentSkills, demoQueues, demoSkills } from './demoQueues.ts';
import { demoRegions, demoRemits } from './demoRegions.ts';
import { fixedHouseholdIds } from './fixedHouseholds.ts';
import { generateDemo } from './generateHouseholds.ts';

/** What is being stored now, for whoever waits. */
type LoadProgress = (step: 'generating' | 'agents' | 'articles' | 'households', done: number, of: number) => void;

/** Households of one statement per table. */
const BATCH = 250;

/**
 * Fills an empty store with the demo: twelve colleagues, regions, queues and who is good at what, the articles, 2,000 households.
 * Call it inside one transaction, so that an interrupted load leaves nothing.
 */
export async function loadDemo(on: Connection, nowMs: UtcMs, progress: LoadProgress = () => {}): Promise<void> {
  // On a busy computer some of these take longer than a statement of an agent's may: a first start fails at that no more.
  await on.query('SET LOCAL statement_timeout = 0');
  progress('generating', 0, 1);
  const { agents, articles, households } = generateDemo(nowMs);
  progress('agents', 0, agents.length);
  await importDemoAgents(on, agents.filter((agent) => agent.active).map((agent) => ({ ...agent, password: demoPassword(agent.number) })));
  // Who has left keeps her records and a password that is refused, and is offered to nobody.
  const left = await Promise.all(agents.filter((agent) => !agent.active).map(async (agent) => ({ ...agent, passwordHash: await hashPassword(demoPassword(agent.number)) })));
  await insertRecords(on, 'agent', left);
  for (const { id, ...region } of demoRegions) await setRegion(on, id, region);
  for (const { number, regionIds } of demoRemits) await setRemit(on, demoAgent(number).id, { regionIds });
  for (const [id, name] of Object.entries(demoSkills)) await setSkill(on, id, { name, isExpert: id === 'expert' });
  for (const [id, queue] of Object.entries(demoQueues)) await setQueue(on, id, queue);
  for (const [number, skills] of Object.entries(demoAgentSkills)) await setAgentSkills(on, demoAgent(number).id, skills);
  progress('articles', 0, articles.length);
  await importArticles(on, articles);
  for (const guide of demoGuides(nowMs)) await putGuide(on, guide, null);
  for (const [code, text] of Object.entries(demoTemplates)) await setTemplate(on, demoId('template', code), text, nowMs);
  for (let at = 0; at < households.length; at += BATCH) {
    progress('households', at, households.length);
    await importHouseholds(on, households.slice(at, at + BATCH));
  }
  progress('households', households.length, households.length);
  await loadDemoEditing(on, nowMs);
  // What is late in the demo is known to its owners: they have an hour before it goes on.
  await knowLate(on, nowMs);
  // As an import does: the family on two lists is for a supervisor to decide.
  await proposeMerges(on, [fixedHouseholdIds.listedInSuzhou], null, nowMs);
}
