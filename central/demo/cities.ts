import type { Language } from '../../shared/customers/customer.ts';
import type { SurnameRegion } from './names.ts';

/** Dialects of a generation and how likely each is, in per cent; what is left speaks Putonghua. */
export type DialectShares = readonly (readonly [Language, number])[];

export interface DemoCity {
  readonly name: string;
  /** Area code without its 0. */
  readonly area: string;
  /** First digits of local numbers; all thirteen cities have eight-digit ones. */
  readonly exchanges: readonly string[];
  /** How many of 2,000 households live here. */
  readonly households: number;
  readonly region: SurnameRegion;
  readonly elders: DialectShares;
  readonly parents: DialectShares;
  readonly districts: readonly string[];
  readonly roads: readonly string[];
  /** Kinds of places where births happen, under names a record would use; none is a real hospital's full name. */
  readonly hospitals: readonly string[];
  /** 'site' of the agents who mostly serve it. */
  readonly site: '上海' | '广州';
  /** Words of the address: lanes in Shanghai, numbers elsewhere. */
  readonly lane: '弄' | '号';
}

const list = (text: string): readonly string[] => text.split(' ');

/** The thirteen cities. */
export const demoCities: readonly DemoCity[] = [
  {
    name: '上海', area: '21', exchanges: list('54 58 62 64 65 66 57 68 50 39'), households: 420, region: 'jiangnan', site: '上海', lane: '弄',
    elders: [['shanghainese', 72]], parents: [['shanghainese', 16], ['hokkien', 1]],
    districts: list('徐汇区 浦东新区 杨浦区 静安区 闵行区 宝山区 长宁区 普陀区 虹口区 松江区 嘉定区'), roads: list('龙华路 张杨路 控江路 延长路 莘松路 牡丹江路 仙霞路 曹杨路 四平路 文诚路 沪宜路 梅陇路'),
    hospitals: list('一妇婴 二妇婴 市妇幼 区妇幼 区中心医院产科'),
  },
  {
    name: '广州', area: '20', exchanges: list('38 85 87 84 81 83 34 86 82 39'), households: 330, region: 'lingnan', site: '广州', lane: '号',
    elders: [['cantonese', 84], ['hakka', 4], ['hokkien', 2]], parents: [['cantonese', 64], ['hakka', 2]],
    districts: list('天河区 越秀区 海珠区 荔湾区 白云区 番禺区 黄埔区'), roads: list('棠下涌东路 东风东路 江南大道中 宝华路 机场路 市桥大北路 黄埔东路 昌岗中路 龙口西路 同和路'),
    hospitals: list('市妇幼 省妇幼 妇儿中心 区妇幼 市三院产科 区人民医院'),
  },
  {
    name: '成都', area: '28', exchanges: list('85 86 87 84 83 61 62 64'), households: 240, region: 'sichuan', site: '广州', lane: '号',
    elders: [['sichuanese', 90]], parents: [['sichuanese', 46]],
    districts: list('武侯区 锦江区 青羊区 金牛区 成华区 双流区 高新区 郫都区'), roads: list('科华北路 红星路三段 光华大道 沙湾路 建设北路 东升街道 天府三街 一环路南四段'),
    hospitals: list('市妇儿中心 省妇幼 区妇幼 市三院产科'),
  },
  {
    name: '北京', area: '10', exchanges: list('62 64 65 67 68 51 58 59'), households: 160, region: 'north', site: '上海', lane: '号',
    elders: [], parents: [],
    districts: list('海淀区 朝阳区 丰台区 西城区 东城区 通州区 昌平区 大兴区'), roads: list('学院路 双井路 方庄路 新街口外大街 回龙观东大街 黄村西大街 云景东路 定慧北里'),
    hospitals: list('市妇产 区妇幼 市二院产科 妇产分院'),
  },
  {
    name: '深圳', area: '755', exchanges: list('25 26 27 28 82 83 86 88'), households: 150, region: 'lingnan', site: '广州', lane: '号',
    elders: [['cantonese', 30], ['hakka', 18], ['hokkien', 10]], parents: [['cantonese', 22], ['hakka', 5], ['hokkien', 4]],
    districts: list('南山区 福田区 罗湖区 宝安区 龙岗区 龙华区'), roads: list('桃园路 莲花路 爱国路 前进一路 龙翔大道 人民北路 学府路'),
    hospitals: list('市妇幼 区妇幼 市二院产科 区人民医院'),
  },
  {
    name: '杭州', area: '571', exchanges: list('85 86 87 88 81 56'), households: 130, region: 'jiangnan', site: '上海', lane: '号',
    elders: [['shanghainese', 6]], parents: [],
    districts: list('西湖区 拱墅区 上城区 滨江区 余杭区 萧山区'), roads: list('文三路 莫干山路 凤起东路 江汉路 五常大道 市心中路 古墩路'),
    hospitals: list('市妇产科 省妇保 区妇保 市一产科'),
  },
  {
    name: '重庆', area: '23', exchanges: list('62 63 65 67 68 86 88'), households: 120, region: 'sichuan', site: '广州', lane: '号',
    elders: [['sichuanese', 92]], parents: [['sichuanese', 48]],
    districts: list('渝中区 江北区 南岸区 沙坪坝区 九龙坡区 渝北区 巴南区'), roads: list('观音桥步行街 南坪东路 小龙坎正街 杨家坪正街 新南路 龙洲大道 中山三路'),
    hospitals: list('市妇幼 市妇产科 区妇幼 区人民医院'),
  },
  {
    name: '南京', area: '25', exchanges: list('52 83 84 85 86 58'), households: 100, region: 'jiangnan', site: '上海', lane: '号',
    elders: [], parents: [],
    districts: list('鼓楼区 玄武区 秦淮区 建邺区 栖霞区 江宁区 浦口区'), roads: list('江东北路 长白街 集庆门大街 仙林大道 双龙大道 文德路 虎踞南路'),
    hospitals: list('市妇幼 区妇幼 市一产科 江北院区'),
  },
  {
    name: '武汉', area: '27', exchanges: list('82 83 85 86 87 88 59'), households: 100, region: 'central', site: '上海', lane: '号',
    elders: [], parents: [],
    districts: list('武昌区 洪山区 江汉区 江岸区 汉阳区 青山区 东西湖区'), roads: list('珞喻路 中北路 香港路 解放大道 钟家村路 和平大道 吴家山三店路 雄楚大道'),
    hospitals: list('市妇幼 省妇幼 区妇幼 市妇儿中心'),
  },
  {
    name: '苏州', area: '512', exchanges: list('65 67 68 69 62'), households: 80, region: 'jiangnan', site: '上海', lane: '号',
    elders: [['shanghainese', 14]], parents: [['shanghainese', 2]],
    districts: list('姑苏区 吴中区 工业园区 虎丘区 相城区'), roads: list('干将西路 东吴北路 现代大道 塔园路 阳澄湖中路 人民路'),
    hospitals: list('市母子中心 园区产科 区妇幼 市立东区'),
  },
  {
    name: '西安', area: '29', exchanges: list('82 83 85 86 87 88'), households: 70, region: 'north', site: '上海', lane: '号',
    elders: [], parents: [],
    districts: list('雁塔区 碑林区 莲湖区 未央区 新城区 长安区'), roads: list('小寨东路 友谊西路 劳动南路 凤城五路 咸宁西路 郭杜街道'),
    hospitals: list('市妇幼 省妇幼 区妇幼 市四院产科'),
  },
  {
    name: '天津', area: '22', exchanges: list('23 24 26 27 28 58 83 87'), households: 60, region: 'north', site: '上海', lane: '号',
    elders: [], parents: [],
    districts: list('南开区 河西区 和平区 河北区 河东区 西青区 滨海新区'), roads: list('白堤路 围堤道 大沽南路 中山路 津塘路 中北镇 洞庭路'),
    hospitals: list('市妇产 中心妇产 区妇幼 市一产科'),
  },
  {
    name: '宁波', area: '574', exchanges: list('87 88 86 83 55'), households: 40, region: 'jiangnan', site: '上海', lane: '号',
    elders: [['shanghainese', 8]], parents: [],
    districts: list('海曙区 鄞州区 江北区 镇海区 北仑区'), roads: list('望春路 天童北路 大庆南路 骆驼街道 明州路'),
    hospitals: list('市妇儿 区妇幼 市二院产科'),
  },
];

/** Housing estates: the same few words stand on gates all over the country. */
export const estates = list('翠湖花园 阳光新城 锦绣苑 金桂花苑 绿洲家园 书香名邸 香樟雅苑 世纪新村 望江苑 春晓园 和平里 康乐小区 学府花园 莲花新村 清河湾 桃源居 东方名城 文景苑 梧桐雅居 滨河家园');
