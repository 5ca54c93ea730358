export interface Palette {
  /** Window ground behind the columns. */
  readonly ground: string;
  /** Columns and panels. */
  readonly surface: string;
  /** Section heads, table heads, quiet blocks. */
  readonly sunken: string;
  /** Row under the pointer. */
  readonly hover: string;
  /** Hairlines between columns and rows. */
  readonly line: string;
  /** Edges of fields and of unlabelled controls: 3:1 against surface. */
  readonly edge: string;
  readonly text: string;
  readonly textSoft: string;
  /** Smallest permitted text contrast; never on anything but surface, sunken, hover. */
  readonly textFaint: string;
  /** The one accent: focus, selection, links, the main button of a page. */
  readonly accent: string;
  readonly accentStrong: string;
  readonly accentTint: string;
  /** Text on a solid accent fill. */
  readonly onAccent: string;
  readonly rail: string;
  readonly railText: string;
  readonly railOn: string;
  /** Each state: words and icons (plain), pale ground (Tint), filled identity strip under white text (Solid). */
  readonly ringing: string;
  readonly ringingTint: string;
  readonly ringingSolid: string;
  readonly talking: string;
  readonly talkingTint: string;
  readonly talkingSolid: string;
  readonly hold: string;
  readonly holdTint: string;
  readonly holdSolid: string;
  readonly wrapUp: string;
  readonly wrapUpTint: string;
  readonly wrapUpSolid: string;
  readonly overdue: string;
  readonly overdueTint: string;
  readonly overdueSolid: string;
  readonly soon: string;
  readonly soonTint: string;
  readonly paused: string;
  readonly pausedTint: string;
  readonly pausedSolid: string;
  /** Ground of a word found by search. */
  readonly found: string;
}

export const lightPalette: Palette = {
  ground: '#E9EDF0', surface: '#FFFFFF', sunken: '#F5F7F9', hover: '#EDF4F6', line: '#DDE3E8', edge: '#84909D',
  text: '#15202B', textSoft: '#475461', textFaint: '#5F6C7A',
  accent: '#0B6878', accentStrong: '#084F5C', accentTint: '#E1F0F3', onAccent: '#FFFFFF',
  rail: '#12262E', railText: '#B4C4CB', railOn: '#FFFFFF',
  ringing: '#B4430A', ringingTint: '#FDEFE5', ringingSolid: '#B4430A',
  talking: '#15703A', talkingTint: '#E5F4EB', talkingSolid: '#15703A',
  hold: '#6F3DB0', holdTint: '#F2ECFB', holdSolid: '#6F3DB0',
  wrapUp: '#2759BD', wrapUpTint: '#E8EFFC', wrapUpSolid: '#2759BD',
  overdue: '#BE2424', overdueTint: '#FDECEB', overdueSolid: '#BE2424',
  soon: '#835400', soonTint: '#FCF2DB',
  paused: '#525E6B', pausedTint: '#EBEFF2', pausedSolid: '#525E6B',
  found: '#FFE9A8',
};

export const darkPalette: Palette = {
  ground: '#0B1013', surface: '#151C21', sunken: '#1A2329', hover: '#212C33', line: '#2A363F', edge: '#6C7B88',
  text: '#E6ECF0', textSoft: '#B0BCC6', textFaint: '#8E9BA7',
  accent: '#53BBCA', accentStrong: '#83D3DE', accentTint: '#12313A', onAccent: '#04222A',
  rail: '#0B1215', railText: '#8FA1AA', railOn: '#FFFFFF',
  ringing: '#FF9D61', ringingTint: '#38210F', ringingSolid: '#A6400C',
  talking: '#63CC8B', talkingTint: '#122E1E', talkingSolid: '#176837',
  hold: '#C2A5F2', holdTint: '#2A203D', holdSolid: '#66399F',
  wrapUp: '#8DB3F7', wrapUpTint: '#182744', wrapUpSolid: '#2750A6',
  overdue: '#FF9088', overdueTint: '#3A1A1B', overdueSolid: '#A62525',
  soon: '#E8BC60', soonTint: '#31260F',
  paused: '#A7B3BE', pausedTint: '#252F36', pausedSolid: '#4A5662',
  found: '#5C4A12',
};

/** Custom property of a palette key: `accentTint` → `--c-accent-tint`. */
export function colourProperty(key: string): string {
  return `--c-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
