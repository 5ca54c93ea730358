import { SearchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../components/KeyCap.tsx';
import { useKeyName } from '../keys/useKey.ts';
import { usePanelStore } from '../state/usePanelStore.ts';

/** Looks like the field it opens. */
export function SearchButton() {
  const { t } = useTranslation();
  const key = useKeyName('palette.open');
  return (
    <button type="button" className="status-search" aria-haspopup="dialog" aria-label={t('shell.search.placeholder')} onClick={() => { usePanelStore.setState({ paletteOpen: true }); }}>
      <SearchOutlined aria-hidden /><span>{t('shell.search.placeholder')}</span><KeyCap name={key} />
    </button>
  );
}
