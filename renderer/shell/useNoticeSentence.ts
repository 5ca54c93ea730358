import { useTranslation } from 'react-i18next';
import type { ChosenState } from '../../shared/agents/agentState.ts';
import { type FloorWord, isFollowedDeed, isKnownKind, type Notice } from '../../shared/notices/notice.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import type { AlertWord } from '../../shared/alerts/alertNews.ts';
import { figureOf } from '../language/figureOf.ts';
import { formatAgreed } from '../language/format.ts';
import { spokenLanguage } from '../language/i18n.ts';
import { useStateWords } from '../state/useStateWords.ts';

/** Puts a notice into words. */
export function useNoticeSentence(nowMs: number): (notice: Notice) => string {
  const { t } = useTranslation();
  const stateWords = useStateWords();
  const floorWords = (word: FloorWord | null): Readonly<Record<string, string>> => (word === null ? {} : {
    by: word.by, text: word.text, to: word.to ?? '', what: (word.what ?? null) === null ? '' : t(`shell.notices.what.${word.what}`),
    state: (word.state ?? null) === null ? '' : stateWords(word.state as ChosenState),
  });
  const alertWords = (word: AlertWord | null): Readonly<Record<string, string>> => {
    if (word === null) return {};
    const { name, queue, figure } = word;
    const shown = (value: number | null): string => (figure === null || value === null ? '–' : figureOf(figure, value));
    return { name, where: queue ?? t('shell.alert.wholeFloor'), figure: figure === null ? '' : t(`floor.tile.${figure}`), value: shown(word.value), limit: shown(word.limit) };
  };
  return (notice) => {
    if (!isKnownKind(notice.kind)) return t('shell.notices.kind.other');
    const zone = notice.zone ?? DEFAULT_ZONE;
    if (notice.kind === 'followed') {
      const deeds = (notice.deeds ?? []).filter(isFollowedDeed).map((deed) => t(`shell.notices.deed.${deed}`));
      const what = t(`shell.notices.about.${notice.about?.kind ?? 'household'}`, { who: notice.who ?? t('shell.notices.somebody'), title: notice.about?.title ?? t('shell.notices.untitled') });
      return t('shell.notices.kind.followed', { what, by: notice.by ?? t('shell.notices.system'), deeds: deeds.length === 0 ? t('shell.notices.deed.other') : deeds.join(t('shell.notices.deedSeparator')) });
    }
    const ops = [...new Set(notice.ops ?? [])].map((kind) => t(`shell.op.${kind}`));
    return t(`shell.notices.kind.${notice.kind}`, {
      who: notice.who ?? t('shell.notices.somebody'),
      when: notice.dueAtMs === null ? t('shell.notices.sometime') : formatAgreed(notice.dueAtMs, zone, nowMs),
      ...floorWords(notice.floor ?? null),
      ...alertWords(notice.alert ?? null),
      ops: new Intl.ListFormat(spokenLanguage(), { type: 'conjunction' }).format(ops),
    });
  };
}
