const digits = <P extends string, D extends number>(prefix: P, list: readonly D[]): readonly `${P}.${D}`[] => list.map((digit) => `${prefix}.${digit}` as const);

/** Everything that has a key. An action of the list page ('list.') and a letter of the floor ('floor.') work only while no text is being edited. */
export const keyActions = [
  'call.answer', 'call.reject', 'call.hold', 'call.swap', 'call.mute', 'call.consult', 'call.transfer', 'call.join', 'call.hangUp', 'call.keypad',
  ...digits('speaker', [1, 2, 3, 4, 5, 6]), 'speaker.new',
  ...digits('outcome', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  'wrapUp.callback', 'wrapUp.note', 'wrapUp.obstacle', 'wrapUp.opinion', 'wrapUp.finish', 'wrapUp.undo',
  ...digits('answer', [1, 2, 3, 4, 5, 6]), 'guide.done', 'article.helped', 'article.notHelped',
  'palette.open', 'gap.add', 'expert.ask', 'state.menu', 'hand.raise', 'callbacks.show', 'follow.toggle', 'focus.next', 'keys.sheet', 'assist.fold',
  'list.reschedule', 'list.handOver', 'list.cancel', 'list.claim', 'list.overrule',
  'floor.state', 'floor.message', 'floor.finish', 'floor.coach', 'floor.reassign', 'floor.listen', 'floor.whisper', 'floor.barge', 'floor.unsupervise', 'floor.wall', 'floor.leave',
] as const;
export type KeyAction = (typeof keyActions)[number];

/** The usual key of each action, as `keyText` writes it. */
export const usualKeys: Readonly<Record<KeyAction, string>> = {
  'call.answer': 'F2', 'call.reject': 'Shift+F2', 'call.hold': 'F3', 'call.swap': 'Shift+F3', 'call.mute': 'F4', 'call.consult': 'F6', 'call.transfer': 'Shift+F6', 'call.join': 'F7',
  'call.hangUp': 'F8', 'call.keypad': 'F10',
  'speaker.1': 'Alt+1', 'speaker.2': 'Alt+2', 'speaker.3': 'Alt+3', 'speaker.4': 'Alt+4', 'speaker.5': 'Alt+5', 'speaker.6': 'Alt+6', 'speaker.new': 'Alt+0',
  'outcome.1': 'Ctrl+1', 'outcome.2': 'Ctrl+2', 'outcome.3': 'Ctrl+3', 'outcome.4': 'Ctrl+4', 'outcome.5': 'Ctrl+5', 'outcome.6': 'Ctrl+6',
  'outcome.7': 'Ctrl+7', 'outcome.8': 'Ctrl+8', 'outcome.9': 'Ctrl+9', 'outcome.10': 'Ctrl+0',
  'wrapUp.callback': 'Ctrl+J', 'wrapUp.note': 'Ctrl+N', 'wrapUp.obstacle': 'Alt+B', 'wrapUp.opinion': 'Alt+O', 'wrapUp.finish': 'Ctrl+Enter', 'wrapUp.undo': 'Ctrl+Z',
  'answer.1': 'Ctrl+Shift+1', 'answer.2': 'Ctrl+Shift+2', 'answer.3': 'Ctrl+Shift+3', 'answer.4': 'Ctrl+Shift+4', 'answer.5': 'Ctrl+Shift+5', 'answer.6': 'Ctrl+Shift+6',
  'guide.done': 'Ctrl+D', 'article.helped': 'Alt+=', 'article.notHelped': 'Alt+-',
  'palette.open': 'Ctrl+K', 'gap.add': 'Ctrl+Shift+K', 'expert.ask': 'Ctrl+Shift+E', 'state.menu': 'Ctrl+Shift+S', 'hand.raise': 'Ctrl+Shift+H', 'callbacks.show': 'Ctrl+B', 'follow.toggle': 'Alt+F', 'focus.next': 'Ctrl+`',
  'keys.sheet': 'Ctrl+/', 'assist.fold': 'Ctrl+.',
  'list.reschedule': 'R', 'list.handOver': 'T', 'list.cancel': 'D', 'list.claim': 'C', 'list.overrule': 'O',
  'floor.state': 'S', 'floor.message': 'M', 'floor.finish': 'W', 'floor.coach': 'K', 'floor.reassign': 'G', 'floor.listen': 'L', 'floor.whisper': 'P', 'floor.barge': 'B', 'floor.unsupervise': 'E', 'floor.wall': 'F11', 'floor.leave': 'Escape',
};

function isAction(name: string): name is KeyAction {
  return (keyActions as readonly string[]).includes(name);
}

/** The keys in force: the agent's own where they changed one, else the usual one. Unknown names in the settings are passed over. */
export function keysInForce(changed: Readonly<Record<string, string>>): Readonly<Record<KeyAction, string>> {
  return { ...usualKeys, ...Object.fromEntries(Object.entries(changed).filter(([name]) => isAction(name))) };
}

/** Actions that share a key, for the settings page to name; each group has two or more. */
export function keyConflicts(keys: Readonly<Record<KeyAction, string>>): readonly (readonly KeyAction[])[] {
  const byKey = new Map<string, KeyAction[]>();
  for (const action of keyActions) byKey.set(keys[action], [...(byKey.get(keys[action]) ?? []), action]);
  return [...byKey.values()].filter((actions) => actions.length > 1);
}

const byCode: Readonly<Record<string, string>> = { Backquote: '`', Slash: '/', Period: '.', Comma: ',', Minus: '-', Equal: '=', Semicolon: ';', Quote: "'", BracketLeft: '[', BracketRight: ']', Backslash: '\\', Space: 'Space' };
const modifiers = ['Control', 'Shift', 'Alt', 'Meta'];

/**
 * A key press in words: 'Ctrl+Shift+K', 'F2', 'Alt+1'. Digits and signs are read from the physical key, since Alt and
 * foreign layouts change what they type. Null for a modifier alone.
 */
export function keyText(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string | null {
  if (modifiers.includes(event.key)) return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const name = digit ?? byCode[event.code] ?? (/^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : (letter ?? event.key));
  return [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', name].filter((part) => part !== '').join('+');
}

/** A key that could be typing, or that belongs to the text (undo, copy, select all): it does nothing while text is edited. */
export function yieldsToTyping(key: string): boolean {
  if (/^Ctrl\+(?:Shift\+)?[ZYXCVA]$/.test(key)) return true;
  return !/^(?:(?:Ctrl|Alt)\+|(?:Shift\+)?F\d+$)/.test(key);
}
