import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { runsFloor } from '../../shared/agents/roleRights.ts';
import { KeyCap } from '../components/KeyCap.tsx';
import { type KeyAction, keyActions, keysInForce } from '../keys/keyMap.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useDraft } from '../state/useDraftStore.ts';
import { useActiveCall } from '../state/useOtherCalls.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { outcomeCodeWord, useOutcomeCodes } from '../state/outcomeWords.ts';
import './KeySheet.css';

const outcomeActions = keyActions.filter((action) => action.startsWith('outcome.'));
const groups = ['call', 'speaker', 'outcome', 'wrapUp', 'answer', 'desk', 'list', 'floor'] as const;

function groupOf(action: KeyAction): (typeof groups)[number] {
  const head = action.split('.')[0] ?? '';
  return groups.find((group) => group === head) ?? 'desk';
}

interface KeyLine {
  readonly action: KeyAction;
  readonly words: string;
}
interface KeyGroup {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly KeyLine[];
}

/** Which way the call on the strip goes, its summary included; null: there is none. */
function useStripDirection(): 'in' | 'out' | null {
  const callId = useCallStore((state) => state.activeCallId);
  const call = useActiveCall();
  const draft = useDraft(callId);
  return call?.direction ?? draft?.direction ?? null;
}

/** The outcome keys by the outcomes they choose: those of the call on the strip, or of either kind while there is none. */
function useOutcomeGroups(): readonly KeyGroup[] {
  const { t } = useTranslation();
  const direction = useStripDirection();
  const codes = { in: useOutcomeCodes('in'), out: useOutcomeCodes('out') };
  return (['in', 'out'] as const).filter((each) => direction === null || each === direction).map((each) => ({
    name: `outcome-${each}`, title: t(`keys.group.outcomes.${each}`),
    lines: codes[each].flatMap(({ id }, place): readonly KeyLine[] => {
      const action = outcomeActions[place];
      return action === undefined ? [] : [{ action, words: outcomeCodeWord(id, each) }];
    }),
  }));
}

/** Every key with what it does, as now in force. Nothing of it is worked out while it is closed: it is part of every screen. */
export function KeySheet() {
  const { t } = useTranslation();
  const open = usePanelStore((state) => state.keySheetOpen);
  return (
    <Modal title={t('keys.title')} open={open} footer={null} width={1100} centered destroyOnHidden onCancel={() => { usePanelStore.setState({ keySheetOpen: false }); }}>
      <KeySections />
    </Modal>
  );
}

function KeySections() {
  const { t } = useTranslation();
  const changed = useSettingsStore((state) => state.settings?.keys);
  const keys = keysInForce(changed ?? {});
  const outcomeGroups = useOutcomeGroups();
  const role = useSessionStore((state) => state.session?.agent.role);
  // An agent has no floor to press them on.
  const theirs = groups.filter((group) => group !== 'floor' || (role !== undefined && runsFloor(role)));
  const sections = theirs.flatMap((group): readonly KeyGroup[] => (group === 'outcome' ? outcomeGroups : [{
    name: group, title: t(`keys.group.${group}`), lines: keyActions.filter((action) => groupOf(action) === group).map((action) => ({ action, words: t(`keys.action.${action}`) })),
  }]));
  return (
    <div className="key-sheet">
      <div className="key-columns">
        {sections.map(({ name, title, lines }) => (
          <section key={name} data-testid={`keys-${name}`}>
            <h3>{title}</h3>
            <dl>
              {lines.map(({ action, words }) => (
                <div key={action}><dt>{words}</dt><dd><KeyCap name={keys[action]} /><span className="desk-aloud">{keys[action]}</span></dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
