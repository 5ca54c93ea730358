import { CheckOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { SectionHead } from '../parts/SectionHead.tsx';

const cannot = ['workbench.away.cannotCalls', 'workbench.away.cannotLookUp', 'workbench.away.cannotFresh'] as const;
const can = ['workbench.away.canToday', 'workbench.away.canWrite', 'workbench.away.canSearch'] as const;

/** Offline: what has to wait, and what goes on as always. */
export function AwayHelp() {
  const { t } = useTranslation();
  return (
    <div className="wb-away-help">
      <section className="wb-section">
        <SectionHead title={t('workbench.away.cannot')} />
        {cannot.map((key) => <p key={key} className="wb-why wb-why-not"><MinusCircleOutlined aria-hidden /><span>{t(key)}</span></p>)}
      </section>
      <section className="wb-section">
        <SectionHead title={t('workbench.away.can')} />
        {can.map((key) => <p key={key} className="wb-why"><CheckOutlined aria-hidden /><span>{t(key)}</span></p>)}
      </section>
    </div>
  );
}
