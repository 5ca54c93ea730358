import { Input, Select, Switch } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkList } from '../../../shared/callbacks/workList.ts';
import { type Tier, tiers } from '../../../shared/customers/customer.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { lastChange } from '../queues/changeWords.ts';
import { FormField } from '../queues/FormField.tsx';
import { LastChange } from '../queues/LastChange.tsx';
import { SaveBar } from '../queues/SaveBar.tsx';
import { useEdit } from '../queues/useEdit.ts';
import type { SetUpDesk } from '../queues/useSetUp.ts';
import { type PreviewNow, useListPreview } from './useListPreview.ts';
import { draftOfList, type Figure, figuresOf, hasTiers, readListDraft, type WorkListDraft, type WorkListField } from './workListDraft.ts';
import { conditionWords, listFieldWord, listWord } from './workListWords.ts';

/** What switching it on, or running it with these figures, comes to. */
function PreviewLines({ preview, isOn }: { readonly preview: PreviewNow; readonly isOn: boolean }): ReactNode {
  const { t } = useTranslation();
  if (preview === 'asking') return <p className="qs-hint" role="status">{t('plans.preview.asking')}</p>;
  if (preview === null) return <p className="qs-hint" role="status">{t('plans.preview.unknown')}</p>;
  const { matching, entering, heldBack, leaving, examples } = preview;
  return (
    <div data-testid="list-preview">
      <p role="status"><b>{t(isOn ? 'plans.preview.wouldOn' : 'plans.preview.wouldOff', { entering })}</b></p>
      <ul className="pl-counts">
        <li>{t('plans.preview.matching', { matching })}</li>
        {heldBack > 0 ? <li>{t('plans.preview.heldBack', { heldBack })}</li> : null}
        {leaving > 0 ? <li>{t('plans.preview.leaving', { leaving })}</li> : null}
      </ul>
      {examples.length === 0 ? null : (
        <>
          <p className="qs-hint">{t('plans.preview.examples')}</p>
          <ul className="pl-examples">{examples.map((example) => <li key={example}>{example}</li>)}</ul>
        </>
      )}
    </div>
  );
}

/** One work list: its conditions in words, what it would do now, whether it runs, and its figures. */
export function WorkListForm({ list, setUp, desk }: { readonly list: WorkList; readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const { id, rule } = list;
  const version = versionOf(setUp, 'work-list', id);
  const editing = useEdit<WorkListDraft>(`work-list:${id}`, draftOfList(list), version);
  const { draft, base, change } = editing;
  const [tried, setTried] = useState(false);
  const read = readListDraft(rule, draft);
  const preview = useListPreview(id, read.ok ? read.value : null, `${version} ${list.ranAtMs} ${list.open}`);
  const faultOf = (field: WorkListField) => (read.ok || (!tried && JSON.stringify(draft[field]) === JSON.stringify(base[field])) ? null : read.faults[field]);
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    setTried(true);
    if (read.ok) void desk.save({ kind: 'work-list', id, value: read.value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    else requestAnimationFrame(() => { form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(); });
  };
  const number = (field: Figure | 'mostOpen', hint?: string): ReactNode => (
    <FormField key={field} label={listFieldWord(field)} fault={faultOf(field)} hint={hint}>
      {(ties) => <Input {...ties} className="qs-number" inputMode="numeric" value={draft[field]} suffix={t(field === 'mostOpen' ? 'plans.unit.households' : field === 'fromWeek' || field === 'toWeek' ? 'plans.unit.weeks' : 'queues.unit.days')} onChange={(event) => { change({ [field]: event.target.value }); }} data-testid={`list-${field}`} />}
    </FormField>
  );
  const name = listWord(rule);
  return (
    <form className="qs-form" onSubmit={save} aria-label={name} noValidate>
      <header className="qs-head"><h2 className="qs-cut">{name}</h2><LastChange change={lastChange(setUp, 'work-list', id)} setUp={setUp} isBusy={desk.isBusy || desk.isAway} onUndo={(last) => { void desk.undo('work-list', id, last.version); }} /></header>
      <div className="qs-body">
        <fieldset className="qs-section">
          <legend>{t('plans.section.who')}</legend>
          <p className="pl-when" data-testid="list-when">{conditionWords(read.ok ? { rule, conditions: read.value.conditions } : list)}</p>
          <p className="qs-hint">{t('plans.reason', { reason: t(`words.permission.${list.permissionReason}`) })}</p>
        </fieldset>
        <fieldset className="qs-section">
          <legend>{t('plans.section.now')}</legend>
          <p>{[t('plans.open', { count: list.open }), list.ranAtMs === null ? t('plans.neverRan') : t('plans.ranAt', { time: midSentence(formatMoment(list.ranAtMs, zone, nowMs)) })].join(t('words.separator'))}</p>
          <PreviewLines preview={preview} isOn={base.active} />
        </fieldset>
        <fieldset className="qs-section">
          <legend>{t('plans.section.figures')}</legend>
          <p className="pl-switch">
            <Switch checked={draft.active} onChange={(active) => { change({ active }); }} aria-label={t('plans.field.active')} data-testid="list-active" />
            <span>{t(draft.active ? 'plans.on' : 'plans.off')}</span>
          </p>
          <div className="qs-grid">
            {figuresOf[rule].map((figure) => number(figure))}
            {hasTiers(rule) ? (
              <FormField label={listFieldWord('tiers')} fault={faultOf('tiers')}>
                {(ties) => <Select<Tier[]> {...ties} mode="multiple" value={[...draft.tiers]} onChange={(chosen) => { change({ tiers: tiers.filter((tier) => chosen.includes(tier)) }); }} options={tiers.map((tier) => ({ value: tier, label: t(`words.tier.${tier}`) }))} />}
              </FormField>
            ) : null}
            {number('mostOpen', t('plans.hint.mostOpen'))}
          </div>
        </fieldset>
      </div>
      <SaveBar<WorkListDraft> editing={editing} last={lastChange(setUp, 'work-list', id)} fieldWord={listFieldWord} isBusy={desk.isBusy} isAway={desk.isAway} isNew={false} />
    </form>
  );
}
