import { askDesk } from '../bridge/desk.ts';
import { i18next } from '../language/i18n.ts';
import { useSessionStore } from '../state/useSessionStore.ts';

/** Keeps the sign beside the system's clock: there while somebody is signed in, in the language that is spoken. */
export function startTray(): void {
  let told: string | null = null;
  const tell = (): void => {
    const agent = useSessionStore.getState().session?.agent;
    const words = agent === undefined ? null : { tip: i18next.t('shell.tray.tip', { name: agent.name, number: agent.number }), open: i18next.t('shell.tray.open'), quit: i18next.t('shell.tray.quit') };
    const asked = JSON.stringify(words);
    if (asked === told) return;
    told = asked;
    askDesk('tray:show', { words }).catch((error: unknown) => { console.error('the tray was not told', error); });
  };
  useSessionStore.subscribe(tell);
  i18next.on('languageChanged', tell);
  tell();
}
