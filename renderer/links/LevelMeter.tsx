import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type OpenMicrophone, openMicrophone } from './openMicrophone.ts';
import './LevelMeter.css';

const DRAW_EVERY_MS = 60;

/** How loud a microphone is, as long as the meter is on screen. @param deviceId null: the system's default. */
export function LevelMeter({ deviceId }: { readonly deviceId: string | null }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let microphone: OpenMicrophone | null = null;
    let wanted = true;
    // A microphone that cannot be opened shows no level; the link above says why.
    openMicrophone(deviceId).then((opened) => { if (wanted) microphone = opened; else opened.close(); }, () => undefined);
    const timer = setInterval(() => {
      // Speech lies far below full scale: the root makes it visible.
      if (bar.current) bar.current.value = Math.sqrt(microphone?.level() ?? 0);
    }, DRAW_EVERY_MS);
    return () => { wanted = false; clearInterval(timer); microphone?.close(); };
  }, [deviceId]);
  return <meter ref={bar} className="level" min={0} max={1} aria-label={t('link.level')} />;
}
