import { CheckOutlined, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { formatTimeToSecond } from '../../../language/format.ts';
import type { DraftSave } from '../../../state/useDraftStore.ts';

/** 「14:38:31 已存盘」: a fact, told only after the disk has it; what did not reach it is said in words. */
export function SaveMark({ save, zone }: { readonly save: DraftSave | null; readonly zone: string }) {
  const { t } = useTranslation();
  if (save === null || save.state === 'saving') return <span className="wb-faint wb-save" data-testid="save-mark" data-state="saving">{t('wrapUp.save.saving')}</span>;
  if (save.state === 'saved') return <span className="wb-faint wb-save" data-testid="save-mark" data-state="saved"><CheckOutlined className="wb-icon-talking" aria-hidden /> {t('wrapUp.save.saved', { time: formatTimeToSecond(save.atMs, zone) })}</span>;
  return <span className="wb-icon-overdue wb-save-failed" role="alert" data-testid="save-mark" data-state="failed"><WarningFilled aria-hidden /> {t(save.refusal === 'store-full' ? 'words.store.full' : 'words.store.failed')}</span>;
}
