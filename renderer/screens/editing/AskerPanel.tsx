import { Button, Input, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerProposal, AnswerProposals } from '../../../shared/knowledge/answerProposals.ts';
import { fillTemplate } from '../../../shared/messages/placeholders.ts';
import { asContent } from '../../../shared/messages/templateValues.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { readAskers, writeAnswers } from '../../actions/editArticles.ts';
import { formatMoment } from '../../language/format.ts';
import { callWords, messageWords, wayWords } from './askerWords.ts';
import { refusalWords } from './refusalWords.ts';

interface Props {
  readonly articleId: string;
  /** What can be said at once: what an answer in writing begins with. */
  readonly say: string;
  readonly language: 'zh-CN' | 'en';
  readonly zone: string;
  readonly nowMs: UtcMs;
  readonly isAway: boolean;
  readonly onTold: (told: { readonly tone: 'good' | 'bad'; readonly text: string } | null) => void;
}

const MOST_CONTENT = 300;

/** Who was told, by whatever, is not written to again; nor whom no rule lets be. */
const mayWriteTo = (family: AnswerProposal, channel: string): boolean =>
  family.call.state !== 'done' && family.message?.state !== 'queued' && family.message?.state !== 'sent' && family.ways.some((way) => way.channel === channel && way.ok);

/**
 * The families that asked what this article answers: the call that was put up for each, and writing to them instead. Who may
 * not be rung is chosen beforehand; nothing goes before the button is pressed. Not there when nobody asked.
 */
export function AskerPanel({ articleId, say, language, zone, nowMs, isAway, onTold }: Props): ReactNode {
  const { t } = useTranslation();
  const [askers, setAskers] = useState<AnswerProposals | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [templateId, setTemplateId] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isOver = false;
    void readAskers(articleId).then((told) => { if (!isOver && told.ok) setAskers(told.value); });
    return () => { isOver = true; };
  }, [articleId]);
  if (askers === null || askers.families.length + askers.strangers === 0) return null;

  const { families } = askers;
  const templates = [...askers.templates].sort((a, b) => Number(b.language === language) - Number(a.language === language));
  const template = templates.find((each) => each.id === templateId) ?? templates[0] ?? null;
  const content = typed ?? asContent(say);
  const open = template === null ? [] : families.filter((each) => mayWriteTo(each, template.channel));
  const wanted = open.filter((each) => (chosen === null ? each.call.state === 'refused' : chosen.has(each.id)));
  const filled = template === null ? null : fillTemplate(template, { salutation: t('editing.askers.theirName'), child: t('editing.askers.theirChild'), agent: t('editing.askers.yourName'), content });
  const choose = (id: string): void => {
    const next = new Set(wanted.map((each) => each.id));
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const send = (): void => {
    if (template === null || isBusy || wanted.length === 0) return;
    setBusy(true);
    onTold(null);
    void writeAnswers(articleId, { ids: wanted.map((each) => each.id), templateId: template.id, templateVersion: template.version, content }).then((outcome) => {
      setBusy(false);
      if (!outcome.ok) { onTold({ tone: 'bad', text: refusalWords(outcome) }); return; }
      const { queued, passed, now } = outcome.value;
      setAskers(now);
      setChosen(new Set());
      onTold({ tone: passed > 0 ? 'bad' : 'good', text: [t('editing.askers.queued', { count: queued }), passed > 0 ? t('editing.askers.passed', { count: passed }) : ''].join('') });
    });
  };

  return (
    <section className="ed-askers" aria-label={t('editing.askers.title')} data-testid="askers">
      <h3>{t('editing.askers.title')} <span className="ed-faint">{t('editing.askers.count', { count: families.length })}{askers.strangers > 0 ? t('editing.askers.strangers', { count: askers.strangers }) : ''}</span></h3>
      <ul>
        {families.map((family, place) => {
          const mayChoose = template !== null && open.includes(family);
          const words = [
            place === 0 ? t('editing.askers.first') : '', family.relation === null ? '' : t(`words.relation.${family.relation}`), formatMoment(family.askedAtMs, zone, nowMs),
            family.notedByName === '' ? '' : t('editing.askers.notedBy', { name: family.notedByName }), family.times > 1 ? t('editing.askers.times', { count: family.times }) : '',
          ].filter((part) => part !== '').join(t('words.separator'));
          const told = (
            <span className="ed-asker"><span>{words} <q>{family.question}</q></span>
              <span className="ed-faint">{[callWords(family), messageWords(family), ...(family.message === null ? family.ways.map(wayWords) : [])].filter((part) => part !== '').join(t('words.separator'))}</span>
            </span>
          );
          return (
            <li key={family.id} data-testid="asker">
              {template === null ? told : <label><input type="checkbox" checked={wanted.includes(family)} disabled={!mayChoose || isAway} onChange={() => { choose(family.id); }} />{told}</label>}
            </li>
          );
        })}
      </ul>
      {template === null ? (families.some((each) => each.ways.length > 0) ? <p className="ed-faint">{t('editing.askers.noTemplates')}</p> : null) : open.length === 0 ? null : (
        <div className="ed-answer">
          <Select<string> size="small" value={template.id} aria-label={t('messages.template')} onChange={setTemplateId} options={templates.map((each) => ({ value: each.id, label: `${t(`words.channel.${each.channel}`)}${t('words.separator')}${each.name}` }))} />
          <Input.TextArea value={content} maxLength={MOST_CONTENT} autoSize={{ minRows: 1, maxRows: 3 }} aria-label={t('messages.placeholder.content')} onChange={(event) => { setTyped(event.target.value); }} data-testid="answer-content" />
          <p className="ed-faint ed-told-text" data-testid="answer-preview">{t('editing.askers.preview')} {filled?.ok === true ? filled.value.text : ''}</p>
          <Button size="small" type="primary" loading={isBusy} disabled={isAway || wanted.length === 0 || filled?.ok !== true} onClick={send} data-testid="answer-send">{t('editing.askers.send', { count: wanted.length, channel: t(`words.channel.${template.channel}`) })}</Button>
        </div>
      )}
    </section>
  );
}
