import { feedings, type Feeding } from '../customers/child.ts';
import { languages, type Language, relations, type Relation, tiers, type Tier } from '../customers/customer.ts';
import { relationClasses } from '../customers/household.ts';
import { storePhone, type StoredPhone } from '../customers/phoneNumber.ts';
import { type IsoDate, isoDateSchema } from '../time/isoDate.ts';
import type { ImportField, ImportHeader } from './importColumns.ts';

export const rejectionReasons = ['missing', 'too-long', 'not-a-number', 'company-number', 'not-a-date', 'unlikely-date', 'unknown-word', 'child-without-date', 'control-characters'] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** Why a row was not taken: the field at fault. What it held is not repeated: the list's owner has the list. */
export interface RowFault {
  readonly field: ImportField;
  readonly reason: RejectionReason;
}

/** A row that can be stored. */
export interface ImportedRow {
  readonly name: string;
  readonly relation: Relation;
  readonly phones: readonly (StoredPhone & { readonly number: string })[];
  readonly address: string | null;
  readonly tier: Tier;
  readonly brand: string | null;
  readonly relationClass: (typeof relationClasses)[number];
  readonly language: Language;
  readonly birthday: IsoDate | null;
  readonly remark: string | null;
  readonly child: {
    readonly name: string | null; readonly sex: 'girl' | 'boy' | null; readonly birthDate: IsoDate | null; readonly dueDate: IsoDate | null;
    readonly hospital: string | null; readonly feeding: Feeding | null; readonly product: string | null;
  } | null;
  readonly externalId: string | null;
}

export type RowReading = { readonly ok: true; readonly row: ImportedRow } | { readonly ok: false; readonly faults: readonly RowFault[] };

/** The same bounds as the records' schemas. */
const longest: Readonly<Partial<Record<ImportField, number>>> = {
  name: 60, address: 200, brand: 40, remark: 500, childName: 40, childHospital: 60, childProduct: 40, externalId: 60,
};

const relationWords: Readonly<Record<string, Relation>> = {
  妈妈: 'mother', 母亲: 'mother', 母: 'mother', 爸爸: 'father', 父亲: 'father', 父: 'father', 外婆: 'maternal-grandmother', 姥姥: 'maternal-grandmother',
  外公: 'maternal-grandfather', 姥爷: 'maternal-grandfather', 奶奶: 'paternal-grandmother', 爷爷: 'paternal-grandfather',
  阿姨: 'nanny', 保姆: 'nanny', 姑姑: 'aunt', 姨妈: 'aunt', 叔叔: 'uncle', 舅舅: 'uncle', 其他: 'other',
};
const languageWords: Readonly<Record<string, Language>> = {
  普通话: 'putonghua', 国语: 'putonghua', 粤语: 'cantonese', 广东话: 'cantonese', 上海话: 'shanghainese', 四川话: 'sichuanese', 闽南语: 'hokkien', 闽南话: 'hokkien', 客家话: 'hakka', 英语: 'english', 英文: 'english',
};
const sexWords: Readonly<Record<string, 'girl' | 'boy'>> = { 女: 'girl', 女孩: 'girl', 女宝: 'girl', f: 'girl', female: 'girl', girl: 'girl', 男: 'boy', 男孩: 'boy', 男宝: 'boy', m: 'boy', male: 'boy', boy: 'boy' };
const feedingWords: Readonly<Record<string, Feeding>> = { 母乳: 'breast', 纯母乳: 'breast', 混合: 'mixed', 混合喂养: 'mixed', 人工: 'formula', 奶粉: 'formula', 配方奶: 'formula', 人工喂养: 'formula', 辅食: 'solids' };
const classWords: Readonly<Record<string, (typeof relationClasses)[number]>> = { 本品: 'own', 自有: 'own', 竞品: 'rival', 潜在: 'potential', 从未使用: 'never' };

const own = <T extends string>(values: readonly T[]): Readonly<Record<string, T>> => Object.fromEntries(values.map((value) => [value, value]));

/**
 * Reads one row. Every field that cannot be taken is named, not only the first.
 *
 * @param today the day of the import, for dates no child of ours can have.
 */
