import type { ImportField } from './importColumns.ts';
import type { RejectionReason } from './importedRow.ts';

export const importLanguages = ['zh-CN', 'en'] as const;
export type ImportLanguage = (typeof importLanguages)[number];

/** Why a whole file was not taken. */
export const fileFaults = ['empty-file', 'bad-encoding', 'bad-csv', 'bad-xlsx', 'no-name-column', 'no-phone-column', 'too-many-rows'] as const;
export type FileFault = (typeof fileFaults)[number];

interface Words {
  readonly fields: Readonly<Record<ImportField, string>>;
  readonly reasons: Readonly<Record<RejectionReason, string>>;
  readonly files: Readonly<Record<FileFault, string>>;
  readonly columns: readonly [string, string, string];
}

const words: Readonly<Record<ImportLanguage, Words>> = {
  'zh-CN': {
    fields: {
      name: '姓名', relation: '关系', phone: '电话', secondPhone: '备用电话', address: '地址', tier: '级别', brand: '品牌', relationClass: '客户类别', language: '语言', birthday: '生日', remark: '备注',
      childName: '孩子姓名', childSex: '孩子性别', childBirthDate: '出生日期', childDueDate: '预产期', childHospital: '医院', childFeeding: '喂养方式', childProduct: '产品', externalId: '编号',
    },
    reasons: {
      missing: '没有填写', 'too-long': '太长', 'not-a-number': '不是电话号码', 'company-number': '是800、400或短号，不是客户自己的电话', 'not-a-date': '不是日期（如 2026-08-01）',
      'unlikely-date': '日期不合理', 'unknown-word': '不在可用的词里', 'child-without-date': '有孩子姓名，但没有出生日期或预产期', 'control-characters': '有无法显示的字符，文件编码可能不对',
    },
    files: {
      'empty-file': '文件里没有客户', 'bad-encoding': '既不是 UTF-8 也不是 GB18030 编码', 'bad-csv': 'CSV 格式有误（引号没有成对）', 'bad-xlsx': '不是可以打开的 XLSX 文件',
      'no-name-column': '第一行没有「姓名」列', 'no-phone-column': '第一行没有「电话」列', 'too-many-rows': '行数太多，请分成几个文件',
    },
    columns: ['行', '字段', '原因'],
  },
  en: {
    fields: {
      name: 'name', relation: 'relation', phone: 'phone', secondPhone: 'second phone', address: 'address', tier: 'tier', brand: 'brand', relationClass: 'class', language: 'language', birthday: 'birthday', remark: 'remark',
      childName: 'child’s name', childSex: 'child’s sex', childBirthDate: 'birth date', childDueDate: 'due date', childHospital: 'hospital', childFeeding: 'feeding', childProduct: 'product', externalId: 'id',
    },
    reasons: {
      missing: 'is missing', 'too-long': 'is too long', 'not-a-number': 'is not a telephone number', 'company-number': 'is an 800, 400 or short number, not a customer’s own', 'not-a-date': 'is not a date (like 2026-08-01)',
      'unlikely-date': 'is not a likely date', 'unknown-word': 'is none of the words that can be used', 'child-without-date': 'a child has a name but neither a birth date nor a due date', 'control-characters': 'holds characters that cannot be shown: the encoding may be wrong',
    },
    files: {
      'empty-file': 'there are no customers in the file', 'bad-encoding': 'the file is neither UTF-8 nor GB18030', 'bad-csv': 'the CSV is broken (a quote is not closed)', 'bad-xlsx': 'this is not an XLSX file that can be opened',
      'no-name-column': 'the first row has no column “name”', 'no-phone-column': 'the first row has no column “phone”', 'too-many-rows': 'there are too many rows: split the file',
    },
    columns: ['Row', 'Field', 'Reason'],
  },
};

/** A rejection as it is stored. `title` is the heading in the list, null when the list has no such column. */
export interface Rejection {
  /** As a spreadsheet counts: the heading is row 1. */
  readonly row: number;
  readonly field: ImportField;
  readonly title: string | null;
  readonly reason: RejectionReason;
}

/** A rejection in words: row, field and reason. */
export function wordRejection(rejection: Rejection, language: ImportLanguage): readonly [string, string, string] {
  const { fields, reasons } = words[language];
  const [field, title] = [fields[rejection.field], rejection.title];
  // A heading in another language than the report's is told beside the field, not instead of it.
  const isForeign = title !== null && /\p{Script=Han}/u.test(title) !== (language === 'zh-CN');
  return [String(rejection.row), title === null ? field : isForeign ? `${field} (${title})` : title, reasons[rejection.reason]];
}

export const rejectionColumns = (language: ImportLanguage): readonly [string, string, string] => words[language].columns;
export const wordFileFault = (fault: FileFault, language: ImportLanguage): string => words[language].files[fault];

export function wordProgress(done: number, total: number, language: ImportLanguage): string {
  const percent = Math.floor((done * 100) / Math.max(1, total));
  return language === 'en' ? `${done} / ${total} rows (${percent} %)` : `已处理 ${done} / ${total} 行（${percent}%）`;
}

export function wordIgnored(columns: readonly string[], language: ImportLanguage): string {
  return language === 'en' ? `columns nothing was read from: ${columns.join(', ')}` : `没有读取的列：${columns.join('、')}`;
}

/** Why a list was not imported again. */
export function wordNothingDone(why: 'imported' | 'running', language: ImportLanguage): string {
  if (why === 'running') return language === 'en' ? 'this list is being imported by another process' : '另一个进程正在导入这份名单';
  return language === 'en' ? 'this very list was imported before, for this city and source: nothing was done' : '这个城市、这个来源的这份名单已经导入过，没有再导入';
}

/** What came of an import, in one line. */
export function wordTally({ rowsStored, rowsRejected, proposals, dryRun }: { readonly rowsStored: number; readonly rowsRejected: number; readonly proposals: number; readonly dryRun: boolean }, language: ImportLanguage): string {
  if (language === 'en') return `${rowsStored} households ${dryRun ? 'would be stored' : 'stored'}, ${rowsRejected} rows not taken, ${proposals} merge proposals`;
  return `${dryRun ? '可导入' : '已导入'} ${rowsStored} 户，${rowsRejected} 行没有导入，${proposals} 对合并建议`;
}
