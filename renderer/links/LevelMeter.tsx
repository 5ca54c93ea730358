import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { openMicrophone, type OpenMicrophone } from './checkMicrophone.ts';
import './LevelMeter.css';

const DRAW_EVERY_MS = 60;

/** How loud the chosen microphone is, as long as it is on screen. */
export function LevelMeter({ deviceId }: { readonly deviceId: string | null }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let microphone: OpenMicrophone | null = null;
    let wanted = true;
    openMicrophone(deviceId).then((opened) => { if (wanted) microphone = opened; else opened.close(); }, () => undefined);
    const timer = setInterval(() => {
      // Speech lies far below full scale: the root makes it visible.
      if (bar.current) bar.current.value = Math.sqrt(microphone?.level() ?? 0);
    }, DRAW_EVERY_MS);
    return () => { wanted = false; clearInterval(timer); microphone?.close(); };
  }, [deviceId]);
  return <meter ref={bar} className="level" min={0} max={1} aria-label={t('link.level')} />;
}
