import { DisconnectOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArticleFile, ArticleLine } from '../../../shared/knowledge/articleMessages.ts';
import { helpsSeldom } from '../../../shared/knowledge/helpsSeldom.ts';
import { foldedText } from '../../../shared/knowledge/search/searchTerms.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { createArticle, readArticleFile } from '../../actions/editArticles.ts';
import { spokenLanguage } from '../../language/i18n.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { ArticleEditor } from './ArticleEditor.tsx';
import { emptyContent } from './articleForm.ts';
import { ArticleList } from './ArticleList.tsx';
import { refusalWords } from './refusalWords.ts';
import { useArticleLines } from './useEditing.ts';
import type { EditingDeskProps } from './editingDesk.ts';

const shelves = ['asked', 'draft', 'review', 'published', 'retired'] as const;
type Shelf = (typeof shelves)[number];
const orders = ['saved', 'given', 'minutes', 'seldom'] as const;

/** An open question stands on a shelf of its own until it is sent to review. */
const shelfOf = (line: ArticleLine): Shelf => (line.state === 'draft' && line.asked > 0 ? 'asked' : line.state);

/** Articles by state, questions nobody has answered, and the one that is written. All of it is asked of central. */
export function ArticleDesk({ desks, onDirty }: EditingDeskProps): ReactNode {
  const { t } = useTranslation();
  const up = useCentralStore((state) => state.up);
  const zone = useSessionStore((state) => state.session?.policy.zone) ?? DEFAULT_ZONE;
  const nowMs = useNow(60_000);
  const { lines, reload } = useArticleLines();
  const [shelf, setShelf] = useState<Shelf>('asked');
  const [order, setOrder] = useState<(typeof orders)[number]>('saved');
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const [file, setFile] = useState<ArticleFile | null>(null);
  const [told, setTold] = useState<{ readonly tone: 'good' | 'bad'; readonly text: string } | null>(null);
  const aside = useRef<HTMLDivElement>(null);
  /** Set by the editor while something is not stored. */
  const isDirty = useRef(false);

  const shown = useMemo(() => {
    const wanted = foldedText(words.trim());
    const here = (lines ?? []).filter((line) => shelfOf(line) === shelf && (wanted === '' || foldedText(line.title).includes(wanted)));
    if (shelf === 'asked') return here.sort((a, b) => b.asked - a.asked || b.savedAtMs - a.savedAtMs);
    if (order === 'seldom') return here.filter(helpsSeldom).sort((a, b) => b.opened - a.opened);
    return here.sort((a, b) => (order === 'saved' ? 0 : b[order] - a[order]) || b.savedAtMs - a.savedAtMs);
  }, [lines, shelf, order, words]);

  const noteDirty = useCallback((is: boolean): void => { isDirty.current = is; onDirty(is); }, [onDirty]);
  const show = (outcome: Awaited<ReturnType<typeof readArticleFile>>): void => {
    if (outcome.ok) {
      isDirty.current = false;
      setFile(outcome.value);
      setTold(null);
    } else setTold({ tone: 'bad', text: refusalWords(outcome) });
  };
  const open = async (id: string): Promise<void> => {
    // What is not stored is not lost by a click beside it.
    if (isDirty.current) { setTold({ tone: 'bad', text: t('editing.storeFirst') }); return; }
    show(await readArticleFile(id));
  };
  const add = async (): Promise<void> => {
    if (isDirty.current) { setTold({ tone: 'bad', text: t('editing.storeFirst') }); return; }
    show(await createArticle({ ...emptyContent(spokenLanguage()), title: t('editing.newTitle') }));
    setShelf('draft');
    await reload();
  };

  return (
    <section className="ed-screen" aria-label={t('editing.title')} data-column="customer">
      <div className="ed-aside" ref={aside}>
        <header>
          {desks}
          <Button size="small" icon={<PlusOutlined aria-hidden />} disabled={!up} onClick={() => { void add(); }} data-testid="article-new">{t('editing.new')}</Button>
        </header>
        <div className="ed-tabs" role="tablist">
          {shelves.map((each) => (
            <button key={each} type="button" role="tab" aria-selected={shelf === each} data-testid={`shelf-${each}`} onClick={() => { setShelf(each); setAt(0); }}>
              {t(each === 'asked' ? 'editing.shelfAsked' : `words.articleState.${each}`)} {(lines ?? []).filter((line) => shelfOf(line) === each).length}
            </button>
          ))}
        </div>
        <div className="ed-tools">
          <Input size="small" allowClear value={words} placeholder={t('editing.filter')} aria-label={t('editing.filter')} onChange={(event) => { setWords(event.target.value); setAt(0); }} />
          {shelf === 'asked' ? null : <Select size="small" value={order} aria-label={t('editing.order')} onChange={setOrder} options={orders.map((value) => ({ value, label: t(`editing.orders.${value}`) }))} data-testid="editing-order" />}
        </div>
        {up ? null : <p className="ed-told ed-told-away" role="status"><DisconnectOutlined aria-hidden /> {t('editing.away')}</p>}
        {lines !== null && shown.length === 0 ? <p className="ed-empty" role="status">{t(shelf === 'asked' ? 'editing.noneAsked' : 'editing.none')}</p> : null}
        <ArticleList lines={shown} at={at} openId={file?.id ?? null} zone={zone} nowMs={nowMs} onAt={setAt} onOpen={(id) => { void open(id); }} />
      </div>
      <div className="ed-body">
        {told === null ? null : <p className={`ed-told ed-told-${told.tone}`} role={told.tone === 'bad' ? 'alert' : 'status'} data-testid="editing-told">{told.text}</p>}
        {file === null ? <p className="ed-nothing">{t('editing.choose')}</p> : (
          <ArticleEditor
            key={file.id} file={file} line={lines?.find((line) => line.id === file.id) ?? null} zone={zone} nowMs={nowMs} isAway={!up}
            onDirty={noteDirty} onTold={setTold}
            onStored={(stored) => { setFile(stored); void reload(); }}
            onOpen={(id) => { void open(id); }}
            onBack={() => { aside.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus(); }}
          />
        )}
      </div>
    </section>
  );
}
