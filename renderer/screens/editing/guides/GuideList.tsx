import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuideStanding } from '../../../../shared/sync/guideMessages.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { ruleInWords } from './ruleInWords.ts';

interface Props {
  readonly standings: readonly GuideStanding[];
  readonly at: number;
  readonly openId: string | null;
  readonly onAt: (place: number) => void;
  readonly onOpen: (id: string) => void;
}

const marksOf = ({ notApplicable }: GuideStanding): number => notApplicable.reduce((sum, { count }) => sum + count, 0);

/** Guides by code, each with its rule in words: ↑↓ walk, Enter opens. Some dozens, all drawn. */
export function GuideList({ standings, at, openId, onAt, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { box.current?.querySelectorAll('[data-testid="guide-row"]')[at]?.scrollIntoView?.({ block: 'nearest' }); }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const here = standings[at];
    if (step !== 0) onAt(Math.max(0, Math.min(standings.length - 1, at + step)));
    else if (event.key === 'Enter' && here !== undefined) onOpen(here.guide.id);
    else return;
    event.preventDefault();
  };
  return (
    <div className="ed-list" ref={box}>
      <div role="listbox" aria-label={t('editing.desk.guides')} tabIndex={0} onKeyDown={onKeyDown} aria-activedescendant={standings[at] ? `ed-${standings[at].guide.id}` : undefined} data-testid="guide-list">
        {standings.map((standing, place) => {
          const { guide, ownerName } = standing;
          const marks = marksOf(standing);
          const below = [ruleInWords(guide.rule), ownerName ?? '', marks > 0 ? t('editing.guide.marked', { count: marks }) : ''].filter((part) => part !== '').join(t('words.separator'));
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list is walked by its own keys
            <div
              key={guide.id} id={`ed-${guide.id}`} role="option" tabIndex={-1} aria-selected={guide.id === openId} data-testid="guide-row" title={below}
              className={`ed-row ed-row-still${place === at ? ' ed-row-at' : ''}${guide.id === openId ? ' ed-row-open' : ''}`} onClick={() => { onAt(place); onOpen(guide.id); }}
            >
              <span className="ed-row-title"><span className="ed-code">{guide.code}</span><b lang={guide.language}>{guide.name}</b></span>
              <span className="ed-faint">{below}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
