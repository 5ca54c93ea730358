import { create } from 'zustand';
import type { DeskSettings } from '../../shared/settings/deskSettings.ts';

/** Settings as main keeps them; null until main has answered. Changed by the action `changeSettings` only. */
export const useSettingsStore = create<{
  readonly settings: DeskSettings | null;
  /** What was wrong with the settings file, when it could not be read and the usual ones are in force. */
  readonly problem: string | null;
  readonly version: string;
}>(() => ({ settings: null, problem: null, version: '' }));
