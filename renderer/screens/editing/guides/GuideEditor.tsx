import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guide, GuideText } from '../../../../shared/guides/guide.ts';
import { must } from '../../../../shared/language/must.ts';
import type { GuideStanding } from '../../../../shared/sync/guideMessages.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { readGuides, storeGuide } from '../../../actions/editGuides.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { formatMoment } from '../../../language/format.ts';
import { midSentence } from '../../../language/midSentence.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { useNow } from '../../../time/useNow.ts';
import { LineDiff } from '../LineDiff.tsx';
import { refusalWords } from '../refusalWords.ts';
import { fieldOf, formOfGuide, type GuideFault, type GuideForm, guideLines, guideOf } from './guideForm.ts';
import { GuideTry } from './GuideTry.tsx';
import { GuideVersions } from './GuideVersions.tsx';
import { RuleFields } from './RuleFields.tsx';
import { ruleInWords } from './ruleInWords.ts';
import { StepFields } from './StepFields.tsx';

interface Props {
  readonly id: string;
  /** As central has it; null: a new one. */
  readonly standing: GuideStanding | null;
  /** Where a new one begins. */
  readonly begun: GuideText | null;
  readonly others: readonly Guide[];
  readonly isAway: boolean;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onTold: (told: { readonly tone: 'good' | 'bad'; readonly text: string } | null) => void;
  readonly onStored: (state: GuideText['state']) => Promise<void>;
  readonly onBack: () => void;
}

const views = ['write', 'try', 'versions'] as const;
const linesOf = (guide: GuideText): string => guideLines(guide, ruleInWords(guide.rule));

