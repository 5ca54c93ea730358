import { LoadingOutlined, SoundOutlined, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useCallQuality } from '../../../sound/useCallQuality.ts';
import { qualityWords } from './qualityWords.ts';

/** How both sides hear each other, in words; the figures stand small beside it. On hold nobody is to hear anybody. */
export function QualityLine({ callId, isHeld }: { readonly callId: string; readonly isHeld: boolean }) {
  const { t } = useTranslation();
  const quality = useCallQuality(callId);
  if (isHeld) return <section className="wb-section wb-quality" data-testid="quality"><SoundOutlined aria-hidden /><span className="wb-soft">{t('workbench.quality.held')}</span></section>;
  if (quality === null) {
    return <section className="wb-section wb-quality" data-testid="quality"><LoadingOutlined aria-hidden /><span className="wb-soft">{t('workbench.quality.measuring')}</span></section>;
  }
  const { sample, verdict } = quality;
  const loss = Math.max(sample.lossPercent, sample.lossAwayPercent ?? 0);
  const tone = verdict.word === 'good' ? 'wb-icon-talking' : verdict.word === 'fair' ? 'wb-icon-soon' : 'wb-icon-overdue';
  return (
    <section className="wb-section wb-quality" data-testid="quality" data-word={verdict.word} role={verdict.word === 'none' ? 'alert' : undefined}>
      <span className={tone}>{verdict.word === 'good' ? <SoundOutlined aria-hidden /> : <WarningFilled aria-hidden />}</span>
      <span className={verdict.word === 'good' ? 'wb-cut' : tone}>{qualityWords(quality)}</span>
      {verdict.word === 'good' ? <span className="wb-faint wb-end">{t('workbench.quality.figures', { loss: loss.toFixed(1), jitter: Math.round(sample.jitterMs) })}</span> : null}
    </section>
  );
}
