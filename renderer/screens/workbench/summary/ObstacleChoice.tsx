import { PlusOutlined } from '@ant-design/icons';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../../../keys/isComposing.ts';
import { useKey } from '../../../keys/useKey.ts';
import { obstacleWord, useObstacles } from '../../../state/obstacleWords.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { walkByArrows } from '../parts/walkByArrows.ts';

export interface ObstacleChoiceProps {
  readonly chosen: string | null;
  readonly isLocked: boolean;
  readonly onChoose: (obstacle: string | null) => void;
}

/** Which place a key stands for: '1' the first, '0' the tenth; null: none. */
function placeOf({ code, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): number | null {
  const digit = ctrlKey || altKey || metaKey || shiftKey ? undefined : /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit === undefined ? null : (Number(digit) + 9) % 10;
}

/**
 * What mainly is in the customer's way: one key opens the list, a digit names one, and the focus is where it was. Named again it is taken back.
 * It takes no room of its own until it is opened, and none at all where the centre asks nobody; what was named before that is taken back by a press.
 */
export function ObstacleChoice({ chosen, isLocked, onChoose }: ObstacleChoiceProps) {
  const { t } = useTranslation();
  const obstacles = useObstacles();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  const shut = useRef<HTMLButtonElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  const open = (): void => {
    if (isLocked || obstacles.length === 0) return;
    const held = document.activeElement;
    if (!isOpen) cameFrom.current = held instanceof HTMLElement && held !== document.body ? held : null;
    setOpen(true);
    box.current?.querySelector<HTMLElement>('button')?.focus();
  };
  useKey('wrapUp.obstacle', open);
  useEffect(() => {
    if (isOpen) {
      (box.current?.querySelector<HTMLElement>('[aria-pressed="true"]') ?? box.current?.querySelector<HTMLElement>('button'))?.focus();
      box.current?.scrollIntoView({ block: 'nearest' });
    } else if (wasOpen.current) (cameFrom.current?.isConnected === true ? cameFrom.current : shut.current)?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const name = (id: string): void => {
    onChoose(chosen === id ? null : id);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isComposing(event)) return;
    const place = placeOf(event);
    const named = place === null ? undefined : obstacles[place];
    if (named !== undefined) {
      event.preventDefault();
      if (chosen === named.id) setOpen(false);
      else name(named.id);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else walkByArrows(event);
  };
  if (obstacles.length === 0 && chosen === null) return null;
  if (isOpen && !isLocked && obstacles.length > 0) {
    return (
      <fieldset className="wb-obstacles" ref={box} aria-label={t('wrapUp.obstacle.label')} data-testid="obstacles" onKeyDown={onKeyDown}>
        {obstacles.map(({ id }, at) => (
          <button key={id} type="button" className="wb-chip wb-chip-small" data-testid={`obstacle-${id}`} aria-pressed={chosen === id} onClick={() => { name(id); }}><span className="wb-digit">{(at + 1) % 10}</span>{obstacleWord(id)}</button>
        ))}
      </fieldset>
    );
  }
  return (
    <button ref={shut} type="button" className="wb-chip wb-chip-small" disabled={isLocked} aria-pressed={chosen !== null} onClick={() => { if (obstacles.length === 0) onChoose(null); else open(); }} data-testid="obstacle-open">
      {chosen === null ? <><PlusOutlined aria-hidden /> {t('wrapUp.obstacle.short')}</> : t('wrapUp.obstacle.is', { obstacle: obstacleWord(chosen) })} <ActionKey action="wrapUp.obstacle" />
    </button>
  );
}
