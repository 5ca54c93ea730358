import { Button, Input, type InputRef, Modal, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourierOutcome } from '../../../shared/ipc/commands.ts';
import { type FloorDeed, floorDeedSchema, type FloorDone, type FloorState } from '../../../shared/sync/floorDeeds.ts';
import { type Suggested, suggestOwners } from '../../../shared/routing/suggestOwners.ts';
import type { FloorAgent } from '../../../shared/sync/floorMessages.ts';
import { actOnFloor } from '../../actions/actOnFloor.ts';
import { onEnter } from '../../keys/onEnter.ts';
import { usePauseReasons } from '../../state/usePauseReasons.ts';
import { useStateWords } from '../../state/useStateWords.ts';
import { tellAgent } from '../../state/useToastStore.ts';
import type { DeedHand } from './floorHand.ts';
import type { FloorPeople } from './useFloorPeople.ts';

interface Props {
  readonly hand: DeedHand;
  readonly people: FloorPeople;
  readonly agents: readonly FloorAgent[];
  readonly onClose: () => void;
}

/** As many as are read at a glance. */
const MOST_SUGGESTED = 3;
const stateKey = (state: FloorState): string => ('reason' in state ? state.reason : state.kind);
/** Reasons given most often, by what is done; their words stand under `floor.hands.usual`. */
const usual: { readonly [K in DeedHand['kind']]: readonly string[] } = { state: ['waiting', 'meeting', 'come'], message: [], finish: ['waiting', 'later'], reassign: ['busy', 'away', 'skill'] };
const told = ['not-yours', 'signed-out', 'not-in-wrap-up', 'already-closed'];

