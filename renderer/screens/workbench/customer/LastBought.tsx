import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { popLines } from '../../../../shared/customers/popLines.ts';
import { Chip } from '../../../components/Chip.tsx';
import { formatDay, formatMoney } from '../../../language/format.ts';
import { SectionHead } from '../parts/SectionHead.tsx';

export interface ListProps {
  readonly file: HouseholdFile;
  readonly nowMs: number;
  readonly most: number;
}

/** The last purchases, newest first. */
export function LastPurchases({ file, nowMs, most }: ListProps) {
  const { t } = useTranslation();
  return (
    <section className="wb-list" data-testid="purchases">
      <SectionHead title={t('workbench.overview.purchases')} remark={t('workbench.overview.purchaseCount', { count: file.purchaseCount })} />
      {file.purchases.length === 0 ? <p className="wb-faint">{t('workbench.overview.noPurchases')}</p> : file.purchases.slice(0, most).map((purchase) => (
        <p key={purchase.id} className="wb-purchase" data-testid="purchase-row">
          <span className="wb-faint">{formatDay(purchase.boughtAtMs, file.household.zone, nowMs)}</span>
          <span className="wb-cut" title={purchase.product}>{purchase.product} ×{purchase.quantity}</span>
          <span>{formatMoney(purchase.amountMinor)}</span>
          <span className="wb-faint wb-cut" title={purchase.shop ?? undefined}>{purchase.shop ?? ''}</span>
        </p>
      ))}
    </section>
  );
}

/** The last questions and with which version they were answered. */
export function LastQuestions({ file, nowMs, most, onArticle }: ListProps & { readonly onArticle: (articleId: string) => void }) {
  const { t } = useTranslation();
  const again = popLines(file, nowMs).find((line) => line.kind === 'asked-again');
  return (
    <section className="wb-list" data-testid="questions">
      <SectionHead title={t('workbench.overview.questions')} {...(again?.kind === 'asked-again' ? { remark: t('workbench.overview.askedAgain', { days: again.days, count: again.count, text: again.text }) } : {})} />
      {file.questions.length === 0 ? <p className="wb-faint">{t('workbench.overview.noQuestions')}</p> : file.questions.slice(0, most).map((question) => {
        const { articleId } = question;
        return (
          <p key={question.id} className="wb-question" data-testid="question-row">
            <span className="wb-faint">{formatDay(question.askedAtMs, file.household.zone, nowMs)}</span>
            {articleId === null ? <span className="wb-cut" title={question.text}>{question.text}</span>
              : <button type="button" className="wb-link wb-cut wb-plain" title={question.text} onClick={() => { onArticle(articleId); }}>{question.text}</button>}
            <Chip tone="paused">{question.articleVersion === null ? t('workbench.overview.notAnswered') : t('workbench.overview.answeredWith', { version: question.articleVersion })}</Chip>
          </p>
        );
      })}
    </section>
  );
}
