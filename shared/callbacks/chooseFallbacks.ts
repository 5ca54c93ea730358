/** A colleague who may be behind the owner of a promise. */
export interface FallbackCandidate {
  readonly id: string;
  /** Agents are chosen; who else is shown customers is behind those only who name them. */
  readonly isAgent: boolean;
  readonly team: string;
  /** They work for some regions or lines only: whether they are shown a household is asked. */
  readonly isLimited: boolean;
  /** Open promises they own and those they are behind already. */
  readonly toDo: number;
  /** When they are away; the end is not part of it. */
  readonly absences: readonly { readonly fromMs: number; readonly untilMs: number }[];
}

/** A promise and whose it is. */
export interface PromiseToBack {
  readonly householdId: string;
  /** Null: nobody's, so nobody is behind it. */
  readonly ownerAgentId: string | null;
  readonly ownerTeam: string | null;
  /** The fallback owner it has; null: none. */
  readonly named: string | null;
  readonly atMs: number;
}

/** Which of some limited colleagues are shown the household of a promise. */
export type AskShown = (promise: PromiseToBack, agentIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Of limited colleagues so many are asked about at first, and each time after that as many times more. */
const ASKED_FIRST = 16;
const ASKED_MORE = 4;

/**
 * Who has each of many promises when its owner does not keep it: the one who is named, if they may; then the colleague of the owner's team
 * with the least to do, then any other. Who is chosen has one more to do for the promises that follow, so that many at a time spread as one after the other would.
 *
 * @param candidates  all who may be chosen, in the order that decides between those with as much to do.
 * @returns of each promise the colleague, in the order given; null: nobody may.
 */
export async function chooseFallbacks(promises: readonly PromiseToBack[], candidates: readonly FallbackCandidate[], askShown: AskShown): Promise<readonly (string | null)[]> {
  const all: readonly Counted[] = candidates.map((candidate) => ({ candidate, toDo: candidate.toDo }));
  const byId = new Map(all.map((each) => [each.candidate.id, each]));
  const count = (id: string | null, more: number): void => {
    const counted = id === null ? undefined : byId.get(id);
    if (counted !== undefined) counted.toDo += more;
  };
  const chosen: (string | null)[] = [];
  for (const promise of promises) {
    const id = await chooseOne(promise, all, askShown);
    if (id !== promise.named) {
      count(promise.named, -1);
      count(id, 1);
    }
    chosen.push(id);
  }
  return chosen;
}

/** A candidate, and what they have to do with those promises that were given to them meanwhile. */
interface Counted {
  readonly candidate: FallbackCandidate;
  toDo: number;
}

async function chooseOne(promise: PromiseToBack, all: readonly Counted[], askShown: AskShown): Promise<string | null> {
  if (promise.ownerAgentId === null) return null;
  const asked = new Set<string>();
  const shown = new Set<string>();
  for (let most = ASKED_FIRST; ; most *= ASKED_MORE) {
    const best = firstOf(promise, all, (id) => asked.has(id) && !shown.has(id));
    if (best === null || !best.isLimited || shown.has(best.id)) return best?.id ?? null;
    const next = limitedOf(promise, all, asked).slice(0, most);
    for (const id of next) asked.add(id);
    for (const id of await askShown(promise, next)) shown.add(id);
  }
}

/** One look at each, without a sorted list of all: it is done for every promise, and central does nothing else meanwhile. */
function firstOf(promise: PromiseToBack, all: readonly Counted[], isOut: (id: string) => boolean): FallbackCandidate | null {
  let best: { readonly counted: Counted; readonly group: number } | null = null;
  for (const counted of all) {
    const group = groupFor(promise, counted.candidate);
    if (group === null || (best !== null && (group > best.group || (group === best.group && counted.toDo >= best.counted.toDo))) || isOut(counted.candidate.id)) continue;
    best = { counted, group };
  }
  return best?.counted.candidate ?? null;
}

/** Limited colleagues who were not asked about yet, who would be chosen first. */
function limitedOf(promise: PromiseToBack, all: readonly Counted[], asked: ReadonlySet<string>): readonly string[] {
  const left = all.flatMap(({ candidate, toDo }) => {
    const group = candidate.isLimited && !asked.has(candidate.id) ? groupFor(promise, candidate) : null;
    return group === null ? [] : [{ id: candidate.id, group, toDo }];
  });
  return left.sort((a, b) => a.group - b.group || a.toDo - b.toDo).map(({ id }) => id);
}

/** 0: named. 1: of the owner's team. 2: of another. Null: not them. */
function groupFor({ ownerAgentId, ownerTeam, named, atMs }: PromiseToBack, { id, isAgent, team, absences }: FallbackCandidate): 0 | 1 | 2 | null {
  if (id === ownerAgentId || (id !== named && !isAgent) || absences.some(({ fromMs, untilMs }) => fromMs <= atMs && untilMs > atMs)) return null;
  return id === named ? 0 : team === ownerTeam ? 1 : 2;
}
