import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { movedRow } from './wordDraft.ts';

interface Props<R> {
  readonly rows: readonly R[];
  readonly at: number;
  readonly name: string;
  /** Central knows it: it is taken out of use and not deleted. */
  readonly isStored: boolean;
  readonly onPut: (rows: readonly R[]) => void;
}

/** Up, down, and away with a row that is not stored yet. */
export function RowButtons<R>({ rows, at, name, isStored, onPut }: Props<R>): ReactNode {
  const { t } = useTranslation();
  return (
    <td className="qs-nowrap">
      <Button size="small" type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('queues.pause.up', { name })} disabled={at === 0} onClick={() => { onPut(movedRow(rows, at, -1)); }} />
      <Button size="small" type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t('queues.pause.down', { name })} disabled={at === rows.length - 1} onClick={() => { onPut(movedRow(rows, at, 1)); }} />
      {isStored ? null : <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('words.delete')} onClick={() => { onPut(rows.filter((_row, place) => place !== at)); }} />}
    </td>
  );
}
