import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../../shared/agents/agent.ts';
import { placeMeans } from '../../../../renderer/screens/settings/placeMeans.ts';
import { speak } from '../../../../renderer/language/i18n.ts';

const agent = (name: string, over: Partial<Agent> = {}): Agent => ({ id: name, number: '1', name, extension: '1', role: 'agent', team: 'M1', site: '上海', active: true, ...over });
const place = (id: string, regionId: string | null = null) => ({ id, name: id, regionId, active: true });
const names = { sites: [place('上海', 'east'), place('成都')], teams: [place('M1'), place('M2'), place('M3')], regions: [{ id: 'east', name: '华东' }] };
const li = agent('李娜');
const boss = agent('王班', { role: 'supervisor' });
const other = agent('赵班', { role: 'supervisor', team: 'M2' });
const all = [li, boss, other, agent('周', { team: 'M3' })];

describe('what another team or site comes to', () => {
  it('names who supervises from now on, and who no longer does', () => {
    speak('zh-CN');
    expect(placeMeans(li, { siteId: '上海', teamId: 'M2' }, all, names)).toEqual(['以后由 赵班 带：监听、改状态、派活、辅导、质检都归他们', '王班 不再带他', '负责的地区、业务线、技能、预约都不变']);
  });
  it('says that a team without a supervisor is everybody’s', () => {
    speak('zh-CN');
    expect(placeMeans(li, { siteId: '上海', teamId: 'M3' }, all, names)[0]).toBe('「M3」没有班长，所有班长都可以监听、改状态、派活、辅导');
  });
  it('says whom a supervisor has from now on', () => {
    speak('zh-CN');
    expect(placeMeans(boss, { siteId: '上海', teamId: 'M3' }, all, names)[0]).toBe('他以后带「M3」的 1 位坐席');
  });
  it('says where figures count and who reads them', () => {
    speak('zh-CN');
    expect(placeMeans(li, { siteId: '成都', teamId: 'M1' }, all, names).slice(0, 2)).toEqual(['他的报表数字（以往的也算）归到「成都」', '「成都」不属于任何地区，只有不限地区的班长看得到他的报表数字']);
    expect(placeMeans(li, { siteId: '上海', teamId: 'M1' }, all, names)).toEqual([]);
  });
});
