import type { Page } from 'playwright-core';
import type { Desk } from '../careline.ts';

/** What was done at a real desktop, by screen and keys: what its store must have made of it. */
export interface Deeds {
  readonly contacts: readonly { readonly note: string; readonly agreed: boolean }[];
  readonly rescheduled: readonly { readonly callbackId: string; readonly line: string }[];
  /** `pressed`: false when the row went away under the hand, because somebody else was quicker. */
  readonly claims: readonly { readonly callbackId: string; readonly pressed: boolean }[];
}

const LINES = ['明天上午10点', '明天下午3点', '后天上午11点', '后天下午4点'];
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** An agent at a real desktop: writes contacts down, agrees and moves callbacks, takes unclaimed ones. */
export class AgentAtDesk {
  readonly deeds = { contacts: [] as Deeds['contacts'][number][], rescheduled: [] as Deeds['rescheduled'][number][], claims: [] as Deeds['claims'][number][] };
  readonly #page: Page;
  /** Purpose of this agent's own callbacks: what they look for in the list. */
  readonly #purpose: string;
  /** Purpose of those that others put down for anybody. */
  readonly #othersPurpose: string;

  constructor(desk: Desk, purpose: string, othersPurpose: string) {
    this.#page = desk.page;
    this.#purpose = purpose;
    this.#othersPurpose = othersPurpose;
  }

  async deed(): Promise<void> {
    const chance = Math.random();
    if (chance < 0.35 && await this.#claim()) return;
    if (chance < 0.6) await this.#reschedule();
    else await this.#recordContact(chance < 0.75);
  }

  async #find(purpose: string): Promise<void> {
    await this.#page.keyboard.press('Control+B');
    await this.#page.fill('[data-testid=callback-filter]', purpose);
  }

  /** Selects one of this agent's own callbacks. @returns its id. */
  async #selectOwn(): Promise<string> {
    await this.#find(this.#purpose);
    const rows = this.#page.locator('[data-testid=callback-row]', { hasText: this.#purpose });
    await rows.first().waitFor();
    const row = rows.nth(Math.floor(Math.random() * await rows.count()));
    const callbackId = await row.getAttribute('data-callback-id') ?? '';
    await this.#page.locator(`[data-testid=callback-row][data-callback-id="${callbackId}"]`).click();
    await this.#page.waitForSelector(`[data-testid=callback-preview][data-callback-id="${callbackId}"]`);
    return callbackId;
  }

  /** 「打完补录」 in a customer's file, with the next call agreed or without. */
  async #recordContact(agreed: boolean): Promise<void> {
    await this.#selectOwn();
    await this.#page.click('[data-testid=callback-preview] .cb-household .cb-link');
    await this.#page.click('[data-testid=manual-contact-open]');
    const note = `${this.#purpose}第${this.deeds.contacts.length + 1}次`;
    await this.#page.fill('[data-testid=manual-contact] textarea', note);
    if (agreed) await this.#page.fill('[data-testid=manual-contact] [data-testid=next-call-line]', `${pick(LINES)} ${this.#purpose}`);
    await this.#page.click('[data-testid=manual-outcome]');
    await this.#page.click('.ant-select-item-option:has-text("已接通")');
    this.deeds.contacts.push({ note, agreed });
    await this.#page.click('[data-testid=manual-contact-send]');
    await this.#page.waitForSelector('[data-testid=manual-contact]', { state: 'detached' });
  }

  async #reschedule(): Promise<void> {
    const callbackId = await this.#selectOwn();
    const line = pick(LINES);
    await this.#page.keyboard.press('r');
    await this.#page.waitForSelector('[data-testid=reschedule-form] [data-testid=next-call-line]:focus');
    await this.#page.keyboard.insertText(line);
    await this.#page.waitForSelector('[data-testid=reschedule-form] .cb-read-back');
    this.deeds.rescheduled.push({ callbackId, line });
    await this.#page.keyboard.press('Enter');
    await this.#page.waitForSelector('[data-testid=reschedule-form]', { state: 'detached' });
  }

  /** Takes one that nobody owns; others try to at the same moment. @returns false when there is none. */
  async #claim(): Promise<boolean> {
    await this.#find(this.#othersPurpose);
    const free = this.#page.locator('[data-testid=callback-row]', { has: this.#page.locator('[data-testid=claim]') });
    const ids = await free.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-callback-id') ?? ''));
    if (ids.length === 0) return false;
    const callbackId = pick(ids);
    const button = this.#page.locator(`[data-callback-id="${callbackId}"] [data-testid=claim]`);
    const pressed = await button.click({ timeout: 2000 }).then(() => true, () => false);
    this.deeds.claims.push({ callbackId, pressed });
    return true;
  }
}
