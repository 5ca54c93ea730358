import { addDays, instantOf } from '../../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { chinaDate, chinaDayShift, spokenTime } from '../demoTime.ts';
import { bornBefore, type FixedFamily, instantAt } from './fixedFamily.ts';

/** 020-8555 0143 in Guangzhou: Cantonese, a child expected (week 28 today). */
export function guangzhouUnborn(nowMs: UtcMs): FixedFamily {
  return {
    key: 'guangzhou-unborn', tier: 'B',
    household: {
      name: '梁女士家', city: '广州', address: '天河区棠下涌东路18号301室', relationClass: 'potential', brand: null, source: 'hospital', sourceDetail: '市妇幼孕妇学校',
      phoneConsentUntilMs: nowMs + 660 * DAY_MS, since: { daysAgo: 62, at: '14:10' },
    },
    people: [
      { name: '梁咏诗', relation: 'mother', language: 'cantonese', birthday: '1995-08-09', channelAttitude: { phone: 'prefer', sms: 'allow' }, bestHours: '工作日午休 12:30–13:30', interests: ['瑜伽', '音乐'], remark: '头胎，讲粤语更自在' },
      { name: '何家俊', relation: 'father', language: 'cantonese', channelAttitude: { phone: 'allow' } },
      { name: '区少芬', relation: 'maternal-grandmother', language: 'cantonese', bestHours: '买菜回来10点后', remark: '爱煲汤，重要的说两遍' },
    ],
    numbers: [{ number: '+862085550143', kind: 'landline', of: null }, { number: '+8613922201895', kind: 'mobile', of: 0 }],
    // Week 40 is day 280: 81 days before it, 28 weeks and 3 days are full.
    children: [{ name: null, sex: null, birthDate: null, dueDate: addDays(chinaDate(nowMs), 81), hospital: '市妇幼' }],
    contacts: [
      { kind: 'mail', daysAgo: 6, at: '10:15', note: '《待产手册》寄出，邻居代收' },
      { kind: 'call-in', daysAgo: 19, at: '12:48', agent: '1005', talkSeconds: 336, note: '妈妈来电（粤语），听日做糖耐，问前一晚食到几点。空腹 8 小时，前三日照常食；饮糖水五分钟内饮晒。想要待产手册，登记寄出。', outcome: 'material', article: 'pregnancy-glucose-test' },
      { kind: 'call-out', daysAgo: 55, at: '12:40', agent: '1005', talkSeconds: 212, note: '登记后首次回访，妈妈接（粤语）：早孕反应过咗，想顺产，问母乳准备。', outcome: 'reached' },
      { kind: 'manual', daysAgo: 62, at: '14:10', note: '市妇幼孕妇学校课后登记，孕周已记，家属陪同' },
    ],
    callbacks: [{ dueAtMs: chinaDayShift(nowMs, 3, 12 * 60 + 40), purpose: '产前关怀·报产检', permissionReason: 'prenatal', agreedText: `预产期 ${addDays(chinaDate(nowMs), 81)}`, owner: '1005', by: 0, line: 0, agreedIn: null }],
  };
}

