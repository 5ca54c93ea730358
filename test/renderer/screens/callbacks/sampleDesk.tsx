import { ConfigProvider } from 'antd';
import { configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Agent } from '../../../../shared/agents/agent.ts';
import type { CallbackRow } from '../../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { DeskSession } from '../../../../shared/ipc/commands.ts';
import type { Article } from '../../../../shared/knowledge/article.ts';
import type { DeskSettings } from '../../../../shared/settings/deskSettings.ts';
import { must } from '../../../../shared/language/must.ts';
import { speak } from '../../../../renderer/language/i18n.ts';
import { closeDatabase, currentDatabase, openDatabase } from '../../../../renderer/localdb/currentDatabase.ts';
import type { DeskDatabase } from '../../../../renderer/localdb/deskDatabase.ts';
import { listenToKeys } from '../../../../renderer/keys/keyBoard.ts';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { useDraftStore } from '../../../../renderer/state/useDraftStore.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { useSettingsStore } from '../../../../renderer/state/useSettingsStore.ts';
import { setClockSkew } from '../../../../renderer/time/deskClock.ts';
import { SAMPLE_NOW_MS, sampleSession, sampleSettings } from '../../../support/deskSamples.ts';
import { type FakeDesk, installFakeDesk } from '../../../support/fakeDesk.ts';

// A desk on a busy machine may need longer than the usual second to read its database.
configure({ asyncUtilTimeout: 10_000 });

export interface SampleDesk {
  readonly desk: FakeDesk;
  readonly session: DeskSession;
  readonly database: DeskDatabase;
  /** Undoes what reaches beyond the page of one test. */
  readonly close: () => Promise<void>;
}

/** A signed-in desktop on its own empty database, its clock at the sample's moment, its keys listening. */
export async function openSampleDesk({ nowMs = SAMPLE_NOW_MS, settings = sampleSettings() }: { readonly nowMs?: number; readonly settings?: DeskSettings } = {}): Promise<SampleDesk> {
  const desk = installFakeDesk();
  desk.reply('household:open', { ok: false, refusal: 'unreachable', detail: null });
  desk.reply('callbacks:fallback', { ok: false, refusal: 'unreachable', detail: null });
  desk.reply('customers:search', { ok: true, value: [] });
  const session = sampleSession();
  setClockSkew(nowMs - Date.now());
  speak('zh-CN');
  await openDatabase(session.agent.id, session.storeKey);
  const database = must(currentDatabase(), 'the sample database did not open');
  useSessionStore.setState({ phase: 'signed-in', session });
  useSettingsStore.setState({ settings });
  useCentralStore.setState({ up: true, sinceMs: nowMs });
  useCallStore.setState({ calls: {}, activeCallId: null, pops: {}, chosen: {} });
  useDraftStore.setState({ drafts: {}, saves: {} });
  usePanelStore.setState({ screen: 'workbench', householdId: null, customerId: null, callbackId: null, articleId: null, paletteOpen: false, keySheetOpen: false });
  const unlisten = listenToKeys();
  return {
    desk, session, database,
    close: async () => {
      unlisten();
      closeDatabase();
      await database.delete();
      setClockSkew(0);
      speak('zh-CN');
    },
  };
}

export async function putCallbacks(database: DeskDatabase, rows: readonly CallbackRow[]): Promise<void> {
  await database.callbacks.bulkPut(rows.map((row) => ({
    id: row.callback.id, scopes: ['agent:me'], versions: {}, dueAtMs: row.callback.dueAtMs, ownerAgentId: row.callback.ownerAgentId ?? '', state: row.callback.state, householdId: row.callback.householdId, row,
  })));
}

export async function putHousehold(database: DeskDatabase, file: HouseholdFile): Promise<void> {
  await database.households.put({ id: file.household.id, scopes: ['agent:me'], versions: {}, numbers: file.phones.map((phone) => phone.number), touchedAtMs: file.asOfMs, file });
}

export async function putAgents(database: DeskDatabase, agents: readonly Agent[]): Promise<void> {
  await database.agents.bulkPut(agents.map((agent) => ({ id: agent.id, scopes: ['all'], versions: {}, agent })));
}

export async function putArticles(database: DeskDatabase, articles: readonly Article[]): Promise<void> {
  await database.articles.bulkPut(articles.map((article) => ({ id: article.id, scopes: ['all'], versions: {}, article })));
}

/** Draws a screen as the desktop does, without motion. */
export function draw(screen: ReactNode): ReturnType<typeof render> {
  return render(<ConfigProvider button={{ autoInsertSpace: false }} theme={{ token: { motion: false } }}>{screen}</ConfigProvider>);
}
