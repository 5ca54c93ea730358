import { memo, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { OverruleReason } from '../../../shared/callbacks/overrule.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import { useKey, useKeyName } from '../../keys/useKey.ts';
import type { OutboxRow } from '../../localdb/rows.ts';
import { useAgents, useHouseholdFile } from '../../localdb/useQuery.ts';
import { openCustomer } from '../../state/usePanelStore.ts';
import { useWatchedHousehold } from '../../state/useWatchedHousehold.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { CallbackPreview, type PreviewStep } from './CallbackPreview.tsx';
import { HandOverForm } from './HandOverForm.tsx';
import { NotNeededForm } from './NotNeededForm.tsx';
import { RescheduleForm } from './RescheduleForm.tsx';
import { permissionOf } from './rowGate.ts';
import type { Act } from './useCallbackList.ts';
import { useDial } from './useDial.ts';
import { useFallbackOwner } from './useFallbackOwner.ts';

type FormName = 'reschedule' | 'hand-over' | 'not-needed';

interface Props {
  readonly row: CallbackRow;
  /** The customer is open: the next Enter dials. */
  readonly isOpened: boolean;
  readonly session: DeskSession;
  readonly outbox: readonly OutboxRow[];
  readonly form: FormName | null;
  /** Filled here with what Enter does. */
  readonly act: Act;
  /** Asked at the very key: the panel may be one selection behind, and a key is for what is selected. */
  readonly isSelected: (callbackId: string) => boolean;
  readonly onOpen: (callbackId: string) => void;
  readonly onClaim: (callbackId: string) => void;
  readonly onForm: (form: FormName | null) => void;
  readonly onFormClosed: () => void;
}

/** Binds the preview to the household's file, the gate and the actions. Made anew for every callback. */
export const SelectedCallback = memo(function SelectedCallback({ row, isOpened, session, outbox, form, act, isSelected, onOpen, onClaim, onForm, onFormClosed }: Props): ReactNode {
  const { t } = useTranslation();
  const { callback } = row;
  const { policy, agent } = session;
  const file = useHouseholdFile(callback.householdId);
  // Walking down the list asks central nothing: only a customer that is opened is fetched and watched.
  const { fetch } = useWatchedHousehold(isOpened ? callback.householdId : null);
  const isNaming = outbox.some(({ op, state }) => state === 'waiting' && op.kind === 'callback.reschedule' && op.data.callbackId === callback.id && op.data.fallbackAgentId !== undefined);
  // Asked anew once central has whom the agent named; until it answers, the list's own word stands.
  const behind = useFallbackOwner(isOpened && !isNaming ? callback.id : null, callback.ownerAgentId);
  const fallbackName = !isOpened || callback.ownerAgentId === null ? undefined : behind === undefined ? row.fallbackName ?? undefined : behind;
  const nowMs = useNow(15_000);
  const agents = useAgents() ?? [];
  const { problem, setProblem, isDialling, stop, dial: ring } = useDial('workbench.call.failed');
  const keys = { reschedule: useKeyName('list.reschedule'), handOver: useKeyName('list.handOver'), notNeeded: useKeyName('list.cancel'), claim: useKeyName('list.claim') };

  const isClaiming = outbox.some(({ op, state }) => state === 'waiting' && op.kind === 'callback.claim' && op.data.callbackId === callback.id);
  const isUnowned = callback.ownerAgentId === null;
  const step: PreviewStep = isUnowned ? 'unowned' : isClaiming ? 'claiming' : isDialling ? 'dialling' : isOpened ? 'armed' : 'closed';
  const permission = permissionOf(callback, file, nowMs, policy);
  const [overrule, setOverrule] = useState<OverruleReason | null>(null);

  const claim = (): void => { onClaim(callback.id); };
  const dial = (): void => {
    // Judged again at the very moment of dialling: the minute on screen may be over.
    const isOpen = permissionOf(callback, file, deskClock.now(), policy)?.ok === true;
    if (isDialling || (!isOpen && permissionOf(callback, file, deskClock.now(), policy, overrule)?.ok !== true)) return;
    if (callback.number === '') {
      setProblem(t('callbacks.noNumber'));
      return;
    }
    ring({ number: callback.number, permissionReason: callback.permissionReason, callbackId: callback.id, householdId: callback.householdId, customerId: callback.customerId, ...(isOpen ? {} : { overrule }) });
  };
  const press = (): void => {
    if (step === 'unowned') claim();
    else if (step === 'armed') dial();
  };
  useEffect(() => {
    act.current = { callbackId: callback.id, press };
    return () => { act.current = null; };
  });

  useKey('list.reschedule', () => { if (isSelected(callback.id)) onForm('reschedule'); }, { enabled: !isUnowned });
  useKey('list.handOver', () => { if (isSelected(callback.id)) onForm('hand-over'); }, { enabled: !isUnowned });
  useKey('list.cancel', () => { if (isSelected(callback.id)) onForm('not-needed'); }, { enabled: !isUnowned });
  useKey('list.claim', () => { if (isSelected(callback.id)) claim(); }, { enabled: isUnowned });
  // A form belongs to the callback it was opened for.
  useEffect(() => () => { onForm(null); }, [onForm]);

  const renderForm = (): ReactNode => {
    switch (form) {
      case 'reschedule': return <RescheduleForm row={row} file={file ?? null} policy={policy} nowMs={nowMs} onDone={onFormClosed} />;
      case 'hand-over': return <HandOverForm row={row} colleagues={agents.filter((each) => each.id !== agent.id)} onDone={onFormClosed} />;
      case 'not-needed': return <NotNeededForm row={row} onDone={onFormClosed} />;
      case null: return null;
    }
  };
  return (
    <CallbackPreview
      row={row} file={file} fetch={fetch} permission={permission} overrule={overrule} onOverrule={setOverrule} step={step} policy={policy} nowMs={nowMs} problem={problem} stop={stop} keys={keys} form={renderForm()} fallbackName={fallbackName}
      agreedBy={agents.find((each) => each.id === callback.agreedByAgentId)?.name ?? (callback.agreedByAgentId === agent.id ? agent.name : null)}
      onAct={step === 'closed' ? () => { onOpen(callback.id); } : press} onForm={onForm}
      onCustomer={() => { openCustomer(callback.householdId, callback.customerId); }}
    />
  );
});
