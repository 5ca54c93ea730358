import type { SettingsChange } from '../../shared/settings/deskSettings.ts';
import { askDesk } from '../bridge/desk.ts';
import { speak } from '../language/i18n.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';

/** Changes what this desktop remembers; in force at once. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  const settings = await askDesk('settings:change', change);
  useSettingsStore.setState({ settings });
  speak(settings.language);
}
