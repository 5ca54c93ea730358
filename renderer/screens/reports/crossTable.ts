import { relationClasses } from '../../../shared/customers/household.ts';
import { tiers } from '../../../shared/customers/customer.ts';
import type { CustomerReport, CustomerSide } from '../../../shared/reports/customerReport.ts';
import { stageBands } from '../../../shared/reports/stageBand.ts';

/** Sides that have an order of their own; cities and brands come most first. */
const ORDERED: Partial<Readonly<Record<CustomerSide, readonly string[]>>> = { stage: stageBands, relationClass: relationClasses, tier: tiers };

export interface CrossLine {
  /** null: it is not known. */
  readonly by: string | null;
  readonly cells: ReadonlyMap<string | null, number>;
  readonly all: number;
}
export interface CrossTable {
  readonly columns: readonly (string | null)[];
  readonly lines: readonly CrossLine[];
  readonly sums: ReadonlyMap<string | null, number>;
}

const added = (sums: ReadonlyMap<string | null, number>, key: string | null, n: number): Map<string | null, number> => new Map(sums).set(key, (sums.get(key) ?? 0) + n);

function inOrder(side: CustomerSide, sums: ReadonlyMap<string | null, number>): readonly (string | null)[] {
  const order = ORDERED[side];
  const place = (key: string | null): number => (key === null ? Number.POSITIVE_INFINITY : order === undefined ? -(sums.get(key) ?? 0) : order.indexOf(key));
  return [...sums.keys()].sort((a, b) => place(a) - place(b) || String(a).localeCompare(String(b), 'zh-CN'));
}

/** Cells as lines and columns: what is not known comes last. */
export function crossTable(rows: CustomerReport['rows'], by: CustomerSide, across: CustomerSide): CrossTable {
  let sums: ReadonlyMap<string | null, number> = new Map();
  let ofLines: ReadonlyMap<string | null, number> = new Map();
  for (const row of rows) {
    sums = added(sums, row.across, row.families);
    ofLines = added(ofLines, row.by, row.families);
  }
  const lines = inOrder(by, ofLines).map((key) => ({ by: key, all: ofLines.get(key) ?? 0, cells: new Map(rows.filter((row) => row.by === key).map((row) => [row.across, row.families])) }));
  return { columns: inOrder(across, sums), lines, sums };
}
