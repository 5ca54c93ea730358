import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RealLine, type RealLineOptions, startRealLine } from '../../../build/line/realLine.mjs';
import { linePassword } from '../../../central/line/linePassword.ts';
import { lineSecret } from '../../../central/line/lineSecret.ts';
import { writeToneFile } from '../toneFile.ts';
import { AgentPhone, until } from '../twoPhonesOneWire.ts';
import { LineCentral } from './lineCentral.ts';
import { OutsideCaller } from './outsideCaller.ts';

/** What waiting callers hear, so that it can be told from an agent. */
export const MUSIC_HZ = 350;

/** Kamailio, rtpengine and their link on ports of their own, a central in the test's hand, agents' telephones, callers outside. */
export class LineUnderTest {
  readonly dataDir: string;
  readonly central: LineCentral;
  readonly line: RealLine;
  readonly ended: string[];
  readonly #phones = new Set<AgentPhone>();
  readonly #callers = new Set<OutsideCaller>();

  private constructor(dataDir: string, central: LineCentral, line: RealLine, ended: string[]) {
    this.dataDir = dataDir;
    this.central = central;
    this.line = line;
    this.ended = ended;
  }

  static async start(extensions: readonly string[], options: Partial<RealLineOptions> = {}): Promise<LineUnderTest> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'careline-line-'));
    const music = path.join(dataDir, 'music.wav');
    writeToneFile(music, MUSIC_HZ, 4, 8000);
    const central = new LineCentral(extensions);
    await central.start();
    const ended: string[] = [];
    const line = await startRealLine({ dataDir, centralUrl: central.url, secret: lineSecret(dataDir), anyPorts: true, music, onExit: (_name, why) => ended.push(why), ...options })
      .catch(async (error: unknown) => { await central.stop(); throw error; });
    const under = new LineUnderTest(dataDir, central, line, ended);
    await central.next('hello', 0);
    return under;
  }

  /** An agent's telephone, registered. */
  async agent(extension: string, toneHz?: number): Promise<AgentPhone> {
    const phone = new AgentPhone(toneHz);
    this.#phones.add(phone);
    await phone.phone.start(this.account(extension));
    await until(`${extension} registered`, () => phone.phone.registered && this.central.registered.has(extension), 20_000);
    return phone;
  }

  account(extension: string, password = linePassword(lineSecret(this.dataDir), extension)): Parameters<AgentPhone['phone']['start']>[0] {
    return { kind: 'kamailio', url: this.line.wsUrl, domain: this.line.domain, user: extension, password };
  }

  async caller(number?: string, sipPort?: number): Promise<OutsideCaller> {
    const caller = await OutsideCaller.open(this.line.sip, number, sipPort);
    this.#callers.add(caller);
    return caller;
  }

  /** Everybody of one test hangs up; the line stays. */
  async clear(): Promise<void> {
    await Promise.all([...this.#callers].map((caller) => caller.close()));
    await Promise.all([...this.#phones].map((phone) => phone.stop()));
    this.#callers.clear();
    this.#phones.clear();
    // Their goodbyes are this test's, not the next one's.
    await until('central has heard that everybody left', () => this.central.registered.size === 0 || this.ended.length > 0, 20_000);
  }

  async stop(): Promise<void> {
    await this.clear();
    await this.line.stop();
    await this.central.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
