// How long it takes until something is painted, seen from outside: nothing in the product helps, and the product does not
// know. Two clocks are involved, main's and the page's; alignClocks() measures how they differ.

/**
 * Run in main (it is sent there as text, so it uses nothing from outside). Notes when things arrive there:
 * - an INVITE: first listener of the SIP socket's 'message', before SIP.js or anything of ours has seen it. The socket is
 *   found by looking once at what event emitters emit, until the first SIP message (the registration) goes by;
 * - an echo question: comes from the page on the channel on which it answers for its sound, under a number nobody asked
 *   with, and goes back at once as a fact that changes nothing (the clock is right, as it was).
 */
export function watchMain({ BrowserWindow }) {
  const { EventEmitter } = process.mainModule.require('node:events');
  const { performance: clock } = process.mainModule.require('node:perf_hooks');
  const now = () => clock.timeOrigin + clock.now();
  const arrivals = {};
  const noted = (data) => {
    const head = Buffer.isBuffer(data) ? data.subarray(0, 2048).toString('latin1') : String(data).slice(0, 2048);
    if (!head.startsWith('INVITE ')) return;
    const callId = /^X-Call-Id:\s*(\S+)/im.exec(head)?.[1];
    if (callId) arrivals[callId] ??= now();
  };
  const { emit } = EventEmitter.prototype;
  EventEmitter.prototype.emit = function emitWatched(name, ...rest) {
    if (name === 'message' && /^(?:SIP\/2\.0 |[A-Z]+ sips?:)/.test(String(rest[0]).slice(0, 40))) {
      EventEmitter.prototype.emit = emit;
      globalThis.carelineBench.listens = true;
      this.prependListener('message', noted);
      noted(rest[0]);
    }
    return emit.call(this, name, ...rest);
  };
  const page = BrowserWindow.getAllWindows()[0].webContents;
  page.on('ipc-message', (_event, channel, answer) => {
    if (channel !== 'desk:mediaAnswer' || typeof answer?.ask !== 'number' || answer.ask >= 0) return;
    arrivals[`echo${answer.ask}`] = now();
    page.send('desk:fact', 'clock:skewed', JSON.stringify({ skewMs: 0, echo: answer.ask }));
  });
  globalThis.carelineBench = { listens: false, take: (key) => { const at = arrivals[key]; delete arrivals[key]; return at ?? null; } };
}

/**
 * Run in the page. Painted means: the first task after the frame that holds the change. A mutation observer sees the
 * change, the next animation frame is the one that draws it, and a message posted from there is handled when that frame's
 * style, layout and paint are done.
 */
export function watchPage() {
  const now = () => performance.timeOrigin + performance.now();
  const whenPainted = (tell) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => tell(now());
    channel.port2.postMessage(null);
  });
  const line = document.createElement('div');
  line.setAttribute('aria-hidden', 'true');
  line.style.cssText = 'position:fixed;right:2px;bottom:2px;font-size:10px;pointer-events:none';
  const text = line.appendChild(document.createTextNode('0'));
  document.body.append(line);

  let lastEcho = 0;
  const echoes = new Map();
  window.desk.onFact((name, fact) => {
    if (name !== 'clock:skewed') return;
    const { echo } = JSON.parse(fact);
    if (typeof echo !== 'number') return;
    const heard = echoes.get(echo);
    echoes.delete(echo);
    heard?.(now());
  });
  const echo = (heard) => {
    lastEcho -= 1;
    echoes.set(lastEcho, heard);
    const sentAt = now();
    window.desk.answerMedia({ ask: lastEcho, ok: true, sdp: null });
    return { ask: lastEcho, sentAt };
  };

  let expected = null;
  const look = () => {
    if (!expected) return;
    const shown = [...document.querySelectorAll('[data-testid="call-strip"], [data-testid^="pop-card-"]')].some((part) => part.textContent.includes(expected.name));
    if (!shown) return;
    const { tell } = expected;
    expected = null;
    whenPainted(tell);
  };
  new MutationObserver(look).observe(document.getElementById('root'), { subtree: true, childList: true, characterData: true });

  window.carelineBench = {
    /** One message to main and back, nothing drawn: for the clocks. */
    ping: () => new Promise((resolve) => { const { ask, sentAt } = echo((heardAt) => resolve({ ask, sentAt, heardAt })); }),
    /** The floor: main's echo changes one text node. */
    floor: () => new Promise((resolve) => {
      const value = String(Math.random());
      const seen = new MutationObserver(() => { seen.disconnect(); whenPainted((paintedAt) => resolve({ ask: sent.ask, paintedAt })); });
      seen.observe(text, { characterData: true });
      const sent = echo(() => { text.data = value; });
    }),
    /** Begins to wait for a name on the strip or on a card; `painted()` gives the instant. */
    expect: (name) => { window.carelineBench.painted = new Promise((tell) => { expected = { name, tell }; }); },
    painted: null,
  };
}

/**
 * The page's clock minus main's in milliseconds, from the quickest of many messages to main and back, and how far off that
 * can be (half of that message's journey).
 */
export async function alignClocks(desk, tries = 200) {
  let best = { journeyMs: Number.POSITIVE_INFINITY, offsetMs: 0 };
  for (let i = 0; i < tries; i += 1) {
    const { ask, sentAt, heardAt } = await desk.page.evaluate(() => window.carelineBench.ping());
    const arrivedAt = await desk.app.evaluate((_electron, key) => globalThis.carelineBench.take(key), `echo${ask}`);
    const journeyMs = heardAt - sentAt;
    if (journeyMs < best.journeyMs) best = { journeyMs, offsetMs: (sentAt + heardAt) / 2 - arrivedAt };
  }
  return { offsetMs: best.offsetMs, uncertainMs: best.journeyMs / 2 };
}
