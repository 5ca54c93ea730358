/** Phrases of contacts that are not about a question: slots as in situations/situation.ts. */

/** Welcome call after a form on which they agreed to be rung. */
export const welcomeNotes: readonly string[] = [
  '{source}登记后首次回访，{who}接。{baby}{feedingNow}，{暂时没有问题|有问题会打 800}',
  '首访：核对地址和{月龄|生日}，{who}说{上午|晚上}方便，{可以发短信|不爱收短信}',
  '{who}在{上班|路上}，简单核了孩子信息，{愿意|同意}以后每{月|两个月}联系一次',
  '按表单回访，{who}记得填过。{想收辅食资料|主要关心睡眠|主要关心黄疸和体重}，已标兴趣',
  '首次回访，{who}以为是推销，说明不卖东西后聊了{5|8|10}分钟，{态度好转|愿意下次再聊}',
  '{who}接。表上{电话|孩子生日}写错一位，已改；{baby}{feedingNow}',
  '欢迎回访，介绍 800 什么时候打得通；{who}问了一句{湿疹|夜醒|补钙}，简单答了',
  '{who}说表是{奶奶|外婆|爸爸}填的，本人也愿意接，{晚饭后|午休}打',
];

/** Before birth, when we ring to ask whether help is wanted. */
export const prenatalNotes: readonly string[] = [
  '产前关怀：孕{week}周，{血压血糖都正常|糖耐刚过|B 超估重正常}，{待产包在备|还没开始备包}',
  '孕{week}周，{who}接，{胎动好|睡不好、尿频|脚有点肿已量血压}；讲了{胎动怎么数|入院信号|母乳准备}',
  '产前第{一|二}次联系，孕{week}周，{想顺产|医生说可能剖|臀位在等转}，问要什么帮助：{哺乳班地址|待产清单}',
  '{who}说{下周|后天}产检，孕{week}周，{贫血在补铁|一切正常}，让产检后有事再打',
  '孕{week}周，{已经休产假|还在上班}，{家里老人来了|月嫂定好了}；发待产清单短信，{愿意|同意}生后再联系',
  '产前关怀，孕{week}周，{who}情绪{不错|有点焦虑}，聊了{分娩恐惧|谁来带|母乳没奶怎么办}',
];

/** After birth: the first call. */
export const afterBirthNotes: readonly string[] = [
  '产后第{days}天，{顺产|剖宫产}，{baby}{六斤二两|六斤八两|七斤|五斤九两}，{feedingNow}；{who}说{奶还没跟上|黄疸在测|都好}',
  '报喜：{baby}{前天|上周}出生，{who}接，母子平安；{出院测黄疸 9|脐带还没掉}，讲了什么情况要去医院',
  '{who}说生了，比预产期{早了三天|晚了两天|早了一周}，{feedingNow}，资料已改成出生日期',
  '产后回访，妈妈{睡眠少|伤口疼|情绪还行}，{baby}一天{8|9|10}顿，尿{6|7|8}片',
];

/** The stage has come; consent stands. */
export const stageNotes: readonly string[] = [
  '月龄回访：{baby}{feedingNow}，{who}说{一切好|夜里醒两次|刚打完针}，{资料没变|改了收件地址}',
  '{who}接，聊{辅食|睡觉|长牙|上早教}，没有特别的；{下次两个月后|以后发短信就行}',
  '例行联系，{baby}最近{会笑出声|会翻身|会坐|会叫人|满地跑}，{who}说{奶量稳|吃饭一般|感冒刚好}',
  '核对资料：{住址未变|手机没变}，{baby}体重{刚好|偏轻一点}，{家里外婆带|妈妈自己带|白天阿姨带}',
  '{who}边做饭边接，三分钟；{baby}{feedingNow}，问要不要手册，{要|不要}',
  '满意度：{who}打{9|10|8}分，建议{800 晚上多开一会|短信少发点|活动近一点}',
];

