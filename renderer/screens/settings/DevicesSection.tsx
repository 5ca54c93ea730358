import { SoundOutlined } from '@ant-design/icons';
import { Button, Select, Slider } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSettings } from '../../../shared/settings/deskSettings.ts';
import { changeSettings } from '../../actions/changeSettings.ts';
import { LevelMeter } from '../../links/LevelMeter.tsx';
import { useSoundDevices } from '../../links/useSoundDevices.ts';
import { Ringtone } from '../../media/ringtone.ts';
import { SettingRow } from './SettingRow.tsx';
import { testSpeaker } from './testSpeaker.ts';

/** The system's default device; Chromium lists it by this id as well, so that one is not listed twice. */
const DEFAULT_ID = 'default';

function DeviceSelect({ label, devices, value, onChange }: { readonly label: string; readonly devices: readonly MediaDeviceInfo[]; readonly value: string | null; readonly onChange: (id: string | null) => void }): ReactNode {
  const { t } = useTranslation();
  const named = devices.filter((device) => device.deviceId !== '' && device.deviceId !== DEFAULT_ID && device.deviceId !== 'communications');
  const isGone = value !== null && !named.some((device) => device.deviceId === value);
  return (
    <Select<string>
      className="set-wide" aria-label={label} value={value ?? DEFAULT_ID} onChange={(id) => { onChange(id === DEFAULT_ID ? null : id); }}
      options={[
        { value: DEFAULT_ID, label: t('settings.devices.default') },
        ...named.map((device, place) => ({ value: device.deviceId, label: device.label || t('settings.devices.unnamed', { place: place + 1 }) })),
        ...(isGone ? [{ value, label: t('settings.devices.gone') }] : []),
      ]}
    />
  );
}

function TestButton({ words, test }: { readonly words: string; readonly test: () => Promise<boolean> }): ReactNode {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'playing' | 'heard' | 'failed'>('idle');
  const play = (): void => {
    setState('playing');
    test().then((played) => { setState(played ? 'heard' : 'failed'); }, () => { setState('failed'); });
  };
  return (
    <>
      <Button icon={<SoundOutlined />} disabled={state === 'playing'} onClick={play}>{words}</Button>
      <span className={state === 'failed' ? 'set-bad' : 'set-soft'} role="status">{state === 'idle' ? '' : t(`settings.devices.test.${state}`)}</span>
    </>
  );
}

/** Microphone with its level, loudspeaker, and a ringer of its own: the headset may lie on the desk. */
export function DevicesSection({ settings }: { readonly settings: DeskSettings }): ReactNode {
  const { t } = useTranslation();
  const { microphones, outputs } = useSoundDevices();
  const change = (part: Partial<DeskSettings>): void => { void changeSettings(part); };
  return (
    <section aria-label={t('settings.section.devices')}>
      <SettingRow title={t('settings.devices.microphone')} hint={t('settings.devices.microphoneHint')}>
        <DeviceSelect label={t('settings.devices.microphone')} devices={microphones} value={settings.microphoneId} onChange={(microphoneId) => { change({ microphoneId }); }} />
        <span className="set-level" data-testid="mic-level">{microphones.length === 0 ? <span className="set-bad">{t('settings.devices.noMicrophone')}</span> : <LevelMeter deviceId={settings.microphoneId} />}</span>
      </SettingRow>
      <SettingRow title={t('settings.devices.speaker')} hint={t('settings.devices.speakerHint')}>
        <DeviceSelect label={t('settings.devices.speaker')} devices={outputs} value={settings.speakerId} onChange={(speakerId) => { change({ speakerId }); }} />
        <TestButton words={t('settings.devices.testSpeaker')} test={() => testSpeaker(settings.speakerId)} />
      </SettingRow>
      <SettingRow title={t('settings.devices.ringer')} hint={t('settings.devices.ringerHint')}>
        <DeviceSelect label={t('settings.devices.ringer')} devices={outputs} value={settings.ringerId} onChange={(ringerId) => { change({ ringerId }); }} />
        <TestButton words={t('settings.devices.testRing')} test={() => new Ringtone(settings.ringerId, settings.ringVolume).test()} />
      </SettingRow>
      <SettingRow title={t('settings.devices.volume')}>
        <Slider
          className="set-wide" min={0} max={100} step={5} defaultValue={Math.round(settings.ringVolume * 100)} ariaLabelForHandle={t('settings.devices.volume')}
          onChangeComplete={(percent) => { change({ ringVolume: percent / 100 }); }} tooltip={{ formatter: (percent) => `${String(percent ?? 0)}%` }}
        />
      </SettingRow>
    </section>
  );
}
