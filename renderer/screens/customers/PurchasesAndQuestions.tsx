import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay, formatMoney } from '../../language/format.ts';

interface Props {
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  readonly onArticle: (articleId: string) => void;
}

/** Last purchases and last questions side by side: the two things asked about most. */
export function PurchasesAndQuestions({ file, nowMs, onArticle }: Props): ReactNode {
  const { t } = useTranslation();
  const zone = file.household.zone;
  return (
    <div className="cu-pair">
      <section className="cu-section" aria-label={t('customers.page.purchases')}>
        <div className="cu-section-head"><h3>{t('customers.page.purchases')}</h3><span className="cu-faint">{t('customers.page.purchaseCount', { count: file.purchaseCount })}</span></div>
        {file.purchases.length === 0 ? <p className="cu-empty">{t('customers.page.noPurchases')}</p> : null}
        <ul>
          {file.purchases.slice(0, 6).map((purchase) => (
            <li key={purchase.id} className="cu-purchase">
              <span className="cu-soft">{formatDay(purchase.boughtAtMs, zone, nowMs)}</span>
              <span className="cu-line">{purchase.product} ×{purchase.quantity}</span>
              <span>{formatMoney(purchase.amountMinor)}</span>
              <span className="cu-faint cu-line">{purchase.shop ?? ''}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="cu-section" aria-label={t('customers.page.questions')}>
        <div className="cu-section-head"><h3>{t('customers.page.questions')}</h3></div>
        {file.questions.length === 0 ? <p className="cu-empty">{t('customers.page.noQuestions')}</p> : null}
        <ul>
          {file.questions.slice(0, 6).map((question) => {
            const { articleId } = question;
            return (
              <li key={question.id} className="cu-question">
                <span className="cu-soft">{formatDay(question.askedAtMs, zone, nowMs)}</span>
                {articleId === null
                  ? <span className="cu-line">{question.text}</span>
                  : <button type="button" className="cu-link cu-line" onClick={() => { onArticle(articleId); }}>{question.text}</button>}
                <span className="cu-chip">{question.articleVersion === null ? t('customers.page.notAnswered') : t('customers.page.answeredWith', { version: question.articleVersion })}</span>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
