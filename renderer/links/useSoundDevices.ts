import { useEffect, useState } from 'react';

export interface SoundDevices {
  readonly microphones: readonly MediaDeviceInfo[];
  readonly outputs: readonly MediaDeviceInfo[];
}

/** The sound devices of this computer, followed as they come and go. Their names are known once the microphone was allowed. */
export function useSoundDevices(): SoundDevices {
  const [devices, setDevices] = useState<SoundDevices>({ microphones: [], outputs: [] });
  useEffect(() => {
    const media = navigator.mediaDevices;
    if (!media) return undefined;
    let wanted = true;
    const look = (): void => {
      media.enumerateDevices().then((found) => {
        if (wanted) setDevices({ microphones: found.filter(({ kind }) => kind === 'audioinput'), outputs: found.filter(({ kind }) => kind === 'audiooutput') });
      }, () => undefined);
    };
    look();
    media.addEventListener('devicechange', look);
    return () => { wanted = false; media.removeEventListener('devicechange', look); };
  }, []);
  return devices;
}