/** 028-8765 4321 in Chengdu: Sichuanese, twins of four months on formula. */
export function chengduTwins(nowMs: UtcMs): FixedFamily {
  const born = bornBefore(nowMs, 4, 8);
  const agreed = { daysAgo: 3, at: '10:35' };
  const dueAtMs = chinaDayShift(nowMs, 2, 15 * 60);
  return {
    key: 'chengdu-twins', tier: 'A',
    household: {
      name: '唐女士家', city: '成都', address: '武侯区科华北路66号望江苑3栋1502室', relationClass: 'own', brand: '优安', source: 'call-800', sourceDetail: '800来电', phoneConsentUntilMs: nowMs + 400 * DAY_MS, since: { daysAgo: 168, at: '09:50' },
    },
    people: [
      { name: '唐雨欣', relation: 'mother', language: 'sichuanese', birthday: '1993-01-30', channelAttitude: { phone: 'allow', sms: 'prefer' }, bestHours: '下午4点前', interests: ['摄影', '亲子旅行'] },
      { name: '曾凯', relation: 'father', language: 'sichuanese', channelAttitude: { phone: 'allow' }, bestHours: '晚8点前' },
      { name: '蒋素芬', relation: 'paternal-grandmother', language: 'sichuanese', remark: '夜里带妹妹，心急，重要的说两遍' },
    ],
    numbers: [{ number: '+862887654321', kind: 'landline', of: null }, { number: '+8618981930130', kind: 'mobile', of: 0 }, { number: '+8613608066712', kind: 'mobile', of: 1 }],
    children: [
      { name: '曾子墨', sex: 'boy', birthDate: born, dueDate: addDays(born, 26), hospital: '市妇儿中心', feeding: 'formula', product: '优安1段', remark: '哥哥，小名大毛，36周剖宫产' },
      { name: '曾语桐', sex: 'girl', birthDate: born, dueDate: addDays(born, 26), hospital: '市妇儿中心', feeding: 'formula', product: '优安1段', remark: '妹妹，小名二毛，出生 4 斤 3 两' },
    ],
    contacts: [
      { kind: 'call-in', ...agreed, agent: '1007', talkSeconds: 421, note: `妈妈来电（四川话），妹妹比哥哥轻 8 两，奶奶说要单独加一顿。先安抚，再讲各看各的曲线、奶量按各自体重算。${spokenTime(instantAt(nowMs, agreed), dueAtMs)}再问妹妹体重。`, outcome: 'callback-agreed', article: 'care-twins', name: 'agreed' },
      { kind: 'call-in', daysAgo: 34, at: '20:36', by: 1, agent: '1006', talkSeconds: 168, note: '爸爸，两个娃儿一天 11 顿，问夜里能不能先冲好放着。粉水分开备，到点再混', outcome: 'answered', article: 'formula-night-preparation' },
      { kind: 'call-out', daysAgo: 118, at: '11:05', agent: '1007', talkSeconds: 246, note: '产后回访，妈妈伤口还疼，两个都在混着喂，妹妹黄疸 9。讲了什么情况要去医院。', outcome: 'reached' },
      { kind: 'call-in', daysAgo: 168, at: '09:50', agent: '1007', talkSeconds: 305, note: '妈妈来电（四川话），双胎孕 30 周，问待产包是不是都要双份。念了清单，衣服和包被双份，其余一份。', outcome: 'answered', article: 'pregnancy-hospital-bag' },
    ],
    callbacks: [{ dueAtMs, purpose: '问妹妹体重', permissionReason: 'agreed', agreedText: `${spokenTime(instantAt(nowMs, agreed), dueAtMs)} 找妈妈 问妹妹体重`, owner: '1007', by: 0, line: 0, agreedIn: 'agreed' }],
    purchases: [
      { daysAgo: 8, at: '21:40', product: '优安1段 900g', quantity: 6, amountMinor: 170_800, shop: '官方商城' },
      { daysAgo: 31, at: '20:05', product: '优安1段 900g', quantity: 6, amountMinor: 178_800, shop: '官方商城' },
      { daysAgo: 58, at: '13:18', product: '优安1段 900g', quantity: 4, amountMinor: 119_200, shop: '武侯门店' },
    ],
  };
}

