import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { moveInteraction } from '../../actions/moveInteraction.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { useEnterOnceFound } from '../../keys/useEnterOnceFound.ts';
import { tellAgent } from '../../state/useToastStore.ts';
import { useWatchedHousehold } from '../../state/useWatchedHousehold.ts';
import { useNow } from '../../time/useNow.ts';
import { useSending } from '../callbacks/useSending.ts';
import { type MoveTarget, movedOptOutWords, moveSentence, peopleElsewhere, peopleHere } from './moveTargets.ts';
import { useCustomerSearch } from './useCustomerSearch.ts';
import './customers.css';

interface Props {
  readonly interaction: Interaction;
  /** The household it stands with now; null: with nobody's. */
  readonly file: HouseholdFile | null;
  /** Closed, after the move or without it: the focus is the caller's again. */
  readonly onClose: (isMoved: boolean) => void;
}

/**
 * 「记错人了？改到…」: a finished contact goes to another person of the household, or of another one that is looked up
 * here. Arrows and Enter choose, what will move is read back, Enter again moves it, Esc goes back.
 */
export function MoveContact({ interaction, file, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [target, setTarget] = useState<MoveTarget | null>(null);
  const search = useCustomerSearch(query);
  // Fetched while the sentence is read: the record then stands there at once.
  const { file: targetFile } = useWatchedHousehold(target?.householdId ?? null);
  const field = useRef<InputRef>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const { problem, isSending, send } = useSending(() => {
    if (target !== null) tellAgent('done', 'customers.move.done', { params: { to: target.words } });
    onClose(true);
  });
  useEffect(() => {
    if (target === null) field.current?.focus();
    else confirm.current?.focus();
  }, [target]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins at the top again
  useEffect(() => { setAt(0); }, [query]);

  const isBlank = query.trim() === '';
  const targets = isBlank ? peopleHere(file, interaction) : peopleElsewhere(search.hits, interaction);
  const on = Math.min(at, Math.max(0, targets.length - 1));
  const chosen = targets[on];
  const enter = useEnterOnceFound(query, isBlank || at > 0 || search.query === query.trim(), () => { if (chosen) setTarget(chosen); });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown') setAt(Math.min(targets.length - 1, on + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, on - 1));
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (target === null) onClose(false);
    else setTarget(null);
  };
  const move = (to: MoveTarget): void => { send(() => moveInteraction(interaction.id, to.householdId, to.customerId)); };

  return (
    <form className="cu-move" aria-label={t('customers.move.title')} data-testid="move-contact" onKeyDown={onEscape} onSubmit={(event) => { event.preventDefault(); }}>
      <h3>{t('customers.move.title')}</h3>
      {target === null ? (
        <>
          <Input
            ref={field} prefix={<SearchOutlined />} allowClear value={query} maxLength={80} placeholder={t('customers.move.field')} aria-label={t('customers.move.field')}
            role="combobox" aria-expanded={targets.length > 0} aria-controls={listId} aria-activedescendant={targets[on] ? `${listId}-${String(on)}` : undefined}
            onChange={(event) => { setQuery(event.target.value); }} onKeyDown={onKeyDown} data-testid="move-field"
          />
          {!isBlank && search.query !== '' && !search.isLooking && targets.length === 0 ? <p className="cu-faint" role="status">{t('customers.search.none', { query: search.query })}</p> : null}
          {!isBlank && search.from === 'cache' && !search.isLooking ? <p className="cu-faint" role="status">{t('customers.search.noneHere')}</p> : null}
          <div className="cu-move-list" id={listId} role="listbox" aria-label={t('customers.move.list')}>
            {targets.map((each, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
              <div
                key={`${each.householdId} ${each.customerId ?? ''}`} id={`${listId}-${String(index)}`} role="option" aria-selected={index === on} tabIndex={-1} data-testid="move-target"
                className="cu-move-target" onMouseMove={() => { setAt(index); }} onClick={() => { setTarget(each); }}
              >
                <span className="cu-line" title={each.words}>{isBlank ? each.short : each.words}</span><span className="cu-faint">{each.detail}</span>
              </div>
            ))}
          </div>
          <div className="cu-actions"><Button size="small" onClick={() => { onClose(false); }}>{t('words.cancel')}</Button></div>
        </>
      ) : (
        <>
          <p data-testid="move-sentence" aria-live="polite">{moveSentence(interaction, file, target, nowMs)}</p>
          {movedOptOutWords(interaction, file, target, targetFile ?? null, nowMs).map((words) => <p key={words} className="cu-problem" data-testid="move-opt-out">{words}</p>)}
          {problem === null ? null : <p className="cu-problem" role="alert">{problem}</p>}
          <div className="cu-actions">
            <Button ref={confirm} size="small" type="primary" loading={isSending} onClick={() => { move(target); }} data-testid="move-send">{t('customers.move.send')}</Button>
            <Button size="small" onClick={() => { setTarget(null); }}>{t('words.back')}</Button>
          </div>
        </>
      )}
    </form>
  );
}
