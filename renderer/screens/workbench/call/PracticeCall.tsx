import { ExperimentOutlined } from '@ant-design/icons';
import { Checkbox, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** How a simulated caller behaves, as the practice line names it. */
export const practicePersonas = ['talker', 'silent', 'hang-up-early', 'keys', 'tone:440'] as const;
export type PracticePersona = (typeof practicePersonas)[number];

export interface PracticeRequest {
  /** Null: the caller hides the number. */
  readonly from: string | null;
  readonly dialled: string;
  readonly persona: PracticePersona;
}

/** A household of the demo data, with the 800 number it would dial. */
const USUAL: PracticeRequest = { from: '02161234567', dialled: '8008201234', persona: 'talker' };

/** Demo mode: rings this desk with a simulated caller, so that everything can be tried with nobody on the line. */
export function PracticeCall({ onRing, problem }: { readonly onRing: (request: PracticeRequest) => void; readonly problem: string | null }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(USUAL.from ?? '');
  const [hides, setHides] = useState(false);
  const [persona, setPersona] = useState<PracticePersona>(USUAL.persona);
  const [open, setOpen] = useState(false);
  const ring = (request: PracticeRequest): void => {
    setOpen(false);
    onRing(request);
  };
  return (
    <section className="wb-section wb-stack">
      <div className="wb-practice">
        <button
          type="button" className="wb-plain-big" data-testid="practice-call"
          onClick={() => { ring({ from: hides ? null : from.trim() || USUAL.from, dialled: USUAL.dialled, persona }); }}
        >
          <ExperimentOutlined aria-hidden />{t('workbench.practice.ring')}
        </button>
        <Popover
          open={open} onOpenChange={setOpen} trigger="click" placement="rightBottom" title={t('workbench.practice.who')}
          content={(
            <div className="wb-practice-form">
              <label htmlFor="practice-from">{t('workbench.practice.from')}</label>
              <Input id="practice-from" value={from} disabled={hides} onChange={(event) => { setFrom(event.target.value); }} />
              <Checkbox checked={hides} onChange={(event) => { setHides(event.target.checked); }}>{t('workbench.practice.withheld')}</Checkbox>
              <label htmlFor="practice-persona">{t('workbench.practice.persona')}</label>
              <Select<PracticePersona>
                id="practice-persona" value={persona} onChange={setPersona}
                options={practicePersonas.map((value) => ({ value, label: t(`workbench.practice.personas.${value.replace(':', '-') as 'talker'}`) }))}
              />
              <button type="button" className="wb-plain-big" onClick={() => { ring({ from: hides ? null : from.trim() || USUAL.from, dialled: USUAL.dialled, persona }); }}>{t('workbench.practice.ring')}</button>
            </div>
          )}
        >
          <button type="button" className="wb-chip" aria-label={t('workbench.practice.choose')}>…</button>
        </Popover>
      </div>
      {problem === null ? null : <p className="wb-problem" role="alert">{problem}</p>}
    </section>
  );
}
