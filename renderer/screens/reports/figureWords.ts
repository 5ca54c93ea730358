import type { i18n as I18n } from 'i18next';
import { formatShortSeconds } from '../../language/format.ts';

export const span = (seconds: number | null): string => (seconds === null ? '–' : formatShortSeconds(seconds));
/** Hours, minutes, seconds: sums of a month are no longer read in minutes. */
export const hours = (seconds: number): string => `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
export const percent = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)}%`);
/** What is not there is not shouted as a nought. */
export const some = (count: number): number | '' => (count === 0 ? '' : count);

/** The word for a code of `words.json`; one that a newer central knows is shown as it came. */
export const codeWord = (i18n: I18n, area: 'kind' | 'topic' | 'caseKind' | 'tier' | 'relationClass', code: string): string => (i18n.exists(`words.${area}.${code}`) ? i18n.t(`words.${area}.${code}` as 'words.kind.call-in') : code);
