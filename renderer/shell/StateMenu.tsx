import { AlertFilled, BellFilled, CheckCircleOutlined, CloseCircleFilled, DownOutlined, FormOutlined, MinusCircleFilled, PauseCircleFilled, PhoneFilled, PhoneOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenState } from '../../shared/agents/agentState.ts';
import { chooseState } from '../actions/chooseState.ts';
import { raiseHand } from '../actions/raiseHand.ts';
import { Elapsed } from '../components/Elapsed.tsx';
import { useKeyName } from '../keys/useKey.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { usePauseReasons } from '../state/usePauseReasons.ts';
import { usePresenceStore } from '../state/usePresenceStore.ts';
import { type ShownState, useShownState } from '../state/useShownState.ts';

const icons: { readonly [K in ShownState['kind']]: ReactNode } = {
  'available': <CheckCircleOutlined aria-hidden />, 'ringing': <BellFilled aria-hidden />, 'talking': <PhoneFilled aria-hidden />, 'hold': <PauseCircleFilled aria-hidden />,
  'dialling': <PhoneOutlined rotate={90} aria-hidden />, 'wrap-up': <FormOutlined aria-hidden />, 'paused': <MinusCircleFilled aria-hidden />, 'not-ready': <CloseCircleFilled aria-hidden />,
};

const PAUSE = 'paused:';

function choiceOf(key: string): ChosenState {
  return key.startsWith(PAUSE) ? { kind: 'paused', reason: key.slice(PAUSE.length) } : { kind: 'available' };
}

/** The agent's state in words, since when, and what comes next; pressing it changes the one or, in a call, the other. */
export function StateMenu() {
  const { t } = useTranslation();
  const shown = useShownState();
  const next = usePresenceStore((state) => state.presence?.next ?? null);
  const handUp = usePresenceStore((state) => (state.presence?.handSinceMs ?? null) !== null);
  const handKey = useKeyName('hand.raise');
  const open = usePanelStore((state) => state.stateMenuOpen);
  const inCall = shown.kind === 'ringing' || shown.kind === 'dialling' || shown.kind === 'talking' || shown.kind === 'hold' || shown.kind === 'wrap-up';

  const { inUse, wordOf } = usePauseReasons();
  const pausedFor = (reason: string): string => `${t('words.state.paused')}${t('words.separator')}${wordOf(reason)}`;
  const nextWords = next === null ? null : next.kind === 'paused' ? wordOf(next.reason) : t(`words.state.${next.kind}`);

  const choose = (key: string): void => {
    usePanelStore.setState({ stateMenuOpen: false });
    if (key === 'hand') void raiseHand(!handUp);
    else void chooseState(choiceOf(key), inCall);
  };
  const items = [
    { key: 'head', type: 'group' as const, label: inCall ? t('shell.state.chooseNext') : t('shell.state.choose') },
    { key: 'available', icon: icons.available, label: t('words.state.available') },
    ...inUse.map(({ id }) => ({ key: `${PAUSE}${id}`, icon: icons.paused, label: pausedFor(id) })),
    { type: 'divider' as const },
    { key: 'hand', icon: <AlertFilled aria-hidden />, label: t(handUp ? 'shell.hand.lower' : 'shell.hand.raise'), extra: handKey },
  ];

  return (
    <Dropdown
      trigger={['click']} open={open} onOpenChange={(wanted) => { usePanelStore.setState({ stateMenuOpen: wanted }); }}
      menu={{ items, onClick: ({ key }) => { choose(key); }, autoFocus: true }}
    >
      <button type="button" className={`status-state status-state-${shown.kind}`} data-state={shown.kind} aria-haspopup="menu" aria-expanded={open}>
        {icons[shown.kind]}
        <span>{shown.kind === 'paused' ? pausedFor(shown.reason) : t(`words.state.${shown.kind}`)}</span>
        {shown.sinceMs > 0 && <Elapsed sinceMs={shown.sinceMs} />}
        {shown.kind === 'not-ready' && <span className="status-state-next">{t(`words.notReady.${shown.reason}`)}</span>}
        {nextWords !== null && <span className="status-state-next">{t(inCall ? 'shell.state.then' : 'shell.state.next', { state: nextWords })}</span>}
        {handUp && <span className="status-state-hand"><AlertFilled aria-hidden /> {t('shell.hand.up')}</span>}
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}
