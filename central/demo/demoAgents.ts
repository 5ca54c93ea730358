import type { Agent } from '../../shared/agents/agent.ts';
import { demoId } from './demoId.ts';

type Row = readonly [number: string, name: string, role: Agent['role'], team: 'M1' | 'M2', site: '上海' | '广州'];

const ROWS: readonly Row[] = [
  ['1001', '王倩', 'agent', 'M1', '上海'],
  ['1002', '李娜', 'agent', 'M1', '上海'],
  ['1003', '赵磊', 'agent', 'M1', '上海'],
  ['1004', '周敏', 'agent', 'M1', '上海'],
  ['1005', '陈嘉欣', 'agent', 'M2', '广州'],
  ['1006', '梁伟明', 'agent', 'M2', '广州'],
  ['1007', '冯洁', 'agent', 'M2', '广州'],
  ['1008', '何丽仪', 'agent', 'M2', '广州'],
  ['1009', '张敏', 'agent', 'M1', '上海'],
  ['1010', '徐丽萍', 'supervisor', 'M1', '上海'],
  ['1011', '黄志强', 'supervisor', 'M2', '广州'],
  ['1012', '沈明', 'admin', 'M1', '上海'],
];

/** Left the company: what she had promised stands under nobody's name. */
export const LEFT_AGENT_NUMBER = '1009';
/** Takes the complaints. */
export const COMPLAINT_AGENT_NUMBER = '1004';
/** A nurse by training: experts' questions end with her. */
export const EXPERT_AGENT_NUMBER = '1008';

/** Twelve colleagues at two sites in two teams. A demo agent's extension is the number. */
export const demoAgents: readonly Agent[] = ROWS.map(([number, name, role, team, site]) => ({
  id: demoId('agent', number), number, name, extension: number, role, team, site, active: number !== LEFT_AGENT_NUMBER,
}));

/** @throws Error for a number nobody has: a slip in the demo content. */
export function demoAgent(number: string): Agent {
  const found = demoAgents.find((agent) => agent.number === number);
  if (found === undefined) throw new Error(`no demo agent ${number}`);
  return found;
}

/** Demo passwords are no secret: the sign-in page offers them while demo data is loaded. */
export function demoPassword(number: string): string {
  return `demo-${number}`;
}
