import { Button, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import { addressesOf } from '../../../shared/messages/addressesOf.ts';
import { mayWrite } from '../../../shared/messages/mayWrite.ts';
import type { MessageChannel, MessageTemplate } from '../../../shared/messages/messageTemplate.ts';
import { fillTemplate, placeholdersIn, type PlaceholderValues } from '../../../shared/messages/placeholders.ts';
import { asContent, templateValues } from '../../../shared/messages/templateValues.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { sendMessage } from '../../actions/sendMessage.ts';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { formatAgreed, formatNumber } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useAnswerTitled, useTemplates } from '../../localdb/useQuery.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { DayTimePicker } from '../callbacks/DayTimePicker.tsx';
import { useSending } from '../callbacks/useSending.ts';
import { personOf, personWords } from '../customers/householdWords.ts';
import { refusalSentence } from './messageWords.ts';
import './messages.css';

export interface MessageDialogProps {
  readonly file: HouseholdFile;
  readonly customerId: string | null;
  readonly callbackId: string | null;
  readonly session: DeskSession;
  readonly configured: readonly MessageChannel[];
  readonly onClose: () => void;
}

const MOST_CONTENT = 300;

/** What they like to be written to by and can be; else what does not go against their word. */
function bestChannel(file: HouseholdFile, customerId: string, configured: readonly MessageChannel[]): MessageChannel {
  const attitude = personOf(file, customerId)?.channelAttitude ?? {};
  const rank = (channel: MessageChannel): number => (addressesOf(file, customerId, channel).length === 0 ? 3 : attitude[channel] === 'refuse' ? 2 : attitude[channel] === 'prefer' ? 0 : 1);
  return [...configured].sort((a, b) => rank(a) - rank(b))[0] ?? 'sms';
}

/** Published ones of a channel, those in the person's language first. */
function offered(templates: readonly MessageTemplate[], channel: MessageChannel, isEnglish: boolean): readonly MessageTemplate[] {
  const wanted = isEnglish ? 'en' : 'zh-CN';
  return templates.filter((each) => each.channel === channel).sort((a, b) => Number(b.language === wanted) - Number(a.language === wanted) || a.name.localeCompare(b.name, 'zh-CN'));
}

/** An SMS of more than 70 characters goes, and is paid, in parts of 67; in plain Latin letters of 160 and 153. */
function smsParts(text: string): number {
  const isPlain = /^[\x20-\x7e\n]*$/.test(text);
  const [one, part] = isPlain ? [160, 153] : [70, 67];
  return text.length <= one ? 1 : Math.ceil(text.length / part);
}

/** Who, by what, which template, what is put in, when; and the text as it will be read, before anybody presses. */
export function MessageDialog({ file, customerId, callbackId, session, configured, onClose }: MessageDialogProps): ReactNode {
  const { t } = useTranslation();
  const { policy, agent } = session;
  const nowMs = useNow(15_000);
  const zone = file.household.zone;
  const all = useTemplates();
  const [person, setPerson] = useState(() => personOf(file, customerId)?.id ?? file.customers[0]?.id ?? '');
  const [by, setBy] = useState<MessageChannel | null>(null);
  const channel = by ?? bestChannel(file, person, configured);
  const [chosen, setChosen] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const [typed, setTyped] = useState<PlaceholderValues>({});
  const [atMs, setAtMs] = useState<UtcMs | null>(null);
  const [isLater, setLater] = useState(false);
  const [isStored, setStored] = useState(false);
  const { problem, isSending, send } = useSending(() => { setStored(true); });

  const templates = offered(all ?? [], channel, personOf(file, person)?.language === 'english');
  /** The promise of an answer the message would keep. */
  const promised = file.callbacks.find((each) => each.id === callbackId && each.state === 'open' && each.permissionReason === 'answer-promised') ?? null;
  const template = templates.find((each) => each.id === chosen) ?? (promised === null ? undefined : templates.find((each) => each.reason === 'answer' && each.language === templates[0]?.language)) ?? templates[0] ?? null;
  const answer = useAnswerTitled(promised?.purpose ?? null);
  const addresses = addressesOf(file, person, channel);
  const address = addresses.find((each) => each === picked) ?? addresses[0] ?? '';
  const open = template === null ? [] : placeholdersIn(`${template.subject ?? ''}${template.body}`);
  // What is filled in by itself first, what the agent writes below it.
  const wanted = [...open].sort((a, b) => Number(a === 'content') - Number(b === 'content'));
  const theirs = file.callbacks.filter((each) => each.state === 'open' && (each.customerId === null || each.customerId === person));
  const next = theirs.find((each) => each.id === callbackId) ?? theirs[0] ?? null;
  const agreed = template !== null && next !== null && (template.reason === 'agreed' || wanted.includes('agreed-time')) ? next : null;
  const values: PlaceholderValues = template === null ? {} : { ...templateValues(file, person, agreed, agent.name, template.language), ...(promised === null || answer === null ? {} : { content: asContent(answer.say) }), ...typed };
  const filled = template === null ? null : fillTemplate(template, values);
  const judgeAt = (presentMs: UtcMs) => (template === null ? null : mayWrite({
    file, customerId: person, channel, address, reason: template.reason, agreed: agreed === null ? null : { callbackId: agreed.id, dueAtMs: agreed.dueAtMs },
    sendAtMs: isLater ? (atMs ?? presentMs) : presentMs, configured, nowMs: presentMs, hours: policy,
  }));
  const judged = judgeAt(nowMs);
  const isReady = filled?.ok === true && judged?.ok === true && (!isLater || atMs !== null);

  const submit = (): void => {
    const presentMs = deskClock.now();
    // Judged again at the very moment: the minute on screen may be over.
    if (template === null || filled?.ok !== true || judgeAt(presentMs)?.ok !== true || (isLater && atMs === null)) return;
    send(() => sendMessage({
      householdId: file.household.id, customerId: person, channel, address, subject: filled.value.subject, text: filled.value.text, sendAtMs: isLater && atMs !== null ? atMs : presentMs,
      templateId: template.id, templateVersion: template.version, values: Object.fromEntries(wanted.map((each) => [each, values[each] ?? ''])),
      agreed: agreed === null ? null : { callbackId: agreed.id, dueAtMs: agreed.dueAtMs },
      ...(promised !== null && template.reason === 'answer' ? { answersCallbackId: promised.id } : {}),
    }));
  };

  const goesAtMs = judged?.ok === true ? judged.goesAtMs : null;
  const when = goesAtMs === null ? null
    : goesAtMs > Math.max(nowMs, isLater ? (atMs ?? 0) : 0) ? t('messages.quiet', { time: midSentence(formatAgreed(goesAtMs, zone, nowMs)) })
      : isLater && atMs !== null ? t('messages.goesAt', { time: midSentence(formatAgreed(goesAtMs, zone, nowMs)) }) : t('messages.goesNow');
  return (
    <Modal open onCancel={onClose} footer={null} width={600} title={t('messages.title', { name: file.household.name })} destroyOnHidden data-testid="message-dialog">
      {isStored ? (
        <div className="ms-form">
          <p role="status" className="ms-good" data-testid="message-stored">{t('messages.stored')}</p>
          <p className="ms-buttons"><Button type="primary" autoFocus onClick={onClose} data-testid="message-close">{t('messages.close')}</Button></p>
        </div>
      ) : (
        <form className="ms-form" onSubmit={(event) => { event.preventDefault(); submit(); }} aria-label={t('messages.open')}>
          <div className="ms-row">
            <span className="ms-label">{t('messages.who')}
              <Select<string> value={person} aria-label={t('messages.who')} onChange={(id) => { setPerson(id); setPicked(null); setTyped({}); }} options={file.customers.map((each) => ({ value: each.id, label: personWords(each) }))} />
            </span>
            <span className="ms-label">{t('messages.by')}
              <ChoiceBar<MessageChannel> value={channel} onChange={(one) => { setBy(one); setPicked(null); setChosen(null); }} aria-label={t('messages.by')} options={configured.map((each) => ({ value: each, label: t(`words.channel.${each}`) }))} />
            </span>
            <span className="ms-label ms-grow">{t(channel === 'sms' ? 'messages.number' : 'messages.address')}
              <Select<string> value={address === '' ? null : address} aria-label={t(channel === 'sms' ? 'messages.number' : 'messages.address')} placeholder={t('messages.noAddress')} disabled={addresses.length < 2} onChange={setPicked} options={addresses.map((each) => ({ value: each, label: channel === 'sms' ? formatNumber(each) : each }))} />
            </span>
          </div>
          <span className="ms-label">{t('messages.template')}
            <Select<string> value={template?.id ?? null} aria-label={t('messages.template')} placeholder={t('messages.noTemplates')} disabled={templates.length === 0} onChange={(id) => { setChosen(id); setTyped({}); }} options={templates.map((each) => ({ value: each.id, label: `${each.name}${t('words.separator')}${t(`messages.reason.${each.reason}`)}` }))} />
          </span>
          {wanted.length === 0 ? null : (
            <div className="ms-values">
              {wanted.map((each) => (
                <span key={each} className={each === 'content' ? 'ms-label ms-whole' : 'ms-label'}>{t(`messages.placeholder.${each}`)}
                  <Input
                    aria-label={t(`messages.placeholder.${each}`)} value={values[each] ?? ''} maxLength={each === 'content' ? MOST_CONTENT : 60} readOnly={each === 'agreed-time'} status={(values[each] ?? '').trim() === '' ? 'warning' : ''} placeholder={each === 'agreed-time' ? t('messages.noCallback') : ''}
                    onChange={(event) => { setTyped({ ...typed, [each]: event.target.value }); }} data-testid={`message-value-${each}`}
                  />
                </span>
              ))}
            </div>
          )}
          <section className="ms-preview" aria-label={t('messages.preview')} aria-live="polite" data-testid="message-preview">
            <h3>{t('messages.preview')}{filled?.ok === true && channel === 'sms' ? <span>{t('messages.length', { count: smsParts(filled.value.text), letters: filled.value.text.length })}</span> : null}</h3>
            {filled === null ? <p className="ms-faint">{t('messages.noTemplates')}</p>
              : filled.ok ? <>{filled.value.subject === null ? null : <p><b>{filled.value.subject}</b></p>}<p>{filled.value.text}</p></>
                : <p className="ms-faint">{t('messages.missing', { what: filled.missing.map((each) => t(`messages.placeholder.${each}`)).join(t('words.separator')) })}</p>}
          </section>
          <div className="ms-row">
            <span className="ms-label">{t('messages.when')}
              <ChoiceBar<'now' | 'later'> value={isLater ? 'later' : 'now'} onChange={(one) => { setLater(one === 'later'); }} aria-label={t('messages.when')} options={[{ value: 'now', label: t('messages.now') }, { value: 'later', label: t('messages.later') }]} />
            </span>
            {isLater ? <span className="ms-label ms-grow">{t('messages.at')}<DayTimePicker atMs={atMs} onPick={setAtMs} nowMs={nowMs} zone={zone} hours={policy} /></span> : null}
          </div>
          {judged !== null && !judged.ok ? <p className="ms-bad" role="alert" data-testid="message-refused">{refusalSentence(judged, zone, nowMs)}</p> : when === null ? null : <p className="ms-faint" data-testid="message-when">{when}</p>}
          {promised !== null && template?.reason === 'answer' ? <p className="ms-faint" data-testid="message-keeps">{t('messages.keepsPromise')}</p> : null}
          {problem === null ? null : <p className="ms-bad" role="alert">{problem}</p>}
          <p className="ms-buttons">
            <Button type="primary" htmlType="submit" loading={isSending} disabled={!isReady} data-testid="message-send">{t(isLater ? 'messages.schedule' : 'messages.send')}</Button>
            <Button onClick={onClose}>{t('words.cancel')}</Button>
          </p>
        </form>
      )}
    </Modal>
  );
}
