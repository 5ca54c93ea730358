/*
 * Names as they were given in each generation. Words separated by spaces, parsed once; a surname's number is how often
 * it comes (per cent, roughly) in the region.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export type SurnameRegion = 'jiangnan' | 'lingnan' | 'sichuan' | 'north' | 'central';

const SURNAMES: Readonly<Record<SurnameRegion, string>> = {
  jiangnan: `王9 张8 陈8 李6 朱5 徐5 周5 沈5 陆4 顾4 吴4 杨3 施2 金3 钱2 孙3 赵2 蒋2 潘2 俞2 严1 戴1 邵1 胡2 何1 许2 郁1 倪1 丁2 范1 姚2 夏1 叶2 章1 傅1 邬1 毛1`,
  lingnan: `陈11 李8 黄9 张5 梁7 林6 吴4 何4 罗4 郑3 冯3 邓3 谢3 叶3 卢2 苏2 钟3 刘4 杨3 曾2 麦1 区1 关1 谭2 蔡2 潘1 霍1 简1 彭1 廖2 温1 邱1 余1`,
  sichuan: `李9 王7 张7 刘7 陈6 杨5 罗4 周4 何3 唐3 邓3 曾3 蒋2 谢2 彭2 廖2 黄3 赵2 吴2 冉1 付1 税1 龚1 蒲1 熊1 郑1 江1 雷1 向1 文1 游1 段1 舒1`,
  north: `王11 李10 张9 刘8 赵5 杨4 孙4 郭3 马3 高3 韩2 田2 宋2 董2 白1 郝1 贾1 石1 崔1 于2 冯1 魏1 侯1 薛1 牛1 康1 姜1 曹1 任1`,
  central: `王8 李8 张7 刘7 陈6 杨4 周4 胡4 吴3 徐3 黄3 熊2 余2 程2 朱2 汪2 方2 夏2 万1 雷1 叶1 郑1 谢1 付1 涂1 祝1 曹1 鲁1 桂1`,
};

/** Surname and weight, by region. */
export const surnames: Readonly<Record<SurnameRegion, readonly (readonly [string, number])[]>> = {
  jiangnan: weights(SURNAMES.jiangnan), lingnan: weights(SURNAMES.lingnan), sichuan: weights(SURNAMES.sichuan),
  north: weights(SURNAMES.north), central: weights(SURNAMES.central),
};

function weights(text: string): readonly (readonly [string, number])[] {
  return words(text).map((word) => [word.replace(/\d+$/, ''), Number(/\d+$/.exec(word)?.[0] ?? 1)] as const);
}

/** Born about 1983–2003. */
export const mothers = words(`晓雯 婷婷 静 丽娜 雪梅 佳琪 梦瑶 思雨 雨欣 敏 莉 倩 燕 颖 洁 丹丹 玲玲 佳 慧敏 文静 晓燕 丽华 雅琴 海燕 秀娟 春燕 媛媛 蕾 欣怡 佩珊 诗韵
  嘉怡 咏诗 惠仪 晓彤 美琪 淑婷 珊珊 菲 晶晶 艳 红梅 丽萍 晓红 薇 琳 璐 楠 琪 娟 妍 冰洁 雅婷 若兰 梦婷 思琪 芷晴 紫薇 诗雨 逸雯 瑜 岚 晓琳 莎莎 萌 露 婧 嫣然 佳慧 艺璇 晨曦 凌云 筱雅 舒婷 海霞 小芳 巧玲 亚男 璇 秋菊 彦君 立群 伊宁 清华 沁 钰 佳妮 怡然`);
export const fathers = words(`志强 伟 磊 勇 杰 斌 浩 鹏 涛 俊杰 建军 明辉 志伟 文斌 子豪 家豪 嘉明 永健 国华 晓东 海波 一鸣 思远 天宇 博文 宇航 振宇 凯 超 峰 亮 刚 林 旭东 健 俊 毅 阳 晨 龙 少华 伟杰 立新 家俊
  耀辉 剑锋 启明 世杰 浩然 文韬 昊 睿 宏伟 志远 宗翰 锦荣 泽楷 景行 鑫 波 辉 翔 东升 柏林 晓峰 云飞 力 彬 正阳 庆 恒 卓 帆 楚涵 冠霖 伟东 敬之 学文 光明 少聪`);
