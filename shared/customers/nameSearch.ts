import { pinyin } from 'pinyin-pro';

/** What a search by name compares with: 「王梓涵」 → '王梓涵 wangzihan wzh wangzh'. Lower case, without tones. */
export function nameSearch(name: string | null): string {
  if (name === null || name === '') return '';
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true }).map((part) => part.trim().toLowerCase());
  const whole = syllables.join('').replace(/\s+/g, '');
  const initials = syllables.map((part) => part.slice(0, 1)).join('');
  // A surname written out, the rest by initials: 'chenxw', 'ouyangxw'. More syllables written out is the beginning of the whole.
  const mixed = syllables.slice(0, Math.max(0, syllables.length - 2)).map((_part, at) => syllables.slice(0, at + 1).join('') + initials.slice(at + 1));
  const plain = name.toLowerCase().trim();
  return [...new Set([plain, whole, initials, ...mixed])].filter((part) => part !== '').join(' ');
}
