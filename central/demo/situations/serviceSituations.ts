import type { Situation } from './situation.ts';

const any = { fromMonth: -9, toMonth: 48 } as const;

/** Product and service matters that are no complaint. */
export const serviceSituations: readonly Situation[] = [
  {
    key: 'points', articles: ['service-points'], paired: true, ...any, needs: 'own', weight: 1.2,
    ask: ['积分{一千八|两千多|六百}，问能换什么、几月到期', '换了手机号后积分看不到了', '{who}扫过码没到账，{门店|网上}买的{2|3}罐'],
    advise: ['查到余额并告知到期日，换礼在会员页', '按新手机号并档，让其重新登录看', '补登要小票照片，三个工作日到账'],
    later: ['积分到了，换了{围嘴|绘本}'],
    purpose: ['问积分到账没有'],
  },
  {
    key: 'club', articles: ['service-event-registration', 'service-event-registration', 'service-club-membership'], paired: true, ...any, weight: 1.6,
    ask: ['想参加{event}，问场次和地址', '{event}报过名没收到短信，怕名额没了', '门店登记过，问会员怎么算'],
    advise: ['{周六|周日}上午的场次登记了，提前一天发确认', '查到报名成功，短信补发一次', '登记入会，选了{现在|下一个}阶段的内容'],
    later: ['参加了，说{讲师接地气|停车难|还想再来}', '临时有事没去成，改下期', '入会短信收到了'],
    purpose: ['问活动参加了没', '问活动参加了没', '问入会'],
  },
  {
    key: 'delivery', articles: ['service-delivery'], paired: true, soon: true, fromMonth: 0, toMonth: 48, needs: 'own', weight: 1.3,
    ask: ['{2|3|4}天前下的单还在{集散中心|派送中}，家里只剩{两顿|小半罐}', '派送说没人在，{放驿站|退回了}', '问能不能改{单位|娘家}地址'],
    advise: ['查单{昨天|今早}到本市，今天派；催件已录，等不及门店先买一罐', '给了单号和派件员电话，约晚上再送', '没出库可改，出库后联系派件员；已改好'],
    later: ['当天就到了', '晚上送到的', '改址成功，{同事|门卫}代收'],
    purpose: ['问到货没有'],
  },
  {
    key: 'exchange', articles: ['service-exchange-return'], paired: true, fromMonth: 0, toMonth: 48, needs: 'own',
    ask: ['买错段，{没开封|外箱拆了}，问能不能换{stage}', '网上买了{2|3}罐，孩子不喝了，问退货', '门店买的没小票，{who}想换小罐'],
    advise: ['未开封七天内凭凭证换，运费怎么算说清', '没开的按平台规则退，开过的不退，讲清楚', '带货和付款记录到原店换，店里查得到'],
    later: ['换好了，{差价也退了|门店换的}', '没开的退了，开的那罐慢慢喝', '门店查到记录，换了小罐'],
    purpose: ['问换货'],
  },
  {
    key: 'authenticity', articles: ['product-authenticity-check', 'product-colour-difference', 'product-batch-date-reading'], paired: true, fromMonth: 0, toMonth: 48, needs: 'own', weight: 1.3,
    ask: ['{朋友转让|代购|网店}的罐，码{刮不出来|扫了显示查询过}，问真假', '这罐{比上罐黄|泡沫多|味道淡}，怀疑不对', '{who}不会看日期，念了罐底一串字'],
    advise: ['念批号核对为正品批次；渠道货储存没法保证，不放心就不喝', '不同批次颜色气味有差，日期无异常可以喝；不放心留样', '第一行生产、第二行到期，帮读出来了'],
    later: ['渠道不明，没敢喝，买了新罐', '喝了没事，说是自己多心', '会看日期了'],
    purpose: ['问新罐怎么样'],
  },
  {
    key: 'change-data', articles: ['service-change-personal-data'], paired: true, ...any, weight: 1.4,
    ask: ['手机换号，{who}来改，原号停了', '搬家到{新小区|隔壁区}，{寄过来的手册退回了|积分礼收不到}', '资料里{名字有一个字写错|门牌号少一位|家里固话登错}，要求更正'],
    advise: ['核对{两|三}项资料后更正，新号已验证', '地址改好，旧手册补寄一份', '当场改好，其他家人的号码也核了一遍'],
    later: [],
    purpose: ['核对资料'],
  },
  {
    key: 'material', articles: ['service-material-by-mail'], paired: true, ...any, weight: 1.6,
    ask: ['想要一份《{book}》，寄{家里|单位}', '{elder}看不了手机，要纸质的《{book}》，字大一点', '上次寄的《{book}》没收到，问能不能补'],
    advise: ['登记寄出，三到五天到；地址读给对方核对过', '纸质寄家里，短信不发', '查是退件，地址更正后补寄一份'],
    later: ['收到了，{外婆|妈妈}在看', '没收到，补登记'],
    purpose: ['问手册收到没'],
  },
  {
    key: 'callback-please', articles: ['service-callback-appointment'], paired: true, soon: true, ...any, weight: 0.8,
    ask: ['正在{开会|坐车|医院排队}，请我们晚点打', '信号差听不清，{who}说换座机再聊'],
    advise: ['按对方说的时间约好，写明找谁', '约了固话回，先记问题'],
    later: ['接到，问题都说清了', '座机清楚，问的都答了'],
    purpose: ['接着上次的问题'],
  },
  {
    key: 'invoice', articles: ['service-invoice'], paired: true, ...any, needs: 'own', weight: 0.6,
    ask: ['要开{公司|个人}抬头发票，上月买的{3|4}罐', '电子发票没收到，{who}问发到哪'],
    advise: ['订单页自助开，抬头税号念着填的', '邮箱写错一位，改好重发'],
    later: [],
    purpose: ['问发票'],
  },
];
