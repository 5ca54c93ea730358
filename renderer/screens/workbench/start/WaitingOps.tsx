import { CheckOutlined, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { OpKind } from '../../../../shared/sync/pushMessages.ts';
import { formatTimeToSecond } from '../../../language/format.ts';
import type { OutboxRow } from '../../../localdb/rows.ts';

const opWords = {
  'household.add': 'shell.op.household.add', 'customer.add': 'shell.op.customer.add', 'phone.add': 'shell.op.phone.add', 'interaction.add': 'shell.op.interaction.add', 'interaction.move': 'shell.op.interaction.move',
  'interaction.retract': 'shell.op.interaction.retract',
  'callback.add': 'shell.op.callback.add', 'callback.claim': 'shell.op.callback.claim', 'callback.done': 'shell.op.callback.done', 'callback.retry': 'shell.op.callback.retry',
  'callback.reschedule': 'shell.op.callback.reschedule', 'callback.handover': 'shell.op.callback.handover', 'callback.cancel': 'shell.op.callback.cancel',
  'commitment.add': 'shell.op.commitment.add', 'case.add': 'shell.op.case.add',
  'customer.patch': 'shell.op.customer.patch', 'child.add': 'shell.op.child.add', 'child.patch': 'shell.op.child.patch', 'household.patch': 'shell.op.household.patch', 'phone.patch': 'shell.op.phone.patch', 'consent.add': 'shell.op.consent.add', 'opt-out.add': 'shell.op.opt-out.add',
  'commitment.change': 'shell.op.commitment.change', 'case.change': 'shell.op.case.change', 'gap.add': 'shell.op.gap.add', 'notice.read': 'shell.op.notice.read',
  'follow.add': 'shell.op.follow.add', 'follow.end': 'shell.op.follow.end',
  'guide.judge': 'shell.op.guide.judge', 'opening.add': 'shell.op.opening.add', 'answer.judge': 'shell.op.answer.judge', 'message.add': 'shell.op.message.add', 'expert-question.add': 'shell.op.expert-question.add', 'expert-question.answer': 'shell.op.expert-question.answer', 'expert-question.hand': 'shell.op.expert-question.hand', 'expert-question.withdraw': 'shell.op.expert-question.withdraw',
  'coaching.add': 'shell.op.coaching.add', 'coaching-line.add': 'shell.op.coaching-line.add', 'coaching.read': 'shell.op.coaching.read',
} as const satisfies Readonly<Record<OpKind, string>>;

/** What of this desk's work central has not taken yet: all of it is on disk. */
export function WaitingOps({ rows, zone }: { readonly rows: readonly OutboxRow[]; readonly zone: string }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section className="wb-waiting" data-testid="waiting-ops">
      <header><h2>{t('workbench.waiting.title')}</h2><span className="wb-soft">{t('workbench.waiting.count', { count: rows.length })}</span></header>
      <div className="wb-waiting-rows">
        {rows.slice(0, 40).map((row) => (
          <p key={row.id}>
            <span className="wb-soft">{formatTimeToSecond(row.addedAtMs, zone)}</span><b>{t(opWords[row.op.kind])}</b>
            {row.state === 'waiting' ? <span><CheckOutlined className="wb-icon-talking" aria-hidden /> {t('workbench.waiting.kept')}</span>
              : <span className="wb-icon-soon"><WarningFilled aria-hidden /> {t('workbench.waiting.refused', { why: row.refusal === null ? t('words.unknown') : t(`words.refusal.${row.refusal}`) })}</span>}
          </p>
        ))}
      </div>
    </section>
  );
}
