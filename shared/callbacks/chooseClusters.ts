import type { TextRange } from '../language/foldText.ts';
import { PURPOSE_MARK } from './purposeWords.ts';
import type { TimeCluster } from './scanTimeTokens.ts';

const EDGE_BEFORE = /(?:^|[\s,，、。.;；:：!！?？\-–—·|/(（「"']|[家妈爸婆公奶爷姨姑舅叔姆她他您]|再|就|[改换挪推延调](?:成|到|为|至)?|约|定在|on|at)$/;
const EDGE_AFTER = /^(?:$|[\s,，、。.;；:：!！?？\-–—·|/)）」"']|找|问|给|打|联系|致电|回|再|请|叫|约|跟|和|同|关于|咨询|吧|好|行|可以|妈|爸|外婆|外公|奶奶|爷爷|姥|阿姨|保姆)/;
/** What is left directly beside a time and looks like more of it: 「下午99点」「13月1号」. */
const RESIDUE_BEFORE = /(?:[\d.:/]|[零一二三四五六七八九十两\d][月年]|第[一二三四五\d]个|最后一?个|\b(?:first|second|third|fourth|last|other|[1-4](?:st|nd|rd|th))\s+|\b(?:an?|half an|\d+|one|two|three|four|five|six|few)\s+(?:hour|minute|min|day|week|fortnight|month)s?\s+(?:from|before|after|on|past)\s+)$/;
const RESIDUE_AFTER = /^(?:[\d:]|\s*\d{1,3}\s*[点:时]|\s*[一二三四五六七八九十两]{1,3}点|[零〇一二三四五六七八九十两]+分|\s+after next\b)/;
const NOT_BEFORE = /(?:不要|别|除了|避开|不能|不是|不可以|\bnot|\bbut|\bexcept|\bavoid)\s*(?:on\s+|at\s+)?$/;
const NOT_AFTER = /^\s*(?:都)?(?:不行|没空|不方便|不在|不要|不能|不可以|除外|以外|没时间|忙|上班(?!$|\s)|is busy|won't|not)/;

/** 「周三下午3点改成周四下午4点」: what stands before was agreed once and is no more. */
const MOVED_TO = /(?:[改换挪推延调]|推迟|延后|提前)(?:成|到|为|至|在)?\s*$|\b(?:moved?|changed?|rescheduled?|postponed?) (?:it )?(?:from .*)?to\s+(?:on\s+|at\s+)?$/;
const FORMER = /(?:原来|原定|原先|本来|之前|从|由|约的?|\b(?:from|it))\s*$/;

export interface ChosenClusters {
  readonly used: readonly TimeCluster[];
  /** 「周三不行」: the time that is named is the one that is refused. */
  readonly negated: boolean;
  /** What was agreed before and is moved, with the word that moves it; null: nothing is. */
  readonly gone: TextRange | null;
  /** Digits beside the time that are no time: nothing was understood for sure. */
  readonly residue: boolean;
}

const has = (cluster: TimeCluster, part: 'day' | 'time'): boolean =>
  cluster.tokens.some((token) => token.part === part || token.part === 'ahead');
const isClear = (cluster: TimeCluster): boolean =>
  cluster.tokens.some((token) => token.part === 'ahead' || (token.part === 'day' && token.day.kind !== 'vague') || (token.part === 'time' && token.time.kind !== 'vague'));

/** 「三点」 alone may be three points: it needs an edge on both sides. */
const isBare = (cluster: TimeCluster): boolean =>
  cluster.tokens.every((token) => token.part === 'time' && token.time.kind === 'clock' && token.time.minute === 0 && token.time.half === null);

/**
 * Tells the time of the call from times that belong to its purpose (「明天下午3点 问6个月后的辅食」): whole words first,
 * and before the purpose begins; what is still missing may come later in the line if it stands for itself.
 */
export function chooseClusters(text: string, all: readonly TimeCluster[]): ChosenClusters {
  const mark = text.search(PURPOSE_MARK);
  const movedTo = all.findLastIndex((cluster) => (mark < 0 || cluster.start < mark) && MOVED_TO.test(text.slice(0, cluster.start)));
  const clusters = movedTo < 0 ? all : all.slice(movedTo);
  const [earlier, later] = [all[0], all[movedTo]];
  const gone = earlier === undefined || later === undefined || movedTo < 1 ? null : { start: earlier.start - (FORMER.exec(text.slice(0, earlier.start))?.[0].length ?? 0), end: later.start };
  const inPurpose = (cluster: TimeCluster): boolean => mark >= 0 && cluster.start > mark;
  const opens = (cluster: TimeCluster): boolean => EDGE_BEFORE.test(text.slice(0, cluster.start)) || NOT_BEFORE.test(text.slice(0, cluster.start));
  const closes = (cluster: TimeCluster): boolean => EDGE_AFTER.test(text.slice(cluster.end));
  const ranks: readonly ((cluster: TimeCluster) => boolean)[] = [
    (cluster) => !inPurpose(cluster) && opens(cluster) && closes(cluster),
    (cluster) => !inPurpose(cluster) && opens(cluster) && !isBare(cluster),
    (cluster) => inPurpose(cluster) && opens(cluster) && closes(cluster),
    (cluster) => !inPurpose(cluster) && has(cluster, 'day') && has(cluster, 'time'),
    (cluster) => inPurpose(cluster) && closes(cluster) && has(cluster, 'day') && has(cluster, 'time'),
  ];
  const used: TimeCluster[] = [];
  const known = (part: 'day' | 'time'): boolean => used.some((cluster) => has(cluster, part));
  for (const [rank, fits] of ranks.entries()) {
    // Loose finds count only when nothing else in the line names a time.
    if (rank >= 3 && used.length > 0) break;
    for (const wanted of [isClear, () => true]) {
      for (const cluster of clusters) {
        if (used.includes(cluster) || !wanted(cluster) || !fits(cluster)) continue;
        // A second time that stands by itself is taken in, too: if the two do not fit, that is asked back.
        const adds = (has(cluster, 'day') && !known('day')) || (has(cluster, 'time') && !known('time')) || (rank === 0 && isClear(cluster));
        if (adds) used.push(cluster);
      }
    }
  }
  used.sort((a, b) => a.start - b.start);
  const negated = used.some((cluster) => NOT_BEFORE.test(text.slice(0, cluster.start)) || NOT_AFTER.test(text.slice(cluster.end)));
  const residue = used.some((cluster) => RESIDUE_BEFORE.test(text.slice(0, cluster.start)) || RESIDUE_AFTER.test(text.slice(cluster.end)));
  return { used, gone, negated, residue };
}
