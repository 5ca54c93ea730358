import type { CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import type { EdgeOrder } from './edgeMessages.ts';

export interface LineDesksOptions {
  readonly tell: (message: LineToCentral) => void;
  /** @returns whether Kamailio could be told. */
  readonly order: (order: EdgeOrder) => boolean;
  readonly passwordOf: (extension: string) => string;
  /** Keeps who may register for a start without central. */
  readonly keepExtensions: (extensions: readonly string[]) => void;
}

/** RFC 3261 section 21.5.4. */
const UNAVAILABLE = 503;

/** The desktops of the line: who may register, who is registered, and whether Kamailio reaches them. */
export class LineDesks {
  readonly #options: LineDesksOptions;
  readonly #registered = new Set<string>();
  readonly #probes = new Map<string, string>();
  #extensions: ReadonlySet<string>;
  /** Whom Kamailio has named, while it is telling what stands. */
  #told: Set<string> | null = null;

  /** @param extensions who might register when last central was heard. */
  constructor(options: LineDesksOptions, extensions: readonly string[]) {
    this.#options = options;
    this.#extensions = new Set(extensions);
  }

  /** Extensions that are registered now. */
  get registered(): string[] {
    return [...this.#registered];
  }

  /** Kamailio is there: it is told who may register, and will name who is. */
  edgeUp(): void {
    this.#told = new Set();
    for (const extension of this.#extensions) this.#admit(extension);
  }

  /** Kamailio is away: nobody can be rung. */
  edgeDown(): void {
    for (const extension of this.registered) this.#set(extension, false);
  }

  /** A desktop has registered, or is gone. */
  hear(extension: string, isUp: boolean): void {
    if (isUp) this.#told?.add(extension);
    this.#set(extension, isUp);
  }

  /** Kamailio has named everybody: whom it did not is registered no more. */
  allTold(): void {
    const told = this.#told ?? new Set();
    this.#told = null;
    for (const extension of this.registered) if (!told.has(extension)) this.#set(extension, false);
  }

  /** Central has said who may register from now on. */
  allow(extensions: readonly string[]): void {
    const allowed = new Set(extensions);
    for (const extension of this.#extensions) if (!allowed.has(extension)) this.#options.order({ do: 'forget', extension });
    for (const extension of allowed) if (!this.#extensions.has(extension)) this.#admit(extension);
    this.#extensions = allowed;
    this.#options.keepExtensions(extensions);
  }

  /** Central asks whether the line reaches a desktop. */
  probe({ extension, probeId }: Extract<CentralToLine, { t: 'probe' }>): void {
    this.#probes.set(probeId, extension);
    if (!this.#options.order({ do: 'probe', extension, id: probeId })) this.probed(probeId, UNAVAILABLE);
  }

  /** @param code SIP's, of what the desktop answered. */
  probed(probeId: string, code: number): void {
    const extension = this.#probes.get(probeId);
    this.#probes.delete(probeId);
    if (extension !== undefined) this.#options.tell({ t: 'probed', extension, ok: code === 200, probeId });
  }

  #set(extension: string, isUp: boolean): void {
    if (this.#registered.has(extension) === isUp) return;
    if (isUp) this.#registered.add(extension);
    else this.#registered.delete(extension);
    this.#options.tell({ t: 'registered', extension, up: isUp });
  }

  #admit(extension: string): void {
    this.#options.order({ do: 'secret', extension, password: this.#options.passwordOf(extension) });
  }
}
