import { DisconnectOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type WordFault, wordFault, type WordGroup, type WordTableVersion } from '../../../../shared/knowledge/wordTable.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { readWordVersions, storeWords } from '../../../actions/editArticles.ts';
import { isComposing } from '../../../keys/isComposing.ts';
import { formatMoment } from '../../../language/format.ts';
import { useWordTable } from '../../../localdb/useQuery.ts';
import { useCentralStore } from '../../../state/useCentralStore.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { useNow } from '../../../time/useNow.ts';
import type { EditingDeskProps } from '../editingDesk.ts';
import { LineDiff } from '../LineDiff.tsx';
import { refusalWords } from '../refusalWords.ts';
import { WordGroupFields } from './WordGroupFields.tsx';
import { WordTry } from './WordTry.tsx';

const linesOf = (groups: readonly WordGroup[]): string => groups.map(({ words }) => words.join(' ')).join('\n');

/** 词表: what editors tell the search about words, all of it stored as one version. Finding is tried with it before it is stored. */
export function WordDesk({ desks, onDirty }: EditingDeskProps): ReactNode {
  const { t } = useTranslation();
  const up = useCentralStore((state) => state.up);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const nowMs = useNow(60_000);
  const table = useWordTable();
  /** What is being written, and the version it is written on; null: what stands is shown. */
  const [draft, setDraft] = useState<{ readonly groups: readonly WordGroup[]; readonly base: number } | null>(null);
  const [words, setWords] = useState('');
  const [view, setView] = useState<'try' | 'versions'>('try');
  const [versions, setVersions] = useState<readonly WordTableVersion[]>([]);
  const [told, setTold] = useState<{ readonly tone: 'good' | 'bad'; readonly text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const version = table?.version ?? 0;
  const stored = table?.groups ?? [];
  const groups = draft?.groups ?? stored;
  const fault = wordFault(groups);
  const isDirty = draft !== null;
  const theirs = draft !== null && draft.base !== version;
  useEffect(() => { onDirty(isDirty); return () => { onDirty(false); }; }, [isDirty, onDirty]);
  useEffect(() => {
    let isGone = false;
    if (view === 'versions' && up) void readWordVersions().then((read) => { if (!isGone && read.ok && read.value.length >= version) setVersions(read.value); });
    return () => { isGone = true; };
  }, [view, up, version]);

  const change = (next: readonly WordGroup[]): void => {
    setTold(null);
    setDraft(JSON.stringify(next) === JSON.stringify(stored) ? null : { groups: next, base: draft?.base ?? version });
  };
  const faultWords = ({ fault: kind, group, word, with: other }: WordFault): string => t(word === '' ? 'editing.words.fault.empty' : `editing.words.fault.${kind}`, { group: group + 1, word, other });
  const save = async (base: number): Promise<void> => {
    if (isBusy || draft === null) return;
    if (fault !== null) { setTold({ tone: 'bad', text: faultWords(fault) }); return; }
    setBusy(true);
    const outcome = await storeWords(draft.groups, base);
    setBusy(false);
    if (outcome.ok) setDraft(null);
    setTold(outcome.ok ? { tone: 'good', text: t('editing.words.saved') } : { tone: 'bad', text: outcome.detail === 'bad-words' ? t('editing.words.refused') : refusalWords(outcome) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    void save(draft?.base ?? version);
  };
  const shown = groups.map((group, place) => ({ group, place })).filter(({ group }) => words.trim() === '' || group.words.some((word) => word.includes(words.trim())));

  return (
    <section className="ed-screen" aria-label={t('editing.desk.words')} data-column="customer" onKeyDown={onKeyDown}>
      <div className="ed-aside ed-words">
        <header>
          {desks}
          <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => { setWords(''); change([{ kind: 'thing', words: [] }, ...groups]); }} data-testid="words-new">{t('editing.words.add')}</Button>
        </header>
        <div className="ed-tools"><Input size="small" allowClear value={words} placeholder={t('editing.words.filter')} aria-label={t('editing.words.filter')} onChange={(event) => { setWords(event.target.value); }} /></div>
        {up ? null : <p className="ed-told ed-told-away" role="status"><DisconnectOutlined aria-hidden /> {t('editing.away')}</p>}
        <p className="ed-empty">{t(groups.length === 0 ? 'editing.words.none' : 'editing.words.about', { count: groups.length })}</p>
        <div className="ed-list">
          {shown.map(({ group, place }) => (
            <WordGroupFields
              key={place} group={group} place={place} fault={fault?.group === place && group.words.length > 0 ? faultWords(fault) : null}
              onChange={(next) => { change(groups.map((each, at) => (at === place ? next : each))); }} onDrop={() => { change(groups.filter((_, at) => at !== place)); }}
            />
          ))}
        </div>
      </div>
      <div className="ed-body">
        {told === null ? null : <p className={`ed-told ed-told-${told.tone}`} role={told.tone === 'bad' ? 'alert' : 'status'} data-testid="editing-told">{told.text}</p>}
        <div className="ed-editor">
          <header className="ed-head">
            <div className="ed-views" role="tablist">
              {(['try', 'versions'] as const).map((each) => <button key={each} type="button" role="tab" aria-selected={view === each} data-testid={`words-view-${each}`} onClick={() => { setView(each); }}>{t(`editing.words.view.${each}`)}</button>)}
            </div>
            <span className="ed-faint ed-cut">{table === null || table === undefined ? '' : [`v${String(version)}`, formatMoment(table.updatedAtMs, zone, nowMs)].join(t('words.separator'))}</span>
            <span className="ed-deeds">
              <Button size="small" disabled={!isDirty || isBusy} onClick={() => { setDraft(null); setTold(null); }} data-testid="words-discard">{t('editing.words.discard')}</Button>
              <Button size="small" type="primary" disabled={!up || !isDirty || theirs} loading={isBusy} onClick={() => { void save(draft?.base ?? version); }} data-testid="words-save">{t('editing.guide.save')} <kbd>{t('merges.key')}</kbd></Button>
            </span>
          </header>
          {theirs ? (
            <section className="ed-clash" role="alert" data-testid="words-clash">
              <p>{t('editing.words.clash', { version })}</p>
              <LineDiff before={linesOf(stored)} after={linesOf(groups)} />
              <p className="ed-deeds">
                <Button size="small" disabled={isBusy || !up} onClick={() => { void save(version); }} data-testid="clash-mine">{t('editing.clashMine')}</Button>
                <Button size="small" disabled={isBusy} onClick={() => { setDraft(null); setTold(null); }} data-testid="clash-theirs">{t('editing.clashTheirs')}</Button>
              </p>
            </section>
          ) : null}
          {view === 'try' ? <WordTry groups={fault === null ? groups : null} isChanged={isDirty} /> : versions.length === 0 ? <p className="ed-empty">{t('editing.words.noVersions')}</p> : (
            <div className="ed-version-lines">
              {versions.map((each, place) => (
                <section key={each.version} data-testid="words-version">
                  <p className="ed-part">v{each.version} <span className="ed-faint">{[each.storedByName, formatMoment(each.updatedAtMs, zone, nowMs)].join(t('words.separator'))}</span>
                    {each.version === version ? null : <button type="button" className="ed-link" onClick={() => { change(each.groups); setView('try'); }} data-testid="words-again">{t('editing.words.again')}</button>}</p>
                  <LineDiff before={linesOf(versions[place + 1]?.groups ?? [])} after={linesOf(each.groups)} />
                </section>
              ))}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
