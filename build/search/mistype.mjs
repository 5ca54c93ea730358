import { pinyin } from 'pinyin-pro';

/** A source of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let bySound = null;

/** Common characters (the first block of GB 2312) by how they sound. */
function homophones() {
  if (bySound !== null) return bySound;
  bySound = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0xb0; high <= 0xd7; high += 1) {
    for (let low = 0xa1; low <= 0xfe; low += 1) {
      const char = decoder.decode(Uint8Array.of(high, low));
      if (!/^\p{Script=Han}$/u.test(char)) continue;
      const sound = pinyin(char, { toneType: 'none', type: 'array' })[0];
      bySound.set(sound, [...(bySound.get(sound) ?? []), char]);
    }
  }
  return bySound;
}

/** One character of a text changed into another that sounds the same, as a pinyin keyboard does. */
export function mistype(chars, random) {
  const at = Math.floor(random() * chars.length);
  const char = chars[at];
  if (char === undefined || !/\p{Script=Han}/u.test(char)) return chars;
  const same = (homophones().get(pinyin(char, { toneType: 'none', type: 'array' })[0]) ?? []).filter((each) => each !== char);
  const other = same[Math.floor(random() * same.length)];
  return other === undefined ? chars : chars.map((each, place) => (place === at ? other : each));
}
