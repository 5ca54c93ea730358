import { Button, Checkbox, Radio } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Child, type ChildLeaveReason, childLeaveReasons } from '../../../shared/customers/child.ts';
import { hangsOnChild } from '../../../shared/customers/formerChild.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import type { PatchSource } from '../../actions/correctCustomer.ts';
import { endChild } from '../../actions/correctRecord.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { formatAgreed } from '../../language/format.ts';
import { useAgents } from '../../localdb/useQuery.ts';
import { useDraftStore } from '../../state/useDraftStore.ts';
import { useSending } from '../callbacks/useSending.ts';
import { personOf, personWords } from './householdWords.ts';
import { SourceChoice } from './SourceChoice.tsx';

interface Props {
  readonly file: HouseholdFile;
  readonly child: Child;
  readonly nowMs: UtcMs;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** Why a child leaves the family's file, and what follows from it, told before it is stored. Enter stores, Esc goes back. */
export function EndChildForm({ file, child, nowMs, onBack, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState<ChildLeaveReason | null>(null);
  const [source, setSource] = useState<PatchSource>('call');
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const [isTried, setTried] = useState(false);
  const { problem, isSending, send } = useSending(onDone);
  const agents = useAgents() ?? [];
  const others = file.children.filter((each) => each.id !== child.id);
  // What is being rung now, or has been and waits for its summary, is settled by that summary.
  const drafts = useDraftStore((state) => state.drafts);
  const kept = new Set(Object.values(drafts).map((draft) => draft.callbackId));
  const open = file.callbacks.filter((each) => !kept.has(each.id));
  const isCancelled = (callback: HouseholdFile['callbacks'][number]): boolean => !kept.has(callback.id) && (chosen[callback.id] ?? hangsOnChild(callback, child, others));
  const store = (): void => {
    setTried(true);
    if (reason === null) return;
    send(() => endChild(child, reason, reason === 'lost' ? file.callbacks.map((each) => ({ callbackId: each.id, isCancelled: isCancelled(each) })) : undefined, source));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onBack();
  };
  const title = t('file.child.endTitle', { who: child.name ?? t('file.child.unnamed') });
  return (
    <form className="cf-form" data-testid="child-end-form" aria-label={title} onKeyDown={onKeyDown} onSubmit={(event) => { event.preventDefault(); store(); }}>
      <p className="cf-ends"><b>{title}</b></p>
      <Radio.Group className="cf-reasons" value={reason} onChange={(event) => { setReason(event.target.value as ChildLeaveReason); }} aria-label={title}>
        {childLeaveReasons.map((each, place) => (
          <Radio key={each} value={each} autoFocus={place === 0} data-testid={`child-end-${each}`}>
            <b>{t(`file.child.reason.${each}`)}</b> <span className="cf-faint">{t(`file.child.means.${each}`)}</span>
          </Radio>
        ))}
      </Radio.Group>
      {reason !== 'lost' || open.length === 0 ? null : (
        <div className="cf-ends cf-end-callbacks">
          <p>{t('file.child.callbacks')}</p>
          {open.map((each) => {
            const person = personOf(file, each.customerId);
            const owner = agents.find((agent) => agent.id === each.ownerAgentId)?.name ?? t('words.nobody');
            const name = [formatAgreed(each.dueAtMs, each.zone, nowMs), person === null ? null : personWords(person), each.purpose, t('file.phone.ownedBy', { owner })].filter((part) => part !== null && part !== '').join(t('words.separator'));
            return <Checkbox key={each.id} checked={isCancelled(each)} onChange={(event) => { setChosen({ ...chosen, [each.id]: event.target.checked }); }} data-testid="child-end-callback"><span className="cf-cut" title={name}>{name}</span></Checkbox>;
          })}
        </div>
      )}
      <span className="cf-buttons">
        <SourceChoice value={source} onChange={setSource} />
        <Button size="small" type="primary" htmlType="submit" loading={isSending} data-testid="child-end-send">{t('file.child.endSend')}</Button>
        <Button size="small" onClick={onBack}>{t('words.back')}</Button>
        {isTried && reason === null ? <span className="cf-problem" role="alert">{t('file.child.noReason')}</span> : null}
        {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
      </span>
    </form>
  );
}