/** Asks for what is missing (which state, to whom, why) and does it. What the agent will read is written here. */
export function HandDialog({ hand, people, agents, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const stateWords = useStateWords();
  const { inUse } = usePauseReasons();
  const states: readonly FloorState[] = [{ kind: 'available' }, ...inUse.map(({ id }) => ({ kind: 'paused', reason: id }) as const), { kind: 'not-ready', reason: 'by-supervisor' }];
  const [state, setState] = useState<FloorState | null>(null);
  const [to, setTo] = useState(hand.kind === 'reassign' ? hand.toAgentId : hand.agentId);
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const input = useRef<InputRef>(null);
  const needsChoice = hand.kind === 'state' || (hand.kind === 'reassign' && hand.toAgentId === null);

  const name = to === null ? '' : people.nameOf(to);
  const parsed = floorDeedSchema.safeParse(deedOf(hand, to, state, words));
  const send = (): void => {
    if (!parsed.success || isSending) return;
    setSending(true);
    void actOnFloor(parsed.data).then((done) => {
      setSending(false);
      if (!done.ok) { setProblem(t(`floor.hands.refused.${refusalOf(done)}`)); return; }
      tellDone(parsed.data, done.value);
      onClose();
    });
  };
  const tellDone = (deed: FloorDeed, { presence }: FloorDone): void => {
    if (deed.kind !== 'state' || presence === null) { tellAgent('done', `floor.hands.done.${deed.kind}`, { params: { name } }); return; }
    const isSo = stateWords(presence.state) === stateWords(deed.state);
    const isLater = presence.state.kind === 'ringing' || presence.state.kind === 'talking' || presence.state.kind === 'wrap-up';
    if (isSo) tellAgent('done', 'floor.hands.done.state', { params: { name, state: stateWords(deed.state) } });
    else if (isLater) tellAgent('done', 'floor.hands.done.later', { params: { name, state: stateWords(deed.state) } });
    else tellAgent('soon', 'floor.hands.done.kept', { params: { name, state: stateWords(presence.state) } });
  };

  const suggested = hand.kind !== 'reassign' ? [] : suggestOwners(
    agents.filter(({ id }) => people.isMine(id) && people.byId.get(id)?.role === 'agent' && id !== hand.item.ownerId && people.nameOf(id) !== hand.item.handler).map((each) => ({ ...each, serves: each.serves ?? [] })), hand.item.queue, MOST_SUGGESTED,
  );
  const whySuggested = ({ id, skill, promisesDue, unfinished }: Suggested): string => {
    const agent = agents.find((each) => each.id === id);
    const serves = skill ?? (agent?.serves ?? []).join(t('words.separator'));
    return [serves === '' ? null : t('floor.hands.serves', { queue: serves }), agent === undefined ? null : stateWords(agent.state), t('floor.hands.load', { promises: promisesDue, unfinished })].filter((part) => part !== null).join(t('words.separator'));
  };
  const about = hand.kind === 'reassign' ? [t(`floor.kind.${hand.item.kind}`), hand.item.about].filter((part) => part !== null).join(' · ') : '';
  const offered = usual[hand.kind].map((each) => t(`floor.hands.usual.${hand.kind}.${each}`));
  return (
    <Modal open onCancel={onClose} footer={null} width={460} title={t(`floor.hands.title.${hand.kind}`, { name, what: about })} destroyOnHidden>
      <div className="fl-hand-form" data-testid="floor-hand">
        {hand.kind === 'finish' ? <p className="fl-faint">{t('floor.hands.finishMeans')}</p> : null}
        {hand.kind === 'state' ? (
          <Select<string>
            autoFocus defaultOpen={false} aria-label={t('floor.hands.new')} placeholder={t('floor.hands.new')} value={state === null ? null : stateKey(state)}
            options={states.map((each) => ({ value: stateKey(each), label: stateWords(each) }))}
            onChange={(key) => { setState(states.find((each) => stateKey(each) === key) ?? null); input.current?.focus(); }}
          />
        ) : null}
        {hand.kind === 'reassign' ? (
          <Select<string>
            autoFocus={hand.toAgentId === null} aria-label={t('floor.hands.to')} placeholder={t('floor.hands.to')} value={to} showSearch={{ optionFilterProp: 'label' }}
            options={agents.filter(({ id }) => people.isMine(id) && id !== hand.item.ownerId).map(({ id, state: now }) => ({ value: id, label: `${people.nameOf(id)} ${people.byId.get(id)?.number ?? ''}${t('words.separator')}${stateWords(now)}` }))}
            onChange={(id) => { setTo(id); input.current?.focus(); }}
          />
        ) : null}
        {suggested.length === 0 ? null : (
          <fieldset className="fl-suggested" aria-label={t('floor.hands.suggested')} data-testid="hand-suggested">
            {suggested.map((each) => (
              <button key={each.id} type="button" className="fl-choice" aria-pressed={to === each.id} onClick={() => { setTo(each.id); input.current?.focus(); }}>
                <b>{people.nameOf(each.id)}</b> <span className="fl-faint">{whySuggested(each)}</span>
              </button>
            ))}
          </fieldset>
        )}
        <Input
          ref={input} autoFocus={!needsChoice} value={words} maxLength={hand.kind === 'message' ? 500 : 200} aria-label={t(hand.kind === 'message' ? 'floor.hands.text' : 'floor.hands.why')} placeholder={t(hand.kind === 'message' ? 'floor.hands.text' : 'floor.hands.why')}
          onChange={(event) => { setWords(event.target.value); setProblem(null); }} onKeyDown={onEnter(send)}
        />
        {offered.length === 0 ? null : <p className="fl-usual">{offered.map((each) => <button key={each} type="button" className="fl-choice" onClick={() => { setWords(each); input.current?.focus(); }}>{each}</button>)}</p>}
        {problem === null ? null : <p className="fl-problem" role="alert">{problem}</p>}
        <p className="fl-hand-end"><Button onClick={onClose}>{t('words.cancel')}</Button><Button type="primary" disabled={!parsed.success} loading={isSending} onClick={send}>{t(hand.kind === 'message' ? 'floor.hands.send' : 'floor.hands.do')}</Button></p>
      </div>
    </Modal>
  );
}

function deedOf(hand: DeedHand, to: string | null, state: FloorState | null, words: string): unknown {
  switch (hand.kind) {
    case 'state': return { kind: 'state', agentId: to, state, why: words };
    case 'message': return { kind: 'message', agentId: to, text: words };
    case 'finish': return { kind: 'finish', agentId: to, why: words };
    case 'reassign': return { kind: 'reassign', what: hand.item.kind === 'complaint' || hand.item.kind === 'request' ? 'case' : 'callback', id: hand.item.id, toAgentId: to, why: words };
  }
}

function refusalOf(done: Extract<CourierOutcome<FloorDone>, { ok: false }>): string {
  if (done.refusal === 'not-found' || done.refusal === 'unreachable') return done.refusal;
  return done.detail !== null && told.includes(done.detail) ? done.detail : 'other';
}
