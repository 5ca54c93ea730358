import { type ReactNode, useEffect, useState } from 'react';

export interface AfterPaintProps {
  readonly children: ReactNode;
  /** Holds the place for that one frame. */
  readonly before?: ReactNode;
}

/** Draws what is inside one frame later than the rest: for what the eye reaches after the name of who is calling. */
export function AfterPaint({ children, before = null }: AfterPaintProps) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => { timer = setTimeout(() => { setDue(true); }); });
    return () => { cancelAnimationFrame(frame); clearTimeout(timer); };
  }, []);
  return isDue ? children : before;
}
