import { describe, expect, it } from 'vitest';
import { answerMediaQuestions, type JoinableSound } from '../../../renderer/media/answerMediaQuestions.ts';
import { ringFor } from '../../../renderer/media/ringtone.ts';
import type { MediaAnswer, MediaMethod, MediaQuestion } from '../../../shared/ipc/media.ts';

/** A sound that writes down what it is asked, as slowly as told. */
class NotedSound implements JoinableSound<NotedSound> {
  readonly log: string[];
  found: () => void = () => {};
  constructor(log: string[]) { this.log = log; }
  async createOffer(hold: boolean, iceRestart: boolean, _speaks: boolean): Promise<string> { return this.#note(`offer ${hold} ${iceRestart}`); }
  async createAnswer(hold: boolean): Promise<string> { return this.#note(`answer ${hold}`); }
  async setRemote(type: string, sdp: string): Promise<void> { await this.#note(`remote ${type} ${sdp}`); if (sdp === 'bad') throw new DOMException('no m-line', 'InvalidAccessError'); }
  async rollback(): Promise<void> { await this.#note('rollback'); }
  connected(): Promise<void> { this.log.push('connected?'); return new Promise((resolve) => { this.found = resolve; }); }
  mute(on: boolean): void { this.log.push(`mute ${on}`); }
  sendKeys(keys: string): void { if (keys === '') throw new Error('nothing'); this.log.push(`keys ${keys}`); }
  hear(on: boolean): void { this.log.push(`hear ${on}`); }
  async join(others: readonly NotedSound[]): Promise<void> { await this.#note(`joined ${others.length}`); }
  close(): void { this.log.push('close'); }
  async #note(what: string): Promise<string> {
    this.log.push(`${what} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.log.push(`${what} ends`);
    return 'v=0';
  }
}

function page(open: (log: string[], microphone: boolean) => Promise<NotedSound> = async (log) => new NotedSound(log)) {
  const log: string[] = [];
  const waiting = new Map<number, (answer: MediaAnswer) => void>();
  let listener: ((question: MediaQuestion) => void) | null = null;
  const desk = answerMediaQuestions({
    onMediaQuestion: (each) => { listener = each; return () => { listener = null; }; },
    answerMedia: (answer) => { waiting.get(answer.ask)?.(answer); },
  }, (microphone) => open(log, microphone));
  let asks = 0;
  const ask = (mediaId: string, method: MediaMethod, argument: unknown): Promise<MediaAnswer> => new Promise((resolve) => {
    asks += 1;
    waiting.set(asks, resolve);
    if (listener) listener({ ask: asks, mediaId, method, argument });
    else resolve({ ask: asks, ok: false, why: 'nobody listens' });
  });
  return { log, desk, ask };
}

describe('the page\'s answers', () => {
  it('come one after the other for one call, whatever the order of their lengths', async () => {
    const { ask, log } = page();
    const answers = await Promise.all([
      ask('c.1', 'setRemote', { type: 'offer', sdp: 'o' }), ask('c.1', 'createAnswer', { hold: false }), ask('c.1', 'mute', { on: true }), ask('c.1', 'close', {}),
    ]);
    expect(answers.map((answer) => answer.ok && answer.sdp)).toEqual([null, 'v=0', null, null]);
    expect(log).toEqual(['remote offer o begins', 'remote offer o ends', 'answer false begins', 'answer false ends', 'mute true', 'close']);
  });

  it('do not wait for a way that is still being looked for', async () => {
    const sounds: NotedSound[] = [];
    const { ask, log } = page(async (noted) => { const sound = new NotedSound(noted); sounds.push(sound); return sound; });
    await ask('c.1', 'createOffer', { hold: false, iceRestart: true, microphone: true });
    const looking = ask('c.1', 'connected', {});
    expect(await ask('c.1', 'mute', { on: true })).toMatchObject({ ok: true });
    expect(log.slice(-2)).toEqual(['connected?', 'mute true']);
    sounds[0]?.found();
    expect(await looking).toMatchObject({ ok: true });
  });

  it('are failures in words, also of a DOMException', async () => {
    const { ask } = page();
    expect(await ask('c.1', 'setRemote', { type: 'offer', sdp: 'bad' })).toMatchObject({ ok: false, why: 'setRemote: InvalidAccessError: no m-line' });
    expect(await ask('c.1', 'keys', { keys: '' })).toMatchObject({ ok: false, why: 'keys: Error: nothing' });
    expect(await ask('c.9', 'createAnswer', { hold: false })).toMatchObject({ ok: false, why: expect.stringContaining('no such call') });
    expect(await ask('c.9', 'setRemote', { type: 'answer', sdp: 'x' })).toMatchObject({ ok: false });
    expect(await ask('c.9', 'createOffer', { hold: 'yes' })).toMatchObject({ ok: false });
    expect(await ask('c.9', 'rollback', {})).toMatchObject({ ok: true });
  });

  it('say why the microphone could not be opened, and the next try may open it', async () => {
    let tries = 0;
    const { ask } = page(async (log) => {
      tries += 1;
      if (tries === 1) throw new DOMException('Permission denied', 'NotAllowedError');
      return new NotedSound(log);
    });
    expect(await ask('c.1', 'createOffer', { hold: false, iceRestart: false, microphone: true })).toMatchObject({ ok: false, why: 'createOffer: NotAllowedError: Permission denied' });
    expect(await ask('c.1', 'createOffer', { hold: false, iceRestart: false, microphone: true })).toMatchObject({ ok: true, sdp: 'v=0' });
  });

  it('open a sound without a microphone where it only hears, and mix what is named', async () => {
    const opened: boolean[] = [];
    const { ask, log } = page(async (noted, microphone) => { opened.push(microphone); return new NotedSound(noted); });
    await ask('own.1', 'createOffer', { hold: false, iceRestart: false, microphone: false });
    await ask('customer.1', 'createOffer', { hold: false, iceRestart: false, microphone: true });
    await ask('supervisor.1', 'setRemote', { type: 'offer', sdp: 'o' });
    expect(opened).toEqual([false, true, true]);
    await ask('supervisor.1', 'hear', { on: false });
    expect(await ask('supervisor.1', 'join', { mediaIds: ['customer.1', 'own.1'] })).toMatchObject({ ok: true });
    expect(log.slice(-3)).toEqual(['hear false', 'joined 2 begins', 'joined 2 ends']);
    expect(await ask('supervisor.1', 'join', { mediaIds: ['nobody.1'] })).toMatchObject({ ok: false, why: expect.stringContaining('no such call') });
  });

  it('know the sound of a call by its id, the latest of several', async () => {
    const { ask, desk, log } = page();
    await ask('call-a.1', 'createOffer', { hold: false, iceRestart: false, microphone: true });
    const first = desk.ofCall('call-a');
    expect(first).not.toBe(null);
    expect(desk.ofCall('call')).toBe(null);
    await ask('call-a.2', 'createOffer', { hold: true, iceRestart: false, microphone: true });
    expect(desk.ofCall('call-a')).not.toBe(first);
    desk.stop();
    expect(log.filter((line) => line === 'close')).toHaveLength(2);
    expect(desk.ofCall('call-a')).toBe(null);
    expect(await ask('call-a.2', 'mute', { on: true })).toMatchObject({ ok: false, why: 'nobody listens' });
  });
});

describe('ringing', () => {
  it.each([
    ['nobody', [], null],
    ['a call that rings', ['ringing'], 'ring'],
    ['two that ring', ['ringing', 'ringing'], 'ring'],
    ['one that rings beside a conversation', ['talking', 'ringing'], 'waiting'],
    ['one that rings beside a held call', ['held', 'ringing'], 'waiting'],
    ['one that rings after another ended', ['ended', 'ringing'], 'ring'],
    ['a conversation', ['talking', 'ended'], null],
  ] as const)('%s', (_title, states, kind) => {
    expect(ringFor(states.map((state) => ({ state })))).toBe(kind);
  });
});