/** One guide: its rule and steps, tried on a situation, its versions. Stored on the version that was on screen. */
export function GuideEditor({ id, standing, begun, others, isAway, onDirty, onTold, onStored, onBack }: Props): ReactNode {
  const { t } = useTranslation();
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const nowMs = useNow(60_000);
  const [base, setBase] = useState<Guide | null>(standing?.guide ?? null);
  const [form, setForm] = useState<GuideForm>(() => formOfGuide(must(standing?.guide ?? begun, 'a guide to begin with')));
  const [view, setView] = useState<(typeof views)[number]>('write');
  const [isBusy, setBusy] = useState(false);
  /** What a colleague has stored meanwhile. */
  const [theirs, setTheirs] = useState<Guide | null>(null);
  const stored = useMemo(() => (base === null ? null : JSON.stringify(formOfGuide(base))), [base]);
  const isDirty = JSON.stringify(form) !== stored;
  const read = useMemo(() => guideOf(form), [form]);
  useEffect(() => { onDirty(isDirty); return () => { onDirty(false); }; }, [isDirty, onDirty]);

  const faultWords = (fault: GuideFault): string => {
    if (fault.kind === 'selling') return fault.step === null ? t('editing.guide.sellsName', { words: fault.words }) : t('editing.guide.sells', { step: fault.step + 1, words: fault.words });
    return fault.step === null ? t('editing.badField', { field: t(`editing.guide.field.${fault.field}`) }) : t('editing.guide.badStep', { step: fault.step + 1 });
  };
  const refusedWords = (outcome: Exclude<Awaited<ReturnType<typeof storeGuide>>, { readonly ok: true }>): string => {
    if (outcome.detail === 'guide.code') return t('editing.guide.codeTaken');
    if (outcome.detail === 'guide.ownerAgentId') return t('editing.guide.ownerGone');
    // What a newer central finds and this desktop does not: the step it names.
    if (outcome.refusal === 'refused' && outcome.detail?.startsWith('guide.')) return faultWords({ kind: 'field', ...fieldOf(outcome.detail) });
    return outcome.refusal === 'refused' && outcome.detail === 'base' ? t('editing.refused.edited-meanwhile') : refusalWords(outcome);
  };
  const store = async (on: number, state: GuideText['state']): Promise<void> => {
    if (isBusy) return;
    const now = guideOf({ ...form, state });
    if (!now.ok) { onTold({ tone: 'bad', text: faultWords(now.fault) }); return; }
    setBusy(true);
    onTold(null);
    const outcome = await storeGuide(id, { guide: now.guide, base: on });
    if (outcome.ok) {
      setBase(outcome.value);
      setForm(formOfGuide(outcome.value));
      setTheirs(null);
      await onStored(outcome.value.state);
      onTold({ tone: 'good', text: t(state === 'retired' ? 'editing.guide.isRetired' : 'editing.guide.saved') });
    } else {
      onTold({ tone: 'bad', text: refusedWords(outcome) });
      if (outcome.detail === 'base') {
        const found = await readGuides();
        if (found.ok) setTheirs(found.value.find(({ guide }) => guide.id === id)?.guide ?? null);
      }
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && event.ctrlKey) void store(base?.version ?? 0, form.state);
    else if (event.key === 'Escape') onBack();
    else return;
    event.preventDefault();
  };
  const other = form.state === 'published' ? 'retired' : 'published';
  const mayNot = isAway || isBusy || theirs !== null;

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter stores from anywhere inside, Esc goes back to the list.
    <div className="ed-editor" onKeyDown={onKeyDown}>
      <header className="ed-head">
        <div className="ed-views" role="tablist">
          {views.map((each) => <button key={each} type="button" role="tab" aria-selected={view === each} data-testid={`guide-view-${each}`} onClick={() => { setView(each); }}>{t(`editing.guide.view.${each}`)}</button>)}
        </div>
        <span className="ed-faint ed-cut">{base === null ? t('editing.guide.isNew') : [`v${String(base.version)}`, formatMoment(base.updatedAtMs, zone, nowMs)].join(t('words.separator'))}</span>
        <span className="ed-deeds">
          {base === null ? null : <Button size="small" danger={other === 'retired'} disabled={mayNot} onClick={() => { void store(base.version, other); }} data-testid={`guide-${other}`}>{t(`editing.guide.move.${other}`)}</Button>}
          <Button size="small" type="primary" disabled={mayNot || !isDirty} loading={isBusy} onClick={() => { void store(base?.version ?? 0, form.state); }} data-testid="guide-save">{t('editing.guide.save')} <kbd>{t('merges.key')}</kbd></Button>
        </span>
      </header>
      {theirs === null ? null : (
        <section className="ed-clash" role="alert" data-testid="guide-clash">
          <p>{t('editing.guide.clash', { version: theirs.version, when: midSentence(formatMoment(theirs.updatedAtMs, zone, nowMs)) })}</p>
          <LineDiff before={linesOf(theirs)} after={read.ok ? linesOf(read.guide) : ''} />
          <p className="ed-deeds">
            <Button size="small" disabled={isBusy} onClick={() => { void store(theirs.version, form.state); }} data-testid="clash-mine">{t('editing.clashMine')}</Button>
            <Button size="small" disabled={isBusy} onClick={() => { setBase(theirs); setForm(formOfGuide(theirs)); setTheirs(null); onTold(null); }} data-testid="clash-theirs">{t('editing.clashTheirs')}</Button>
          </p>
        </section>
      )}
      {!read.ok && read.fault.kind === 'selling' ? <p className="ed-told ed-told-bad" role="alert" data-testid="guide-sells">{faultWords(read.fault)}</p> : null}
      {view === 'write' ? (
        <div className="ed-fields">
          <RuleFields form={form} onChange={setForm} />
          <StepFields steps={form.steps} marks={standing?.notApplicable ?? []} onChange={(steps) => { setForm({ ...form, steps }); }} />
        </div>
      ) : view === 'try' ? (read.ok ? <GuideTry guide={{ ...read.guide, id, version: base?.version ?? 1, updatedAtMs: nowMs }} others={others.filter((each) => each.id !== id)} zone={zone} nowMs={nowMs} /> : <p className="ed-empty">{faultWords(read.fault)}</p>)
        : <GuideVersions id={id} version={base?.version ?? 0} textOf={linesOf} zone={zone} nowMs={nowMs} />}
    </div>
  );
}