/** Born about 1950–1972. */
export const grandmothers = words(`玉珍 桂英 秀兰 美华 惠芳 秀英 桂兰 凤英 玉兰 淑珍 淑芬 素珍 月娥 丽珠 彩霞 爱珍 金凤 雪芬 秀珍 慧珍 玉梅 菊芳 亚娟 巧云 根娣 阿妹 瑞英 美珍 素芬 红英 桂珍 秀芳 春兰 桂芳 翠英 秀梅 琴芳 建芬
  丽琼 少芬 惠娟 志芳 国珍 文英 春梅 冬梅 淑英 玉芬 德芳 世芳 正琼 群英 佩芬 佩华 水珍 林娣 银娣 月琴 桃英 莲英`);
export const grandfathers = words(`国栋 建国 志明 德福 国强 永康 福根 阿根 建华 金生 正明 国平 文德 宝根 炳坤 树荣 锡坤 伟民 德明 光荣 长根 兴发 志华 明德 永福 学忠 庆祥 国梁 汉民 金水 耀祖 润生 大成 德贵 世荣 绍华 忠义 富贵 有才 玉林
  跃进 卫东 援朝 建设 和平 顺发 祥林 培德 松柏 广田 万春 仲元`);
/** Sisters and brothers of the parents; nannies. */
export const aunts = words('芳 丽 敏 佳慧 晓莉 文娟 海英 婉婷 晓敏 思敏 雅丽 淑华 娜 玲 欣 晓丹 慧 悦 小琴 丽君 淑仪 嘉欣 雪');
export const uncles = words('军 强 建平 伟明 晓明 志刚 家明 浩 宇 立军 永强 海涛 阿辉 俊文 国斌 晓刚');
export const nannies = words('秀芝 春花 翠萍 桂花 小翠 凤琴 彩云 玉莲 爱华 荷花 素云 金枝 巧珍 引弟 玉芹 红霞 桂枝 美英');
export const nannySurnames = words('张 李 王 刘 陈 赵 周 吴 孙 马 胡 郭 何 高 罗 梁 宋 唐 韩 冯 程 曹 彭 曾 田 邓 袁 潘 蒋 余 杜');

/** Born from 2017 on. */
export const girls = words(`若汐 语桐 梓涵 一诺 沐晴 诗涵 欣妍 依诺 可馨 雨桐 子晴 芷若 悦溪 书瑶 安琪 思妤 米朵 梓萱 苡沫 清欢 知夏 小满 念初 瑾萱 芊羽 星玥 晚柠 佳音 熙媛 予安 乐怡 昕蕾 语嫣 沐颜 静姝 灵犀 以沫 夏栀 宛凝 雅涵
  艺涵 钰涵 诗琪 可欣 梦琪 奕可 听澜 语微 映雪 彤 玥 甜甜 糖果 心怡 思涵 云舒 南乔 采薇 简宁 汐月 珞瑶 卓雅 梓玥 桐语 嘉宁`);
export const boys = words(`沐宸 浩宇 宇轩 子墨 奕辰 一诺 梓睿 俊熙 亦辰 子轩 皓轩 承泽 景珩 知行 嘉树 书言 明哲 星野 泽楷 煜城 睿泽 言蹊 佑安 铭泽 瑾瑜 宸睿 昱霖 一鸣 思源 锦程 逸凡 梓豪 子睿 乐天 予辰 天佑 沐阳 安然 弘毅 泊远 允之
  柏宇 景行 君浩 梓宸 奕航 宥廷 辰逸 少博 圣杰 骏驰 博涵 晨光 晟睿 彦霖 启元 川 佑 墨 屹 恺 乐知 千里 云起 嘉懿`);
/** What the family calls the child at home. */
const COMMON = '豆豆 汤圆 小米 团团 圆圆 果果 丁丁 乐乐 安安 小鱼 年糕 元宝 布丁 可可 多多 七七 米粒 芝麻 橙子 小核桃 嘟嘟 点点 麦麦 石榴 毛毛 贝贝 叮当 小树 开心 木木 辰辰 西西 阿福 栗子 土豆 花生 小满 当当 跳跳';
export const nicknames: Readonly<Record<'girl' | 'boy', readonly string[]>> = {
  girl: words(`${COMMON} 糖糖 朵朵 妞妞 囡囡 悠悠 小葡萄 桃桃 甜妹 圈圈 夏夏 茉茉 月月`),
  boy: words(`${COMMON} 牛牛 小石头 虎子 仔仔 小宇 蛋蛋 阿宝 大壮 铁蛋 北北 小虎 壮壮`),
};
