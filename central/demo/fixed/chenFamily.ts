import { addDays } from '../../../shared/time/localClock.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { chinaDate, chinaDayShift, chinaMinute, spokenTime } from '../demoTime.ts';
import { bornBefore, type FixedFamily, instantAt } from './fixedFamily.ts';

/** About 22 minutes from now, on a full five minutes, when customers may be rung then; else tomorrow at ten. */
export function soonDue(nowMs: UtcMs): UtcMs {
  const dueAtMs = Math.round((nowMs + 22 * MINUTE_MS) / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  const minute = chinaMinute(dueAtMs);
  return minute >= 9 * 60 && minute < 20 * 60 && chinaDate(dueAtMs) === chinaDate(nowMs) ? dueAtMs : chinaDayShift(nowMs, 1, 10 * 60);
}

/** 021-6123 4567 in Shanghai: five people behind one line, a promise about to fall due, a complaint that stands open. */
export function chenFamily(nowMs: UtcMs): FixedFamily {
  const dueAtMs = soonDue(nowMs);
  const answerDueMs = chinaDayShift(nowMs, 1, 12 * 60);
  const girlBorn = bornBefore(nowMs, 5, 11);
  const joined = { daysAgo: 1100, at: '10:20' };
  const agreed = { daysAgo: 7, at: '16:40' };
  return {
    key: 'chen', tier: 'A',
    household: {
      name: '陈女士家', city: '上海', address: '徐汇区龙华路88弄12号602室', relationClass: 'own', brand: '优安', source: 'lecture',
      sourceDetail: `育儿讲座 ${chinaDate(instantAt(nowMs, joined)).slice(0, 7)} 徐汇`, phoneConsentUntilMs: nowMs + 125 * DAY_MS, since: joined,
    },
    people: [
      { name: '陈晓雯', relation: 'mother', language: 'putonghua', birthday: '1992-04-18', channelAttitude: { phone: 'prefer', sms: 'refuse', mail: 'allow' }, bestHours: '10–12点 / 15点后', interests: ['早教', '音乐', '游泳'], remark: '说话快，会追问依据' },
      { name: '黄玉珍', relation: 'maternal-grandmother', language: 'shanghainese', birthday: '1963-10-02', channelAttitude: { phone: 'allow' }, bestHours: '上午在家', remark: '白天带小满，听力稍弱，讲上海话更清楚' },
      { name: '林志强', relation: 'father', language: 'putonghua', birthday: '1990-11-25', channelAttitude: { phone: 'allow', email: 'prefer' }, bestHours: '晚上7点以后', email: 'lin.zhiqiang@example.com' },
      { name: '林芳', relation: 'aunt', language: 'putonghua', remark: '姑姑，住同小区，帮着接送一诺' },
      { name: '林国栋', relation: 'paternal-grandfather', language: 'putonghua', remark: '资料由妈妈提供，没有通过话' },
    ],
    numbers: [
      { number: '+862161234567', kind: 'landline', of: null },
      { number: '+8613816020418', kind: 'mobile', of: 0 },
      { number: '+8613701886125', kind: 'mobile', of: 2 },
    ],
    children: [
      { name: '林小满', sex: 'girl', birthDate: girlBorn, dueDate: addDays(girlBorn, 4), hospital: '市妇幼', feeding: 'mixed', product: '优安1段', remark: '未加辅食' },
      { name: '林一诺', sex: 'boy', birthDate: bornBefore(nowMs, 38, 17), dueDate: null, hospital: '市妇幼', feeding: 'solids', product: '优安4段', remark: '小时候乳糖不耐受（家长述）' },
    ],
    contacts: [
      { kind: 'call-out', daysAgo: 1, at: '15:02', agent: '1002', note: '找妈妈说换货进度，响 8 声无人接', outcome: 'no-answer', endReason: 'not-answered' },
      { kind: 'complaint', daysAgo: 5, at: '09:10', agent: '1004', note: '门店同意换货，请客户周末带罐和小票，等客户定时间' },
      { kind: 'call-in', daysAgo: 6, at: '10:26', agent: '1004', talkSeconds: 318, note: '妈妈反馈旗舰店 2 罐里有 1 罐凹罐，铝膜完好、未开封，要求换货。照片已收，答应明确答复时间。', outcome: 'complaint', name: 'dented' },
      { kind: 'call-in', ...agreed, agent: '1001', talkSeconds: 372, note: `妈妈来电，小满从稚禾转优安1段第 2 天，大便一天 4 次偏稀，精神好、没发烧。教 7 天转法，每次只加 1 勺，先退回昨天的比例；水样或带血就去医院。约${spokenTime(instantAt(nowMs, agreed), dueAtMs)}再问。`, outcome: 'callback-agreed', article: 'formula-loose-stool-switching', name: 'agreed' },
      { kind: 'mail', daysAgo: 9, at: '09:30', note: '《辅食添加手册》寄出，外婆代收' },
      { kind: 'call-out', daysAgo: 20, at: '10:12', by: 1, agent: '1002', talkSeconds: 146, note: '月龄回访，外婆接（沪语）：小满会翻身了，白天抱着睡，夜里醒 2 次。妈妈上班，让下午 3 点后打。', outcome: 'reached' },
      { kind: 'call-in', daysAgo: 29, at: '11:08', agent: '1003', talkSeconds: 185, note: '妈妈问夜里醒 3 次是不是饿。先看白天奶量，醒了等两分钟再拍，固定睡前顺序。', outcome: 'answered', article: 'sleep-night-waking' },
      { kind: 'event', daysAgo: 33, at: '09:40', by: 2, note: '亲子步行，爸爸带一诺到场，反馈路线短了点' },
      { kind: 'call-out', daysAgo: 50, at: '17:41', agent: '1008', talkSeconds: 520, note: '专家回电：大便化验未见异常，考虑腹泻后一时的乳糖不耐，先不换奶，少量多次，一周后看。', outcome: 'reached' },
      { kind: 'call-in', daysAgo: 51, at: '16:18', agent: '1001', talkSeconds: 258, note: '妈妈说小满大便酸、有泡沫三天，医生提乳糖不耐，问要不要换奶。转专家，明天回电。', outcome: 'to-expert' },
      { kind: 'mail', daysAgo: 64, at: '09:00', note: '百日贺卡寄出（小满），已签收' },
      { kind: 'call-in', daysAgo: 81, at: '15:20', agent: '1001', talkSeconds: 301, note: '妈妈觉得母乳不够，每晚加一顿 90 毫升。讲了先两边都吸再补、夜里留一次亲喂。', outcome: 'answered', article: 'feeding-mixed-how' },
      { kind: 'call-out', daysAgo: 127, at: '10:02', agent: '1002', note: '满月回访，无人接，改天再打', outcome: 'no-answer', endReason: 'not-answered' },
      { kind: 'call-out', daysAgo: 172, at: '14:30', agent: '1001', talkSeconds: 205, note: '产前关怀：孕 38 周，想顺产，待产包备好了，问二胎下奶会不会快些。', outcome: 'reached' },
      { kind: 'call-out', daysAgo: 186, at: '16:05', agent: '1002', talkSeconds: 164, note: '产前关怀：孕 36 周，血压正常，一诺有点吃醋，聊了怎么让老大参与。', outcome: 'reached' },
      { kind: 'call-in', daysAgo: 330, at: '09:52', agent: '1003', talkSeconds: 284, note: '妈妈问一诺只吃白饭不吃菜，讲了同一样菜端十次、不逼不换。', outcome: 'answered' },
      { kind: 'call-in', daysAgo: 398, at: '18:12', by: 3, agent: '1009', talkSeconds: 192, note: '姑姑代问一诺两岁了还要奶瓶，讲了先停白天的、换杯子，睡前那瓶最后停。', outcome: 'answered' },
      { kind: 'call-in', daysAgo: 475, at: '19:20', by: 2, agent: '1001', talkSeconds: 141, note: '爸爸问 3 段一天喝多少合适，按 300 到 500 毫升讲的。', outcome: 'answered' },
      { kind: 'event', ...joined, note: '徐汇育儿讲座现场填表，愿意回访' },
    ],
    callbacks: [{
      dueAtMs, purpose: '问转奶', permissionReason: 'agreed', agreedText: `${spokenTime(instantAt(nowMs, agreed), dueAtMs)} 找妈妈 问转奶`, owner: '1001', by: 0, line: 0, agreedIn: 'agreed',
    }],
    commitments: [
      { what: '答复凹罐换货结果', dueAtMs: answerDueMs, state: 'open', by: 0, agent: '1004', promised: { daysAgo: 6, at: '10:31' } },
      { what: '寄《辅食添加手册》', dueAtMs: instantAt(nowMs, { daysAgo: 9, at: '18:00' }), state: 'kept', by: 0, agent: '1002', promised: { daysAgo: 20, at: '10:14' } },
    ],
    cases: [{ kind: 'complaint', title: '2 罐中 1 罐凹罐', opened: { daysAgo: 6, at: '10:30' }, dueAtMs: answerDueMs, state: 'open', handlerName: '周敏', by: 0 }],
    purchases: [
      { daysAgo: 10, at: '20:15', product: '优安1段 900g', quantity: 2, amountMinor: 59_600, shop: '旗舰店' },
      { daysAgo: 31, at: '12:40', product: '优安1段 400g', quantity: 1, amountMinor: 13_800, shop: '徐汇门店' },
      { daysAgo: 84, at: '21:02', product: '优安4段 800g', quantity: 3, amountMinor: 77_400, shop: '旗舰店' },
    ],
  };
}
