import type { Situation } from './situation.ts';

const parents = ['mother', 'father'] as const;
const mother = ['mother'] as const;

/** Before birth. Ages are whole months before the due date. */
export const pregnancySituations: readonly Situation[] = [
  {
    key: 'morning-sickness', articles: ['pregnancy-morning-sickness'], fromMonth: -9, toMonth: -5, speakers: parents,
    ask: ['孕{week}周，一闻油烟就吐，一天{3-6}次，{只吃得下苏打饼干|粥也咽不下去|能喝点酸梅汤}', '孕{week}周孕吐，体重掉了{2-4}斤，问要不要去挂水', '早起干呕，{下午好些|傍晚最厉害}，怕{宝宝|孩子}营养跟不上'],
    advise: ['讲了少量多餐、起床先吃两片饼干；尿少、一天喝不进水就去产科', '先捡能吃的吃，这个阶段不追营养；一天吐不停或尿色深要查尿酮', '姜片、柠檬水可以试，维生素 B6 要医生开，没让她自己买'],
    later: ['孕吐轻多了，{能吃下半碗饭|开始想吃辣的}，体重回来{1-2}斤', '还是吐，去产科查了尿酮阴性，医生让在家观察', '过了{13-14}周自己好了，现在胃口大开'],
    purpose: ['问孕吐', '看看能不能吃下饭'],
  },
  {
    key: 'pregnancy-weight', articles: ['pregnancy-weight-gain', 'pregnancy-eating-later-months'], fromMonth: -6, toMonth: 0, speakers: ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother'],
    ask: ['孕{week}周，已经长了{14-26}斤，产检医生说{偏快|要控制}', '孕{week}周，一个月长{5-8}斤，晚上{要吃水果拼盘|必吃一碗面}', '家里老人每天炖{鸡汤|猪蹄|鸽子汤}，她怕胎儿太大，孕{week}周'],
    advise: ['晚期一周长不超过 1 斤，汤去浮油、水果半斤以内、主食掺杂粮', '不节食，先把甜饮和夜宵停掉，每天快走半小时', '按孕前体重算了一下总增重范围，发了产检本上怎么记曲线'],
    later: ['这两周只长了{1-2}斤，医生说可以', '水果减了，汤还在喝，老人那边慢慢说', '产检估重正常，放心了'],
    purpose: ['问体重控制', '报产检体重'],
  },
  {
    key: 'pregnancy-iron', articles: ['pregnancy-iron-anemia'], paired: true, fromMonth: -7, toMonth: 0, speakers: parents,
    ask: ['产检血红蛋白{96-108}，开了铁剂，吃了{便秘|反胃|大便发黑}', '孕{week}周贫血，问红枣猪肝能不能补上来', '头晕，血红蛋白{98-109}，不想吃药想食补'],
    advise: ['铁剂饭后吃、配维 C，别和{钙片|牛奶|茶}一起；黑便是正常的', '红枣补不了，红肉一天一两半、猪肝一周一两次；药还是听产科的', '讲清食补跟不上的道理，让她两到四周后复查'],
    later: ['复查血红蛋白{110-116}，{药减半|继续吃}', '改饭后吃不反胃了，便秘靠{火龙果|西梅}在调', '还没复查，约了下周产检'],
    purpose: ['问复查血红蛋白', '问铁剂吃得惯不惯'],
  },
  {
    key: 'pregnancy-cramps', articles: ['pregnancy-calcium-cramps'], fromMonth: -5, toMonth: 0, speakers: mother,
    ask: ['孕{week}周，夜里小腿抽筋{疼醒|醒两三次}，钙片{一直在吃|断断续续吃}', '夜里抽筋，问钙要不要加量', '孕{week}周，抽筋加腿酸，不爱喝牛奶'],
    advise: ['不一定是缺钙，睡前拉伸小腿、垫高脚；奶制品一天够 500 毫升', '抽的时候勾脚尖；单腿肿痛要去看，防血栓', '钙片别空腹一次吃足，分两次；加量先问产科'],
    later: ['睡前拉伸后一周只抽了{1|2}次', '换成酸奶了，夜里好睡些'],
    purpose: ['问抽筋', '问夜里睡得怎样'],
  },
  {
    key: 'pregnancy-food', articles: ['pregnancy-food-avoid'], paired: true, fromMonth: -9, toMonth: 0, weight: 2, speakers: ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother'],
    ask: ['问{螃蟹|山楂|桂圆|薏米|榴莲}能不能吃，{婆婆说会滑胎|群里说不能碰}', '{who}问孕妇能不能喝{咖啡|奶茶|冰的}', '外面聚餐吃了{三文鱼|溏心蛋|醉虾}，担心{李斯特菌|寄生虫}'],
    advise: ['凉性热性没有依据，生的、没熟透的、酒和高汞鱼不碰', '咖啡一天一小杯以内，奶茶当甜品；生冷海鲜先不吃', '没有发烧腹泻先观察两周，有就去医院说明吃过什么'],
    later: ['没有不舒服，{以后不吃生的了|老人也听进去了}'],
    purpose: ['问有没有不舒服'],
  },
  {
    key: 'pregnancy-swelling', articles: ['pregnancy-swelling-blood-pressure'], soon: true, fromMonth: -4, toMonth: 0, speakers: ['mother', 'father', 'maternal-grandmother'],
    ask: ['孕{week}周脚肿，{拖鞋穿不进|一按一个坑}，血压{上次正常|没量过}', '脚肿、{戒指摘不下来|晚上更明显}，孕{week}周', '{who}说这两天脸也有点肿，孕{week}周'],
    advise: ['先去{社区|家附近}量血压，140/90 以上或头痛眼花马上去产科', '侧卧、垫脚、少久站；手脸肿要当天查血压尿蛋白', '肿不是少喝水的理由；讲了子痫前期几个信号'],
    later: ['量了血压{112-124}/{70-78}，医生说是生理性水肿', '产检尿蛋白阴性，垫脚睡好些'],
    purpose: ['问血压结果', '问脚肿'],
  },
  {
    key: 'fetal-movement', articles: ['pregnancy-fetal-movement'], paired: true, soon: true, fromMonth: -3, toMonth: 0, weight: 2, speakers: mother,
    ask: ['孕{week}周，今天胎动比昨天少，{吃完饭也不怎么动|到下午才动两次}', '孕{week}周不会数胎动，是踢一下算一次吗', '胎动像打嗝一样一跳一跳，持续{5-10}分钟'],
    advise: ['减少一半以上不等明天，现在就去产科做胎监；跟她确认了去的医院', '连续的算一次，左侧卧数两小时，不到 10 次马上去医院', '规律的小跳多半是打嗝，教了固定时间数'],
    later: ['当晚做了胎监，反应型，一切正常', '每天晚饭后数，{12-20}次左右', '会数了，胎动一直好'],
    purpose: ['问胎动', '问胎监结果'],
  },
  {
    key: 'hospital-bag', articles: ['pregnancy-hospital-bag'], paired: true, fromMonth: -3, toMonth: 0, weight: 2, speakers: ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother'],
    ask: ['孕{week}周，问待产包带什么，{医院清单太简单|网上列了六十多样}', '{who}来问要不要带奶粉奶瓶去医院', '二胎，问哪些上回没用上的可以不买'],
    advise: ['念了清单：证件、产褥垫、宝宝包被、两套衣服，奶粉不用提前开', '先按母乳准备，奶瓶医院有；安全座椅出院那天要用', '分三袋装：妈妈、宝宝、证件，放门口'],
    later: ['包已经收好放门口', '还差{哺乳衣|包被}，其它齐了', '安全座椅装好了，{爸爸装的|在店里学的}'],
    purpose: ['问待产包', '待产准备'],
  },
  {
    key: 'labour-signs', articles: ['pregnancy-labour-signs'], paired: true, soon: true, fromMonth: -2, toMonth: 0, weight: 2, speakers: ['mother', 'father', 'maternal-grandmother'],
    ask: ['孕{week}周，{昨晚|今早}开始肚子一阵阵发紧，{没规律|20 多分钟一次}', '问见红多久会生，{早上擦出一点粉色|有一丝褐色}', '问破水怎么分，怕到时候感觉不出来'],
    advise: ['五分钟一次、持续一小时再去；破水、出血多、胎动少立刻去，躺着去', '见红多在一两天内发动，先洗澡吃饭，别一个人在家', '有水流出止不住就当破水，平躺叫车，别洗澡'],
    later: ['是假性宫缩，{第二天就停了|走一走就没了}', '已住院，家人接的，母子平安', '还没发动，医生约了{39|40}周再看'],
    purpose: ['问生了没有', '问宫缩'],
  },
  {
    key: 'glucose', articles: ['pregnancy-glucose-test'], paired: true, soon: true, fromMonth: -4, toMonth: -2, speakers: parents,
    ask: ['明天做糖耐，问{前一天要不要少吃|能不能喝水}', '糖耐{一小时|两小时}高了{0.2|0.4|0.6}，医生让控制饮食，她慌', '糖耐没过，孕{week}周，天天测指血，问餐后高怎么调'],
    advise: ['空腹 8 小时，前三天照常吃；喝糖水五分钟内喝完', '主食减三分之一、饭后走二十分钟，水果放两餐间；血糖本带去复诊', '不吃主食会出酮体，不能走极端；营养门诊挂上'],
    later: ['糖耐过了，{松了一口气|晚上吃了火锅}', '空腹{4.6|4.8|4.9}，餐后{6.1|6.4|6.6}，控制住了', '看了营养门诊，饮食单贴冰箱上'],
    purpose: ['报血糖', '问糖耐结果'],
  },
  {
    key: 'prepare-breastfeeding', articles: ['pregnancy-prepare-breastfeeding'], paired: true, fromMonth: -4, toMonth: 0, speakers: ['mother', 'maternal-grandmother', 'paternal-grandmother'],
    ask: ['孕{week}周，乳头凹陷，怕到时候喂不上', '孕{week}周，问要不要提前擦乳头、按摩', '娘家妈当年没奶，怕遗传，想早点准备'],
    advise: ['凹陷的产后用手法，孕晚期别牵拉，怕宫缩', '不用擦不用按，生后一小时内早吸吮最要紧；产科有哺乳门诊', '没奶不遗传，多吸就有；先跟医院说好母婴同室'],
    later: ['报了医院的母乳班', '已生，头三天亲喂，{现在纯母乳|混一点}', '吸奶器先不买，等生了看'],
    purpose: ['问哺乳准备', '产后母乳'],
  },
  {
    key: 'checkups', articles: ['pregnancy-checkup-schedule'], paired: true, fromMonth: -9, toMonth: -1, speakers: parents,
    ask: ['刚建卡，问后面产检怎么排', '错过了{NT|大排畸}的时间，问还能不能补', '孕{week}周，问{四维|胎监|B 族链球菌}要不要做'],
    advise: ['把几个硬窗口念给她：11–13 周 NT、20–24 周大排畸、24–28 周糖耐', '错过的当天就去问产科有没有替代，别拖到下次', '讲了 32 周后两周一次、36 周后一周一次'],
    later: ['排畸做了，没问题', '产检都跟上了，下次是{3-7}天后'],
    purpose: ['提醒产检', '报产检'],
  },
  {
    key: 'pets', articles: ['safety-pets'], paired: true, fromMonth: -9, toMonth: 0, weight: 0.5,
    ask: ['家里养猫{2-6}年，{婆婆要送走|长辈不放心}', '孕{week}周，被自家猫抓了一道，没出血'],
    advise: ['不必送走，查弓形虫抗体，铲屎换别人，宠物按时驱虫打疫苗', '出血要去狂犬门诊；没破皮肥皂水冲'],
    later: ['抗体查了，{以前感染过|没感染过}，猫留下了'],
    purpose: ['问抗体结果'],
  },
];
