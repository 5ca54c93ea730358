import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ArticleFile, type ArticleLine, type ArticleState, type ArticleVersion, mayMoveArticle } from '../../../shared/knowledge/articleMessages.ts';
import { must } from '../../../shared/language/must.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { answerGap, moveArticle, readArticleFile, saveArticle } from '../../actions/editArticles.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { AskExpert } from '../experts/AskExpert.tsx';
import { ArticleView } from '../knowledge/ArticleView.tsx';
import { ArticleFields } from './ArticleFields.tsx';
import { AskerPanel } from './AskerPanel.tsx';
import { type ArticleForm, contentOf, formOf, previewOf, textOf } from './articleForm.ts';
import { LineDiff } from './LineDiff.tsx';
import { refusalWords } from './refusalWords.ts';
import { SameTitles } from './SameTitles.tsx';
import { VersionList } from './VersionList.tsx';

interface Props {
  readonly file: ArticleFile;
  readonly line: ArticleLine | null;
  readonly zone: string;
  readonly nowMs: UtcMs;
  readonly isAway: boolean;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onTold: (told: { readonly tone: 'good' | 'bad'; readonly text: string } | null) => void;
  readonly onStored: (file: ArticleFile) => void;
  readonly onOpen: (id: string) => void;
  readonly onBack: () => void;
}

/** A question of many: its askers are not named. */
const NOBODYS = { householdId: null, interactionId: null };
const views = ['write', 'preview', 'versions'] as const;
const steps: readonly ArticleState[] = ['review', 'draft', 'published', 'retired'];

