import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayErase } from '../../../shared/agents/roleRights.ts';
import { type ErasureReply, erasureRequestSchema } from '../../../shared/customers/erasure.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { eraseCustomer } from '../../actions/eraseCustomer.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { relationWord } from '../workbench/callWords.ts';
import { ErasureReceipts } from './ErasureReceipts.tsx';
import { useAskCentral } from './useAskCentral.ts';

/** Stands for everybody of the household in the list of whom to erase. */
const FAMILY = 'family';

/** 「删除资料」: for supervisors and administrators, when a customer demands it. What goes is said before it is pressed; it cannot be undone. */
export function EraseDialog({ file }: { readonly file: HouseholdFile }): ReactNode {
  const { t } = useTranslation();
  const role = useSessionStore((state) => state.session?.agent.role);
  const up = useCentralStore((state) => state.up);
  const [isOpen, setOpen] = useState(false);
  const [whom, setWhom] = useState<string>(FAMILY);
  const [reason, setReason] = useState('');
  const { isAsking, problem, setProblem, ask } = useAskCentral('file.erase.refused');
  const [erased, setErased] = useState<ErasureReply | null>(null);
  if (role === undefined || !mayErase(role)) return null;
  const { household, customers } = file;
  const close = (): void => { setOpen(false); setWhom(FAMILY); setReason(''); setProblem(null); setErased(null); };
  const erase = (): void => {
    const request = { householdId: household.id, customerId: whom === FAMILY ? null : whom, reason: reason.trim() };
    if (!erasureRequestSchema.safeParse(request).success) { setProblem(t('file.erase.tooShort')); return; }
    ask(() => eraseCustomer(request), setErased, (refused) => (refused.refusal === 'refused' && refused.detail === 'bad-request' ? t('file.erase.namesThem') : null));
  };
  const goes = whom === FAMILY ? customers.length : 1;
  return (
    <>
      <Button icon={<DeleteOutlined />} title={t('file.erase.open')} aria-label={t('file.erase.open')} onClick={() => { setOpen(true); }} data-testid="erase-open" />
      <Modal open={isOpen} onCancel={close} footer={null} width={560} title={t('file.erase.title', { name: household.name })} destroyOnHidden>
        {erased === null ? (
          <div className="cf-access-ask">
            <p>{t('file.erase.what')}</p>
            <Select
              value={whom} aria-label={t('file.erase.whom')} onChange={setWhom} data-testid="erase-whom"
              options={[{ value: FAMILY, label: t('file.erase.family', { count: customers.length }) }, ...customers.map((each) => ({ value: each.id, label: `${relationWord(each.relation)} ${each.name}` }))]}
            />
            <Input value={reason} autoFocus maxLength={200} placeholder={t('file.erase.example')} aria-label={t('file.erase.reason')} onChange={(event) => { setReason(event.target.value); }} data-testid="erase-reason" />
            <p className="cf-out">{t(goes === customers.length ? 'file.erase.willFamily' : 'file.erase.willPerson')}</p>
            <p className="cf-buttons">
              <Button type="primary" danger loading={isAsking} disabled={!up} onClick={erase} data-testid="erase-do">{t('file.erase.do')}</Button>
              {up ? null : <span className="cf-problem">{t('file.erase.away')}</span>}
            </p>
            {problem === null ? null : <p className="cf-problem" role="alert">{problem}</p>}
          </div>
        ) : (
          <div className="cf-access-ask">
            <p role="status">{t('file.erase.done', { count: erased.cancelledCallbacks })}</p>
            <ErasureReceipts householdId={household.id} />
          </div>
        )}
      </Modal>
    </>
  );
}
