import { PhoneFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { RingPermission } from '../../../shared/callbacks/mayRing.ts';
import { mayOverrule, type OverruleReason } from '../../../shared/callbacks/overrule.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Policy } from '../../../shared/sync/sessionMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { KeyCap } from '../../components/KeyCap.tsx';
import { formatAgreed, formatMoment, formatNumber, formatSeconds } from '../../language/format.ts';
import { childrenInOrder } from '../../../shared/customers/childrenInOrder.ts';
import { childWords, personOf } from '../customers/householdWords.ts';
import { FollowButton } from '../notices/FollowButton.tsx';
import { MessageButton } from '../messages/MessageButton.tsx';
import { SparedLine } from '../customers/SparedLine.tsx';
import { isOfRule, relationWords } from './callbackWords.ts';
import { ChooseNumber } from './ChooseNumber.tsx';
import { FallbackLine } from './FallbackLine.tsx';
import { GatePanel } from './GatePanel.tsx';
import { agreedDay } from './gateWords.ts';
import { retryLadder } from './retryLadder.ts';
import { outcomeWord } from '../../state/outcomeWords.ts';

/** What the big button does next. */
export type PreviewStep =
  /** Selected, not opened yet: Enter opens. */
  | 'closed'
  /** Opened: Enter dials. */
  | 'armed'
  | 'dialling'
  /** Nobody owns it: it is claimed before it is rung. */
  | 'unowned'
  /** Claimed here, central has not said yes: another may have been quicker. */
  | 'claiming';

interface Props {
  readonly row: CallbackRow;
  /** The reason the agent named for going over a cap or a preference; null: none. `permission` is judged without it. */
  readonly overrule: OverruleReason | null;
  readonly onOverrule: (reason: OverruleReason) => void;
  /** undefined: still reading; null: not on this desktop. */
  readonly file: HouseholdFile | null | undefined;
  readonly fetch: 'asking' | 'fresh' | 'away' | 'gone';
  readonly permission: RingPermission | null;
  readonly step: PreviewStep;
  readonly policy: Policy;
  readonly nowMs: UtcMs;
  readonly agreedBy: string | null;
  /** Who has it when its owner does not keep it; undefined: not known (yet), null: nobody. */
  readonly fallbackName: string | null | undefined;
  /** Why the last dial or claim was refused; null: it was not. */
  readonly problem: string | null;
  /** Why nobody can be dialled now, whoever it is; null: nothing of the kind. */
  readonly stop: string | null;
  readonly keys: { readonly reschedule: string; readonly handOver: string; readonly notNeeded: string; readonly claim: string };
  /** The form that is open under the buttons; null: none. */
  readonly form: ReactNode;
  readonly onAct: () => void;
  readonly onForm: (form: 'reschedule' | 'hand-over' | 'not-needed') => void;
  readonly onCustomer: () => void;
}

function Who({ row, file, nowMs, fallbackName, onCustomer }: Pick<Props, 'row' | 'file' | 'nowMs' | 'fallbackName' | 'onCustomer'>): ReactNode {
  const { t } = useTranslation();
  const person = file ? personOf(file, row.callback.customerId) : null;
  const relation = relationWords(row.relation);
  return (
    <section className="cb-block">
      <h3>{t('callbacks.preview.selected')}</h3>
      <div className="cb-household">
        <h2>{row.householdName}</h2>
        <FollowButton about={{ kind: 'callback', id: row.callback.id }} hasKey />
        <button type="button" className="cb-link" onClick={onCustomer}>{t('callbacks.preview.openFile')}</button>
      </div>
      <p>
        {t('callbacks.preview.askFor')} <b>{row.customerName === null ? t('callbacks.preview.anyone') : [relation, row.customerName].filter((part) => part !== null).join(' ')}</b>
        {person === null ? '' : `${t('words.separator')}${t(`words.language.${person.language}`)}`}{t('words.separator')}{row.tier === 'A' || row.tier === 'B' || row.tier === 'C' ? t(`words.tier.${row.tier}`) : row.tier}
      </p>
      {file && file.children.length > 0 ? <p className="cb-soft">{childrenInOrder(file.children).map((child) => childWords(child, nowMs, file.household.zone)).join(t('words.separator'))}</p> : null}
      {file ? <SparedLine file={file} nowMs={nowMs} /> : null}
      <p className="cb-soft cb-agreed-line" title={row.callback.agreedText}>{row.callback.purpose === '' ? row.callback.agreedText : t(isOfRule(row.callback) ? 'callbacks.preview.whyThem' : 'callbacks.preview.purpose', { purpose: row.callback.purpose })}</p>
      {row.callback.agreedInInteractionId === null || row.callback.agreedText === '' ? null : <p className="cb-faint cb-agreed-line" title={row.callback.agreedText} data-testid="agreed-where">{t('callbacks.preview.agreed', { day: agreedDay(row.callback, nowMs), words: row.callback.agreedText })}</p>}
      {fallbackName === undefined ? null : <FallbackLine row={row} fallbackName={fallbackName} />}
    </section>
  );
}

function BigButton({ row, permission, overrule, step, file, fetch, stop, onAct, keys }: Pick<Props, 'row' | 'permission' | 'overrule' | 'step' | 'file' | 'fetch' | 'stop' | 'onAct' | 'keys'>): ReactNode {
  const { t } = useTranslation();
  const whyId = useId();
  const number = formatNumber(row.callback.number);
  switch (step) {
    case 'unowned': return <Button block type="primary" className="cb-big" onClick={onAct} data-testid="claim-selected">{t('callbacks.preview.claim')} <KeyCap name={keys.claim} /></Button>;
    case 'claiming': return <Button block className="cb-big" disabled>{t('callbacks.preview.claiming')}</Button>;
    case 'closed': return <Button block className="cb-big" onClick={onAct} data-testid="preview-open">{t('callbacks.preview.open')} <KeyCap name="Enter" /></Button>;
    case 'armed':
    case 'dialling': {
      const isOpen = permission !== null && (permission.ok || (overrule !== null && mayOverrule(permission)));
      const mayDial = isOpen && step === 'armed' && stop === null;
      const words = step === 'dialling' ? t('callbacks.preview.dialling', { number })
        : permission === null ? t(file === undefined || fetch === 'asking' ? 'callbacks.preview.reading' : 'callbacks.preview.noFile')
          : isOpen && stop === null ? t('callbacks.preview.dial', { number }) : t('callbacks.preview.mayNot');
      return (
        <>
          <Button block type="primary" className="cb-big" disabled={!mayDial} title={stop ?? undefined} aria-describedby={whyId} icon={<PhoneFilled />} onClick={onAct} data-testid="dial">
            {words} {mayDial ? <KeyCap name="Enter" /> : null}
          </Button>
          <p id={whyId} className="cb-stop" role="status" data-testid="dial-stop">{step === 'armed' ? stop : null}</p>
        </>
      );
    }
  }
}

function LastWords({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const last = file.interactions.find((each) => each.note !== '' || each.talkSeconds !== null) ?? file.interactions[0];
  if (last === undefined) return null;
  const facts = [
    formatMoment(last.startedAtMs, file.household.zone, nowMs), last.talkSeconds === null ? null : formatSeconds(last.talkSeconds), last.agentName === '' ? null : last.agentName,
  ].filter((part) => part !== null).join(t('words.separator'));
  return (
    <section className="cb-block" aria-label={t('callbacks.preview.last')}>
      <h3>{t('callbacks.preview.last')} <span>{facts}</span></h3>
      <p>{[outcomeWord(last) ?? '', last.note].filter((part) => part !== '').join(t('words.separator')) || t('callbacks.preview.noNote')}</p>
    </section>
  );
}

function Ladder({ row, policy, nowMs }: Pick<Props, 'row' | 'policy' | 'nowMs'>): ReactNode {
  const { t } = useTranslation();
  const { callback } = row;
  const steps = retryLadder(callback, Math.max(nowMs, callback.dueAtMs), policy).map((atMs) => formatAgreed(atMs, callback.zone, nowMs));
  return (
    <section className="cb-block" aria-label={t('callbacks.preview.noAnswer')}>
      <h3>{t('callbacks.preview.noAnswer')} <span>{t('callbacks.preview.tries', { attempts: callback.attempts, max: callback.maxAttempts })}</span></h3>
      <p className="cb-soft">{[...steps, t('callbacks.preview.youDecide')].join(' → ')}</p>
    </section>
  );
}

/** The selected callback: who, why we may ring, and what can be done with it. */
export function CallbackPreview(props: Props): ReactNode {
  const { row, file, fetch, permission, policy, nowMs, agreedBy, problem, keys, form, onForm } = props;
  const { t } = useTranslation();
  const isUnowned = props.step === 'unowned' || props.step === 'claiming';
  return (
    <aside className="cb-preview" aria-label={t('callbacks.preview.label')} data-testid="callback-preview" data-step={props.step} data-callback-id={row.callback.id}>
      <Who {...props} />
      {file && form === null && !isUnowned && row.callback.number === '' ? <ChooseNumber callback={row.callback} file={file} /> : null}
      {file && permission && form === null ? <GatePanel permission={permission} callback={row.callback} file={file} nowMs={nowMs} agreedBy={agreedBy} isLocal={fetch === 'away'} overrule={props.overrule} onOverrule={props.onOverrule} onAct={props.onAct} /> : null}
      <section className="cb-block">
        {form === null ? <BigButton {...props} /> : null}
        {form === null && props.step === 'armed' && permission === null && file !== undefined && fetch !== 'asking' ? <p className="cb-faint">{t('callbacks.preview.noFileWhy')}</p> : null}
        {problem === null ? null : <p className="cb-problem" role="alert">{problem}</p>}
        {isUnowned ? null : (
          <div className="cb-three">
            <Button onClick={() => { onForm('reschedule'); }} data-testid="reschedule">{t('callbacks.act.reschedule')} <span className="cb-key" aria-hidden>{keys.reschedule}</span></Button>
            <Button onClick={() => { onForm('hand-over'); }} data-testid="hand-over">{t('callbacks.act.handOver')} <span className="cb-key" aria-hidden>{keys.handOver}</span></Button>
            <Button onClick={() => { onForm('not-needed'); }} data-testid="not-needed">{t('callbacks.act.notNeeded')} <span className="cb-key" aria-hidden>{keys.notNeeded}</span></Button>
          </div>
        )}
        {file && form === null ? <p className="cb-message"><MessageButton key={row.callback.id} file={file} customerId={row.callback.customerId} callbackId={row.callback.id} isSmall /></p> : null}
        {form}
      </section>
      {file ? <LastWords file={file} nowMs={nowMs} /> : null}
      {form === null ? <Ladder row={row} policy={policy} nowMs={nowMs} /> : null}
    </aside>
  );
}
