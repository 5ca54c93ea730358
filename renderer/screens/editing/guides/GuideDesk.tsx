import { DisconnectOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldedText } from '../../../../shared/knowledge/search/searchTerms.ts';
import type { GuideText } from '../../../../shared/guides/guide.ts';
import type { GuideStanding } from '../../../../shared/sync/guideMessages.ts';
import { readGuides } from '../../../actions/editGuides.ts';
import { spokenLanguage } from '../../../language/i18n.ts';
import { newId } from '../../../localdb/newId.ts';
import { useCentralStore } from '../../../state/useCentralStore.ts';
import type { EditingDeskProps } from '../editingDesk.ts';
import { GuideEditor } from './GuideEditor.tsx';
import { emptyGuide } from './guideForm.ts';
import { GuideList } from './GuideList.tsx';
import { ruleInWords } from './ruleInWords.ts';

const shelves = ['published', 'retired'] as const;

/** 话术: what is said in a talk, with the rule that chooses it, and what agents found not to apply. */
export function GuideDesk({ desks, onDirty }: EditingDeskProps): ReactNode {
  const { t } = useTranslation();
  const up = useCentralStore((state) => state.up);
  const [standings, setStandings] = useState<readonly GuideStanding[] | null>(null);
  const [shelf, setShelf] = useState<(typeof shelves)[number]>('published');
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  /** The one that is open; `text` is where a new one begins, before central knows of it. */
  const [open, setOpen] = useState<{ readonly id: string; readonly text: GuideText | null } | null>(null);
  const [told, setTold] = useState<{ readonly tone: 'good' | 'bad'; readonly text: string } | null>(null);
  const isDirty = useRef(false);
  const list = useRef<HTMLDivElement>(null);
  const noteDirty = useCallback((is: boolean): void => { isDirty.current = is; onDirty(is); }, [onDirty]);
  const reload = useCallback(async (): Promise<void> => {
    const read = await readGuides();
    if (read.ok) setStandings(read.value);
  }, []);
  useEffect(() => { if (up) void reload(); }, [up, reload]);

  const shown = useMemo(() => {
    const wanted = foldedText(words.trim());
    return (standings ?? []).filter(({ guide }) => guide.state === shelf && (wanted === '' || foldedText(`${guide.code} ${guide.name} ${ruleInWords(guide.rule)}`).includes(wanted)));
  }, [standings, shelf, words]);
  const show = (next: typeof open): void => {
    // What is not stored is not lost by a click beside it.
    if (isDirty.current) { setTold({ tone: 'bad', text: t('editing.storeFirst') }); return; }
    setTold(null);
    setOpen(next);
  };
  const standing = standings?.find(({ guide }) => guide.id === open?.id) ?? null;

  return (
    <section className="ed-screen" aria-label={t('editing.desk.guides')} data-column="customer">
      <div className="ed-aside" ref={list}>
        <header>
          {desks}
          <Button size="small" icon={<PlusOutlined aria-hidden />} disabled={!up || standings === null} data-testid="guide-new"
            onClick={() => { show({ id: newId(), text: emptyGuide((standings ?? []).map(({ guide }) => guide), spokenLanguage(), t('editing.newTitle'), { id: newId(), title: t('editing.guide.firstStep'), say: '' }) }); }}>{t('editing.new')}</Button>
        </header>
        <div className="ed-tabs" role="tablist">
          {shelves.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={shelf === each} data-testid={`guides-${each}`} onClick={() => { setShelf(each); setAt(0); }}>
              {t(`editing.guide.state.${each}`)} {(standings ?? []).filter(({ guide }) => guide.state === each).length}
            </button>
          ))}
        </div>
        <div className="ed-tools"><Input size="small" allowClear value={words} placeholder={t('editing.guide.filter')} aria-label={t('editing.guide.filter')} onChange={(event) => { setWords(event.target.value); setAt(0); }} /></div>
        {up ? null : <p className="ed-told ed-told-away" role="status"><DisconnectOutlined aria-hidden /> {t('editing.away')}</p>}
        {standings !== null && shown.length === 0 ? <p className="ed-empty" role="status">{t('editing.none')}</p> : null}
        <GuideList standings={shown} at={at} openId={open?.id ?? null} onAt={setAt} onOpen={(id) => { show({ id, text: null }); }} />
      </div>
      <div className="ed-body">
        {told === null ? null : <p className={`ed-told ed-told-${told.tone}`} role={told.tone === 'bad' ? 'alert' : 'status'} data-testid="editing-told">{told.text}</p>}
        {open === null || (open.text === null && standing === null) ? <p className="ed-nothing">{t('editing.guide.choose')}</p> : (
          <GuideEditor
            key={open.id} id={open.id} standing={standing} begun={open.text} others={(standings ?? []).map(({ guide }) => guide)} isAway={!up}
            onDirty={noteDirty} onTold={setTold}
            onStored={async (state) => { await reload(); setShelf(state); }}
            onBack={() => { list.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus(); }}
          />
        )}
      </div>
    </section>
  );
}