export function readImportedRow(header: ImportHeader, cells: readonly string[], homeAreaCode: string | undefined, today: IsoDate): RowReading {
  const faults: RowFault[] = [];
  const fault = (field: ImportField, reason: RejectionReason): null => {
    faults.push({ field, reason });
    return null;
  };
  const text = (field: ImportField): string | null => {
    const at = header.columns.get(field);
    const value = (at === undefined ? '' : (cells[at] ?? '')).normalize('NFC').replace(/[\t\r\n\u3000\u00a0]+/g, ' ').trim();
    if (value === '' || value === '-' || value === '/' || value === '无') return null;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for: PostgreSQL cannot store U+0000, and screens cannot show the others.
    if (/[\u0000-\u001f\u007f\ufffd]/.test(value)) return fault(field, 'control-characters');
    return value.length > (longest[field] ?? 80) ? fault(field, 'too-long') : value;
  };
  const word = <T>(field: ImportField, known: Readonly<Record<string, T>>): T | null => {
    const value = text(field);
    if (value === null) return null;
    const key = value.normalize('NFKC').toLowerCase();
    return Object.hasOwn(known, key) ? (known[key] ?? null) : fault(field, 'unknown-word');
  };
  const date = (field: ImportField, latest: IsoDate): IsoDate | null => {
    const value = text(field);
    if (value === null) return null;
    const day = readDay(value);
    if (day === null) return fault(field, 'not-a-date');
    return day < '1900-01-01' || day > latest ? fault(field, 'unlikely-date') : day;
  };
  const phone = (field: 'phone' | 'secondPhone') => {
    const value = text(field);
    if (value === null) return null;
    const stored = storePhone(value.replace(/\.0$/, ''), homeAreaCode);
    if (stored.number === null) return fault(field, 'not-a-number');
    if (stored.kind === 'short' || stored.kind === 'toll-free' || stored.kind === 'shared-cost') return fault(field, 'company-number');
    return { ...stored, number: stored.number };
  };

  const name = text('name');
  if (name === null && !faults.some((each) => each.field === 'name')) fault('name', 'missing');
  const first = phone('phone');
  const second = phone('secondPhone');
  if (first === null && second === null && faults.every((each) => each.field !== 'phone' && each.field !== 'secondPhone')) fault('phone', 'missing');
  const child = {
    name: text('childName'), sex: word('childSex', sexWords), birthDate: date('childBirthDate', today), dueDate: date('childDueDate', aYearAfter(today)),
    hospital: text('childHospital'), feeding: word('childFeeding', { ...own(feedings), ...feedingWords }), product: text('childProduct'),
  };
  const hasChild = child.birthDate !== null || child.dueDate !== null;
  if (!hasChild && child.name !== null && faults.every((each) => each.field !== 'childBirthDate' && each.field !== 'childDueDate')) fault('childName', 'child-without-date');
  const row = {
    relation: word('relation', { ...own(relations), ...relationWords }) ?? 'mother', address: text('address'),
    tier: word('tier', Object.fromEntries(tiers.map((tier) => [tier.toLowerCase(), tier]))) ?? 'C', brand: text('brand'),
    relationClass: word('relationClass', { ...own(relationClasses), ...classWords }) ?? 'potential',
    language: word('language', { ...own(languages), ...languageWords }) ?? 'putonghua', birthday: date('birthday', today), remark: text('remark'),
    externalId: text('externalId'), child: hasChild ? child : null,
  };
  if (faults.length > 0 || name === null) return { ok: false, faults };
  const phones = [first, second].filter((each) => each !== null);
  return { ok: true, row: { ...row, name, phones: phones.filter((each, at) => phones.findIndex((other) => other.number === each.number) === at) } };
}

const aYearAfter = (day: IsoDate): IsoDate => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

/** '2026-08-01', '2026/8/1', '2026.8.1', '20260801', '2026年8月1日', with or without a time behind. Day-first forms are not guessed. */
function readDay(value: string): IsoDate | null {
  const match = /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?(?:[ T].*)?$/.exec(value.normalize('NFKC')) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(value.normalize('NFKC'));
  if (match === null) return null;
  const day = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
  return isoDateSchema.safeParse(day).success ? day : null;
}
