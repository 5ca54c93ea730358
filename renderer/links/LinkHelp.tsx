import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkName } from '../../shared/ipc/readiness.ts';
import { changeSettings } from '../actions/changeSettings.ts';
import { restartDesk } from '../actions/restartDesk.ts';
import { restartCauses } from './restartCauses.ts';
import { useReadinessStore } from '../state/useReadinessStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { checkLinksNow } from './checkLinks.ts';
import { LevelMeter } from './LevelMeter.tsx';
import { useSoundDevices } from './useSoundDevices.ts';
import './LinkHelp.css';

const DEFAULT_DEVICE = '';

/** What can be done at once about a link that is down: another device, a look at its level, and trying again. */
export function LinkHelp({ name }: { readonly name: LinkName }) {
  const { t } = useTranslation();
  const { microphones, outputs } = useSoundDevices();
  const settings = useSettingsStore((state) => state.settings);
  const [busy, setBusy] = useState(false);
  const status = useReadinessStore((state) => state.readiness[name]);
  const isSound = name === 'microphone' || name === 'ringer';
  const devices = name === 'microphone' ? microphones : outputs;
  const chosen = name === 'microphone' ? (settings?.microphoneId ?? null) : (settings?.ringerId ?? null);

  const retry = async (): Promise<void> => {
    setBusy(true);
    try {
      await checkLinksNow();
    } finally {
      setBusy(false);
    }
  };
  const choose = (id: string): void => {
    const deviceId = id === DEFAULT_DEVICE ? null : id;
    void changeSettings(name === 'microphone' ? { microphoneId: deviceId } : { ringerId: deviceId });
  };

  return (
    <div className="link-help-line">
      {isSound && devices.length > 0 && (
        <Select className="link-help-device" value={chosen ?? DEFAULT_DEVICE} onChange={choose} aria-label={t(`link.name.${name}`)}
          options={[{ value: DEFAULT_DEVICE, label: t('link.defaultDevice') }, ...devices.filter(({ deviceId }) => deviceId !== 'default' && deviceId !== '').map(({ deviceId, label }) => ({ value: deviceId, label: label || t('link.unnamedDevice') }))]} />
      )}
      {name === 'microphone' && devices.length > 0 && <><LevelMeter deviceId={chosen} /><span>{t('link.saySomething')}</span></>}
      <span className="link-help-gap" />
      {status.state === 'down' && restartCauses.has(status.cause) && <Button size="small" data-testid="restart-desk" onClick={() => { void restartDesk(); }}>{t('link.restart')}</Button>}
      <Button size="small" loading={busy} onClick={() => { void retry(); }}>{t('words.retry')}</Button>
    </div>
  );
}
