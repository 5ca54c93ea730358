import { Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seesCustomers } from '../../../../shared/agents/roleRights.ts';
import { languages } from '../../../../shared/customers/customer.ts';
import { type ChosenGuide, chooseGuide, type TalkSituation, unmetOf } from '../../../../shared/guides/chooseGuide.ts';
import { type Guide, guidePurposes } from '../../../../shared/guides/guide.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { clockOf, ruleWords } from '../../workbench/assist/guideWords.ts';
import { FamilyPicker } from './FamilyPicker.tsx';
import { minuteOf } from './guideForm.ts';

interface Props {
  /** As it stands on screen, stored or not. */
  readonly guide: Guide;
  readonly others: readonly Guide[];
  readonly zone: string;
  readonly nowMs: UtcMs;
}

const MOST_SHOWN = 5;

/** Guides that fit a talk, the one that is chosen first. */
function inOrder(guides: readonly Guide[], talk: TalkSituation): readonly ChosenGuide[] {
  const found: ChosenGuide[] = [];
  let left = guides;
  while (found.length < MOST_SHOWN) {
    const chosen = chooseGuide(left, talk);
    if (chosen === null) break;
    found.push(chosen);
    left = left.filter(({ id }) => id !== chosen.guide.id);
  }
  return found;
}

/** A situation, set by hand or taken from a family: which guide it gets, because of what, and what this one lacks. */
export function GuideTry({ guide, others, zone, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const role = useSessionStore((state) => state.session?.agent.role);
  const [talk, setTalk] = useState<TalkSituation>(() => ({
    purpose: guide.rule.purposes[0] ?? 'question', months: guide.rule.stage === null ? [] : [guide.rule.stage.fromMonth], language: guide.rule.languages[0] ?? (guide.language === 'en' ? 'english' : 'putonghua'),
    city: guide.rule.cities[0] ?? null, minuteOfDay: guide.rule.hours?.fromMinute ?? localClock(nowMs, zone).minuteOfDay,
  }));
  const [time, setTime] = useState(() => clockOf(talk.minuteOfDay));
  const [family, setFamily] = useState<string | null>(null);
  const set = (patch: Partial<TalkSituation>): void => { setTalk({ ...talk, ...patch }); };
  const fitting = inOrder([guide, ...others], talk);
  const [winner, ...after] = fitting;
  const isThis = winner?.guide.id === guide.id;
  const unmet = unmetOf(guide, talk);
  const own = isThis ? null : guide.state === 'retired' ? t('editing.guide.tryRetired')
    : unmet.length > 0 ? t('editing.guide.tryUnmet', { what: unmet.map((key) => t(`editing.guide.condition.${key}`)).join(t('editing.guide.and')) })
    : t('editing.guide.tryBeaten', { code: winner?.guide.code ?? '', why: ruleWords(winner?.because ?? []) });
  return (
    <div className="ed-try" data-testid="guide-try">
      <div className="ed-fields ed-try-fields">
        {role !== undefined && seesCustomers(role) ? (
          <div className="ed-field ed-wide">
            <span>{t('editing.guide.family')}</span>
            <FamilyPicker zone={zone} nowMs={nowMs} onPick={(picked) => { setTalk({ ...talk, ...picked.talk }); setTime(clockOf(picked.talk.minuteOfDay)); setFamily(picked.name); }} />
            {family === null ? null : <span className="ed-faint" data-testid="try-family">{t('editing.guide.asFamily', { name: family })}</span>}
          </div>
        ) : null}
        <div className="ed-field">
          <span>{t('editing.guide.field.purposes')}</span>
          <Select aria-label={t('editing.guide.field.purposes')} value={talk.purpose} onChange={(purpose) => { set({ purpose }); }} options={guidePurposes.map((value) => ({ value, label: t(`workbench.guide.purpose.${value}`) }))} />
        </div>
        <div className="ed-field">
          <span>{t('editing.guide.tryMonths')}</span>
          <InputNumber aria-label={t('editing.guide.tryMonths')} min={-10} max={72} placeholder={t('words.unknown')} value={talk.months.length > 1 ? null : (talk.months[0] ?? null)} onChange={(month) => { set({ months: month === null ? [] : [month] }); }} data-testid="try-months" />
          {talk.months.length > 1 ? <span className="ed-faint">{t('editing.guide.tryBoth', { months: talk.months.join(t('editing.guide.and')) })}</span> : null}
        </div>
        <div className="ed-field">
          <span>{t('editing.guide.field.languages')}</span>
          <Select aria-label={t('editing.guide.field.languages')} value={talk.language} onChange={(language) => { set({ language }); }} options={languages.map((value) => ({ value, label: t(`words.language.${value}`) }))} />
        </div>
        <div className="ed-field">
          <span>{t('editing.guide.field.cities')}</span>
          <Input aria-label={t('editing.guide.field.cities')} placeholder={t('words.unknown')} value={talk.city ?? ''} onChange={(event) => { set({ city: event.target.value.trim() === '' ? null : event.target.value.trim() }); }} />
        </div>
        <div className="ed-field">
          <span>{t('editing.guide.tryHour')}</span>
          <Input aria-label={t('editing.guide.tryHour')} maxLength={5} value={time} status={minuteOf(time) === null ? 'error' : ''} onChange={(event) => { setTime(event.target.value); const minuteOfDay = minuteOf(event.target.value); if (minuteOfDay !== null) set({ minuteOfDay }); }} />
        </div>
      </div>
      <section className="ed-try-found" aria-live="polite">
        <p className={isThis ? 'ed-told ed-told-good' : 'ed-told ed-told-away'} data-testid="try-winner">
          {winner === undefined ? t('editing.guide.tryNone') : t('editing.guide.tryWinner', { code: winner.guide.code, name: winner.guide.name, why: ruleWords(winner.because) })}
        </p>
        {own === null ? null : <p className="ed-try-own" data-testid="try-own">{own}</p>}
        {after.length === 0 ? null : (
          <>
            <p className="ed-part">{t('editing.guide.tryAfter')}</p>
            <ol>
              {after.map(({ guide: { id, code, name, language }, because }) => <li key={id}><span className="ed-code">{code}</span> <b lang={language}>{name}</b> <span className="ed-faint">{ruleWords(because)}</span></li>)}
            </ol>
          </>
        )}
      </section>
    </div>
  );
}
