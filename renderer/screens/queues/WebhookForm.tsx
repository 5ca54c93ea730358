import { Button, Input, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookDelivery } from '../../../shared/alerts/webhook.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { webhookFieldWord } from './changeWords.ts';
import { FormField } from './FormField.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';
import { draftOfWebhook, emptyWebhook, newSecret, readWebhookDraft, type WebhookDraft, type WebhookField } from './webhookDraft.ts';

/** What it was told last, and what became of each. */
function Deliveries({ deliveries }: { readonly deliveries: readonly WebhookDelivery[] }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const outcome = ({ state, tries, nextTryAtMs, detail }: WebhookDelivery): string => {
    const why = detail === null ? '' : t('queues.webhook.why', { detail: detail.startsWith('HTTP ') ? detail : t(`queues.webhook.detail.${detail}`, { defaultValue: detail }) });
    switch (state) {
      case 'sent': return t('queues.webhook.sent');
      case 'failed': return t('queues.webhook.failed', { tries }) + why;
      case 'queued': return tries === 0 ? t('queues.webhook.queued') : t('queues.webhook.again', { when: midSentence(formatMoment(nextTryAtMs, zone, nowMs)) }) + why;
    }
  };
  if (deliveries.length === 0) return <p className="qs-hint">{t('queues.webhook.nothingYet')}</p>;
  return (
    <table className="qs-table">
      <thead><tr>{(['when', 'told', 'outcome'] as const).map((column) => <th key={column} scope="col">{t(`queues.column.${column}`)}</th>)}</tr></thead>
      <tbody>
        {deliveries.map((each) => (
          <tr key={each.id} data-testid="webhook-delivery">
            <td className="qs-nowrap">{formatMoment(each.madeAtMs, zone, nowMs)}</td>
            <td>{[t(`queues.webhook.kind.${each.kind}`), each.ruleName ?? ''].filter(Boolean).join(t('words.separator'))}</td>
            <td className={each.state === 'failed' ? 'qs-raised' : undefined}>{outcome(each)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where alerts are told to outside: the address, what signs for it, a trial, and what it was told last. */
export function WebhookForm({ id, setUp, desk }: { readonly id: string; readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const stored = setUp.webhooks.find((each) => each.id === id) ?? null;
  const mayBeHere = useSessionStore((state) => state.session?.demo) === true;
  const editing = useEdit<WebhookDraft>(`webhook:${id}`, stored === null ? emptyWebhook : draftOfWebhook(stored), versionOf(setUp, 'webhook', id));
  const { draft, base, change } = editing;
  const [tried, setTried] = useState(false);
  const read = readWebhookDraft(draft, stored?.secretNumber ?? 0, mayBeHere);
  const faultOf = (field: WebhookField) => (read.ok || (!tried && draft[field] === base[field]) ? null : read.faults[field]);
  const save = (): boolean => {
    setTried(true);
    if (read.ok) void desk.save({ kind: 'webhook', id, value: read.value }, editing.version).then((isStored) => { if (isStored) setTried(false); });
    return read.ok;
  };
  return (
    <SetUpForm<WebhookDraft> kind="webhook" id={id} setUp={setUp} desk={desk} editing={editing} fieldWord={webhookFieldWord} isNew={stored === null} title={stored?.name ?? t('queues.newWebhook')} label={draft.name || t('queues.newWebhook')} onSave={save}>
      <fieldset className="qs-section">
        <legend>{t('queues.section.webhook')}</legend>
        <div className="qs-grid">
          <FormField label={webhookFieldWord('name')} fault={faultOf('name')}>
            {(ties) => <Input {...ties} value={draft.name} onChange={(event) => { change({ name: event.target.value }); }} data-testid="webhook-name" />}
          </FormField>
          <FormField label={webhookFieldWord('active')} hint={t('queues.webhook.activeHint')}>
            {(ties) => <Switch id={ties.id} checked={draft.active} onChange={(active) => { change({ active }); }} />}
          </FormField>
        </div>
        <FormField label={webhookFieldWord('url')} fault={faultOf('url')} hint={t(mayBeHere ? 'queues.webhook.urlHere' : 'queues.webhook.urlHint')}>
          {(ties) => <Input {...ties} value={draft.url} spellCheck={false} onChange={(event) => { change({ url: event.target.value }); }} data-testid="webhook-url" />}
        </FormField>
        <FormField label={webhookFieldWord('secret')} fault={faultOf('secret')} hint={t(draft.secret === '' && stored !== null ? 'queues.webhook.secretKept' : 'queues.webhook.secretHint')}>
          {(ties) => (
            <span className="qs-secret">
              <Input {...ties} value={draft.secret} spellCheck={false} autoComplete="off" onChange={(event) => { change({ secret: event.target.value }); }} data-testid="webhook-secret" />
              <Button onClick={() => { change({ secret: newSecret() }); }} data-testid="webhook-new-secret">{t('queues.webhook.newSecret')}</Button>
            </span>
          )}
        </FormField>
      </fieldset>
      {stored === null ? null : (
        <fieldset className="qs-section">
          <legend>{t('queues.section.deliveries')}</legend>
          <div className="qs-tools">
            <Button disabled={desk.isBusy || desk.isAway || editing.isDirty || !stored.active} onClick={() => { void desk.trial(id); }} data-testid="webhook-trial">{t('queues.webhook.trial')}</Button>
            <span className="qs-hint">{t(editing.isDirty ? 'queues.webhook.saveFirst' : 'queues.webhook.retries')}</span>
          </div>
          <Deliveries deliveries={stored.deliveries} />
        </fieldset>
      )}
    </SetUpForm>
  );
}
