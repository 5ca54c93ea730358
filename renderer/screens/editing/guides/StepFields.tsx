import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuideStep } from '../../../../shared/guides/guide.ts';
import type { GuideStanding } from '../../../../shared/sync/guideMessages.ts';
import { newId } from '../../../localdb/newId.ts';

const MOST_STEPS = 12;

interface Props {
  readonly steps: readonly GuideStep[];
  /** What agents marked as not applicable in the last 30 days. */
  readonly marks: GuideStanding['notApplicable'];
  readonly onChange: (steps: readonly GuideStep[]) => void;
}

/** What is said and done, in order. A step keeps its id wherever it goes: what was counted of it stays with it. */
export function StepFields({ steps, marks, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const whole = marks.find(({ stepId }) => stepId === null)?.count ?? 0;
  const set = (place: number, patch: Partial<GuideStep>): void => { onChange(steps.map((step, at) => (at === place ? { ...step, ...patch } : step))); };
  const move = (place: number, by: number): void => {
    const next = [...steps];
    next.splice(place + by, 0, ...next.splice(place, 1));
    onChange(next);
  };
  return (
    <section className="ed-wide ed-steps" aria-label={t('editing.guide.steps')}>
      <p className="ed-part">{t('editing.guide.steps')}{whole > 0 ? <span className="ed-marked" data-testid="guide-marked">{t('editing.guide.wholeMarked', { count: whole })}</span> : null}</p>
      <ol>
        {steps.map((step, place) => {
          const count = marks.find(({ stepId }) => stepId === step.id)?.count ?? 0;
          return (
            <li key={step.id} data-testid="guide-step-fields">
              <span className="ed-step-number">{place + 1}</span>
              <div className="ed-step-words">
                <Input aria-label={t('editing.guide.stepTitle', { step: place + 1 })} value={step.title} maxLength={60} onChange={(event) => { set(place, { title: event.target.value }); }} data-testid="step-title" />
                <Input.TextArea aria-label={t('editing.guide.stepSay', { step: place + 1 })} placeholder={t('editing.guide.sayNothing')} autoSize={{ minRows: 1, maxRows: 4 }} value={step.say} maxLength={300} onChange={(event) => { set(place, { say: event.target.value }); }} data-testid="step-say" />
                {count > 0 ? <span className="ed-marked" data-testid="step-marked">{t('editing.guide.stepMarked', { count })}</span> : null}
              </div>
              <span className="ed-step-deeds">
                <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={t('editing.guide.up', { step: place + 1 })} disabled={place === 0} onClick={() => { move(place, -1); }} />
                <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={t('editing.guide.down', { step: place + 1 })} disabled={place === steps.length - 1} onClick={() => { move(place, 1); }} />
                <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('editing.guide.dropStep', { step: place + 1 })} disabled={steps.length === 1} onClick={() => { onChange(steps.filter((_, at) => at !== place)); }} />
              </span>
            </li>
          );
        })}
      </ol>
      <Button size="small" icon={<PlusOutlined aria-hidden />} disabled={steps.length >= MOST_STEPS} onClick={() => { onChange([...steps, { id: newId(), title: '', say: '' }]); }} data-testid="step-add">{t('editing.guide.addStep')}</Button>
    </section>
  );
}