/** 139 1234 5678 in Nanjing: one mobile that the mother and the nanny share. */
export function sharedMobile(nowMs: UtcMs): FixedFamily {
  return {
    key: 'shared-mobile', tier: 'C',
    household: { name: '沈女士家', city: '南京', address: '鼓楼区江东北路201号', relationClass: 'own', brand: '优安', source: 'store-promotion', sourceDetail: '鼓楼店促销登记', phoneConsentUntilMs: nowMs + 500 * DAY_MS, since: { daysAgo: 70, at: '15:30' } },
    people: [
      { name: '沈佳琪', relation: 'mother', language: 'putonghua', birthday: '1996-05-21', channelAttitude: { phone: 'allow', sms: 'allow' }, bestHours: '晚上7点以后', remark: '上班族，白天手机留给阿姨' },
      { name: '王春花', relation: 'nanny', language: 'putonghua', remark: '育儿嫂，白天用家里这部手机' },
    ],
    numbers: [{ number: '+8613912345678', kind: 'mobile', of: null }],
    children: [{ name: '陶予安', sex: 'boy', birthDate: bornBefore(nowMs, 3, 4), dueDate: null, hospital: '市妇幼', feeding: 'mixed', product: '优安1段' }],
    contacts: [
      { kind: 'call-in', daysAgo: 12, at: '10:22', by: 1, agent: '1002', talkSeconds: 155, note: '阿姨：予安白天只肯吃 90 毫升，妈妈下班亲喂 → 半饿半饱时喂、奶温高一点，一次不超过十分钟', outcome: 'answered', article: 'feeding-bottle-refusal' },
      { kind: 'call-in', daysAgo: 40, at: '19:45', agent: '1001', talkSeconds: 233, note: '妈妈来电，冲好的奶 40 分钟没喝完，阿姨舍不得倒。告知喝过的一小时内，其余倒掉。', outcome: 'answered', article: 'formula-mixed-bottle-keep' },
      { kind: 'event', daysAgo: 70, at: '15:30', note: '鼓楼促销台填表，同意电话回访' },
    ],
    purchases: [{ daysAgo: 44, at: '18:20', product: '优安1段 900g', quantity: 1, amountMinor: 29_800, shop: '鼓楼门店' }],
  };
}

/** One person only, in Hangzhou. */
export function onePerson(nowMs: UtcMs): FixedFamily {
  return {
    key: 'one-person', tier: 'C',
    household: { name: '俞女士家', city: '杭州', address: null, relationClass: 'potential', brand: null, source: 'web', sourceDetail: '官网注册', phoneConsentUntilMs: null, since: { daysAgo: 25, at: '02:47' } },
    people: [{ name: '俞静', relation: 'mother', language: 'putonghua', channelAttitude: { sms: 'prefer' } }],
    numbers: [{ number: '+8613757110420', kind: 'mobile', of: 0 }],
    children: [{ name: null, sex: 'girl', birthDate: bornBefore(nowMs, 2, 9), dueDate: null, hospital: '省妇保', feeding: 'breast', product: null, remark: '小名米粒' }],
    contacts: [
      { kind: 'call-in', daysAgo: 11, at: '21:18', agent: '1003', talkSeconds: 274, note: '妈妈来电。问：一到傍晚就哭两小时，是不是奶不够。答：尿片够、体重在长，多半是肠绞痛，白噪、竖抱挨个试；发烧或吐黄绿水去医院', outcome: 'answered', article: 'illness-infant-colic' },
      { kind: 'manual', daysAgo: 25, at: '02:47', note: '官网注册，凌晨喂奶时填的，备注想了解睡眠' },
    ],
  };
}

/** Another company's customer in Wuhan who does not want to be rung. */
export function rivalOptOut(nowMs: UtcMs): FixedFamily {
  return {
    key: 'rival-opt-out', tier: 'C',
    household: { name: '熊女士家', city: '武汉', address: '洪山区珞喻路519号学府花园7栋904室', relationClass: 'rival', brand: '稚禾', source: 'newspaper', sourceDetail: '《晚报亲子版》抽奖回函', phoneConsentUntilMs: null, since: { daysAgo: 300, at: '11:00' } },
    people: [
      { name: '熊丽娜', relation: 'mother', language: 'putonghua', birthday: '1991-12-03', channelAttitude: { phone: 'refuse', sms: 'refuse', mail: 'allow' }, remark: '不接受电话回访，有事自己会打' },
      { name: '程浩', relation: 'father', language: 'putonghua', channelAttitude: { phone: 'refuse' } },
    ],
    numbers: [{ number: '+862785321147', kind: 'landline', of: null }, { number: '+8613397160283', kind: 'mobile', of: 0 }],
    children: [{ name: '程煜城', sex: 'boy', birthDate: bornBefore(nowMs, 14, 20), dueDate: null, hospital: '省妇幼', feeding: 'solids', product: '稚禾3段' }],
    contacts: [
      { kind: 'call-in', daysAgo: 96, at: '08:44', agent: '1003', talkSeconds: 189, note: '妈妈打来。现在吃稚禾，问便秘三天怎么办。先查冲调浓度和水量，只讲喂养不讲换牌；记下不要回访', outcome: 'answered', article: 'illness-constipation' },
      { kind: 'call-out', daysAgo: 241, at: '10:30', agent: '1009', talkSeconds: 38, note: '妈妈明确不要再打电话，回函是外公填的。已撤回访同意、退订电话，致歉。', outcome: 'opt-out' },
      { kind: 'event', daysAgo: 300, at: '11:00', note: '《晚报亲子版》抽奖回函，由老人代填，附固话' },
    ],
  };
}

