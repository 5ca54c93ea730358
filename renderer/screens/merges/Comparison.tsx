import { SwapOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeComparison, MergeRequest } from '../../../shared/imports/mergeMessages.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { Chip } from '../../components/Chip.tsx';
import { isComposing } from '../../keys/isComposing.ts';
import { familyNames, familyOf } from '../../language/familyNames.ts';
import { formatDay, formatNumber } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { personWords } from '../customers/householdWords.ts';
import { FieldRows } from './FieldRows.tsx';
import { choiceWith, consequencesOf, proposeChoice, requestOf, sidesOf } from './mergeChoice.ts';
import { childFieldsShown, childLine, consequenceWords, personFields } from './mergeWords.ts';
import { SamePeople } from './SamePeople.tsx';

interface Props {
  readonly compared: MergeComparison;
  readonly isBusy: boolean;
  /** Central is away: nothing can be decided. */
  readonly isAway: boolean;
  readonly nowMs: number;
  readonly onMerge: (request: MergeRequest) => void;
  readonly onDismiss: () => void;
  readonly onBack: () => void;
}

function Head({ file, nowMs, side }: { readonly file: HouseholdFile; readonly nowMs: number; readonly side: 'stays' | 'goes' }): ReactNode {
  const { t } = useTranslation();
  const { household } = file;
  return (
    <div className={`mg-head mg-head-${side}`}>
      <span className="mg-role">{t(`merges.side.${side}`)}</span>
      <b className="mg-cut" title={household.name}>{household.name}</b>
      <span className="mg-faint mg-cut">{t('merges.side.since', { day: midSentence(formatDay(household.createdAtMs, household.zone, nowMs)), count: file.interactionCount })}</span>
    </div>
  );
}

/** Two households side by side: what stays, who is the same, and what becomes of the rest, in words before anybody presses. */
export function Comparison({ compared, isBusy, isAway, nowMs, onMerge, onDismiss, onBack }: Props): ReactNode {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(() => proposeChoice(compared));
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => { body.current?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"], button')?.focus(); }, []);
  const sides = sidesOf(compared, choice.keep);
  const { kept, absorbed } = sides;
  const [keptName, absorbedName] = familyNames(familyOf(kept), familyOf(absorbed));
  const name = choice.take.includes('name') ? absorbed.household.name : keptName;
  const numbers = (file: HouseholdFile): string => file.phones.map((phone) => formatNumber(phone.number)).join(t('words.separator')) || t('merges.empty');
  const merge = (): void => { if (!isBusy && !isAway) onMerge(requestOf(compared, choice)); };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && event.ctrlKey) merge();
    else if (event.key === 'Escape') onBack();
    else return;
    event.preventDefault();
  };
  return (
    <section className="mg-compare" aria-label={t('merges.compare', { a: keptName, b: absorbedName })} onKeyDown={onKeyDown} data-testid="merge-compare">
      <p className="mg-why">
        {t('merges.why')} {compared.reasons.map((reason) => <Chip key={reason} tone="soon">{t(`merges.reason.${reason}`)}</Chip>)}
        <Button size="small" className="mg-push" icon={<SwapOutlined />} onClick={() => { setChoice(choiceWith(compared, choice.keep === 'a' ? 'b' : 'a')); }} data-testid="merge-swap">{t('merges.swap')}</Button>
      </p>
      <div className="mg-table" ref={body}>
        <div className="mg-row mg-row-head"><span /><Head file={kept} nowMs={nowMs} side="stays" /><Head file={absorbed} nowMs={nowMs} side="goes" /></div>
        <FieldRows sides={sides} choice={choice} onTake={(take) => { setChoice({ ...choice, take }); }} />
        <SamePeople what="people" kept={kept.customers} absorbed={absorbed.customers} pairs={choice.people} wordsOf={personWords} fieldsOf={personFields} onPairs={(people) => { setChoice({ ...choice, people }); }} />
        <SamePeople what="children" kept={kept.children} absorbed={absorbed.children} pairs={choice.children} wordsOf={childLine} fieldsOf={childFieldsShown} onPairs={(children) => { setChoice({ ...choice, children }); }} />
        <div className="mg-row"><span className="mg-label">{t('merges.numbers')}</span><span className="mg-wrap">{numbers(kept)}</span><span className="mg-wrap">{numbers(absorbed)}</span></div>
      </div>
      <footer className="mg-foot">
        <div className="mg-becomes" data-testid="merge-becomes">
          <b>{t('merges.becomes.title', { absorbed: absorbedName, name })}</b>
          <ul>{consequenceWords(consequencesOf(sides, choice, nowMs), name).map((sentence) => <li key={sentence}>{sentence}</li>)}<li>{t('merges.becomes.undo')}</li></ul>
        </div>
        <div className="mg-buttons">
          <Button type="primary" size="large" loading={isBusy} disabled={isAway} onClick={merge} data-testid="merge-do">{t('merges.do')}<span className="mg-key">{t('merges.key')}</span></Button>
          <Button size="large" disabled={isBusy || isAway} onClick={onDismiss} data-testid="merge-dismiss">{t('merges.dismiss')}</Button>
          <span className="mg-faint">{isAway ? t('merges.away') : t('merges.dismissHow')}</span>
        </div>
      </footer>
    </section>
  );
}
