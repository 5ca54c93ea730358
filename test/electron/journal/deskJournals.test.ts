import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskJournals } from '../../../electron/journal/deskJournals.ts';
import type { JournalRow, JournalWrite } from '../../../shared/ipc/journal.ts';
import { SmallDisk } from '../../support/smallDisk.ts';

const NAME = 'sealed-16a09f49-f293-581e-b856-b537f3484d03-cae66310';
const LINEAGE = '0197a9ad-0000-7000-8000-000000000001';
const OTHER = '0197a9ad-0000-7000-8000-000000000002';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'careline-journal-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const draft = (callId: string, sealed: string): JournalRow => ({ table: 'drafts', key: callId, ahead: false, row: { callId, updatedAtMs: 1, sealed } });
const op = (seq: number, sealed: string): JournalRow => ({ table: 'outbox', key: seq, ahead: false, row: { seq, sealed } });
const write = (change: Partial<JournalWrite>): JournalWrite => ({ name: NAME, lineage: LINEAGE, whole: false, puts: [], drops: [], ...change });
const file = (): string => path.join(folder, `${NAME}.jsonl`);
const DONE = { ok: true, value: null };
const rowsIn = async (journals: DeskJournals): Promise<readonly JournalRow[]> => {
  const read = await journals.read(NAME);
  return read.ok ? read.value?.rows ?? [] : [];
};

describe('the journal of one database', () => {
  it('is not there before it was written', async () => {
    expect(await new DeskJournals(folder).read(NAME)).toEqual({ ok: true, value: null });
  });

  it('gives back after a new start what was put and not dropped, the last word about a row', async () => {
    const journals = new DeskJournals(folder);
    expect(await journals.write(write({ whole: true, puts: [draft('a', 'one'), op(1, 'first')] }))).toEqual(DONE);
    expect(await journals.write(write({ puts: [draft('a', 'two'), op(2, 'second')] }))).toEqual(DONE);
    expect(await journals.write(write({ drops: [{ table: 'outbox', key: 1 }] }))).toEqual(DONE);
    expect(await new DeskJournals(folder).read(NAME)).toEqual({ ok: true, value: { lineage: LINEAGE, rows: [draft('a', 'two'), op(2, 'second')] } });
  });

  it('tells a number from the same figures as text', async () => {
    const journals = new DeskJournals(folder);
    await journals.write(write({ whole: true, puts: [{ ...op(7, 'an op') }, { ...op(7, 'a text'), key: '7' }] }));
    expect(await rowsIn(journals)).toHaveLength(2);
  });

  it('takes nothing of another making of the database before that was written whole', async () => {
    const journals = new DeskJournals(folder);
    await journals.write(write({ whole: true, puts: [draft('a', 'one')] }));
    expect(await journals.write(write({ lineage: OTHER, puts: [draft('b', 'two')] }))).toEqual({ ok: false, refusal: 'store-failed', detail: 'other-lineage' });
    expect(await rowsIn(journals)).toEqual([draft('a', 'one')]);
    await journals.write(write({ lineage: OTHER, whole: true, puts: [draft('b', 'two')] }));
    expect(await rowsIn(new DeskJournals(folder))).toEqual([draft('b', 'two')]);
  });

  it('writes over a line that was broken off, and reads every other', async () => {
    const journals = new DeskJournals(folder);
    await journals.write(write({ whole: true, puts: [draft('a', 'one')] }));
    appendFileSync(file(), '{"lineage":"0197');
    const again = new DeskJournals(folder);
    expect(await rowsIn(again)).toEqual([draft('a', 'one')]);
    await again.write(write({ puts: [draft('b', 'two')] }));
    expect(await rowsIn(new DeskJournals(folder))).toEqual([draft('a', 'one'), draft('b', 'two')]);
  });

  it('leaves out a line that cannot be read, not those around it', async () => {
    const journals = new DeskJournals(folder);
    await journals.write(write({ whole: true, puts: [draft('a', 'one')] }));
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}\u0000\u0000\n${JSON.stringify({ lineage: LINEAGE, whole: false, puts: [draft('b', 'two')], drops: [] })}\n`);
    expect(await rowsIn(new DeskJournals(folder))).toEqual([draft('a', 'one'), draft('b', 'two')]);
  });

  it('does not grow with every word typed', async () => {
    const journals = new DeskJournals(folder);
    await journals.write(write({ whole: true }));
    for (let version = 0; version < 40; version += 1) await journals.write(write({ puts: [draft('a', `${version}:${'x'.repeat(50_000)}`)] }));
    expect(statSync(file()).size).toBeLessThan(1_200_000);
    expect(await rowsIn(new DeskJournals(folder))).toEqual([draft('a', `39:${'x'.repeat(50_000)}`)]);
  });

  it('puts changes asked for at the same moment one behind the other', async () => {
    const journals = new DeskJournals(folder);
    await Promise.all([journals.write(write({ whole: true })), ...Array.from({ length: 30 }, (_each, seq) => journals.write(write({ puts: [op(seq, 'x'.repeat(seq * 100))] })))]);
    expect((await rowsIn(new DeskJournals(folder))).map((row) => row.key)).toEqual(Array.from({ length: 30 }, (_each, seq) => seq));
  });
});

describe.skipIf(process.getuid?.() !== 0)('a full disk under the journal', () => {
  // Mounting a small one needs root.
  it('refuses in words what does not fit, keeps what stood, and takes it when there is room', async () => {
    const disk = SmallDisk.mount(2);
    try {
      const journals = new DeskJournals(disk.folder);
      await journals.write(write({ whole: true, puts: [draft('a', 'one')] }));
      disk.fill();
      const long = draft('b', 'y'.repeat(100_000));
      expect(await journals.write(write({ puts: [long] }))).toMatchObject({ ok: false, refusal: 'store-full' });
      expect(await journals.write(write({ whole: true, puts: [long] }))).toMatchObject({ ok: false, refusal: 'store-full' });
      expect(await rowsIn(new DeskJournals(disk.folder))).toEqual([draft('a', 'one')]);
      disk.empty();
      expect(await journals.write(write({ puts: [long] }))).toEqual(DONE);
      expect(await rowsIn(new DeskJournals(disk.folder))).toEqual([draft('a', 'one'), long]);
      expect(readdirSync(disk.folder)).toEqual([`${NAME}.jsonl`]);
    } finally {
      disk.unmount();
    }
  });
});
