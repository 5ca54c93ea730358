import { type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleLine } from '../../../shared/knowledge/articleMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { Chip } from '../../components/Chip.tsx';
import { isComposing } from '../../keys/isComposing.ts';
import { formatDay } from '../../language/format.ts';
import { useRowWindow } from '../callbacks/useRowWindow.ts';

const ROW_HEIGHT_PX = 56;

interface Props {
  readonly lines: readonly ArticleLine[];
  readonly at: number;
  readonly openId: string | null;
  readonly zone: string;
  readonly nowMs: UtcMs;
  readonly onAt: (place: number) => void;
  readonly onOpen: (id: string) => void;
}

/** Articles of one state: ↑↓ walk, Enter opens. Only those in view are drawn. */
export function ArticleList({ lines, at, openId, zone, nowMs, onAt, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const rows = useRowWindow(useMemo(() => lines.map(() => ROW_HEIGHT_PX), [lines]));
  const { reveal } = rows;
  useEffect(() => { if (at >= 0) reveal(at); }, [at, reveal]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) onAt(Math.max(0, Math.min(lines.length - 1, at + step)));
    else if (event.key === 'Enter') {
      const line = lines[at];
      if (line) onOpen(line.id);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="ed-list" ref={rows.box} onScroll={rows.onScroll}>
      <div role="listbox" aria-label={t('editing.list')} tabIndex={0} className="ed-rows" style={{ height: rows.totalHeight }} onKeyDown={onKeyDown} aria-activedescendant={lines[at] ? `ed-${lines[at].id}` : undefined} data-testid="editing-list">
        {lines.slice(rows.first, rows.end).map((line, offset) => {
          const place = rows.first + offset;
          const used = line.asked > 0 ? [t('editing.asked', { count: line.asked })] : [
            line.given > 0 ? t('editing.given', { count: line.given, minutes: line.minutes }) : '', line.opened > 0 ? t('editing.opened', { count: line.opened }) : '',
            line.helped + line.notHelped > 0 ? t('editing.helped', { helped: line.helped, notHelped: line.notHelped }) : '',
          ];
          const about = [t(`words.topic.${line.topic}`), `v${String(line.version)}`, line.authorName, formatDay(line.savedAtMs, zone, nowMs), ...used].filter((part) => part !== '').join(t('words.separator'));
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
            <div
              key={line.id} id={`ed-${line.id}`} role="option" aria-selected={line.id === openId} aria-posinset={place + 1} aria-setsize={lines.length} tabIndex={-1} data-testid="editing-row"
              className={`ed-row${place === at ? ' ed-row-at' : ''}${line.id === openId ? ' ed-row-open' : ''}`} style={{ top: rows.topOf(place), height: ROW_HEIGHT_PX }}
              onClick={() => { onAt(place); onOpen(line.id); }}
            >
              <span className="ed-row-title" lang={line.language}><b>{line.title}</b>{line.state !== 'published' && line.publishedVersion !== null ? <Chip tone="soon">{t('editing.outAs', { version: line.publishedVersion })}</Chip> : null}</span>
              <span className="ed-faint" title={about}>{about}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
