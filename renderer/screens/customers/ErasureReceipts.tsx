import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayErase } from '../../../shared/agents/roleRights.ts';
import type { Receipt } from '../../../shared/customers/erasure.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { readReceipts } from '../../actions/eraseCustomer.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';

/** How often central is asked while a desktop has not said yet that its copy is gone. */
const ASK_AGAIN_MS = 3000;

/** Which desktops held a copy of what was erased last, and which of them have said that it is gone. For those who may erase. */
export function ErasureReceipts({ householdId }: { readonly householdId: string }): ReactNode {
  const { t } = useTranslation();
  const session = useSessionStore((state) => state.session);
  const nowMs = useNow(ASK_AGAIN_MS);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [isAway, setAway] = useState(false);
  const isTheirs = session !== null && mayErase(session.agent.role);
  const isSettled = receipt?.desktops.every((each) => each.confirmedAtMs !== null) ?? false;
  useEffect(() => {
    if (!isTheirs || isSettled) return undefined;
    let isGone = false;
    const ask = (): void => {
      readReceipts(householdId).then(
        (reply) => {
          if (isGone) return;
          setAway(!reply.ok);
          if (reply.ok) setReceipt(reply.value.find((each) => each.kind === 'erasure') ?? null);
        },
        (error: unknown) => { console.error('the receipts could not be asked for', error); },
      );
    };
    ask();
    const timer = setInterval(ask, ASK_AGAIN_MS);
    return () => { isGone = true; clearInterval(timer); };
  }, [householdId, isTheirs, isSettled]);
  if (!isTheirs || session === null) return null;
  if (receipt === null) return isAway ? <p className="cf-problem">{t('file.erase.receiptsAway')}</p> : null;
  const zone = session.policy.zone ?? DEFAULT_ZONE;
  const gone = receipt.desktops.filter((each) => each.confirmedAtMs !== null).length;
  return (
    <section className="cf-access-list" data-testid="erasure-receipts">
      <p>{receipt.desktops.length === 0 ? t('file.erase.noCopies') : t('file.erase.copies', { count: receipt.desktops.length, gone })}</p>
      <table>
        <tbody>
          {receipt.desktops.map((each) => (
            <tr key={each.deviceId}>
              <td>{each.agentNumber} {each.agentName}</td>
              <td>{each.confirmedAtMs === null
                ? <><ClockCircleOutlined aria-hidden /> {each.seenAtMs === null ? t('file.erase.never') : t('file.erase.waiting', { time: midSentence(formatMoment(each.seenAtMs, zone, nowMs)) })}</>
                : <><CheckCircleFilled className="wb-icon-talking" aria-hidden /> {t('file.erase.gone', { time: midSentence(formatMoment(each.confirmedAtMs, zone, nowMs)) })}</>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