/** 0991-456 7890: moved to Ürümqi, whose people live by UTC+6. */
export function otherZone(nowMs: UtcMs): FixedFamily {
  const zone = 'Asia/Urumqi';
  const agreed = { daysAgo: 4, at: '13:20' };
  const dueAtMs = instantOf(zone, addDays(chinaDate(nowMs), 1), 10 * 60 + 30);
  // Their wall clock stands two hours behind the mainland's.
  const localTime = spokenTime(instantAt(nowMs, agreed) - 2 * HOUR_MS, dueAtMs - 2 * HOUR_MS);
  return {
    key: 'other-zone', tier: 'B',
    household: { name: '高女士家', city: '乌鲁木齐', address: '天山区中山路120号和平里5栋402室', zone, relationClass: 'own', brand: '优安', source: 'import', sourceDetail: '西安旧系统转入', phoneConsentUntilMs: nowMs + 210 * DAY_MS, since: { daysAgo: 210, at: '16:00' } },
    people: [
      { name: '高雪梅', relation: 'mother', language: 'putonghua', birthday: '1990-02-14', channelAttitude: { phone: 'prefer' }, bestHours: '当地10–12点', remark: '随军搬来，按新疆时间生活，别用北京时间约' },
      { name: '孙永健', relation: 'father', language: 'putonghua' },
    ],
    numbers: [{ number: '+869914567890', kind: 'landline', of: null }, { number: '+8615909911402', kind: 'mobile', of: 0 }],
    children: [{ name: '孙云舒', sex: 'girl', birthDate: bornBefore(nowMs, 8, 2), dueDate: null, hospital: '市妇幼', feeding: 'mixed', product: '优安2段', remark: '小名朵朵' }],
    contacts: [
      { kind: 'call-in', ...agreed, agent: '1002', talkSeconds: 288, note: `妈妈：朵朵见勺就扭头两周了，奶喝得猛；15 分钟收走、奶放饭后，让她手抓。约${localTime}（新疆时间）再问`, outcome: 'callback-agreed', article: 'weaning-refuses-solids', name: 'agreed' },
      { kind: 'call-out', daysAgo: 60, at: '12:36', agent: '1002', talkSeconds: 133, note: '核对资料：搬到乌鲁木齐，地址固话已改；朵朵刚添辅食，米粉吃两勺', outcome: 'reached' },
      { kind: 'manual', daysAgo: 210, at: '16:00', note: '西安旧系统转入，资料缺固话，未核对' },
    ],
    callbacks: [{ dueAtMs, purpose: '问肯不肯吃', permissionReason: 'agreed', agreedText: `${localTime} 找妈妈 问肯不肯吃`, owner: '1002', by: 0, line: 0, agreedIn: 'agreed' }],
    purchases: [
      { daysAgo: 22, at: '23:10', product: '优安2段 900g', quantity: 3, amountMinor: 86_400, shop: '官方商城' },
      { daysAgo: 71, at: '22:02', product: '优安1段 900g', quantity: 2, amountMinor: 59_600, shop: '官方商城' },
    ],
  };
}
