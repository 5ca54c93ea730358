import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_OBSTACLES, MOST_OBSTACLES_IN_USE } from '../../../shared/calls/obstacle.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { newId } from '../../localdb/newId.ts';
import { type ReadWords, readObstacleDraft, readPauseDraft, type WordDraft, type WordField, type WordRow } from './wordDraft.ts';
import { RowButtons } from './RowButtons.tsx';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

interface WordList {
  readonly stored: (setUp: SetUp) => readonly WordRow[];
  readonly read: (draft: WordDraft) => ReadWords;
  readonly page: 'pauses' | 'obstacles';
  readonly most: number;
  /** What a row's id begins with, and what its parts are called in tests. */
  readonly letter: string;
  readonly testName: string;
}
const lists = {
  'pause-reasons': { stored: (setUp) => setUp.pauseReasons, read: readPauseDraft, page: 'pauses', most: 40, letter: 'p', testName: 'pause' },
  obstacles: { stored: (setUp) => setUp.obstacles, read: readObstacleDraft, page: 'obstacles', most: MOST_OBSTACLES, letter: 'b', testName: 'obstacle' },
} as const satisfies Readonly<Record<string, WordList>>;

export interface WordListFormProps {
  readonly kind: keyof typeof lists;
  readonly setUp: SetUp;
  readonly desk: SetUpDesk;
}

/** Why agents may pause, or what may be in customers' way: words in both languages, their order, and which are in use. One that was stored is not deleted: it is taken out of use. */
export function WordListForm({ kind, setUp, desk }: WordListFormProps): ReactNode {
  const { t } = useTranslation();
  const list: WordList = lists[kind];
  const { page, testName } = list;
  const editing = useEdit<WordDraft>(`${kind}:${kind}`, { rows: list.stored(setUp) }, versionOf(setUp, kind, kind));
  const { rows } = editing.draft;
  const [tried, setTried] = useState(false);
  const read = list.read(editing.draft);
  const put = (next: readonly WordRow[]): void => { editing.change({ rows: next }); };
  const set = (at: number, patch: Partial<WordRow>): void => { put(rows.map((each, place) => (place === at ? { ...each, ...patch } : each))); };
  const isStored = (id: string): boolean => list.stored(setUp).some((each) => each.id === id);
  const faultOf = (at: number, field: WordField) => {
    const reason = rows[at];
    const isTouched = reason !== undefined && reason[field] !== '' && reason[field] !== editing.base.rows.find(({ id }) => id === reason.id)?.[field];
    return read.ok || !(tried || isTouched) ? undefined : read.at.get(`${at}.${field}`);
  };
  const save = (): boolean => {
    setTried(true);
    if (!read.ok) return false;
    void desk.save(kind === 'obstacles' ? { kind, id: kind, value: { codes: read.value } } : { kind, id: kind, value: { reasons: read.value } }, editing.version).then((isDone) => { if (isDone) setTried(false); });
    return true;
  };
  const word = (at: number, field: WordField): ReactNode => {
    const fault = faultOf(at, field);
    return (
      <>
        <Input
          value={rows[at]?.[field] ?? ''} aria-label={t(`queues.word.${page}.wordOf`, { place: at + 1, language: t(`queues.pause.${field}`) })} {...(fault ? { 'aria-invalid': true as const, status: 'error' as const } : {})}
          onChange={(event) => { set(at, { [field]: event.target.value }); }} data-testid={`${testName}-${field}-${at + 1}`}
        />
        {fault ? <p className="qs-fault" role="alert">{t(`queues.fault.${fault.key}`, fault.values ?? {})}</p> : null}
      </>
    );
  };
  return (
    <SetUpForm<WordDraft>
      kind={kind} id={kind} setUp={setUp} desk={desk} editing={editing} fieldWord={() => t(`queues.page.${page}`)} isNew={false} title={t(`queues.page.${page}`)} label={t(`queues.page.${page}`)} onSave={save}
      faults={!read.ok && read.list !== null ? <p className="qs-bar qs-bar-bad" role="alert">{t(`queues.fault.${read.list.key}`, read.list.values ?? {})}</p> : null}
    >
      <p className="qs-hint">{t(`queues.hint.${page}`, { most: MOST_OBSTACLES_IN_USE })}</p>
      <table className="qs-table qs-pauses">
        <thead><tr><th scope="col">{t('queues.pause.zh')}</th><th scope="col">{t('queues.pause.en')}</th><th scope="col">{t('queues.pause.active')}</th><td /></tr></thead>
        <tbody>
          {rows.map(({ id, zh, active }, at) => (
            <tr key={id} className={active ? undefined : 'qs-retired'} data-testid={`${testName}-${at + 1}`}>
              <td>{word(at, 'zh')}</td>
              <td>{word(at, 'en')}</td>
              <td><Checkbox checked={active} aria-label={t('queues.pause.activeOf', { name: zh })} onChange={(event) => { set(at, { active: event.target.checked }); }} data-testid={`${testName}-active-${at + 1}`} /></td>
              <RowButtons rows={rows} at={at} name={zh} isStored={isStored(id)} onPut={put} />
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length >= list.most ? null : (
        <Button className="qs-drop" icon={<PlusOutlined aria-hidden />} onClick={() => { put([...rows, { id: `${list.letter}-${newId().slice(-12)}`, zh: '', en: '', active: true }]); }} data-testid={`${testName}-add`}>{t(`queues.word.${page}.add`)}</Button>
      )}
    </SetUpForm>
  );
}
