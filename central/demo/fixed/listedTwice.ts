import { DAY_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { bornBefore, type FixedFamily } from './fixedFamily.ts';

/*
 * One family on two cities' lists: the mother signed up at a lecture in Wuxi and filled in a store's form in Suzhou after they
 * moved, with the same mobile and another spelling of her name. Nobody has decided yet that they are one.
 */
const MOBILE = '+8613862145507';

export function listedInWuxi(nowMs: UtcMs): FixedFamily {
  return {
    key: 'listed-wuxi', tier: 'C',
    household: { name: '顾女士家', city: '无锡', address: '滨湖区蠡湖大道88号湖景花园6栋301室', relationClass: 'potential', brand: null, source: 'lecture', sourceDetail: '无锡妇幼孕妇课堂名单', phoneConsentUntilMs: null, since: { daysAgo: 190, at: '15:20' } },
    people: [{ name: '顾思敏', relation: 'mother', language: 'putonghua', birthday: '1994-03-18', channelAttitude: { sms: 'allow' }, bestHours: '午休 12 点半', interests: ['孕期瑜伽', '绘本'] }],
    numbers: [{ number: MOBILE, kind: 'mobile', of: 0 }],
    children: [{ name: '邵知夏', sex: 'girl', birthDate: bornBefore(nowMs, 4, 12), dueDate: null, hospital: '无锡妇幼' }],
    contacts: [
      { kind: 'call-out', daysAgo: 112, at: '12:35', agent: '1003', talkSeconds: 184, note: '产后回访，妈妈接：女儿取名知夏，两个多小时就要吃一次，问是不是奶不够。看尿片和体重，都够。说过两个月搬去苏州住。', outcome: 'reached', article: 'sleep-newborn-rhythm' },
      { kind: 'event', daysAgo: 190, at: '15:20', note: '孕妇课堂签到名单导入' },
    ],
  };
}

export function listedInSuzhou(nowMs: UtcMs): FixedFamily {
  return {
    key: 'listed-suzhou', tier: 'B',
    household: { name: '顾女士家', city: '苏州', address: '工业园区星湖街218号水墨江南3栋1102室', relationClass: 'own', brand: '优安', source: 'store-promotion', sourceDetail: '苏州园区店会员名单', phoneConsentUntilMs: nowMs + 300 * DAY_MS, since: { daysAgo: 64, at: '16:45' } },
    people: [
      { name: '顾思民', relation: 'mother', language: 'putonghua', channelAttitude: { phone: 'allow', mail: 'prefer' }, interests: ['绘本', '辅食'] },
      { name: '邵立', relation: 'father', language: 'putonghua' },
    ],
    numbers: [{ number: MOBILE, kind: 'mobile', of: 0 }, { number: '+8613951172864', kind: 'mobile', of: 1 }],
    children: [{ name: '邵知夏', sex: 'girl', birthDate: bornBefore(nowMs, 4, 12), dueDate: null, hospital: '无锡妇幼', feeding: 'mixed', product: '优安1段' }],
    contacts: [
      { kind: 'call-in', daysAgo: 21, at: '10:12', agent: '1002', talkSeconds: 208, note: '妈妈来电，刚搬家，小夏换了环境夜里醒三四次。先稳住作息，白天多抱，别急着换奶。', outcome: 'answered' },
      { kind: 'manual', daysAgo: 64, at: '16:45', note: '园区店会员登记表，字迹潦草，姓名按录入' },
    ],
    purchases: [{ daysAgo: 30, at: '19:05', product: '优安1段 900g', quantity: 2, amountMinor: 59_600, shop: '苏州园区店' }],
  };
}
