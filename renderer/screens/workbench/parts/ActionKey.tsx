import { KeyCap } from '../../../components/KeyCap.tsx';
import type { KeyAction } from '../../../keys/keyMap.ts';
import { useKeyName } from '../../../keys/useKey.ts';

/** The key now in force for an action, as a key cap. `through`: the last digit of a run of keys (「Ctrl+1–9」). */
export function ActionKey({ action, through }: { readonly action: KeyAction; readonly through?: number }) {
  const name = useKeyName(action);
  return <KeyCap name={through === undefined ? name : `${name}–${through}`} />;
}