/** We rang and nobody came. */
export const noAnswerNotes: readonly string[] = [
  '响{6-9}声无人接', '没接，{下午|晚上|明天上午}再试', '无人接听，未留言', '响铃{30|35|40|45|50}秒没人接，{可能上班|可能哄睡|可能出门}', '无人接，{按梯次|按规矩}改约', '{who}没接，{固话手机都试了|只试了这个号}',
  '没人接，{转短信告知来意|不留言}', '约的点没人接，{过一个半小时|晚点}再打', '响了{25|28|32}秒，没人', '{第一|第二}次没打通，{who}这个点多半在{busy}', '无人接，记一次',
];
export const mobileNoAnswerNotes: readonly string[] = ['关机', '不在服务区', '响了{两|三|四}声被按掉，不追', '关机，{晚上|明天}再试', '呼叫转移到秘书台，没留言', '{who}按掉，回短信说{在开会|在忙|孩子睡了}'];
export const busyNotes: readonly string[] = ['占线', '忙音{两|三}次', '一直占线，{过一会|半小时后}再打', '通话中，未接通'];
export const notAvailableNotes: readonly string[] = [
  '{other}接，{who}{不在家|上班去了|在医院}，让{晚饭后|明天上午|周末}打', '{other}接的，说{who}睡了，不方便', '接了说在{开会|开车}，约别的时候', '{other}听不太懂，请{who}回家后再说',
];

/** A call that waited in vain. */
export const missedNotes: readonly string[] = [
  '排队 {minutes}:{seconds} 后挂断', '按键后等了 {minutes}:{seconds}，放弃', '振铃中挂断，等候 {minutes}:{seconds}', '非工作时间来电', '排队 {minutes}:{seconds}，听到提示音挂断',
];

export const messageNotes: readonly string[] = [
  '{baby}满月祝福，已送达', '百日祝福，已送达', '{baby}{months}月龄喂养要点，已送达', '{event}报名确认，已送达', '{event}提前一天提醒，已读', '预防针提醒，已送达', '转段提醒（下一段：{nextStage}），已送达', '{event}改期通知，已送达',
  '生日祝福（{baby}），已送达', '手册寄出，单号尾号{1000-9999}，已送达', '辅食每周一菜第{1-12}期，已送达', '预约回电时间确认，已送达', '地址核对短信，未回', '送达失败，号码{停机|空号}', '高温防暑小贴士，已送达', '入秋护肤小贴士，已送达',
];
export const pregnancyMessageNotes: readonly string[] = [
  '孕{week}周小贴士，已送达', '待产清单，已读', '{event}报名确认，已送达', '胎动怎么数，已送达', '预产期倒数{weeksLeft}周提示，已送达', '母乳班课前提醒，已送达',
];
export const mailNotes: readonly string[] = [
  '《{book}》已签收，路上{2|3|4|5}天', '《{book}》寄出，单号尾号{1000-9999}', '《{book}》{外婆|妈妈|爸爸|门卫|邻居}代收', '《{book}》退回：地址不详，改址后重寄', '{试用装|围嘴|贴纸生长尺}随刊寄出，已签收', '《{book}》补寄一份（上次没收到）', '《{book}》字大版寄出，已签收',
];
export const eventNotes: readonly string[] = [
  '{event}，{到场|准时到场|迟到半小时}，{who}带{baby}来', '{event}，报名未到，说{临时有事|路远|下雨}', '{event}现场填表，{愿意|同意}回访', '{event}，{问了讲师湿疹|抽到围嘴|领了手册}', '{event}，两人参加，反馈{内容实用|停车难|时间太长}', '{event}，{候补转正|临时取消改下期}',
];
/** First contact, by how the household came to us. */
export const sourceNotes: Readonly<Record<string, readonly string[]>> = {
  'store-promotion': ['{place}促销台填表，{愿意|同意}电话回访', '{place}{导购|促销员}登记，{买两罐送围嘴|领试用装}，留固话', '{place}周末活动登记，{问了转奶|想要试用装}'],
  newspaper: ['《{paper}》抽奖回函，{字迹清楚|由老人代填}，附固话', '看{paper}育儿版剪下回函，{希望寄资料|愿意参加讲座}', '{paper}征文参与，资料由{妈妈|外婆}填'],
  'call-800': [''],
  lecture: ['{place}育儿讲座现场填表，{愿意|同意}回访', '{place}讲座，{坐前排问了三次|没提问}，留了固话', '{place}孕妇学校课后登记，{孕周已记|家属陪同}'],
  hospital: ['{place}产科宣教登记，{产妇本人|家属}填', '{place}出院包回执，{产后第二天|出院当天}填', '{place}儿保候诊时登记，{愿意电话|先收短信}'],
  import: ['{place}旧系统转入，资料{齐|缺生日|缺固话}，未核对', '旧系统转入时两条并一条，{固话|生日}以新的为准'],
  referral: ['{friend}介绍，来电登记', '{friend}推荐，说用过我们的{讲座|回访}'],
  web: ['官网注册，{凌晨喂奶时填的|半夜填的|白天填的}，备注{想了解转奶|想要手册|先看看}', '公众号留资，{表单完整|只留手机}', '官网注册，留言{问睡眠|问辅食|没写}'],
};

