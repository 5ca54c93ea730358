import { CheckOutlined, MinusOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { currentStep, guideMarks, jumpToStep, rejectGuide, skipStep, tickStep } from '../../../actions/followGuide.ts';
import type { ChosenGuide } from '../../../../shared/guides/chooseGuide.ts';
import type { GuideStep } from '../../../../shared/guides/guide.ts';
import { useKey } from '../../../keys/useKey.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { ruleWords } from './guideWords.ts';

/** What to say, step by step, with the rule that chose it. Steps are ticked, jumped to, or marked as not applicable. */
export function GuidePanel({ chosen: { guide, because }, draft }: { readonly chosen: ChosenGuide; readonly draft: WrapUpDraft }) {
  const { t } = useTranslation();
  const marks = guideMarks(draft, guide.id);
  const at = currentStep(guide, marks);
  useKey('guide.done', () => { if (at !== null) tickStep(draft, guide.id, at); });
  const why = ruleWords(because);
  return (
    <section className="wb-section wb-guide" data-testid="guide" data-guide={guide.code} aria-label={t('workbench.guide.title')}>
      <header>
        <b className="wb-cut" lang={guide.language}>{guide.name}</b>
        <span className="wb-faint wb-cut" title={t('workbench.guide.rule', { code: guide.code, why })} data-testid="guide-rule">{t('workbench.guide.rule', { code: guide.code, why })}</span>
        <button type="button" className="wb-link" data-testid="guide-reject" onClick={() => { rejectGuide(draft, guide.id, true); }}>{t('workbench.guide.skip')}</button>
      </header>
      <ol lang={guide.language}>
        {guide.steps.map((step, index) => (
          <Step
            key={step.id} step={step} place={index + 1} language={guide.language} isAt={step.id === at} state={marks.skipped.includes(step.id) ? 'skipped' : marks.done.includes(step.id) ? 'done' : 'open'}
            onTick={() => { tickStep(draft, guide.id, step.id); }} onJump={() => { jumpToStep(draft, guide.id, step.id); }} onSkip={() => { skipStep(draft, guide.id, step.id); }}
          />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  readonly step: GuideStep;
  readonly place: number;
  readonly language: 'zh-CN' | 'en';
  readonly isAt: boolean;
  readonly state: 'open' | 'done' | 'skipped';
  readonly onTick: () => void;
  readonly onJump: () => void;
  readonly onSkip: () => void;
}

function Step({ step, place, language, isAt, state, onTick, onJump, onSkip }: StepProps) {
  const { t, i18n } = useTranslation();
  const quote = language === 'en' ? ['“', '”'] : ['「', '」'];
  const row = useRef<HTMLLIElement>(null);
  // The step one is at may lie below the fold of a long guide.
  useEffect(() => { if (isAt) row.current?.scrollIntoView?.({ block: 'nearest' }); }, [isAt]);
  return (
    <li ref={row} className="wb-step" data-state={state} aria-current={isAt ? 'step' : undefined} data-testid="guide-step" data-step={step.id}>
      <button type="button" className="wb-step-tick" aria-pressed={state === 'done'} aria-label={t(state === 'done' ? 'workbench.guide.untick' : 'workbench.guide.tick', { step: step.title })} disabled={state === 'skipped'} onClick={onTick}>
        {state === 'done' ? <CheckOutlined aria-hidden /> : state === 'skipped' ? <MinusOutlined aria-hidden /> : place}
      </button>
      <button type="button" className="wb-step-title" onClick={onJump}>{step.title}</button>
      {!isAt ? null : (
        <div className="wb-step-now">
          {step.say === '' ? null : <blockquote>{quote[0]}{step.say}{quote[1]}</blockquote>}
          <p lang={i18n.language}>
            {state === 'skipped' ? null : <button type="button" className="wb-link" onClick={onTick}>{t(state === 'done' ? 'workbench.guide.notDone' : 'workbench.guide.done')}</button>}
            {state === 'open' ? <ActionKey action="guide.done" /> : null}
            <button type="button" className="wb-link" data-testid="step-skip" onClick={onSkip}>{t(state === 'skipped' ? 'workbench.guide.unskip' : 'workbench.guide.skip')}</button>
          </p>
        </div>
      )}
    </li>
  );
}

/** Guides that were marked as not applicable in this talk, to be taken back. */
export function RejectedGuides({ guides, draft }: { readonly guides: readonly { readonly id: string; readonly code: string; readonly name: string }[]; readonly draft: WrapUpDraft }) {
  const { t } = useTranslation();
  return guides.map(({ id, code, name }) => (
    <p key={id} className="wb-guide-rejected wb-faint" data-testid="guide-rejected">
      {t('workbench.guide.rejected', { code, name })} <button type="button" className="wb-link" onClick={() => { rejectGuide(draft, id, false); }}>{t('workbench.guide.unskip')}</button>
    </p>
  ));
}
