import type { ReactNode } from 'react';

export type StripTone = 'ringing' | 'dialling' | 'talking' | 'held' | 'wrap-up' | 'not-ready' | 'idle' | 'paused';

export interface StripProps {
  readonly tone: StripTone;
  readonly icon: ReactNode;
  /** The state in words. */
  readonly state: string;
  /** A timer: never a live region. */
  readonly timer: string | null;
  readonly timerTone?: 'plain' | 'soon' | 'over';
  /** The biggest words on the screen: who. Null where there is nobody. */
  readonly who: string | null;
  readonly badges?: readonly string[];
  readonly lines?: readonly string[];
  readonly tags?: readonly string[];
}

/** Room for the name at 28 px; badges that find none beside it stand below. */
const STRIP_PX = 270;
const widthOf = (words: string): number => [...words].reduce((sum, char) => sum + (/\p{Script=Han}/u.test(char) ? 28 : 15), 0);

const quiet: readonly StripTone[] = ['idle', 'paused'];

/** The identity strip: belongs to the active call only, in the colour of its state. */
export function Strip({ tone, icon, state, timer, timerTone = 'plain', who, badges = [], lines = [], tags = [] }: StripProps) {
  const isLong = who !== null && widthOf(who) > STRIP_PX;
  return (
    <section className={`wb-strip wb-strip-${tone}${quiet.includes(tone) ? '' : ' wb-on-solid'}`} data-testid="call-strip" data-state={tone} tabIndex={-1} aria-label={state}>
      <div className="wb-strip-top">
        <span className="wb-strip-state" data-testid="call-state">{icon}<span className="wb-cut">{state}</span></span>
        {timer === null ? null : <span className={`wb-strip-timer wb-strip-timer-${timerTone}`} aria-live="off">{timer}</span>}
      </div>
      {who === null ? null : (
        <div className="wb-strip-who">
          <h2 className={isLong ? 'wb-long' : undefined} title={isLong ? who : undefined} data-testid="call-who">{who}</h2>
          {badges.map((badge) => <span key={badge} className="wb-strip-badge">{badge}</span>)}
        </div>
      )}
      {lines.map((line) => <p key={line} className="wb-strip-line">{line}</p>)}
      {tags.length === 0 ? null : <div className="wb-strip-tags">{tags.map((tag) => <span key={tag}>{tag}</span>)}</div>}
    </section>
  );
}
