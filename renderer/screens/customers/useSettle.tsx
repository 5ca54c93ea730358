import { Input, type InputRef, Radio } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Case, type Commitment, type Satisfaction, satisfactions } from '../../../shared/customers/household.ts';
import { settleCase, settleCommitment } from '../../actions/settlePromise.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { onEnter } from '../../keys/onEnter.ts';
import type { StoreOutcome } from '../../localdb/storeOutcome.ts';
import { useSending } from '../callbacks/useSending.ts';
import './settle.css';

interface Choice {
  readonly state: 'answered' | 'closed' | 'kept' | 'broken';
  /** Cannot be sent without a word. */
  readonly needsWords: boolean;
  /** The customer is asked first whether they are content. */
  readonly asksSatisfaction?: boolean;
  readonly store: (words: string, satisfaction: Satisfaction | null) => Promise<StoreOutcome>;
}

interface Settling {
  readonly buttons: ReactNode;
  /** The line of words; null until a button is pressed. Stands below what it is about, over its whole width. */
  readonly form: ReactNode;
}

function SettleForm({ choice, about, onDone }: { readonly choice: Choice; readonly about: string; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<InputRef>(null);
  const [words, setWords] = useState('');
  const [satisfaction, setSatisfaction] = useState<Satisfaction | null>(null);
  const [isMissing, setMissing] = useState(false);
  const asked = useRef<HTMLDivElement>(null);
  const isUnasked = choice.asksSatisfaction === true && satisfaction === null;
  const { problem, isSending, send } = useSending(onDone);
  useEffect(() => { field.current?.focus(); }, []);
  const submit = (): void => {
    if (choice.needsWords && words.trim() === '') {
      setMissing(true);
      field.current?.focus();
    } else if (isUnasked) {
      setMissing(true);
      asked.current?.querySelector('input')?.focus();
    } else send(() => choice.store(words, satisfaction));
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.stopPropagation();
    onDone();
  };
  const isWordless = choice.needsWords && words.trim() === '';
  const wrong = isMissing && isWordless ? t('file.settle.wordsMissing') : isMissing && isUnasked ? t('file.settle.satisfactionMissing') : problem;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc works on whatever in it has the focus
    <div className="settle-form" data-testid="settle-form" onKeyDown={onEscape}>
      <label htmlFor={id}>{t(`file.settle.ask.${choice.state}`)}</label>
      <Input
        ref={field} id={id} value={words} maxLength={200} title={about} placeholder={t(`file.settle.for.${choice.state}`)} status={isMissing && isWordless ? 'error' : ''} aria-invalid={isMissing && isWordless}
        onChange={(event) => { setWords(event.target.value); }} onKeyDown={onEnter(submit)} data-testid="settle-words"
      />
      {choice.asksSatisfaction === true ? (
        <div ref={asked} className="settle-asked">
          <span>{t('file.settle.satisfied')}</span>
          <Radio.Group
            aria-label={t('file.settle.satisfied')} value={satisfaction} onChange={(event) => { setSatisfaction(event.target.value as Satisfaction); }}
            options={satisfactions.map((each) => ({ value: each, label: t(`words.satisfaction.${each}`) }))}
          />
        </div>
      ) : null}
      <button type="button" className="settle-send" disabled={isSending} onClick={submit} data-testid="settle-send">{t(`file.settle.do.${choice.state}`)}</button>
      <button type="button" className="settle-act" onClick={onDone}>{t('words.cancel')}</button>
      {wrong === null ? null : <span className="settle-problem" role="alert">{wrong}</span>}
    </div>
  );
}

function useChoices(about: string, choices: readonly Choice[]): Settling {
  const { t } = useTranslation();
  const [state, setState] = useState<Choice['state'] | null>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  // What is settled meanwhile, here or elsewhere, has no form any more.
  const choice = choices.find((each) => each.state === state) ?? null;
  const close = (): void => {
    setState(null);
    opener.current?.focus();
  };
  return {
    buttons: choices.length === 0 ? null : (
      <span className="settle-buttons">
        {choices.map((each) => (
          <button
            key={each.state} type="button" className="settle-act" aria-expanded={each.state === state} aria-label={`${t(`file.settle.do.${each.state}`)}${t('words.separator')}${about}`} data-testid={`settle-${each.state}`}
            onClick={(event) => { opener.current = event.currentTarget; setState(each.state === state ? null : each.state); }}
          >
            {t(`file.settle.do.${each.state}`)}
          </button>
        ))}
      </span>
    ),
    form: choice === null ? null : <SettleForm key={choice.state} choice={choice} about={about} onDone={close} />,
  };
}

/** 「已答复」 and 「结案」 of a complaint or request, each with a line of words. */
export function useSettleCase(standing: Case): Settling {
  return useChoices(standing.title, [
    ...(standing.state === 'open' ? [{ state: 'answered', needsWords: true, store: (words: string) => settleCase(standing, 'answered', words) } as const] : []),
    ...(standing.state === 'closed' ? [] : [{ state: 'closed', needsWords: standing.state === 'open', asksSatisfaction: standing.kind === 'complaint', store: (words: string, satisfaction: Satisfaction | null) => settleCase(standing, 'closed', words, satisfaction) } as const]),
  ]);
}

/** 「已兑现」 and 「不用了」 of a promise. */
export function useSettleCommitment(standing: Commitment): Settling {
  return useChoices(standing.what, standing.state !== 'open' ? [] : [
    { state: 'kept', needsWords: false, store: (words) => settleCommitment(standing, 'kept', words) },
    { state: 'broken', needsWords: true, store: (words) => settleCommitment(standing, 'broken', words) },
  ]);
}
