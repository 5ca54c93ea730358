import WebSocket from 'ws';

/** The other end of one of central's WebSockets: says things and waits for things to be said. */
export class TalkingSocket<Heard extends { readonly t: string }, Said> {
  readonly heard: Heard[] = [];
  readonly socket: WebSocket;
  closed: { readonly code: number; readonly reason: string } | null = null;
  private readonly waiting = new Set<() => void>();
  private read = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => { this.heard.push(JSON.parse(data.toString()) as Heard); this.wake(); });
    socket.on('close', (code, reason) => { this.closed = { code, reason: reason.toString() }; this.wake(); });
  }

  static async open<Heard extends { readonly t: string }, Said>(url: string, headers: Record<string, string>): Promise<TalkingSocket<Heard, Said>> {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    const talking = new TalkingSocket<Heard, Said>(socket);
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return talking;
  }

  say(message: Said): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The next message of a kind that was not taken yet (and for which `fits` holds). Those before it are passed over. */
  async next<T extends Heard['t']>(kind: T, fits: (message: Extract<Heard, { t: T }>) => boolean = () => true, withinMs = 8000): Promise<Extract<Heard, { t: T }>> {
    let found: Extract<Heard, { t: T }> | undefined;
    await this.until(() => {
      while (this.read < this.heard.length && found === undefined) {
        const message = this.heard[this.read++] as Heard;
        if (message.t === kind && fits(message as Extract<Heard, { t: T }>)) found = message as Extract<Heard, { t: T }>;
      }
      return found !== undefined;
    }, `'${kind}'`, withinMs);
    return found as Extract<Heard, { t: T }>;
  }

  async untilClosed(withinMs = 8000): Promise<{ readonly code: number; readonly reason: string }> {
    await this.until(() => this.closed !== null, 'the end', withinMs);
    return this.closed as { code: number; reason: string };
  }

  close(): void {
    this.socket.terminate();
  }

  private async until(holds: () => boolean, what: string, withinMs: number): Promise<void> {
    const untilMs = performance.now() + withinMs;
    while (!holds()) {
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) throw new Error(`waited ${withinMs} ms for ${what}; heard ${JSON.stringify(this.heard).slice(-800)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, leftMs);
        const { waiting } = this;
        function done(): void { clearTimeout(timer); waiting.delete(done); resolve(); }
        waiting.add(done);
      });
    }
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}
