import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PauseReason } from '../../../shared/agents/pauseReason.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { newId } from '../../localdb/newId.ts';
import { movedRow, type PauseDraft, type PauseField, readPauseDraft } from './pauseDraft.ts';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

const KIND = 'pause-reasons';
const MOST_REASONS = 40;

/** Why agents may pause: words in both languages, the order of their menu, and which are in use. One that was stored is not deleted: it is taken out of use. */
export function PauseReasonsForm({ setUp, desk }: { readonly setUp: SetUp; readonly desk: SetUpDesk }): ReactNode {
  const { t } = useTranslation();
  const editing = useEdit<PauseDraft>(`${KIND}:${KIND}`, { reasons: setUp.pauseReasons }, versionOf(setUp, KIND, KIND));
  const { reasons } = editing.draft;
  const [tried, setTried] = useState(false);
  const read = readPauseDraft(editing.draft);
  const put = (next: readonly PauseReason[]): void => { editing.change({ reasons: next }); };
  const set = (at: number, patch: Partial<PauseReason>): void => { put(reasons.map((each, place) => (place === at ? { ...each, ...patch } : each))); };
  const isStored = (id: string): boolean => setUp.pauseReasons.some((each) => each.id === id);
  const faultOf = (at: number, field: PauseField) => {
    const reason = reasons[at];
    const isTouched = reason !== undefined && reason[field] !== '' && reason[field] !== editing.base.reasons.find(({ id }) => id === reason.id)?.[field];
    return read.ok || !(tried || isTouched) ? undefined : read.at.get(`${at}.${field}`);
  };
  const save = (): boolean => {
    setTried(true);
    if (read.ok) void desk.save({ kind: KIND, id: KIND, value: { reasons: read.value } }, editing.version).then((isDone) => { if (isDone) setTried(false); });
    return read.ok;
  };
  const word = (at: number, field: PauseField): ReactNode => {
    const fault = faultOf(at, field);
    return (
      <>
        <Input
          value={reasons[at]?.[field] ?? ''} aria-label={t('queues.pause.wordOf', { place: at + 1, language: t(`queues.pause.${field}`) })} {...(fault ? { 'aria-invalid': true as const, status: 'error' as const } : {})}
          onChange={(event) => { set(at, { [field]: event.target.value }); }} data-testid={`pause-${field}-${at + 1}`}
        />
        {fault ? <p className="qs-fault" role="alert">{t(`queues.fault.${fault.key}`, fault.values ?? {})}</p> : null}
      </>
    );
  };
  return (
    <SetUpForm<PauseDraft>
      kind={KIND} id={KIND} setUp={setUp} desk={desk} editing={editing} fieldWord={() => t('queues.field.reasons')} isNew={false} title={t('queues.page.pauses')} label={t('queues.page.pauses')} onSave={save}
      faults={!read.ok && read.list !== null ? <p className="qs-bar qs-bar-bad" role="alert">{t(`queues.fault.${read.list.key}`)}</p> : null}
    >
      <p className="qs-hint">{t('queues.hint.pauses')}</p>
      <table className="qs-table qs-pauses">
        <thead><tr><th scope="col">{t('queues.pause.zh')}</th><th scope="col">{t('queues.pause.en')}</th><th scope="col">{t('queues.pause.active')}</th><td /></tr></thead>
        <tbody>
          {reasons.map(({ id, zh, active }, at) => (
            <tr key={id} className={active ? undefined : 'qs-retired'} data-testid={`pause-${at + 1}`}>
              <td>{word(at, 'zh')}</td>
              <td>{word(at, 'en')}</td>
              <td><Checkbox checked={active} aria-label={t('queues.pause.activeOf', { name: zh })} onChange={(event) => { set(at, { active: event.target.checked }); }} data-testid={`pause-active-${at + 1}`} /></td>
              <td className="qs-nowrap">
                <Button size="small" type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('queues.pause.up', { name: zh })} disabled={at === 0} onClick={() => { put(movedRow(reasons, at, -1)); }} />
                <Button size="small" type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t('queues.pause.down', { name: zh })} disabled={at === reasons.length - 1} onClick={() => { put(movedRow(reasons, at, 1)); }} />
                {isStored(id) ? null : <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('words.delete')} onClick={() => { put(reasons.filter((each) => each.id !== id)); }} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reasons.length >= MOST_REASONS ? null : (
        <Button className="qs-drop" icon={<PlusOutlined aria-hidden />} onClick={() => { put([...reasons, { id: `p-${newId().slice(-12)}`, zh: '', en: '', active: true }]); }} data-testid="pause-add">{t('queues.pause.add')}</Button>
      )}
    </SetUpForm>
  );
}
