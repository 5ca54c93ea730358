import { UndoOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeskSettings, type GlobalKey, globalKeys } from '../../../shared/settings/deskSettings.ts';
import { changeSettings } from '../../actions/changeSettings.ts';
import { askDesk } from '../../bridge/desk.ts';
import { KeyCap } from '../../components/KeyCap.tsx';
import { type KeyAction, keyActions, keyConflicts, keysInForce, usualKeys } from '../../keys/keyMap.ts';
import { useKeyName } from '../../keys/useKey.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { type KeyRefusal, keysAfter, refuseKey } from './keyChoice.ts';
import { SettingRow } from './SettingRow.tsx';
import { useKeyCapture } from './useKeyCapture.ts';

const groups = ['call', 'speaker', 'outcome', 'wrapUp', 'desk', 'list'] as const;

function groupOf(action: KeyAction): (typeof groups)[number] {
  const head = action.split('.')[0] ?? '';
  return groups.find((group) => group === head) ?? 'desk';
}

interface KeyRowProps {
  readonly action: KeyAction;
  readonly keyName: string;
  /** Actions that share this key. */
  readonly rivals: readonly KeyAction[];
  readonly isCapturing: boolean;
  readonly refusal: KeyRefusal | null;
  readonly onCapture: () => void;
  readonly onReset: () => void;
}

function KeyRow({ action, keyName, rivals, isCapturing, refusal, onCapture, onReset }: KeyRowProps): ReactNode {
  const { t } = useTranslation();
  const words = t(`keys.action.${action}`);
  return (
    <li className="set-key" data-testid="key-row" data-action={action} data-conflict={rivals.length > 0}>
      <span>{words}</span>
      <button type="button" className={isCapturing ? 'set-key-button set-key-listening' : 'set-key-button'} onClick={onCapture} aria-label={t('settings.keys.change', { action: words, key: keyName })}>
        {isCapturing ? t('settings.keys.press') : <KeyCap name={keyName} />}
      </button>
      {keyName === usualKeys[action] ? <span /> : <Button size="small" type="text" icon={<UndoOutlined />} onClick={onReset} aria-label={t('settings.keys.reset', { key: usualKeys[action] })} title={t('settings.keys.reset', { key: usualKeys[action] })} />}
      {isCapturing && refusal !== null ? <span className="set-key-note set-bad" role="alert">{t(`settings.keys.refused.${refusal}`)}</span> : null}
      {rivals.length === 0 ? null : (
        <span className="set-key-note set-bad" role="alert"><WarningFilled aria-hidden /> {t('settings.keys.conflict', { others: rivals.map((rival) => t(`keys.action.${rival}`)).join(t('words.comma')) })}</span>
      )}
    </li>
  );
}

/** Global keys that are on and do nothing, since another program holds them. */
function useTakenKeys(on: DeskSettings['globalKeys']): readonly GlobalKey[] {
  const [taken, setTaken] = useState<readonly GlobalKey[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void askDesk('settings:takenKeys', null).then((keys) => { if (isCurrent) setTaken(keys.filter((key) => on.includes(key))); });
    return () => { isCurrent = false; };
  }, [on]);
  return taken;
}

/** Every action with its key: press the key cap, then the new key. What clashes is said beside both. */
export function KeysSection({ settings }: { readonly settings: DeskSettings }): ReactNode {
  const { t } = useTranslation();
  const [capturing, setCapturing] = useState<KeyAction | null>(null);
  const [refusal, setRefusal] = useState<KeyRefusal | null>(null);
  const taken = useTakenKeys(settings.globalKeys);
  const sheetKey = useKeyName('keys.sheet');
  const keys = keysInForce(settings.keys);
  const conflicts = keyConflicts(keys);
  const rivalsOf = (action: KeyAction): readonly KeyAction[] => conflicts.find((group) => group.includes(action))?.filter((each) => each !== action) ?? [];
  const store = (action: KeyAction, key: string): void => { void changeSettings({ keys: keysAfter(settings.keys, action, key, usualKeys[action]) }); };
  const stop = (): void => {
    setCapturing(null);
    setRefusal(null);
  };
  useKeyCapture(capturing !== null, (key) => {
    if (capturing === null) return;
    const refused = refuseKey(capturing, key);
    setRefusal(refused);
    if (refused !== null) return;
    store(capturing, key);
    stop();
  }, stop);
  const setGlobal = (key: GlobalKey, isOn: boolean): void => {
    void changeSettings({ globalKeys: globalKeys.filter((each) => (each === key ? isOn : settings.globalKeys.includes(each))) });
  };
  return (
    <section aria-label={t('settings.section.keys')}>
      <SettingRow title={t('settings.keys.global')} hint={t('settings.keys.globalHint')}>
        {globalKeys.map((key) => (
          <span key={key} className="set-global">
            <Switch size="small" checked={settings.globalKeys.includes(key)} onChange={(isOn) => { setGlobal(key, isOn); }} aria-label={t('settings.keys.globalKey', { key })} data-testid={`global-${key}`} /> <KeyCap name={key} />
          </span>
        ))}
        {taken.length === 0 ? null : <p className="set-bad set-global-taken" role="alert" data-testid="keys-taken"><WarningFilled aria-hidden /> {t('settings.keys.taken', { keys: taken.join(t('words.separator')) })}</p>}
      </SettingRow>
      <div className="set-keys-head">
        <p className="set-soft">{t('settings.keys.how')}</p>
        <Button onClick={() => { usePanelStore.setState({ keySheetOpen: true }); }}>{t('settings.keys.sheet')} <KeyCap name={sheetKey} /></Button>
        <Button disabled={Object.keys(settings.keys).length === 0} onClick={() => { void changeSettings({ keys: {} }); }} data-testid="keys-reset-all">{t('settings.keys.resetAll')}</Button>
      </div>
      {conflicts.length === 0 ? null : <p className="set-bar" role="alert" data-testid="key-conflicts"><WarningFilled aria-hidden /> {t('settings.keys.conflicts', { count: conflicts.length })}</p>}
      <div className="set-keys">
        {groups.map((group) => {
          const actions = keyActions.filter((action) => groupOf(action) === group);
          return actions.length === 0 ? null : (
            <div key={group} className="set-key-group">
              <h3>{t(`keys.group.${group}`)}</h3>
              <ul>
                {actions.map((action) => (
                  <KeyRow
                    key={action} action={action} keyName={keys[action]} rivals={rivalsOf(action)} isCapturing={capturing === action} refusal={refusal}
                    onCapture={() => { setRefusal(null); setCapturing(action); }} onReset={() => { store(action, usualKeys[action]); }}
                  />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </section>
  );
}
