import { maskCards } from '../language/maskCards.ts';

/** What a template leaves open. */
export const placeholders = ['salutation', 'child', 'agreed-time', 'agent', 'content'] as const;
export type Placeholder = (typeof placeholders)[number];
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string>>>;

/** How whoever writes a template names them, in either language: 「{称呼}」, '{name}'. */
export const placeholderNames: Readonly<Record<'zh-CN' | 'en', Readonly<Record<Placeholder, string>>>> = {
  'zh-CN': { salutation: '称呼', child: '孩子', 'agreed-time': '约定时间', agent: '坐席', content: '内容' },
  en: { salutation: 'name', child: 'child', 'agreed-time': 'agreed time', agent: 'agent', content: 'content' },
};

const byName = new Map(Object.values(placeholderNames).flatMap((names) => placeholders.map((each) => [names[each], each] as const)));
const IN_BRACES = /\{([^{}]*)\}/g;

/** The first name in braces that is none, or a brace that stands alone; null: every one is known. */
export function unknownPlaceholder(text: string): string | null {
  for (const [, name = ''] of text.matchAll(IN_BRACES)) if (!byName.has(name.trim())) return name.trim();
  return /[{}]/.exec(text.replace(IN_BRACES, ''))?.[0] ?? null;
}

/** What a text leaves open, in the order in which it does, each once. Unknown names are left out. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  return [...new Set([...text.matchAll(IN_BRACES)].flatMap(([, name = '']) => byName.get(name.trim()) ?? []))];
}

/** A value is one line: nothing in it can end a header or begin a paragraph. */
const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();

export interface FilledTemplate { readonly subject: string | null; readonly text: string }

/**
 * A template with the values of one customer in it; numbers of cards are masked.
 *
 * @returns what is missing, when anything is.
 */
export function fillTemplate(template: { readonly subject: string | null; readonly body: string }, values: PlaceholderValues): { readonly ok: true; readonly value: FilledTemplate } | { readonly ok: false; readonly missing: readonly Placeholder[] } {
  const wanted = placeholdersIn(`${template.subject ?? ''}${template.body}`);
  const missing = wanted.filter((each) => oneLine(values[each] ?? '') === '');
  if (missing.length > 0) return { ok: false, missing };
  const fill = (text: string): string => maskCards(text.replace(IN_BRACES, (whole, name: string) => {
    const placeholder = byName.get(name.trim());
    return placeholder === undefined ? whole : oneLine(values[placeholder] ?? '');
  }));
  return { ok: true, value: { subject: template.subject === null ? null : fill(template.subject), text: fill(template.body) } };
}
