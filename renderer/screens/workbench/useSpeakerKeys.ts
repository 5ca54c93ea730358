import { useKey } from '../../keys/useKey.ts';

/** Alt+1…6 and Alt+0, as they are in force. */
export function useSpeakerKeys(onDigit: (digit: number) => void, onNobody: () => void): void {
  useKey('speaker.1', () => { onDigit(1); });
  useKey('speaker.2', () => { onDigit(2); });
  useKey('speaker.3', () => { onDigit(3); });
  useKey('speaker.4', () => { onDigit(4); });
  useKey('speaker.5', () => { onDigit(5); });
  useKey('speaker.6', () => { onDigit(6); });
  useKey('speaker.new', onNobody);
}
