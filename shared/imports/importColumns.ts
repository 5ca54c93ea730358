/** What a column of an imported list can hold. One row is one household: a person, their numbers, at most one child. */
export const importFields = [
  'name', 'relation', 'phone', 'secondPhone', 'address', 'tier', 'brand', 'relationClass', 'language', 'birthday', 'remark',
  'childName', 'childSex', 'childBirthDate', 'childDueDate', 'childHospital', 'childFeeding', 'childProduct', 'externalId',
] as const;
export type ImportField = (typeof importFields)[number];

/** Headings under which lists of hospitals, shops and the old call centres give each field, folded by `foldHeading`. */
const headings: Readonly<Record<ImportField, readonly string[]>> = {
  name: ['姓名', '客户姓名', '联系人', '家长姓名', '妈妈姓名', '会员姓名', 'name', 'customer', 'customername'],
  relation: ['关系', '与孩子关系', '与宝宝关系', 'relation'],
  phone: ['电话', '手机', '手机号', '手机号码', '联系电话', '电话号码', 'phone', 'mobile', 'number', 'telephone'],
  secondPhone: ['备用电话', '电话2', '其他电话', '家庭电话', '座机', '固定电话', 'phone2', 'secondphone', 'landline', 'homephone'],
  address: ['地址', '住址', '家庭住址', '联系地址', '家庭地址', 'address'],
  tier: ['级别', '客户级别', '等级', 'tier'],
  brand: ['品牌', '使用品牌', '奶粉品牌', 'brand'],
  relationClass: ['客户类别', '关系类别', '类别', 'relationclass', 'class'],
  language: ['语言', '方言', 'language'],
  birthday: ['生日', '客户生日', '妈妈生日', 'birthday'],
  remark: ['备注', '说明', 'remark', 'note'],
  childName: ['孩子姓名', '宝宝姓名', '儿童姓名', '宝宝', 'child', 'childname', 'babyname'],
  childSex: ['性别', '孩子性别', '宝宝性别', 'sex', 'childsex', 'gender'],
  childBirthDate: ['出生日期', '孩子生日', '宝宝生日', '宝宝出生日期', '孩子出生日期', 'birthdate', 'childbirthdate', 'dateofbirth'],
  childDueDate: ['预产期', 'duedate', 'childduedate'],
  childHospital: ['医院', '出生医院', '分娩医院', 'hospital'],
  childFeeding: ['喂养方式', '喂养', 'feeding'],
  childProduct: ['产品', '使用产品', '使用奶粉', 'product'],
  externalId: ['编号', '客户编号', '会员号', '会员编号', 'id', 'externalid', 'customerid'],
};

const byHeading = new Map(importFields.flatMap((field) => headings[field].map((heading) => [heading, field] as const)));

/** Full-width forms, case, blanks, underscores, stars of obligation and notes in brackets do not matter in a heading. */
function foldHeading(heading: string): string {
  return heading.normalize('NFKC').toLowerCase().replace(/\([^)]*\)|（[^）]*）|[\s_\-*:：]/g, '');
}

export interface ImportHeader {
  /** Index of each field's column. */
  readonly columns: ReadonlyMap<ImportField, number>;
  /** Its heading as the list has it, for naming the field to whoever made the list. */
  readonly titles: ReadonlyMap<ImportField, string>;
  /** Headings nothing is read from: consent is among them, for consent is given to us and is not imported. */
  readonly ignored: readonly string[];
}

/** Reads the first row of a list. @returns the first obligatory field that has no column when one is missing. */
export function readHeader(cells: readonly string[]): { readonly ok: true; readonly header: ImportHeader } | { readonly ok: false; readonly missing: ImportField } {
  const columns = new Map<ImportField, number>();
  const titles = new Map<ImportField, string>();
  const ignored: string[] = [];
  cells.forEach((cell, at) => {
    const field = byHeading.get(foldHeading(cell));
    if (field !== undefined && !columns.has(field)) {
      columns.set(field, at);
      titles.set(field, cell.trim().slice(0, 60));
    } else if (cell.trim() !== '') ignored.push(cell.trim().slice(0, 60));
  });
  const missing = (['name', 'phone'] as const).find((field) => !columns.has(field));
  return missing === undefined ? { ok: true, header: { columns, titles, ignored } } : { ok: false, missing };
}
