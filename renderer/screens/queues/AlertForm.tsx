import { Input, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertRuleStanding } from '../../../shared/alerts/alertNews.ts';
import { isLeast, isShare, ofQueues } from '../../../shared/alerts/alertRule.ts';
import { floorTiles } from '../../../shared/routing/floorFigures.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { figureOf } from '../../language/figureOf.ts';
import { formatMoment } from '../../language/format.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { type AlertDraft, type AlertField, draftOfAlert, emptyAlert, readAlertDraft, unitOfFigure } from './alertDraft.ts';
import { alertFieldWord } from './changeWords.ts';
import { FormField } from './FormField.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

/** When it was raised and over, newest first. */
function Turns({ figure, turns }: Pick<AlertRuleStanding, 'figure' | 'turns'>): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  return (
    <fieldset className="qs-section">
      <legend>{t('queues.section.turns')}</legend>
      {turns.length === 0 ? <p className="qs-hint">{t('queues.alert.neverRaised')}</p> : (
        <table className="qs-table">
          <thead><tr>{(['when', 'turn', 'value', 'limit'] as const).map((column) => <th key={column} scope="col">{t(`queues.column.${column}`)}</th>)}</tr></thead>
          <tbody>
            {turns.map(({ turn, atMs, value, limit }) => (
              <tr key={`${atMs} ${turn}`} data-testid="alert-turn">
                <td className="qs-nowrap">{formatMoment(atMs, zone, nowMs)}</td>
                <td className={turn === 'raised' ? 'qs-raised' : undefined}>{t(`queues.alert.turn.${turn}`)}</td>
                <td>{value === null ? '–' : figureOf(figure, value)}</td>
                <td>{figureOf(figure, limit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </fieldset>
  );
}

/** When a figure of the floor raises an alert, when that is over, and who is told. */
export function AlertForm({ id, setUp, desk }: { readonly id: string; readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const stored = setUp.alerts.find((each) => each.id === id) ?? null;
  const editing = useEdit<AlertDraft>(`alert:${id}`, stored === null ? emptyAlert : draftOfAlert(stored), versionOf(setUp, 'alert', id));
  const { draft, base, change } = editing;
  const [tried, setTried] = useState(false);
  const read = readAlertDraft(draft);
  const faultOf = (field: AlertField) => (read.ok || (!tried && draft[field] === base[field]) ? null : read.faults[field]);
  const save = (): boolean => {
    setTried(true);
    if (read.ok) void desk.save({ kind: 'alert', id, value: read.value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    return read.ok;
  };
  const number = (field: 'limit' | 'margin' | 'forSeconds' | 'leastCounted', unit: 'callers' | 'seconds' | 'percent' | 'pieces', hint: string, placeholder?: string): ReactNode => (
    <FormField label={alertFieldWord(field)} fault={faultOf(field)} hint={hint}>
      {(ties) => <Input {...ties} className="qs-number" inputMode="numeric" value={draft[field]} placeholder={placeholder} suffix={t(`queues.unit.${unit}`)} onChange={(event) => { change({ [field]: event.target.value }); }} data-testid={`alert-${field}`} />}
    </FormField>
  );
  const unit = unitOfFigure(draft.figure);
  const webhooks = setUp.webhooks.filter((each) => each.active || draft.webhookIds.includes(each.id));
  return (
    <SetUpForm<AlertDraft> kind="alert" id={id} setUp={setUp} desk={desk} editing={editing} fieldWord={alertFieldWord} isNew={stored === null} title={stored?.name ?? t('queues.newAlert')} label={draft.name || t('queues.newAlert')} onSave={save}>
      <fieldset className="qs-section">
        <legend>{t('queues.section.alert')}</legend>
        <div className="qs-grid">
          <FormField label={alertFieldWord('name')} fault={faultOf('name')}>
            {(ties) => <Input {...ties} value={draft.name} onChange={(event) => { change({ name: event.target.value }); }} data-testid="alert-name" />}
          </FormField>
          <FormField label={alertFieldWord('figure')} hint={t(`floor.means.${draft.figure}`)}>
            {(ties) => <Select {...ties} value={draft.figure} onChange={(figure) => { change({ figure }); }} options={floorTiles.map((each) => ({ value: each, label: t(`floor.tile.${each}`) }))} data-testid="alert-figure" />}
          </FormField>
          <FormField label={alertFieldWord('queueId')} hint={ofQueues(draft.figure) ? undefined : t('queues.alert.ofNoQueue')}>
            {(ties) => <Select {...ties} disabled={!ofQueues(draft.figure)} value={ofQueues(draft.figure) ? draft.queueId : ''} onChange={(queueId) => { change({ queueId }); }} options={[{ value: '', label: t('shell.alert.wholeFloor') }, ...setUp.queues.map((queue) => ({ value: queue.id, label: queue.name }))]} />}
          </FormField>
          <FormField label={alertFieldWord('active')} hint={t('queues.alert.activeHint')}>
            {(ties) => <Switch id={ties.id} checked={draft.active} onChange={(active) => { change({ active }); }} />}
          </FormField>
        </div>
      </fieldset>
      <fieldset className="qs-section">
        <legend>{t('queues.section.limit')}</legend>
        <div className="qs-grid">
          {number('limit', unit, t(isLeast(draft.figure) ? 'queues.alert.limitLeast' : 'queues.alert.limitMost'), t('queues.alert.floorTarget'))}
          {number('forSeconds', 'seconds', t('queues.alert.forHint'))}
          {number('margin', unit, t('queues.alert.marginHint'))}
          {isShare(draft.figure) ? number('leastCounted', 'pieces', t('queues.alert.leastHint')) : null}
        </div>
      </fieldset>
      <fieldset className="qs-section">
        <legend>{t('queues.section.tells')}</legend>
        <div className="qs-grid">
          <FormField label={alertFieldWord('tellsSupervisors')} hint={t('queues.alert.tellsHint')}>
            {(ties) => <Switch id={ties.id} checked={draft.tellsSupervisors} onChange={(tellsSupervisors) => { change({ tellsSupervisors }); }} data-testid="alert-tellsSupervisors" />}
          </FormField>
          <FormField label={alertFieldWord('webhookIds')} fault={faultOf('webhookIds')} hint={t('queues.alert.webhookHint')}>
            {(ties) => <Select {...ties} mode="multiple" value={[...draft.webhookIds]} placeholder={t('words.none')} onChange={(webhookIds: string[]) => { change({ webhookIds: [...webhookIds].sort() }); }} options={webhooks.map((each) => ({ value: each.id, label: each.name }))} />}
          </FormField>
        </div>
      </fieldset>
      {stored === null ? null : <Turns figure={stored.figure} turns={stored.turns} />}
    </SetUpForm>
  );
}
