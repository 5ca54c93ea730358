import type { Language } from '../../shared/customers/customer.ts';
import type { SurnameRegion } from './names.ts';

/** Dialects of a generation and how likely each is, in per cent; what is left speaks Putonghua. */
type DialectShares = readonly (readonly [Language, number])[];

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
  /** Roads of each district, in the order of `districts`. */
  readonly roads: readonly (readonly string[])[];
  /** Kinds of places where births happen, under names a record would use; none is a real hospital's full name. */
  readonly hospitals: readonly string[];
  /** 'site' of the agents who mostly serve it. */
  readonly site: '上海' | '广州';
  /** Words of the address: lanes in Shanghai, numbers elsewhere. */
  readonly lane: '弄' | '号';
}

/** '徐汇区:龙华路/漕溪路 …' */
function places(text: string): Pick<DemoCity, 'districts' | 'roads'> {
  const each = text.split(' ').map((place) => place.split(':'));
  return { districts: each.map(([district = '']) => district), roads: each.map(([, roads = '']) => roads.split('/')) };
}

/** 「徐汇」 for 徐汇区, 「浦东」 for 浦东新区. */
export function shortDistrict(district: string): string {
  return district.replace(/(?:新区|区)$/, '');
}

const list = (text: string): readonly string[] => text.split(' ');

