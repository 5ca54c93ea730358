import { currentDatabase } from '../../renderer/localdb/currentDatabase.ts';
import type { DeskDatabase } from '../../renderer/localdb/deskDatabase.ts';
import { whenNoLongPull } from '../../renderer/localdb/longPull.ts';
import { closeDesk, openDesk } from '../../renderer/actions/openDesk.ts';
import { useCentralStore } from '../../renderer/state/useCentralStore.ts';
import { usePresenceStore } from '../../renderer/state/usePresenceStore.ts';
import { useSessionStore } from '../../renderer/state/useSessionStore.ts';
import { useSettingsStore } from '../../renderer/state/useSettingsStore.ts';
import type { DeskSession } from '../../shared/ipc/commands.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { must } from '../../shared/language/must.ts';
import { sampleSession, sampleSettings } from './deskSamples.ts';
import { type FakeDesk, installFakeDesk } from './fakeDesk.ts';

export interface SampleDesk {
  readonly desk: FakeDesk;
  readonly session: DeskSession;
  readonly database: DeskDatabase;
  /** Ops in the outbox, in order. */
  ops(): Promise<readonly Op[]>;
}

/** A desk with an agent signed in, its database open and central away (nothing is pushed or pulled). */
export async function openSampleDesk(): Promise<SampleDesk> {
  const desk = installFakeDesk();
  desk.reply('records:pull', { ok: false, refusal: 'unreachable', detail: null });
  desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: null });
  const session = sampleSession();
  useSettingsStore.setState({ settings: sampleSettings(), problem: null, version: '0.0.0' });
  useSessionStore.setState({ phase: 'signed-in', session, ended: null, outdated: null, skewMs: null });
  useCentralStore.setState({ up: false, sinceMs: null, queues: [], queuesAtMs: null });
  usePresenceStore.setState({ presence: null });
  closeDesk();
  await openDesk(session);
  // The first pull has been refused by then.
  await whenNoLongPull();
  const database = must(currentDatabase(), 'the sample database did not open');
  return { desk, session, database, ops: async () => (await database.outbox.orderBy('seq').toArray()).map((row) => row.op) };
}
