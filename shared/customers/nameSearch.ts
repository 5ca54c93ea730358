import { pinyin } from 'pinyin-pro';

/** Counts up when `nameSearch` writes something else for a name: central then writes the search words of all stored names anew. */
export const NAME_SEARCH_RULE = 2;

/**
 * The words a search by name compares with: 「王梓涵」 → '王梓涵 wangzihan zihan han wzh zh wangzh'. Lower case, without
 * tones: the name, its pinyin from each syllable on, its initials and those without the first, and what is typed when the
 * surname is written out and the rest by initials.
 */
export function nameSearch(name: string | null): string {
  if (name === null || name === '') return '';
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true })
    .map((part) => part.trim().toLowerCase().replace(/\s+/g, '')).filter((part) => part !== '');
  const initials = syllables.map((part) => part.slice(0, 1)).join('');
  const fromEach = syllables.map((_part, at) => syllables.slice(at).join(''));
  // A surname written out, the rest by initials: 'chenxw', 'ouyangxw'. More syllables written out is the beginning of the whole.
  const mixed = syllables.slice(0, Math.max(0, syllables.length - 2)).map((_part, at) => syllables.slice(0, at + 1).join('') + initials.slice(at + 1));
  const plain = name.toLowerCase().trim().split(/\s+/);
  const givenInitials = initials.length > 2 ? [initials.slice(1)] : [];
  return [...new Set([...plain, ...fromEach, initials, ...givenInitials, ...mixed])].filter((part) => part !== '').join(' ');
}
