import { useEffect, useState } from 'react';
import { judgeQuality, type QualitySample, type QualityVerdict } from '../media/callQuality.ts';
import { soundDesk } from './soundDesk.ts';

export interface CallQuality {
  readonly sample: QualitySample;
  readonly verdict: QualityVerdict;
}
const MEASURE_EVERY_MS = 2000;

/** How a call is heard, measured every 2 s; null without a call, before the first measure, and while it has no sound. */
export function useCallQuality(callId: string | null): CallQuality | null {
  const [measured, setMeasured] = useState<{ readonly callId: string; readonly quality: CallQuality } | null>(null);
  useEffect(() => {
    if (callId === null) return undefined;
    let wanted = true;
    const take = (sample: QualitySample | null | undefined): void => {
      if (wanted) setMeasured(sample ? { callId, quality: { sample, verdict: judgeQuality(sample) } } : null);
    };
    // A connection that closed meanwhile has nothing to measure.
    const timer = setInterval(() => { soundDesk()?.quality(callId).then(take, () => { take(null); }); }, MEASURE_EVERY_MS);
    return () => { wanted = false; clearInterval(timer); };
  }, [callId]);
  return measured !== null && measured.callId === callId ? measured.quality : null;
}
