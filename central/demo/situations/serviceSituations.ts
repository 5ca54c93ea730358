import type { Situation } from './situation.ts';

const any = { fromMonth: -9, toMonth: 48 } as const;

/** Product and service matters that are no complaint. */
export const serviceSituations: readonly Situation[] = [
  {
    key: 'points', articles: ['service-points'], ...any, needs: 'own', weight: 1.2,
    ask: ['积分{一千八|两千多|六百}，问能换什么、几月到期', '换了手机号后积分看不到了', '{who}扫过码没到账，{门店|网上}买的{2|3}罐'],
    advise: ['查到余额并告知到期日，换礼在会员页', '按新手机号并档，让其重新登录看', '补登要小票照片，三个工作日到账'],
    later: ['积分到了，换了{围嘴|绘本}'],
    purpose: ['问积分到账没有'],
  },
  {
    key: 'club', articles: ['service-club-membership', 'service-event-registration'], ...any, weight: 1.6,
    ask: ['想参加{妈妈班|爬行比赛|辅食课堂}，问场次和地址', '{who}报过名没收到短信，怕名额没了', '门店登记过，问会员怎么算'],
    advise: ['{周六|周日}上午的场次给她登记了，提前一天发确认', '查到报名成功，短信补发一次', '登记入会，选了{孕期|新生儿|辅食}内容'],
    later: ['参加了，说{讲师接地气|停车难}', '孩子感冒没去成，改下期'],
    purpose: ['问活动参加了没'],
  },
  {
    key: 'delivery', articles: ['service-delivery'], ...any, needs: 'own', weight: 1.3,
    ask: ['{2|3|4}天前下的单还在{集散中心|派送中}，家里只剩{两顿|小半罐}', '派送说没人在，{放驿站|退回了}', '问能不能改{单位|娘家}地址'],
    advise: ['查单{昨天|今早}到本市，今天派；催件已录', '地址没出库可改，出库后联系派件员；门店可先自提一罐', '给了单号和派件员电话，约到货再看一次'],
    later: ['当天就到了', '改址成功，{外公|同事}代收'],
    purpose: ['问到货没有'],
  },
  {
    key: 'exchange', articles: ['service-exchange-return', 'product-dented-tin'], ...any, needs: 'own',
    ask: ['买错段，{没开封|外箱拆了}，问能不能换{stage}', '网上买了{2|3}罐，孩子不喝了，问退货', '门店买的没小票，{who}想换小罐'],
    advise: ['未开封七天内凭凭证换，运费怎么算说清', '门店带货和付款记录到原店换', '开过的不退，转门店看能不能积分处理'],
    later: ['换好了，{差价也退了|门店换的}', '门店说过了七天，最后没换'],
    purpose: ['问换货'],
  },
  {
    key: 'authenticity', articles: ['product-authenticity-check', 'product-batch-date-reading', 'product-colour-difference'], ...any, needs: 'own', weight: 1.3,
    ask: ['{朋友转让|代购|网店}的罐，码{刮不出来|扫了显示查询过}，问真假', '这罐{比上罐黄|泡沫多|味道淡}，怀疑不对', '{who}不会看日期，念了罐底一串字'],
    advise: ['念批号核对为正品批次；渠道货不能保证储存', '不同批次颜色气味有差，看批号日期无异常可以喝；不放心留样', '第一行生产、第二行到期，帮读出来了'],
    later: ['批号对上了，放心喝', '渠道不明，劝停，买了新罐'],
    purpose: ['问新罐怎么样'],
  },
  {
    key: 'change-data', articles: ['service-change-personal-data'], ...any, weight: 1.4,
    ask: ['手机换号，{who}来改，原号停了', '搬家到{新小区|隔壁区}，{寄过来的手册退回了|积分礼收不到}', '生日、{孩子名字|预产期}登错了，要求更正'],
    advise: ['核对{两|三}项资料后更正，新号已验证', '地址改好，旧手册补寄一份', '按{身份证|出生证}改，提醒其他家人号码也核一遍'],
    later: [],
    purpose: ['核对资料'],
  },
  {
    key: 'material', articles: ['service-material-by-mail'], ...any, weight: 1.6,
    ask: ['想要一份《{孕期手册|0–6 月喂养|辅食添加手册|一岁后吃什么}》，寄{家里|单位}', '{who}看不了手机，要纸质的、字大一点', '上次寄的没收到，问能不能补'],
    advise: ['登记寄出，三到五天到；地址读给对方核对过', '纸质寄家里，短信不发', '查是退件，地址更正后补寄一份'],
    later: ['收到了，{外婆|妈妈}在看', '没收到，补登记'],
    purpose: ['问手册收到没'],
  },
  {
    key: 'callback-please', articles: ['service-callback-appointment'], ...any, weight: 0.8,
    ask: ['正在{开会|喂奶|医院排队}，请我们晚点打', '信号差听不清，{who}说换座机再聊'],
    advise: ['按对方说的时间约好，写明找谁', '约了固话回，先记问题'],
    later: ['接到，问题都说清了'],
    purpose: ['接着上次的问题'],
  },
  {
    key: 'invoice', articles: ['service-invoice'], ...any, needs: 'own', weight: 0.6,
    ask: ['要开{公司|个人}抬头发票，上月买的{3|4}罐', '电子发票没收到，{who}问发到哪'],
    advise: ['订单页自助开，重发邮箱一次', '门店的找原店补，提供小票号'],
    later: [],
    purpose: ['问发票'],
  },
];