/** What was agreed for the next time, in final words of the note. */
export const agreedWords: readonly string[] = ['约{when}再联系', '约{when}打给{who}', '{when}回访', '{who}同意{when}再打', '下次{when}', '约好{when}，问{topic}'];
/** Nothing was agreed: how the note may end all the same. */
export const medicalClosing: readonly string[] = ['', '', '', '', '', '没有别的问题', '有变化再来电', '让记几天再看', '家里再商量', '要点短信发过', '有急症信号直接去医院', '下次体检再问医生', '不用回访'];
export const serviceClosing: readonly string[] = ['', '', '', '', '没有别的问题', '不用回访', '短信发过', '有问题再打 800', '对方道谢'];
export const reachedClosing: readonly string[] = ['', '', '', '', '没有别的问题', '有事再打 800', '这件事了结', '不再跟进', '下个月再看'];

/** What is mailed and held for families before birth, in the first half-year, the second, and later. */
export const mailedBooks: readonly (readonly string[])[] = [
  ['待产手册', '母乳妈妈手册', '孕期吃什么'], ['0–6 月喂养', '睡眠小册子', '疫苗记录本', '母乳妈妈手册'], ['辅食添加手册', '睡眠小册子', '过敏宝宝饮食', '发育里程碑'], ['一岁后吃什么', '发育里程碑', '幼儿安全手册'],
];
export const eventNames: readonly (readonly string[])[] = [
  ['妈妈班', '准爸爸课堂', '育儿讲座', '专家巡讲', '母乳课'], ['育儿讲座', '睡眠小组', '母乳课', '专家巡讲', '抚触课'], ['爬行比赛', '辅食课堂', '音乐早教体验', '育儿讲座', '亲子游泳体验'], ['亲子步行', '音乐早教体验', '亲子游泳体验', '辅食课堂', '绘本会'],
];

/** Fictional supplements of newspapers. */
export const newspapers: readonly string[] = ['晚报亲子版', '都市育儿', '妈咪周刊', '家庭生活报'];
/** Fictional brands of other companies. */
export const rivalBrands: readonly string[] = ['稚禾', '澜牧', '欧朵', '麦初', '金苗'];
/** They do not want to be rung. */
export const optOutNotes: readonly string[] = [
  '{who}说不要再打电话，{短信可以|有事自己会打 800}，已登记拒绝电话', '接起就说{在上班|孩子刚睡}，以后别打，已退订电话，致歉', '{who}：电话太多分不清谁是谁，只留{短信|邮寄}，已改偏好', '要求退订来电，{who}语气客气，念了退订范围，当场生效', '{who}不接受回访，{表是促销员代填的|不记得登记过}，已撤回访同意',
];