/** One article: written, read as agents would, its versions laid side by side, and sent on its way. */
export function ArticleEditor({ file, line, zone, nowMs, isAway, onDirty, onTold, onStored, onOpen, onBack }: Props): ReactNode {
  const { t } = useTranslation();
  const newest = must(file.versions[0], 'an article has a version');
  /** The version that was on screen when writing began: what is stored is stored on it. */
  const [base, setBase] = useState<ArticleVersion>(newest);
  const [form, setForm] = useState<ArticleForm>(() => formOf(newest.content, zone));
  const [view, setView] = useState<(typeof views)[number]>('write');
  const [isBusy, setBusy] = useState(false);
  /** What a colleague has stored meanwhile. */
  const [theirs, setTheirs] = useState<ArticleVersion | null>(null);
  /** The article that answered it: whoever asked stands with that from now on. */
  const [answerId, setAnswerId] = useState<string | null>(null);
  const stored = useMemo(() => JSON.stringify(formOf(base.content, zone)), [base, zone]);
  const isDirty = JSON.stringify(form) !== stored;
  const draft = contentOf(form, zone);
  const isQuestion = (line?.asked ?? 0) > 0;
  useEffect(() => { onDirty(isDirty); return () => { onDirty(false); }; }, [isDirty, onDirty]);

  const begin = (from: ArticleFile): void => {
    const version = must(from.versions[0], 'an article has a version');
    setBase(version);
    setForm(formOf(version.content, zone));
    setTheirs(null);
    onStored(from);
  };
  /** @returns the file as stored; null when it was not. */
  const store = async (on: ArticleVersion): Promise<ArticleFile | null> => {
    if (!draft.ok) {
      onTold({ tone: 'bad', text: t('editing.badField', { field: t(`editing.field.${draft.field as 'title'}`) }) });
      return null;
    }
    const outcome = await saveArticle(file.id, { version: on.version, revision: on.revision }, draft.content);
    if (outcome.ok) {
      begin(outcome.value);
      return outcome.value;
    }
    onTold({ tone: 'bad', text: refusalWords(outcome) });
    if (outcome.detail !== 'edited-meanwhile') return null;
    const now = await readArticleFile(file.id);
    if (now.ok) setTheirs(now.value.versions[0] ?? null);
    return null;
  };
  const busy = async (deed: () => Promise<void>): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    onTold(null);
    await deed();
    setBusy(false);
  };
  const save = (on: ArticleVersion = base): void => { void busy(async () => { if (await store(on) !== null) onTold({ tone: 'good', text: t('editing.saved') }); }); };
  const answered = ({ proposed, withoutLeave }: { readonly proposed: number; readonly withoutLeave: number }): string =>
    [proposed > 0 ? t('editing.proposed', { count: proposed }) : '', withoutLeave > 0 ? t('editing.withoutLeave', { count: withoutLeave }) : ''].join('');
  const move = (to: ArticleState): void => {
    void busy(async () => {
      const from = isDirty ? (await store(base))?.versions[0] : base;
      if (from === undefined) return;
      const outcome = await moveArticle(file.id, from, to);
      if (!outcome.ok) { onTold({ tone: 'bad', text: refusalWords(outcome) }); return; }
      begin(outcome.value.file);
      onTold({ tone: 'good', text: `${t(`editing.moved.${to}`)}${answered(outcome.value)}` });
    });
  };
  const answerBy = (articleId: string): void => {
    void busy(async () => {
      const outcome = await answerGap(file.id, articleId);
      if (!outcome.ok) { onTold({ tone: 'bad', text: refusalWords(outcome) }); return; }
      const now = await readArticleFile(file.id);
      if (now.ok) begin(now.value);
      setAnswerId(articleId);
      onTold({ tone: 'good', text: `${t('editing.answeredBy')}${answered(outcome.value)}` });
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && event.ctrlKey) save();
    else if (event.key === 'Escape') onBack();
    else return;
    event.preventDefault();
  };

  // A changed published or retired one is a new version first: it is sent on from there.
  const at = isDirty && (base.state === 'published' || base.state === 'retired') ? 'draft' : base.state;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter stores from anywhere inside, Esc goes back to the list.
    <div className="ed-editor" onKeyDown={onKeyDown}>
      <header className="ed-head">
        <div className="ed-views" role="tablist">
          {views.map((each) => <button key={each} type="button" role="tab" aria-selected={view === each} data-testid={`view-${each}`} onClick={() => { setView(each); }}>{t(`editing.view.${each}`)}</button>)}
        </div>
        <span className="ed-faint ed-cut">{[`${t(`words.articleState.${base.state}`)} v${String(base.version)}`, base.authorName, formatMoment(base.savedAtMs, zone, nowMs), line !== null && line.given > 0 ? t('editing.given', { count: line.given, minutes: line.minutes }) : ''].filter((part) => part !== '').join(t('words.separator'))}</span>
        <span className="ed-deeds">
          {steps.filter((to) => mayMoveArticle(at, to)).map((to) => (
            <Button key={to} size="small" danger={to === 'retired'} disabled={isAway || isBusy || theirs !== null} onClick={() => { move(to); }} data-testid={`move-${to}`}>{t(to === 'retired' && at !== 'published' ? 'editing.move.drop' : `editing.move.${to}`)}</Button>
          ))}
          <Button size="small" type="primary" disabled={isAway || !isDirty || theirs !== null} loading={isBusy} onClick={() => { save(); }} data-testid="article-save">{t('editing.save')} <kbd>{t('merges.key')}</kbd></Button>
        </span>
      </header>
      {theirs === null ? null : (
        <section className="ed-clash" role="alert" data-testid="edited-meanwhile">
          <p>{t('editing.clash', { who: theirs.authorName, when: midSentence(formatMoment(theirs.savedAtMs, zone, nowMs)) })}</p>
          <LineDiff before={textOf(theirs.content)} after={draft.ok ? textOf(draft.content) : ''} />
          <p className="ed-deeds">
            <Button size="small" disabled={isBusy} onClick={() => { save(theirs); }} data-testid="clash-mine">{t('editing.clashMine')}</Button>
            <Button size="small" disabled={isBusy} onClick={() => { setBase(theirs); setForm(formOf(theirs.content, zone)); setTheirs(null); onTold(null); }} data-testid="clash-theirs">{t('editing.clashTheirs')}</Button>
          </p>
        </section>
      )}
      {isQuestion && file.asked.length > 0 ? <p className="ed-asked">{t('editing.askedAs', { count: line?.asked ?? 0 })} {file.asked.map((question) => <q key={question}>{question}</q>)}</p> : null}
      {isQuestion ? <div className="ed-deeds ed-expert"><AskExpert question={newest.content.title} askedIn={NOBODYS} articleId={file.id} /></div> : null}
      {answerId !== null || file.versions.some((each) => each.publishedAtMs !== null)
        ? <AskerPanel key={`${answerId ?? ''}${base.state}${String(base.version)}`} articleId={answerId ?? file.id} say={file.versions.find((each) => each.state === 'published')?.content.say ?? base.content.say} language={base.content.language} zone={zone} nowMs={nowMs} isAway={isAway} onTold={onTold} /> : null}
      {view === 'write' ? (
        <ArticleFields
          form={form} onChange={setForm}
          underTitle={<SameTitles id={file.id} title={form.title} action={t(isQuestion ? 'editing.useAnswer' : 'editing.openOther')} onPick={isQuestion ? answerBy : onOpen} />}
        />
      ) : view === 'preview' ? (draft.ok ? <ArticleView article={previewOf(file.id, draft.content, base)} marks={{}} nowMs={nowMs} /> : <p className="ed-empty">{t('editing.badField', { field: t(`editing.field.${draft.field as 'title'}`) })}</p>)
        : <VersionList versions={file.versions} zone={zone} nowMs={nowMs} />}
    </div>
  );
}
