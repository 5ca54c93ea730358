import type { ImportLanguage } from '../imports/importWords.ts';
import { obstacleShares } from './obstacleReport.ts';
import type { Report } from './reportBook.ts';

type Headings = Readonly<Record<ImportLanguage, readonly string[]>>;
const headings: Readonly<Record<Report['report'], Headings>> = {
  queues: {
    'zh-CN': ['时段', '队列', '呼入', '接通', '放弃', '早挂', '未接入', '服务水平%', '平均等待秒', '最长等待秒', '平均通话秒', '平均话后秒'],
    en: ['Time', 'Queue', 'Calls in', 'Answered', 'Abandoned', 'Early hang-up', 'Turned away', 'Service level %', 'Avg. wait s', 'Longest wait s', 'Avg. talk s', 'Avg. wrap-up s'],
  },
  agents: {
    'zh-CN': ['工号', '姓名', '职场', '班组', '接通', '平均通话秒', '外呼', '外呼接通', '外呼平均通话秒', '联系记录', '平均话后秒'],
    en: ['Number', 'Name', 'Site', 'Team', 'Answered', 'Avg. talk s', 'Dialled', 'Reached', 'Avg. talk outbound s', 'Contacts', 'Avg. wrap-up s'],
  },
  outcomes: { 'zh-CN': ['方式', '结果', '名称', '联系记录', '通话秒'], en: ['By', 'Outcome', 'Name', 'Contacts', 'Talk s'] },
  obstacles: {
    'zh-CN': ['客户类别', '等级', '障碍', '名称', '联系记录', '占比%', '前一段', '前一段占比%', '增减百分点'],
    en: ['Class', 'Tier', 'Obstacle', 'Name', 'Contacts', 'Share %', 'Before', 'Share before %', 'Change in points'],
  },
  opinions: { 'zh-CN': ['产品', '好评', '一般', '差评'], en: ['Product', 'Good', 'Mixed', 'Bad'] },
  topics: { 'zh-CN': ['类别', '问题', '次数', '通话秒'], en: ['Topic', 'Question', 'Times', 'Talk s'] },
  promises: {
    'zh-CN': ['工号', '姓名', '职场', '班组', '到期', '按时', '迟打', '没打通', '未到时间', '取消', '按时率%'],
    en: ['Number', 'Name', 'Site', 'Team', 'Due', 'Kept', 'Late', 'Missed', 'Not due yet', 'Cancelled', 'Kept %'],
  },
  cases: {
    'zh-CN': ['时段', '类型', '新增', '已答复', '按期', '超期', '未结', '满意', '基本满意', '不满意', '不愿说', '满意率%'],
    en: ['Time', 'Kind', 'Opened', 'Settled', 'In time', 'Late', 'Open', 'Satisfied', 'Partly', 'Not satisfied', 'Would not say', 'Satisfied %'],
  },
  care: { 'zh-CN': ['分组', '标准', '计入', '达标', '达标率%', '平均秒'], en: ['Group', 'Standard', 'Counted', 'Met', 'Met %', 'Avg. s'] },
  quality: {
    'zh-CN': ['工号', '姓名', '职场', '班组', '质检通数', '平均分%', '最低分%', '寻求%', '体验%', '信用%'],
    en: ['Number', 'Name', 'Site', 'Team', 'Scored', 'Avg. %', 'Lowest %', 'Before %', 'During %', 'Trust %'],
  },
  deeds: {
    'zh-CN': ['编号', '时间', '谁', '工号', '做了什么', '对谁', '对谁工号', '内容', '示忙原因', '秒', '原因', '没做成'],
    en: ['Id', 'At', 'By', 'Number', 'Did', 'To', 'To number', 'What', 'Pause reason', 'Seconds', 'Why', 'Refused'],
  },
  backlog: {
    'zh-CN': ['职场', '预约逾期', '预约今天', '预约以后', '投诉超期', '投诉', '请求超期', '请求', '承诺逾期', '承诺'],
    en: ['Site', 'Callbacks late', 'Callbacks today', 'Callbacks later', 'Complaints late', 'Complaints', 'Requests late', 'Requests', 'Commitments late', 'Commitments'],
  },
  customers: { 'zh-CN': ['行', '列', '家庭'], en: ['Line', 'Column', 'Families'] },
};

export type Cell = string | number | null;
/** A file's lines, the headings first. Codes stay codes, so that a file can be worked on. */
export type Sheet = readonly (readonly Cell[])[];

function linesOf(report: Report, language: ImportLanguage): Sheet {
  switch (report.report) {
    case 'queues': return report.value.rows.map((row) => [row.at, row.queueName ?? row.queue, row.offered, row.answered, row.abandoned, row.givenUp, row.turnedAway, row.inTargetPercent, row.meanWaitSeconds, row.longestWaitSeconds, row.meanTalkSeconds, row.meanWrapUpSeconds]);
    case 'agents': return report.value.rows.map((row) => [row.number, row.name, row.site, row.team, row.answered, row.meanTalkSeconds, row.dialled, row.reached, row.meanDialledTalkSeconds, row.contacts, row.meanWrapUpSeconds]);
    case 'outcomes': return report.value.rows.map((row) => [row.kind, row.outcome, language === 'en' ? row.en : row.zh, row.contacts, row.talkSeconds]);
    case 'obstacles': return report.value.rows.map((row) => {
      const { share, shareBefore, points } = obstacleShares(row);
      return [row.relationClass, row.tier, row.obstacle, language === 'en' ? row.en : row.zh, row.contacts, share, row.contactsBefore, shareBefore, points];
    });
    case 'opinions': return report.value.rows.map((row) => [row.product, row.good, row.mixed, row.bad]);
    case 'topics': return report.value.rows.map((row) => [row.topic, row.title, row.asked, row.talkSeconds]);
    case 'promises': return report.value.rows.map((row) => [row.number, row.name, row.site, row.team, row.due, row.kept, row.late, row.missed, row.ahead, row.cancelled, row.keptPercent]);
    case 'cases': return report.value.rows.map((row) => [row.at, row.kind, row.opened, row.settled, row.inTime, row.late, row.open, row.satisfied, row.partly, row.notSatisfied, row.declined, row.satisfiedPercent]);
    case 'care': return report.value.rows.map((row) => [row.group, row.standard, row.counted, row.met, row.percent, row.meanSeconds]);
    case 'quality': return report.value.rows.map((row) => [row.number, row.name, row.site, row.team, row.scored, row.meanPercent, row.lowestPercent, row.seekPercent, row.experiencePercent, row.credencePercent]);
    case 'deeds': return report.value.rows.map((row) => [row.id, row.at, row.byName, row.byNumber, row.kind, row.agentName, row.agentNumber, row.what, row.reason, row.seconds, row.why, row.refusal]);
    case 'backlog': return report.value.rows.map((row) => [row.site, row.callbacksLate, row.callbacksToday, row.callbacksLater, row.complaintsLate, row.complaints, row.requestsLate, row.requests, row.commitmentsLate, row.commitments]);
    case 'customers': return report.value.rows.map((row) => [row.by, row.across, row.families]);
  }
}

export function reportSheet(report: Report, language: ImportLanguage): Sheet {
  return [headings[report.report][language], ...linesOf(report, language)];
}
