import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usualLineOf, type WordGroup } from '../../../../shared/knowledge/wordTable.ts';

interface Props {
  readonly group: WordGroup;
  readonly place: number;
  /** What keeps the table from being stored, in words. */
  readonly fault: string | null;
  readonly onChange: (group: WordGroup) => void;
  readonly onDrop: () => void;
}

/** One group of words: a blank, a comma or Enter ends a word. Below it what the system knows of them already. */
export function WordGroupFields({ group, place, fault, onChange, onDrop }: Props): ReactNode {
  const { t } = useTranslation();
  const usual = usualLineOf(group);
  return (
    <div className="ed-word-group" data-testid="word-group">
      <span className="ed-pair">
        <Select
          size="small" aria-label={t('editing.words.kind', { group: place + 1 })} value={group.kind} onChange={(kind) => { onChange({ ...group, kind }); }}
          options={(['thing', 'question'] as const).map((value) => ({ value, label: t(`editing.words.kinds.${value}`) }))}
        />
        <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('editing.words.drop', { group: place + 1 })} onClick={onDrop} />
      </span>
      <Select
        mode="tags" open={false} suffixIcon={null} status={fault === null ? '' : 'error'} aria-label={t('editing.words.words', { group: place + 1 })} placeholder={t('editing.words.hint')} value={[...group.words]} maxCount={60}
        tokenSeparators={[' ', ',', '，', '、', '　']} onChange={(words: string[]) => { onChange({ ...group, words: words.map((word) => word.replace(/\s+/gu, '').slice(0, 40)).filter((word) => word !== '') }); }}
      />
      {fault === null ? null : <span className="ed-word-fault" role="alert" data-testid="word-fault">{fault}</span>}
      {usual === null ? null : <span className="ed-faint" title={usual.join(' ')}>{t('editing.words.known', { words: usual.slice(0, 6).join(' ') })}</span>}
    </div>
  );
}
