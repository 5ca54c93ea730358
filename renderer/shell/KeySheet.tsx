import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../components/KeyCap.tsx';
import { type KeyAction, keyActions, keysInForce } from '../keys/keyMap.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import './KeySheet.css';

const groups = ['call', 'speaker', 'outcome', 'wrapUp', 'desk', 'list'] as const;

function groupOf(action: KeyAction): (typeof groups)[number] {
  const head = action.split('.')[0] ?? '';
  return groups.find((group) => group === head) ?? 'desk';
}

/** Every key with what it does, as now in force. */
export function KeySheet() {
  const { t, i18n } = useTranslation();
  const open = usePanelStore((state) => state.keySheetOpen);
  const changed = useSettingsStore((state) => state.settings?.keys);
  const keys = keysInForce(changed ?? {});
  return (
    <Modal title={t('keys.title')} open={open} footer={null} width={820} centered onCancel={() => { usePanelStore.setState({ keySheetOpen: false }); }}>
      <div className="key-sheet">
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`keys.group.${group}`)}</h3>
            <dl>
              {keyActions.filter((action) => groupOf(action) === group).map((action) => (
                <div key={action}><dt>{i18n.t(`keys.action.${action}` as 'keys.action.call.answer')}</dt><dd><KeyCap name={keys[action]} /><span className="desk-aloud">{keys[action]}</span></dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
