import type { Situation } from './situation.ts';

const bottle = ['mixed', 'formula'] as const;

/** Preparing, amounts, changing. */
export const formulaSituations: readonly Situation[] = [
  {
    key: 'loose-stool-switching', articles: ['formula-loose-stool-switching'], soon: true, fromMonth: 6, toMonth: 38, atMonths: [6, 7, 12, 13, 36, 37], milk: bottle, needs: 'own', weight: 9,
    ask: ['{baby}转{stage}第{2-5}天，大便一天{3-5}次，{偏稀|有奶瓣|糊状}，精神好', '转{stage}后{拉稀水样|稀还带泡沫}{3-5}次，{没发烧|屁股有点红}', '{who}发现换{stage}第{2-4}天大便{发酸|次数多}，想换回去'],
    advise: ['退回上一步比例稳三天再走；水样超过 6 次、精神差就医', '每次只加 1 勺、三天一步；屁股涂护臀膏', '一天不超过 5 次且精神好先不停；记次数，同时别加新辅食'],
    later: ['退回去两天就成形了，{重新按三天一步|再走 7 天}', '第{7-10}天全换完，大便一天{1|2}次', '还是稀，去看了，医生说是受凉，转奶先停'],
    purpose: ['问转奶', '问大便'],
  },
  {
    key: 'seven-day-transition', articles: ['formula-seven-day-transition', 'formula-stage-switch-when'], paired: true, fromMonth: 5, toMonth: 37, atMonths: [5, 6, 11, 12, 35, 36], milk: bottle, needs: 'own', weight: 7,
    ask: ['快到换段的月龄，问{nextStage}什么时候换，现在这段还有{1|2}罐没吃完', '问是不是到点就要换段，{baby}最近{在长牙|有点感冒}', '{elder}直接整罐换了，{便秘两天|没什么反应}'],
    advise: ['七天递进：四分之一、一半、四分之三，各两三天；旧的吃完再换不迟', '不用掐着月龄，等身体好了再换，晚两三周没关系', '已经整换又没反应就不折腾，便秘多喝水、按揉'],
    later: ['换到第{4-6}天，{一半一半|三比一}，没拉', '好了才开始，今天第{1|2}天', '全换好了，奶量{不变|多了 30}'],
    purpose: ['问转段', '问转奶第几天'],
  },
  {
    key: 'switch-brand', articles: ['formula-switch-brand'], paired: true, fromMonth: 0, toMonth: 24, milk: bottle, weight: 2, needs: 'own',
    ask: ['原来吃{rival}，想转优安，问能不能直接换', '从{rival}转过来第{2-4}天，{有点便秘|大便绿}', '{elder}买错牌子，家里{rival}还有半罐，混着喝行吗'],
    advise: ['不要两种冲一瓶，按顿换：先换一顿，三天加一顿', '绿便多是铁，精神好不用管；便秘看冲调比例', '不冲在一瓶里，先吃完一种再换另一种；讲了怎么换稳'],
    later: ['换了{2-4}顿，接受得不错', '全换完，{不吐不拉|睡得也好}', '宝宝嫌味道，还在一半一半'],
    purpose: ['问换奶情况', '问接受度'],
  },
  {
    key: 'rival-question', articles: ['formula-switch-brand', 'formula-green-stool'], paired: true, fromMonth: 0, toMonth: 30, milk: bottle, weight: 2, needs: 'rival',
    ask: ['现吃{rival}，{便秘|上火|长得慢}，打来问优安有什么不同', '用{rival}，只问{大便发绿|奶量}，不想换牌子', '门店试用装打的电话，目前{rival}，先了解'],
    advise: ['只讲喂养不讲换牌；便秘先查冲调浓度和水量', '告知配方差异看标签，按孩子反应选，不比价', '记下月龄，{愿意收短信|不用再打}，不作推荐'],
    later: ['还在吃{rival}，便秘好了，是水加少了', '问过儿保，暂不换'],
    purpose: ['问便秘好没好'],
  },
  {
    key: 'green-stool', articles: ['formula-green-stool', 'illness-green-stool'], paired: true, fromMonth: 0, toMonth: 18, milk: bottle,
    ask: ['大便墨绿，{elder}说着凉了，{肚子围起来了|热敷过}', '{baby}绿便{2-4}天，一天{1-3}次，吃睡正常', '绿色还有点黏，刚换罐，怀疑奶粉不对'],
    advise: ['铁没吸收完，颜色绿不算病；看次数水分和精神', '拍照留着，变水样或带血再来电', '没有血丝黏液、不发烧就照吃；换罐批号已核'],
    later: ['又变黄了', '还绿，一天一次，不管它了'],
    purpose: ['问大便颜色'],
  },
  {
    key: 'amount-small', articles: ['formula-amount-newborn', 'formula-amount-1-to-6-months'], paired: true, fromMonth: 0, toMonth: 6, milk: bottle, weight: 2,
    ask: ['一顿{60-150}毫升一天{6-8}顿，问够不够', '{elder}嫌吃少，每次剩{20-40}毫升', '按罐上该吃{120-180}，只吃{90-120}，{长得还行|体重中等}'],
    advise: ['每公斤约 150 毫升算一天总量，允许差二三十', '吃饱扭头就停，不劝最后一口；剩的两小时内倒掉', '罐上是平均数；体重线平稳就够'],
    later: ['总量{650-850}，体重长{6-9}两', '不劝奶以后反而吃得好', '加到每顿{120|150}，睡长了'],
    purpose: ['问奶量'],
  },
  {
    key: 'amount-older', articles: ['formula-amount-6-to-12-months', 'formula-amount-1-to-3-years', 'feeding-toddler-milk-amount'], paired: true, fromMonth: 6, toMonth: 36,
    ask: ['{baby}一天只喝{250-400}毫升，饭{吃得好|也一般}，问奶够吗', '辅食吃多了奶掉到{400-500}，看着着急', '夜里还要{1|2}顿奶，白天不喝'],
    advise: ['一岁内保 600 以上、先奶后辅食；一岁后 300 到 500 就行', '看一周总量，不一顿一顿算；酸奶奶酪可抵一部分', '夜奶挪到白天，睡前那顿留；白天饿了自然补'],
    later: ['白天加了一顿，够了', '奶{450-600}，饭也跟上了', '夜奶减到{0|1}次'],
    purpose: ['问奶量', '问夜奶'],
  },
  {
    key: 'water-temperature', articles: ['formula-which-water', 'formula-water-temperature', 'formula-spoon-levelling'], paired: true, soon: true, fromMonth: 0, toMonth: 12, milk: bottle,
    ask: ['问{矿泉水|纯净水|烧开放凉的自来水}能不能冲', '水{90|100}度冲下去结块，怕营养没了', '{elder}每勺{压得很实|冒尖}，{baby}这几天便秘'],
    advise: ['矿泉水矿物多不用，烧开放凉的自来水就行；先水后粉', '烧开放到罐上写的温度再冲，冲好滴手腕试', '平勺不压不冒尖；一平勺配多少水以罐为准，浓了伤肾'],
    later: ['改回开水了，没什么不一样', '换了恒温壶，没再结块', '改平勺后便秘好了'],
    purpose: ['问冲调', '问结块', '问便秘'],
  },
  {
    key: 'sterilise', articles: ['formula-mixed-bottle-keep', 'formula-night-preparation', 'formula-sterilise-bottles'], paired: true, fromMonth: 0, toMonth: 12, milk: bottle,
    ask: ['冲好{40|60|90}分钟没喝完，{elder}舍不得倒', '夜里冲奶手忙脚乱，问能不能先冲好放着', '奶瓶{每顿煮|一天煮一次}，消毒柜坏了问怎么办'],
    advise: ['喝过的一小时内、没喝的两小时内，其余倒掉', '粉和水分开备：粉分格、水恒温，到点再混', '煮沸五分钟或蒸汽都行，半岁后洗净晾干、一天一次'],
    later: ['不再留剩奶了', '用了分装盒，夜里两分钟搞定', '改蒸汽的，一天一次'],
    purpose: ['问冲调', '问夜里冲奶', '问消毒'],
  },
  {
    key: 'lactose', articles: ['formula-lactose-intolerance', 'allergy-vs-lactose', 'formula-lactose-intolerance'], paired: true, fromMonth: 0, toMonth: 24, weight: 1.5,
    ask: ['腹泻{6-12}天，大便酸、泡沫多，医生提乳糖不耐，问换什么奶', '{elder}把乳糖不耐和过敏当一回事，想直接换豆奶', '喝了{100-150}毫升就肚子咕咕，{放屁多|便稀}'],
    advise: ['多是拉肚子后一时的，无乳糖粉两到四周再换回；母乳不停', '讲清一个是糖一个是蛋白；豆奶不自行换', '先去化验大便还原糖，等结果再定，转专家线'],
    later: ['喝无乳糖第{7-12}天，大便成形，准备换回', '没换豆奶，大便自己好了', '结果不支持乳糖不耐，是肠炎'],
    purpose: ['问换奶后的大便', '问大便', '问化验结果'],
  },
  {
    key: 'cow-milk-allergy', articles: ['allergy-cow-milk-signs', 'formula-cows-milk-protein-allergy', 'formula-cows-milk-protein-allergy'], paired: true, fromMonth: 0, toMonth: 12, weight: 1.5,
    ask: ['喝奶后{嘴周红疹|湿疹加重|吐得厉害}，大便有{血丝|黏液}', '儿科怀疑牛奶蛋白过敏，让换{深度水解|氨基酸}，问优安能不能喝', '{elder}想换羊奶粉，说不过敏'],
    advise: ['拍照记时间，今天约儿科，别自己停停吃吃；喉头肿、喘马上 120', '普通配方此时不能喝，说清楚；按医嘱用特殊粉，满 2 到 4 周再评', '羊奶交叉过敏，不行；还是按医嘱用特殊粉'],
    later: ['看了，医生让先换{深度水解|氨基酸}', '深度水解喝到第{10-20}天，血丝没了', '没换羊奶，医生安排{6|9}月龄再激发'],
    purpose: ['问看了没有', '问水解奶', '问疹子'],
  },
  {
    key: 'travel', articles: ['formula-travel', 'care-travel'], paired: true, fromMonth: 1, toMonth: 36, weight: 0.7,
    ask: ['要坐{高铁|飞机}回老家{5-8}小时，问怎么带奶', '自驾，{who}问热水保温一天还够不够烫', '出境带{2|3}罐行不行'],
    advise: ['粉分格、热水壶和凉开水兑；起降时喂奶护耳朵', '安检可以带婴儿奶和水，提前说；到酒店先消毒', '带多少看当地规定，行李一罐开封自用'],
    later: ['路上喂了{2|3}次，没闹'],
    purpose: ['问路上顺不顺'],
  },
  {
    key: 'opened-tin', articles: ['product-opened-tin-life', 'product-clumps', 'product-opened-tin-life'], paired: true, fromMonth: 0, toMonth: 36, milk: bottle, needs: 'own', weight: 1.5,
    ask: ['开罐{20-38}天还剩小半罐，问能不能喝完', '罐里有小疙瘩，{一捏就碎|有点硬}，{放在冰箱里的|勺子湿着放回去过}', '双数罐装，一罐两个人开，记不得哪天开的'],
    advise: ['开罐一个月内喝完，干燥阴凉、不进冰箱', '一捏散的可以，硬块、变色、有味停用、留样报批号；勺子干着放', '记不清就不喝；罐盖写开罐日期，一罐一罐开'],
    later: ['剩的扔了，新罐写了日期', '没再结块，勺子另外放', '新罐写了日期，{扔了半罐有点心疼|以后一次开一罐}'],
    purpose: ['问新罐情况'],
  },
];
