import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossTable } from '../../../../renderer/screens/reports/crossTable.ts';

describe('a table of families by two sides', () => {
  it('has the cells it was given, and lines and columns that add up to all', () => {
    const cell = fc.record({ by: fc.constantFrom('上海', '成都', '广州', null), across: fc.constantFrom('A', 'B', 'C', null), families: fc.integer({ min: 1, max: 99 }) });
    fc.assert(fc.property(fc.uniqueArray(cell, { selector: ({ by, across }) => `${by} ${across}` }), (rows) => {
      const { columns, lines, sums } = crossTable(rows, 'city', 'tier');
      const all = rows.reduce((sum, { families }) => sum + families, 0);
      expect(lines.reduce((sum, line) => sum + line.all, 0)).toBe(all);
      expect(columns.reduce((sum, key) => sum + (sums.get(key) ?? 0), 0)).toBe(all);
      for (const { by, across, families } of rows) expect(lines.find((line) => line.by === by)?.cells.get(across)).toBe(families);
      for (const line of lines) expect([...line.cells.values()].reduce((sum, n) => sum + n, 0)).toBe(line.all);
    }));
  });

  it('has cities most first, tiers in their order, and what is not known last', () => {
    const { columns, lines } = crossTable([
      { by: null, across: 'C', families: 50 }, { by: '上海', across: null, families: 1 }, { by: '上海', across: 'A', families: 1 }, { by: '成都', across: 'B', families: 9 },
    ], 'city', 'tier');
    expect(lines.map(({ by }) => by)).toEqual(['成都', '上海', null]);
    expect(columns).toEqual(['A', 'B', 'C', null]);
  });
});
