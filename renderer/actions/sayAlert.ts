import type { Notice } from '../../shared/notices/notice.ts';
import { askDesk } from '../bridge/desk.ts';
import { i18next } from '../language/i18n.ts';
import { showScreen } from '../state/usePanelStore.ts';
import { tellAgent } from '../state/useToastStore.ts';

/** How long a message on the page stands in for a notification. */
const TOLD_FOR_MS = 20_000;

/** By a system notification; where the system shows none, by a message on the page. Pressed, it leads to the floor, or to the address that was given up. */
export async function sayAlert({ kind }: Pick<Notice, 'kind'>, text: string): Promise<void> {
  const screen = kind === 'webhook-given-up' ? 'queues' : 'floor';
  const { shown } = await askDesk('notification:show', { title: i18next.t('shell.alert.title'), body: text.slice(0, 300), opens: { screen } });
  if (!shown) tellAgent('soon', 'shell.alert.said', { params: { text }, deed: { key: 'words.open', run: () => { showScreen(screen); } }, shownMs: TOLD_FOR_MS });
}
