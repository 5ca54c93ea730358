import fs from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { mistype, seeded } from '../search/mistype.mjs';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const plain = (text) => [...text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '')];

/** The two longest words, in their order. */
function twoWords(text) {
  const words = [...segmenter.segment(text)].filter(({ isWordLike, segment }) => isWordLike && segment.length > 1).map(({ segment }) => segment);
  const longest = [...words].sort((a, b) => b.length - a.length).slice(0, 2);
  return words.filter((word) => longest.includes(word)).slice(0, 2).join(' ');
}

const initials = (text) => pinyin(plain(text).join(''), { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase();

/**
 * Reads questions, JSON lines. What a line does not give (its beginning after 4 and 6 characters, with one homophone, with
 * one character dropped, as two keywords, as their initials) is made of the question, the same each time.
 */
export function searchQuestions(file) {
  const random = seeded(1);
  return fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => {
    const row = JSON.parse(line);
    const full = row.full ?? row.text;
    const chars = plain(full);
    const dropped = Math.floor(random() * chars.length);
    const kw = row.kw ?? twoWords(full);
    return {
      relevant: row.relevant, full, c4: row.c4 ?? chars.slice(0, 4).join(''), c6: row.c6 ?? chars.slice(0, 6).join(''), homophone: row.homo ?? mistype(chars, random).join(''),
      drop: row.drop ?? chars.filter((_char, place) => place !== dropped).join(''), kw, ini: row.ini ?? initials(kw),
    };
  });
}
