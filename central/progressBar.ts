const WIDTH = 30;
/** Where nobody looks at a bar, a line now and then tells as much. */
const LINE_EVERY_MS = 15_000;

const WORDS: Readonly<Record<string, string>> = {
  demo: 'loading the demo', customers: 'customers', indexes: 'building indexes', desktops: 'choosing what desktops mirror', statistics: 'gathering statistics',
};

function minutes(ms: number): string {
  return `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
}

/** Tells how far a long job is: on a terminal as a bar, elsewhere as lines. */
export function progressBar(out: NodeJS.WriteStream): { readonly tell: (step: string, done: number, of: number) => void; readonly end: () => void } {
  const startedMs = performance.now();
  let step = '';
  let stepStartedMs = startedMs;
  let stepStartedAt = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  const tell = (name: string, done: number, of: number): void => {
    const nowMs = performance.now();
    const isNew = name !== step;
    if (isNew) [step, stepStartedMs, stepStartedAt] = [name, nowMs, done];
    const part = of === 0 ? 1 : done / of;
    const leftMs = done > stepStartedAt ? ((nowMs - stepStartedMs) / (done - stepStartedAt)) * (of - done) : null;
    const counted = of > 1 ? ` ${done.toLocaleString('en')} of ${of.toLocaleString('en')}` : '';
    const left = of > 1 && leftMs !== null && done < of ? `, ${minutes(leftMs)} left` : '';
    const words = `${WORDS[name] ?? name}${counted} (${minutes(nowMs - startedMs)}${left})`;
    if (out.isTTY) {
      const full = Math.round(part * WIDTH);
      out.write(`${isNew && isOpen ? '\n' : '\r'}careline: ${of > 1 ? `[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}] ` : ''}${words}\u001b[K`);
      isOpen = true;
    } else if (isNew || done === of || nowMs - toldMs > LINE_EVERY_MS) {
      out.write(`careline: ${words}\n`);
      toldMs = nowMs;
    }
  };
  return { tell, end: () => { if (isOpen) out.write('\n'); } };
}
