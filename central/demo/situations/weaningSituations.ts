import type { Situation } from './situation.ts';

/** First foods, fussiness, reactions to food. */
export const weaningSituations: readonly Situation[] = [
  {
    key: 'ready-for-solids', articles: ['weaning-four-months-early', 'weaning-ready-signs', 'weaning-ready-signs'], paired: true, fromMonth: 4, toMonth: 6, weight: 3,
    ask: ['{elder}说四个月就该加米粉，{已经喂了两勺|妈妈想等}', '{baby}看人吃饭就流口水，坐{不太稳|靠着能坐}，问能不能加', '{months}个多月，体检说可以准备了，问怎么起步'],
    advise: ['先停，奶够就行；早加不长肉，满 6 月龄再加', '看坐稳、挺舌消失、主动伸手，信号齐了再说', '信号念给对方，到月龄第一口是高铁米粉'],
    later: ['没再喂，{elder}也同意等满六个月', '坐稳了，准备开始第一勺', '第一口没吐，就吃了两勺'],
    purpose: ['问辅食准备', '月龄到了提醒辅食'],
  },
  {
    key: 'first-food', articles: ['weaning-first-food', 'weaning-first-food', 'weaning-iron-rich'], paired: true, fromMonth: 6, toMonth: 8, weight: 4,
    ask: ['刚满 6 个月，第一口吃{米粉|蛋黄|菜泥}，一天几次', '米粉加了{3-6}天，{全吐出来|吃两勺就闭嘴}，问要不要换', '{elder}坚持先喂蛋黄，说补铁'],
    advise: ['高铁米粉起步，一天一次一两勺，三天没事加肉泥', '用舌头顶是还没学会，稀一点、小勺头、下颌贴勺', '蛋黄不补铁，红肉泥和肝泥排前面'],
    later: ['米粉吃到{3-5}勺，加了{猪肉泥|牛肉泥}', '肯咽了，{南瓜|胡萝卜}也试了，没起疹', '蛋黄停了，肉泥一天一次'],
    purpose: ['问第一口辅食', '问米粉'],
  },
  {
    key: 'solids-amount', articles: ['weaning-amount-per-meal', 'weaning-texture-by-month', 'weaning-milk-alongside'], paired: true, fromMonth: 7, toMonth: 13, weight: 2,
    ask: ['一顿能吃{半碗|小半碗|三分之一碗}，奶掉到{450-650}，问多少正常', '还在打成糊，{大便带整块胡萝卜|一有颗粒就呕}', '{elder}一天喂{4|5}顿，{baby}{不饿|只肯喝奶}'],
    advise: ['7 到 9 月 2 顿、10 到 12 月 3 顿；奶不低于 600', '从糊到稠粥到碎末，每两周粗一点，干呕不是噎', '饭点前两小时不给奶和零食，不追着喂'],
    later: ['三顿饭两顿奶，睡得也稳', '粗一点后嚼起来了', '减了一顿，吃得反而好'],
    purpose: ['问辅食量', '问颗粒接受吗'],
  },
  {
    key: 'refuses-solids', articles: ['weaning-refuses-solids', 'weaning-self-feeding'], fromMonth: 7, toMonth: 15, weight: 2,
    ask: ['{baby}见勺就扭头，{两周了|一吃就哭}，奶喝得猛', '以前吃得好，{感冒|长牙}后不吃了', '{elder}追着喂、放动画片才张嘴'],
    advise: ['15 分钟收走，不逼不哄骗；让孩子手抓着吃', '奶安排在饭后，饿一点上桌；病后胃口两周回来', '电视关掉，坐餐椅，一家一起吃'],
    later: ['肯抓着吃{西兰花|软饭团}了', '一顿能吃{半小碗|小半碗}，没看电视', '还挑，体重平稳'],
    purpose: ['问肯不肯吃', '问吃饭'],
  },
  {
    key: 'egg-fish', articles: ['weaning-egg-intro', 'allergy-introduce-method', 'weaning-fish-choice'], paired: true, fromMonth: 6, toMonth: 12, weight: 1.5,
    ask: ['问鸡蛋{蛋黄|全蛋}几个月加，{爸爸小时候过敏|没有过敏史}', '第一次吃{虾|鳕鱼|全蛋}，{嘴边红了一圈|下巴起了几颗红点}', '{who}问{河鱼|三文鱼|带鱼}哪种好'],
    advise: ['满 6 月就可以试全熟蛋，少量、上午、三天没事加量', '接触性红一会儿退可以再试一次；起风团、吐就停，看过敏门诊', '刺少汞低的，一周两三次，蒸熟去刺'],
    later: ['全蛋吃到{半个|四分之一}，没事', '再试一次又红，约了过敏门诊', '鱼爱吃，一周两回'],
    purpose: ['问鸡蛋试得怎样', '问有没有起疹', '问鱼吃得怎样'],
  },
  {
    key: 'rash-new-food', articles: ['allergy-rash-after-new-food', 'illness-allergic-reaction'], soon: true, fromMonth: 6, toMonth: 24, weight: 1.5,
    ask: ['吃了{虾|芒果|鸡蛋|花生酱}{半小时|两小时}后起疹，{脸上几片|肚皮一片}，没喘', '{baby}加{菠菜|山药}当天嘴角红，{who}问是不是过敏', '{两|三}天前试的{牛奶|蛋}，今天身上有{红点|抓痕}'],
    advise: ['先停，拍照记时间；嘴肿、喘、反复吐立刻 120', '退了隔两周小量再试，两次都有就看过敏科', '大面积或怕人碰，今天去儿科，别自己上激素'],
    later: ['第二天退了，重新试没起', '看了医生，抽血查，先避开', '是接触到口水，擦了护肤膏就好'],
    purpose: ['问疹子', '问再试的结果'],
  },
  {
    key: 'salt-honey', articles: ['weaning-salt-sugar', 'weaning-honey-under-one', 'weaning-juice'], paired: true, soon: true, fromMonth: 6, toMonth: 12, speakers: ['mother', 'maternal-grandmother', 'paternal-grandmother', 'father', 'nanny'],
    ask: ['{elder}嫌没味，偷偷加了{盐|酱油|虾皮}', '{elder}拿蜂蜜水通便，喂了{一|两}次，被妈妈发现', '问鲜榨果汁能不能喝，{baby}爱甜的'],
    advise: ['满 1 岁前不加盐糖，奶和食物里的钠够了；口味是现在养成的', '蜂蜜有肉毒风险，停；两周内无力、便秘、哭声弱马上就医', '水果吃泥不喝汁，渴了喝白水'],
    later: ['没再加盐，{elder}也跟着吃淡了', '观察两周没异常，{elder}后怕', '果汁停了，喝白水'],
    purpose: ['问还加盐吗', '问蜂蜜后有无不适', '问喝水'],
  },
  {
    key: 'picky', articles: ['weaning-picky-eating', 'feeding-toddler-meals', 'weaning-family-meals'], fromMonth: 12, toMonth: 36, weight: 3,
    ask: ['{baby}{只吃白饭|不吃菜|肉含半天吐出来}，{elder}愁', '在{幼儿园|早教班|奶奶家}吃得好，回家不吃', '{一|两}碗饭要喂{40-60}分钟，喂完自己抠嘴'],
    advise: ['同一样菜端 10 次不逼，大人先吃；饭点前一小时不零食', '30 分钟收碗，饿不着；不拿甜食换', '让孩子择菜、盛饭，菜切小混进馄饨'],
    later: ['肯碰{胡萝卜|青菜}了，自己挑的', '体重没掉，{elder}也不追了', '零食停一周，饭量上来'],
    purpose: ['问吃饭', '问挑食'],
  },
  {
    key: 'stool-after-solids', articles: ['illness-constipation', 'weaning-stool-changes', 'illness-constipation'], paired: true, fromMonth: 6, toMonth: 30, weight: 1.5,
    ask: ['加辅食后{2-4}天一次，{硬球|像羊粪}，用力脸红', '{baby}大便有{没消化的菜叶|黑色小点}，一天{2|3}次', '便秘{5-9}天，{elder}用了{香油|肥皂条}'],
    advise: ['米粉调稀、加{西梅|梨}泥，水分补上', '菜叶整块出来正常，切细一点；黑点多是香蕉', '肥皂条和开塞露不常用；腹胀呕吐或便血去看，平时顺时针揉、踩单车'],
    later: ['一天一次软了，{梨|西梅}天天吃', '切细就少了，人没事', '去看了，说功能性，开了乳果糖'],
    purpose: ['问大便', '问便秘'],
  },
  {
    key: 'toddler-diet', articles: ['growth-toddler-zinc', 'feeding-toddler-snacks', 'feeding-toddler-meals'], paired: true, fromMonth: 14, toMonth: 36, weight: 2,
    ask: ['问{钙锌|益生菌|DHA}要不要给，{elder}买了一堆', '一天{2|3}顿零食，饭不吃，{牛奶当水喝|爱喝酸奶饮料}', '体检{血红蛋白 108|偏瘦|偏胖}，问怎么调'],
    advise: ['吃得杂就不缺，先查再补', '零食放两餐中间；奶 300 到 500，多了占肚子，含糖饮料不算奶', '把一天的饭菜念给我们记了，三处要改的已说'],
    later: ['钙片没再吃，去儿保问过', '零食减了，饭多吃{半碗|小半碗}', '复查血红蛋白{112|115}，{医生说可以|再等三个月看}'],
    purpose: ['问补剂停没停', '问饭量', '问复查'],
  },
  {
    key: 'gag-choke', articles: ['weaning-gag-vs-choke', 'weaning-nuts-safe-form', 'illness-choking-first-aid'], paired: true, soon: true, fromMonth: 7, toMonth: 24,
    ask: ['{baby}吃{软饭|泡芙|橙子}干呕吐出来，{who}吓坏了', '问几个月能给{整粒葡萄|坚果|溶豆}', '刚才噎了一下，咳出来了，问要不要去医院'],
    advise: ['干呕有声会咳是自保，别伸手抠；没声、脸紫才是噎，教了背拍', '坚果 5 岁前不整粒，磨碎；葡萄切四瓣', '现在呼吸好、声音亮可以观察；咳喘再起就去'],
    later: ['没再呕，{坐高餐椅吃|颗粒小一点}', '葡萄切开了，坚果磨粉', '没再咳，全家看了急救视频'],
    purpose: ['问还呕不呕', '问颗粒', '问有没有咳喘'],
  },
];