/** The thirteen cities. */
export const demoCities: readonly DemoCity[] = [
  {
    name: '上海', area: '21', exchanges: list('54 58 62 64 65 66 57 68 50 39'), households: 420, region: 'jiangnan', site: '上海', lane: '弄',
    elders: [['shanghainese', 72]], parents: [['shanghainese', 16], ['hokkien', 1]],
    ...places('徐汇区:龙华路/漕溪路/梅陇路 浦东新区:张杨路/浦东大道/杨高中路 杨浦区:控江路/国和路 静安区:延长路/共和新路 闵行区:莘松路/七莘路 宝山区:牡丹江路/友谊路 长宁区:仙霞路/天山路 普陀区:曹杨路/真北路 虹口区:四川北路/广中路 松江区:文诚路/荣乐中路 嘉定区:城中路/沪宜公路'),
    hospitals: list('一妇婴 二妇婴 市妇幼 区妇幼 区中心医院产科'),
  },
  {
    name: '广州', area: '20', exchanges: list('38 85 87 84 81 83 34 86 82 39'), households: 330, region: 'lingnan', site: '广州', lane: '号',
    elders: [['cantonese', 84], ['hakka', 4], ['hokkien', 2]], parents: [['cantonese', 64], ['hakka', 2]],
    ...places('天河区:棠下涌东路/龙口西路/中山大道西 越秀区:东风东路/农林下路 海珠区:江南大道中/昌岗中路 荔湾区:宝华路/芳村大道中 白云区:机场路/同和路 番禺区:市桥大北路/东环路 黄埔区:黄埔东路/大沙地东路'),
    hospitals: list('市妇幼 省妇幼 妇儿中心 区妇幼 市三院产科 区人民医院'),
  },
  {
    name: '成都', area: '28', exchanges: list('85 86 87 84 83 61 62 64'), households: 240, region: 'sichuan', site: '广州', lane: '号',
    elders: [['sichuanese', 90]], parents: [['sichuanese', 46]],
    ...places('武侯区:科华北路/一环路南四段 锦江区:红星路三段/静居寺路 青羊区:光华大道/清江东路 金牛区:沙湾路/交大路 成华区:建设北路/双林路 双流区:东升街道棠湖西路/航空路 高新区:天府三街/府城大道 郫都区:望丛中路/犀浦国宁东路'),
    hospitals: list('市妇儿中心 省妇幼 区妇幼 市三院产科'),
  },
  {
    name: '北京', area: '10', exchanges: list('62 64 65 67 68 51 58 59'), households: 160, region: 'north', site: '上海', lane: '号',
    elders: [], parents: [],
    ...places('海淀区:学院路/定慧北里 朝阳区:双井路/望京西路 丰台区:方庄路/马家堡西路 西城区:新街口外大街/广安门内大街 东城区:和平里中街/东直门外大街 通州区:云景东路/新华大街 昌平区:回龙观东大街/立汤路 大兴区:黄村西大街/兴华大街'),
    hospitals: list('市妇产 区妇幼 市二院产科 妇产分院'),
  },
  {
    name: '深圳', area: '755', exchanges: list('25 26 27 28 82 83 86 88'), households: 150, region: 'lingnan', site: '广州', lane: '号',
    elders: [['cantonese', 30], ['hakka', 18], ['hokkien', 10]], parents: [['cantonese', 22], ['hakka', 5], ['hokkien', 4]],
    ...places('南山区:桃园路/学府路 福田区:莲花路/景田路 罗湖区:爱国路/东门北路 宝安区:前进一路/新安二路 龙岗区:龙翔大道/布吉街道吉华路 龙华区:人民北路/民治大道'),
    hospitals: list('市妇幼 区妇幼 市二院产科 区人民医院'),
  },
  {
    name: '杭州', area: '571', exchanges: list('85 86 87 88 81 56'), households: 130, region: 'jiangnan', site: '上海', lane: '号',
    elders: [['shanghainese', 6]], parents: [],
    ...places('西湖区:文三路/古墩路 拱墅区:莫干山路/湖墅南路 上城区:凤起东路/复兴路 滨江区:江汉路/滨盛路 余杭区:五常大道/临平大道 萧山区:市心中路/金城路'),
    hospitals: list('市妇产科 省妇保 区妇保 市一产科'),
  },
  {
    name: '重庆', area: '23', exchanges: list('62 63 65 67 68 86 88'), households: 120, region: 'sichuan', site: '广州', lane: '号',
    elders: [['sichuanese', 92]], parents: [['sichuanese', 48]],
    ...places('渝中区:中山三路/人和街 江北区:建新北路/洋河路 南岸区:南坪东路/江南大道 沙坪坝区:小龙坎正街/天星桥正街 九龙坡区:杨家坪正街/石坪桥横街 渝北区:新南路/龙山路 巴南区:龙洲大道/渝南大道'),
    hospitals: list('市妇幼 市妇产科 区妇幼 区人民医院'),
  },
  {
    name: '南京', area: '25', exchanges: list('52 83 84 85 86 58'), households: 100, region: 'jiangnan', site: '上海', lane: '号',
    elders: [], parents: [],
    ...places('鼓楼区:虎踞南路/中央路 玄武区:珠江路/北京东路 秦淮区:长白街/瑞金路 建邺区:江东中路/集庆门大街 栖霞区:仙林大道/迈皋桥街 江宁区:双龙大道/天元东路 浦口区:文德路/浦珠中路'),
    hospitals: list('市妇幼 区妇幼 市一产科 江北院区'),
  },
  {
    name: '武汉', area: '27', exchanges: list('82 83 85 86 87 88 59'), households: 100, region: 'central', site: '上海', lane: '号',
    elders: [], parents: [],
    ...places('武昌区:中北路/和平大道 洪山区:珞喻路/雄楚大道 江汉区:香港路/新华路 江岸区:解放大道/台北路 汉阳区:钟家村路/龙阳大道 青山区:建设一路/冶金大道 东西湖区:吴家山三店路/金银湖路'),
    hospitals: list('市妇幼 省妇幼 区妇幼 市妇儿中心'),
  },
  {
    name: '苏州', area: '512', exchanges: list('65 67 68 69 62'), households: 80, region: 'jiangnan', site: '上海', lane: '号',
    elders: [['shanghainese', 14]], parents: [['shanghainese', 2]],
    ...places('姑苏区:干将西路/人民路 吴中区:东吴北路/宝带西路 工业园区:现代大道/星湖街 虎丘区:塔园路/狮山路 相城区:阳澄湖中路/嘉元路'),
    hospitals: list('市母子中心 园区产科 区妇幼 市立东区'),
  },
  {
    name: '西安', area: '29', exchanges: list('82 83 85 86 87 88'), households: 70, region: 'north', site: '上海', lane: '号',
    elders: [], parents: [],
    ...places('雁塔区:小寨东路/翠华路 碑林区:友谊西路/咸宁西路 莲湖区:劳动南路/大庆路 未央区:凤城五路/太华北路 新城区:长乐西路/解放路 长安区:郭杜南街/青年街'),
    hospitals: list('市妇幼 省妇幼 区妇幼 市四院产科'),
  },
  {
    name: '天津', area: '22', exchanges: list('23 24 26 27 28 58 83 87'), households: 60, region: 'north', site: '上海', lane: '号',
    elders: [], parents: [],
    ...places('南开区:白堤路/鞍山西道 河西区:围堤道/大沽南路 和平区:西康路/成都道 河北区:中山路/狮子林大街 河东区:津塘路/六纬路 西青区:中北大道/杨柳青柳口路 滨海新区:洞庭路/解放路'),
    hospitals: list('市妇产 中心妇产 区妇幼 市一产科'),
  },
  {
    name: '宁波', area: '574', exchanges: list('87 88 86 83 55'), households: 40, region: 'jiangnan', site: '上海', lane: '号',
    elders: [['shanghainese', 8]], parents: [],
    ...places('海曙区:望春路/中山西路 鄞州区:天童北路/四明中路 江北区:大庆南路/环城北路 镇海区:骆驼街道慈海南路/城河西路 北仑区:明州路/新碶中河路'),
    hospitals: list('市妇儿 区妇幼 市二院产科'),
  },
];

/** Housing estates: the same few words stand on gates all over the country. */
export const estates = list('翠湖花园 阳光新城 锦绣苑 金桂花苑 绿洲家园 书香名邸 香樟雅苑 世纪新村 望江苑 春晓园 和平里 康乐小区 学府花园 莲花新村 清河湾 桃源居 东方名城 文景苑 梧桐雅居 滨河家园');
