import type { Situation } from './situation.ts';

const mother = ['mother'] as const;
const breastOrMixed = ['breast', 'mixed'] as const;
const women = ['mother', 'maternal-grandmother', 'paternal-grandmother', 'nanny', 'aunt'] as const;

/** Nursing and the first months. */
export const breastSituations: readonly Situation[] = [
  {
    key: 'newborn-interval', articles: ['feeding-newborn-interval'], paired: true, fromMonth: 0, toMonth: 1, milk: breastOrMixed, weight: 2,
    ask: ['出生{days}天，{一个多小时就要吃|睡着就不肯醒来吃}，问几小时喂一次', '{elder}说要三小时定时喂，妈妈想按需，两边意见不一', '出生{days}天，夜里睡了{4-5}小时没喂，怕低血糖'],
    advise: ['按需，一天 8 到 12 次；两周内超过 3 小时叫醒', '教看饿的信号：转头、咂嘴、吃手，别等哭', '体重回到出生体重后夜里可以不叫'],
    later: ['一天喂{9-11}次，尿{6-8}片，{体重长上来了|黄疸也退了}', '老人同意按需了，宝宝睡得踏实'],
    purpose: ['问喂奶间隔', '看体重回升'],
  },
  {
    key: 'enough-milk', articles: ['feeding-enough-milk-signs'], paired: true, fromMonth: 0, toMonth: 6, milk: ['breast'], weight: 2, speakers: women,
    ask: ['吃{30-50}分钟还在吸，{放下就哭|半小时又要}，怀疑没吃饱', '胸不胀了，{elder}说是没奶了', '{baby}一天只尿{4-5}片，问够不够'],
    advise: ['看尿片不看时间：一天 6 片以上、每周长 3 到 5 两就够', '不胀是供需平衡了；三天称一次，别每顿称', '尿少先加喂次数，两天不改善带来称重；不急着添'],
    later: ['称了，一周长{3-5}两，够的', '尿片{7-8}片，{妈妈放心多了|不再怀疑没奶}', '长得慢，儿保让一天加一顿'],
    purpose: ['问尿片和体重', '问吃得够不够'],
  },
  {
    key: 'sore-nipples', articles: ['feeding-sore-nipples', 'feeding-latch-position', 'feeding-sore-nipples'], paired: true, fromMonth: 0, toMonth: 3, milk: breastOrMixed, speakers: mother,
    ask: ['{左|右}边乳头裂了，{喂一次哭一次|一碰就钻心}，想停', '一吸就疼，只含住乳头，{嘴巴张不大|有啧啧声}', '奶疙瘩加破皮，{羊脂膏涂了三天|没涂东西}'],
    advise: ['重点是含深，教摇篮式改橄榄球式；破的那边先吸出来', '下巴先贴、鼻子朝乳头，疼就用小指断开重来', '喂完抹点奶晾干，发红发热去看；不用停奶'],
    later: ['换姿势后第{2-3}天就不疼了', '结痂了，{右|左}边先用吸奶器', '看了哺乳门诊，说舌系带{正常|偏短}'],
    purpose: ['问乳头好了没', '问含接'],
  },
  {
    key: 'engorgement', articles: ['feeding-engorgement'], paired: true, soon: true, fromMonth: 0, toMonth: 1, toDay: 12, milk: breastOrMixed, speakers: ['mother', 'father', 'maternal-grandmother', 'nanny'],
    ask: ['产后{days}天，涨得像石头，{宝宝含不住|碰都不能碰}', '{elder}要请通乳师，问靠不靠谱', '涨奶到{37.5|37.7|37.8}度，问要不要吃药'],
    advise: ['先软乳晕再让宝宝吸，两次之间冷敷；不使劲揉', '不急着请，多亲喂就是最好的通乳；手法重了反而伤', '37 度多先不吃药，喂后冷敷；超过 38.5 或发红去医院'],
    later: ['软下来了，宝宝能含上', '没请人，频繁吸了两天通了', '没烧上去，第二天就退了'],
    purpose: ['问涨奶', '问涨奶', '问体温'],
  },
  {
    key: 'milk-not-come', articles: ['feeding-milk-not-come-in'], paired: true, soon: true, fromMonth: 0, toMonth: 1, toDay: 6, milk: breastOrMixed, speakers: ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother'],
    ask: ['生完{days}天没下奶，{宝宝一直哭|护士让加一次奶粉}', '{elder}急，已经喂了{20-30}毫升糖水', '剖腹产第{days}天，挤不出几滴'],
    advise: ['初乳就几毫升，够的，多贴多吸；体重掉过 7% 或尿少听医生加，用勺或杯', '糖水停掉，占肚子又容易呛；先让宝宝多吸', '剖腹晚一天正常，每 2 到 3 小时吸一次、夜里别断'],
    later: ['来奶了，{妈妈说涨得睡不着|现在够吃}', '糖水没再喂，第二天就有奶了', '下奶了，还混着一点，逐步减'],
    purpose: ['问下奶没有', '产后第一周'],
  },
  {
    key: 'blocked-duct', articles: ['feeding-blocked-duct', 'feeding-blocked-duct', 'feeding-mastitis'], paired: true, soon: true, fromMonth: 0, toMonth: 14, milk: breastOrMixed, speakers: mother, weight: 1.5,
    ask: ['{左|右}侧有{鸡蛋|鹌鹑蛋|枣}大的硬块，{按着疼|有一条红}，{没发烧|37.8 度}', '奶堵第{2-3}次了，上次是{周末没吸|穿了紧内衣}', '发烧{38.5|39.0|39.2}度，胸红一片，问还能不能喂'],
    advise: ['让宝宝下巴朝硬块吸，喂后冷敷，别大力揉', '内衣换宽松的，别趴着睡；半年里堵三回以上要查', '38.5 以上、24 小时不退去乳腺科；该喂照喂'],
    later: ['第二天就通了', '硬块还有一点，不疼了', '去看了，开了哺乳期能用的药，退烧了'],
    purpose: ['问硬块消没消', '问硬块消没消', '问退烧'],
  },
  {
    key: 'low-supply', articles: ['feeding-low-supply'], fromMonth: 0, toMonth: 6, milk: breastOrMixed, weight: 2, speakers: ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother'],
    ask: ['奶少，一次吸{30-60}毫升，{elder}催着加奶粉', '前几天还够，{感冒后|跟家里生气以后|夜里少喂一次后}明显少了', '胸一直软，吸奶器空吸{10-20}分钟，{baby}吃完还找'],
    advise: ['亲喂后补吸十分钟，一天一次「集中吸」，一周看变化', '看尿片和体重再说加不加；妈妈先睡够、喝够', '吸出来的量不等于吃到的量，多贴多吸'],
    later: ['追了{5-9}天，一次能吸{80-110}毫升', '没另加，一周长了{3-5}两', '体重跟上了，妈妈心态好了'],
    purpose: ['问追奶', '问奶量够不够'],
  },
  {
    key: 'less-formula', articles: ['feeding-low-supply', 'feeding-mixed-how'], fromMonth: 0, toMonth: 6, milk: ['mixed'], weight: 1.5, speakers: ['mother', 'father', 'maternal-grandmother', 'paternal-grandmother'],
    ask: ['每天{4-5}顿奶粉{2-3}顿亲喂，想追回来', '加了{一周|十天}奶粉，亲喂越来越少，{elder}说干脆断了', '想减奶粉又怕饿着，一顿加{60-90}毫升'],
    advise: ['加的奶粉一次别超过 30 毫升，先喂母乳后补', '三天减一次、一次减 10 毫升，看尿片和体重', '亲喂排在最饿的那几顿，夜里留一次'],
    later: ['奶粉减到一天{1|2}顿', '还是不够，决定混着喂，妈妈心态好了', '减下来{30|40|60}毫升，体重没掉'],
    purpose: ['问加了几顿奶粉', '问追奶'],
  },
  {
    key: 'mixed-how', articles: ['feeding-mixed-how'], paired: true, fromMonth: 0, toMonth: 6, milk: ['mixed'], weight: 2,
    ask: ['混合喂，问先母乳还是先奶粉，一顿补多少', '补了奶粉后{只要奶瓶了|不肯好好吸}', '夜里全奶粉，白天亲喂，奶量掉得快'],
    advise: ['先两边都吸，再补 30 到 60 毫升；每三天看能不能减 10 毫升', '用小流量奶嘴、竖抱慢喂，防奶嘴混淆', '夜里至少亲喂一次，不然奶量掉；补授比代授好'],
    later: ['每顿补{30|45|60}，没再掉奶', '换了慢流奶嘴，肯吸妈妈了', '夜里亲喂一次，奶量稳住了'],
    purpose: ['问混合喂养', '问补多少'],
  },
  {
    key: 'spit-up', articles: ['feeding-spit-up', 'feeding-burping', 'feeding-spit-up'], paired: true, fromMonth: 0, toMonth: 6, weight: 2,
    ask: ['每顿吃完都漾奶，{一小口|有时从鼻子出来}，体重{在长|长得不错}', '拍嗝{10-20}分钟拍不出，放下就吐', '{baby}吐的奶{有豆腐渣|酸酸的}，{elder}怕不消化'],
    advise: ['竖抱 20 分钟、少量多次，长体重就不治；喷射状、带绿带血马上看', '换坐姿拍、搓背都行，五分钟没有就算了', '渣是胃酸作用，正常；奶嘴孔别太大'],
    later: ['竖抱以后一天吐{1|2}次', '换了姿势，嗝好拍多了', '还有一点，体重涨{5-8}两，医生说生理性'],
    purpose: ['问吐奶', '问体重'],
  },
  {
    key: 'milk-storage', articles: ['feeding-milk-storage', 'feeding-thaw-warm-milk', 'feeding-thaw-warm-milk'], paired: true, fromMonth: 1, toMonth: 12, milk: breastOrMixed, speakers: ['mother', 'father', 'maternal-grandmother', 'nanny'],
    ask: ['背奶，问{办公室冰包|冷藏|冷冻}能放多久', '冻奶{有一股肥皂味|分层}，还能喝吗', '{who}问早上热过没吃完的晚上能不能再热'],
    advise: ['常温 4 小时、冷藏 4 天、冷冻 3 到 6 个月；写日期、放最里面', '肥皂味是脂肪酶，能喝；不喝就别再冻那批', '热过的一次用完，不热第二回；小份冻、冷藏过夜解冻'],
    later: ['分成{60|80|100}毫升小袋，没再倒掉', '味道大的混着新鲜的喝完了', '标签贴上了，{外婆|阿姨|奶奶}也会热了'],
    purpose: ['问背奶顺不顺'],
  },
  {
    key: 'return-to-work', articles: ['feeding-return-to-work'], paired: true, fromMonth: 2, toMonth: 10, milk: breastOrMixed, speakers: mother,
    ask: ['{下周|下月初}上班，{单位没有母婴室|路上一小时}，想坚持喂', '产假快完，囤了{20-40}袋，够几天', '{baby}不肯吃奶瓶，{5-12}天后就上班'],
    advise: ['上班前一周按上班时间吸；中午吸一次、上下班前后亲喂', '囤三天量就行，吃的是前一天背回来的', '换家里人喂、妈妈躲开、奶温高一点，一天练一次'],
    later: ['上班第{1|2}周，一天背{200-350}毫升', '单位给了间小会议室，能吸', '肯吃瓶了，是{外公|爸爸}喂成功的'],
    purpose: ['问背奶', '上班后回访'],
  },
  {
    key: 'bottle-refusal', articles: ['feeding-bottle-refusal'], fromMonth: 1, toMonth: 10, milk: breastOrMixed,
    ask: ['{baby}只认妈妈，换了{3-5}种奶嘴都吐出来', '{elder}白天带，一整天只吃{60-120}毫升', '以前肯吃瓶，{两周没用|打完疫苗}就不要了'],
    advise: ['别饿着逼，半饿半饱时、走动着喂；试杯子和勺', '奶嘴泡热、滴点奶在上面；一次不超过十分钟', '白天少没关系，晚上会补回来，看尿片'],
    later: ['第{4-6}天接受了，用的是宽口的', '改用鸭嘴杯喝，{60-100}毫升一次'],
    purpose: ['问吃不吃奶瓶'],
  },
  {
    key: 'nursing-strike', articles: ['feeding-nursing-strike'], fromMonth: 3, toMonth: 7, weight: 2,
    ask: ['{baby}奶量从{700-900}掉到{450-600}，{边吃边玩|一躺就打挺}', '近一周{吃两口就扭头|只有迷糊时肯吃}，精神很好', '{elder}怕饿坏，一天喂了{9-11}次'],
    advise: ['这个月龄容易分心，安静暗一点喂、拉长间隔，不追喂', '两周内体重不掉就等它过去；拒喝加发烧、嘴里有溃疡要看', '别靠迷糊奶补，越补白天越不吃'],
    later: ['间隔拉到{3.5|4}小时，奶量回到{650-800}', '还一般，体重在线上走，{妈妈不焦虑了|再等等看}', '查了嘴，是长牙'],
    purpose: ['问奶量', '问厌奶过去没有'],
  },
  {
    key: 'vitamin-d', articles: ['feeding-vitamin-d'], paired: true, fromMonth: 0, toMonth: 18, weight: 1.5,
    ask: ['问维生素 D 什么时候开始、一天多少', '买了鱼肝油，{elder}说上火停了，问和 AD 的区别', '漏吃{3-6}天，要不要补上'],
    advise: ['出生几天就开始，每天 400 单位；晒太阳代替不了', 'D 和 AD 的区别讲了，听儿保安排，别叠着吃', '漏了不补，接着吃；奶量大的看罐上含量一起算'],
    later: ['每天早上滴，{没漏|漏过一天}', '儿保说继续 400'],
    purpose: ['提醒维 D'],
  },
  {
    key: 'water-under-six', articles: ['feeding-water-under-six-months'], paired: true, fromMonth: 0, toMonth: 6, speakers: ['mother', 'maternal-grandmother', 'paternal-grandmother', 'maternal-grandfather', 'nanny'],
    ask: ['{elder}说{上火|大便干|打嗝}要喂水，{已经喂了几勺|妈妈不同意}', '{baby}嘴唇起皮，问是不是缺水', '两顿奶之间要不要加水，{elder}说不喝会上火'],
    advise: ['半岁内奶里的水够，不另喂，想喝就多喂一次奶', '尿清、一天 6 次以上就不缺水；起皮是吸吮泡', '发烧腹泻补水听医生，平时喂奶就够'],
    later: ['水停了，尿{7-8}次', '老人听劝，改抿嘴唇', '不另喂水了，大便也没干'],
    purpose: ['问喂水的事'],
  },
  {
    key: 'mother-sick', articles: ['feeding-mother-sick-medicine'], paired: true, soon: true, fromMonth: 0, toMonth: 18, milk: breastOrMixed, speakers: ['mother', 'father'],
    ask: ['妈妈{感冒|嗓子疼|拉肚子}，吃了{一粒感冒药|布洛芬}，问要停奶几小时', '要{拔牙|做胃镜|拍片}，问能不能喂', '妈妈发烧{38.2|38.6|39.1}，怕传染，想停两天'],
    advise: ['多数不用停，药名念来核对过，复方感冒药别再吃；戴口罩喂', '跟医生说在哺乳，多半喂完再做、不用停；拿不准的药当场问清', '能喂，戴口罩勤洗手；停了反而容易堵，吃药放在喂完后'],
    later: ['妈妈好了，一直没停奶', '医生换了药，宝宝没事', '烧退了，宝宝没传上'],
    purpose: ['问妈妈好些没', '问检查做了没', '问妈妈退烧没'],
  },
  {
    key: 'stop-breastfeeding', articles: ['feeding-stop-breastfeeding'], paired: true, fromMonth: 8, toMonth: 30, milk: breastOrMixed, speakers: ['mother', 'father', 'maternal-grandmother'],
    ask: ['想断奶，{elder}说抹{黄连|辣椒}就行', '断到只剩{睡前|夜里}一顿，一不给就哭{半小时|一小时}', '妈妈{出差一周|要吃药}，必须断，怕涨'],
    advise: ['不抹，孩子会怕；一次减一顿、隔三五天，睡前那顿最后减', '换讲故事加抱，爸爸哄睡，哭也陪着', '涨了挤一点不排空、冷敷；断了以后奶量怎么接，算给对方了'],
    later: ['断完了，花了{9-20}天，没涨', '夜里哭了{2-4}晚，现在睡整觉', '断成了，涨了两天，没堵'],
    purpose: ['问断奶', '问夜里哭不哭'],
  },
  {
    key: 'breast-milk-jaundice', articles: ['feeding-breast-milk-jaundice', 'illness-newborn-jaundice'], paired: true, soon: true, fromMonth: 0, toMonth: 2, toDay: 42, milk: breastOrMixed, weight: 2,
    ask: ['出生{days}天还黄，测{9|10.5|12|13.2}，{社区让停母乳三天|医生说母乳性}', '{who}看着眼白黄，照了蓝光又反弹', '黄到{胸口|大腿}，{吃睡好|有点嗜睡}'],
    advise: ['值不高、吃睡拉正常就不用停；三天后复测', '多喂多拉退得快，不喝葡萄糖水、不晒到皮肤红', '手脚心都黄、大便发白、嗜睡拒奶当天去医院'],
    later: ['复测{6.2|7.1|8.4}，退了，没停奶', '{第三周|满月后}慢慢退干净了', '去照了一天蓝光，出院了'],
    purpose: ['问黄疸是否退', '问复测'],
  },
];
