/**
 * Words callers and articles use for the same thing; the first of a line stands for all. Longer words are replaced
 * before shorter ones. Only for finding: nothing of this is ever shown.
 */
const CLASSES = `宝宝 宝贝 孩子 小孩 小孩子 娃 娃娃 娃儿 小朋友 婴儿 幼儿 小儿 崽崽 小家伙 仔仔 bb 儿子 女儿 闺女
怎么办 咋办 如何处理 怎么处理 怎么弄 咋整 怎样办 如何是好 该怎么做
怎么 怎样 如何 咋 咋样 怎么样
多少 多大量 几多
可以 能不能 可不可以 能否 能 可否 行不行 可不可
发烧 发热 高烧 低烧 烧到 发高烧 体温高
腹泻 拉肚子 拉稀 拉水 泻肚 窜稀 跑肚 大便稀 大便很稀
便秘 大便干 拉不出 拉不下 大便硬 屎硬 不拉屎 不大便 不拉臭臭 攒肚
大便 便便 屎 臭臭 粑粑 屁屁拉的
吐奶 溢奶 漾奶 呛奶 回奶吐
转奶 换奶粉 换奶 换牌子 换个牌子 换品牌 转段 换段
奶粉 配方奶 配方粉 牛奶粉 代乳品
母乳 人奶 妈妈奶 亲喂 喂母乳 母奶
辅食 加饭 米糊 吃饭饭
断奶 戒奶 离乳 断母乳 回奶
湿疹 奶癣 胎毒
疹子 红疹 红点 小红点 皮疹 起红点 红疙瘩
黄疸 发黄 皮肤黄 脸黄 身上黄
疫苗 预防针 打针 接种 打预防针
睡觉 睡眠 入睡 觉
夜醒 半夜醒 晚上醒 夜里醒 老醒 频繁醒
长牙 出牙 萌牙 冒牙
咳嗽 咳 干咳
感冒 着凉 伤风 受凉 流鼻涕 鼻塞
过敏 敏感 起反应
怀孕 孕期 孕妇 大肚子 有喜
预产期 临产 快生
厌奶 不肯喝奶 不爱喝奶 不喝奶 不吃奶 奶量少
奶量 喝多少奶 吃多少奶 多少毫升 吃多少毫升
奶瓶 瓶子 奶壶
冲调 冲奶 泡奶 冲泡
水温 多少度的水 多烫
补钙 缺钙 吃钙 钙片
维生素d vd 维d ad 鱼肝油
体重 斤 长肉 分量
个子 身高 长高 个头
退货 退换 退钱 退款
真假 假货 正品 防伪 真的还是假的
保质期 过期 有效期 到期
开罐 开封 打开后 开盖
涨奶 胀奶 堵奶 奶结 乳腺炎 奶胀
奶少 奶不够 没奶 奶水不足 奶水少 催奶 追奶 下奶
肠绞痛 肠胀气 胀气 肚子胀
哭闹 哭 闹 闹腾
磕碰 摔 摔倒 掉下床 磕到 坠床`;

const pairs: readonly (readonly [string, string])[] = CLASSES.split('\n')
  .flatMap((line) => {
    const [first = '', ...others] = line.split(' ');
    return others.map((other) => [other, first] as const);
  })
  .sort((a, b) => b[0].length - a[0].length);

const standsFor: ReadonlyMap<string, string> = new Map(pairs);
const pattern = new RegExp(pairs.map(([word]) => word).join('|'), 'g');

/** A folded text with every known word replaced by the one that stands for its class. */
export function canonicalWords(folded: string): string {
  return folded.replace(pattern, (word) => standsFor.get(word) ?? word);
}
