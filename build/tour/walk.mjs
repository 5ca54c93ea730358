// The walk from ring to record, as a list of steps. A step does what an agent would do, waits until the screen shows what
// came of it, and tells what to take a picture of; a step that does not get there fails.
import { goAvailable, hangUp, show, signIn, waitForLinks, waitForPhase, waitForState } from './agent.mjs';

export const KNOWN_NUMBER = '02161234567';
export const NEXT_CALL = '明天下午3点 找妈妈 问转奶';
/** Another one each time: at the end of the walk it is known. */
const UNKNOWN_NUMBER = `1990${String(Date.now()).slice(-7)}`;

const shown = (page, testId, timeout = 10_000) => page.waitForSelector(`[data-testid="${testId}"]`, { timeout });
/** The lines of the timeline on a customer's page, newest first. */
const TIMELINE = '.cu-timeline li';
const speak = async (page, language) => {
  await show(page, 'settings');
  await page.getByTestId('settings-section-look').click();
  await page.getByTestId('settings-language').getByText(language).click();
};

/**
 * @param {{ desk: any, second: any, line: any, services: any, accounts: any[] }} stage two desktops of two agents, the practice line's hand
 * @returns {{ name: string, says: string, large?: boolean, dark?: boolean, of?: any, do(): Promise<string | void> }[]}
 *   `do` may give words to add to what the step says; `of`: the desktop to take a picture of, when not the first.
 */
export function walk({ desk, second, line, services, accounts }) {
  const { page } = desk;
  const at = { callId: '', newestBefore: '', finishedAt: 0, seenAfterMs: 0 };
  const ring = async (call) => { at.callId = await line.ring(call); };
  return [
    {
      name: 'sign-in', says: 'The sign-in page offers the demo accounts; at its right the six links, four of them proved already.', large: true,
      do: async () => { await page.waitForSelector('.sign-in-demo button'); await page.waitForTimeout(2500); },
    },
    {
      name: 'readiness', says: 'Signed in. Every one of the six links was tried out, not assumed.',
      do: async () => {
        await signIn(page, accounts[0]);
        await waitForLinks(page);
        await page.locator('.status-plain[data-ready]').click();
        await page.waitForSelector('.links-pop');
      },
    },
    {
      name: 'available', says: 'Available: the day’s callbacks, and what is left to finish.', large: true, dark: true,
      do: async () => {
        await page.keyboard.press('Escape');
        await page.waitForSelector('.links-pop', { state: 'hidden' });
        await goAvailable(page);
        await waitForPhase(page, 'idle');
      },
    },
    {
      name: 'ringing', says: `A call rings from ${KNOWN_NUMBER}: the people behind the number, the likeliest first, and why. Nothing can be edited.`, large: true, dark: true,
      do: async () => {
        const startedAt = Date.now();
        await ring({ from: KNOWN_NUMBER, persona: 'talker' });
        await shown(page, 'pop-card-1');
        return `On screen ${Date.now() - startedAt} ms after the caller dialled.`;
      },
    },
    {
      name: 'answered', says: 'Answered with F2; sound flows both ways. Who is speaking is still open.',
      do: async () => { await page.keyboard.press('F2'); await waitForPhase(page, 'talking'); },
    },
    {
      name: 'speaker', says: 'Alt+1: the first person speaks. Age of the children, promises, complaint, purchases, questions and timeline without scrolling.', large: true, dark: true,
      do: async () => {
        await page.keyboard.press('Alt+1');
        await page.waitForSelector('[data-testid="speaker-1"][aria-pressed="true"]');
        await shown(page, 'timeline-row');
      },
    },
    {
      name: 'search', says: 'An answer is searched in pinyin as one types: zhuannai finds 转奶.',
      do: async () => { await page.getByTestId('kb-search').fill('zhuannai'); await shown(page, 'kb-hit'); },
    },
    {
      name: 'article', says: 'The answer, what to say first; marked as what the caller was told.',
      do: async () => { await page.getByTestId('kb-hit').first().click(); await shown(page, 'kb-article'); await page.getByTestId('kb-used').click(); },
    },
    {
      name: 'summary', says: 'While talking: outcome, the next call in one line and read back as a sentence, and the note.', large: true, dark: true,
      do: async () => {
        await page.getByTestId('kb-article').locator('header button').first().click();
        await page.keyboard.press('Control+2');
        await page.waitForSelector('[data-testid="outcome-callback-agreed"][aria-pressed="true"]');
        await page.keyboard.press('Control+j');
        await page.getByTestId('next-line').fill(NEXT_CALL);
        await page.waitForFunction(() => /15:00/.test(document.querySelector('[data-testid="next-readback"]')?.textContent ?? ''));
        await page.keyboard.press('Control+n');
        await page.getByTestId('note').fill('第5天转奶，一天3次偏稀，精神好。约明天下午再问。');
        await page.waitForSelector('[data-testid="save-mark"][data-state="saved"]');
      },
    },
    {
      name: 'colleague', says: 'A colleague’s desktop has the same family open.', of: second,
      do: async () => {
        await signIn(second.page, accounts[1]);
        await show(second.page, 'customers');
        await second.page.getByTestId('customer-search').fill(KNOWN_NUMBER);
        await second.page.getByTestId('customer-hit').first().click();
        await shown(second.page, 'customer-page');
        at.newestBefore = await second.page.locator(TIMELINE).first().textContent();
      },
    },
    {
      name: 'wrap-up', says: 'The caller hung up. The same places, the summary grown; nothing typed has moved.', large: true,
      do: async () => { await line.hangUp(at.callId); await waitForPhase(page, 'wrap-up'); },
    },
    {
      name: 'finished', says: 'Ctrl+Enter: finished, stored, available again.',
      do: async () => {
        at.finishedAt = Date.now();
        await page.keyboard.press('Control+Enter');
        await waitForPhase(page, 'idle');
        await second.page.waitForFunction(
          ([lines, before]) => (document.querySelector(lines)?.textContent ?? before) !== before, [TIMELINE, at.newestBefore], { polling: 20, timeout: 10_000 });
        at.seenAfterMs = Date.now() - at.finishedAt;
        await second.page.locator(TIMELINE).first().scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'timeline', says: 'The colleague sees it in the family’s timeline.', of: second,
      do: async () => `${at.seenAfterMs} ms after Ctrl+Enter.`,
    },
    {
      name: 'unknown', says: 'A number nobody knows: its city and source.',
      do: async () => { await waitForState(page, 'available'); await ring({ from: UNKNOWN_NUMBER, persona: 'talker' }); await shown(page, 'unknown-card'); await page.waitForTimeout(500); },
    },
    {
      name: 'new-household', says: 'Answered: the form for a new household opens by itself.', large: true,
      do: async () => {
        await page.keyboard.press('F2');
        await waitForPhase(page, 'talking');
        await shown(page, 'new-household-form');
        await page.getByTestId('new-name').fill('林小雨');
      },
    },
    {
      name: 'new-household-finished', says: 'The new household is in the store.',
      do: async () => {
        await page.keyboard.press('Control+1');
        await line.hangUp(at.callId);
        await waitForPhase(page, 'wrap-up');
        await page.keyboard.press('Control+Enter');
        await waitForPhase(page, 'idle');
      },
    },
    {
      name: 'withheld', says: 'A caller who hides the number: said so, and nothing guessed.',
      do: async () => { await waitForState(page, 'available'); await ring({ from: null, persona: 'talker' }); await shown(page, 'answer'); await page.waitForTimeout(500); },
    },
    {
      name: 'callbacks', says: 'The caller gave up. The list of callbacks, by lateness; the one agreed above stands in it.', large: true,
      do: async () => {
        await line.hangUp(at.callId);
        await page.waitForSelector('[data-testid="answer"]', { state: 'detached' });
        await page.keyboard.press('Control+b');
        await shown(page, 'callback-list');
        await shown(page, 'callback-row');
      },
    },
    {
      name: 'preview', says: 'Enter opens the customer first: whom to ask for, why we may ring, what was said last.', large: true,
      do: async () => {
        await openDiallable(page);
      },
    },
    {
      name: 'dialled', says: 'Enter again dials: a real outbound call to the practice line’s customer, who answers.',
      do: async () => { await page.getByTestId('dial').click(); await waitForPhase(page, 'talking'); await page.waitForSelector('[data-testid="call-strip"][data-state="talking"]', { timeout: 15_000 }); },
    },
    {
      name: 'done', says: 'Outcome: reached. The callback is done and gone from the list.',
      do: async () => {
        await page.keyboard.press('Control+1');
        await page.waitForSelector('[data-testid="outcome-reached"][aria-pressed="true"]');
        await hangUp(page);
        await waitForPhase(page, 'wrap-up');
        await page.keyboard.press('Control+Enter');
        await waitForPhase(page, 'idle');
        await page.keyboard.press('Control+b');
        await shown(page, 'callback-list');
        await page.waitForSelector(`[data-testid="callback-row"][data-callback-id="${await page.evaluate(() => window.name)}"]`, { state: 'detached', timeout: 5000 });
      },
    },
    {
      name: 'my-calls', says: 'My calls: recent and missed ones, each with its outcome.', large: true,
      do: async () => { await show(page, 'my-calls'); await shown(page, 'my-calls'); await shown(page, 'call-row'); },
    },
    {
      name: 'palette', says: 'Ctrl+K finds a customer by name, pinyin or number.',
      do: async () => { await page.keyboard.press('Control+k'); await page.getByTestId('palette').locator('input').fill('cxw'); await shown(page, 'palette-hit'); },
    },
    {
      name: 'manual-contact', says: 'The customer’s page, with the form for a contact that had no call.',
      do: async () => {
        await page.keyboard.press('Enter');
        await shown(page, 'customer-page');
        await page.getByTestId('manual-contact-open').click();
        await shown(page, 'manual-contact');
        await page.getByTestId('manual-outcome').click();
        await page.locator('.ant-select-item-option').first().click();
        await page.getByTestId('manual-contact').locator('textarea').first().fill('用手机回了电话，换货已收到，满意。');
      },
    },
    {
      name: 'manual-contact-stored', says: 'Recorded: it stands in the timeline.',
      do: async () => {
        await page.getByTestId('manual-contact-send').click();
        await page.waitForSelector('[data-testid="manual-contact"]', { state: 'detached' });
        // Its time is to the minute, so a call of the same minute may stand above it.
        await page.locator(TIMELINE, { hasText: '换货已收到' }).first().scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'knowledge', says: 'The knowledge base lies on this computer: it can be read without a network.',
      do: async () => { await show(page, 'knowledge'); await shown(page, 'article-hit'); await page.getByTestId('article-hit').first().click(); },
    },
    {
      name: 'settings', says: 'Settings: devices, theme, text size, language, keys.', large: true,
      do: async () => { await show(page, 'settings'); await shown(page, 'settings-section-devices'); },
    },
    {
      name: 'settings-look', says: 'Language, colours and text size, in force at once.',
      do: async () => { await page.getByTestId('settings-section-look').click(); await shown(page, 'settings-theme'); },
    },
    {
      name: 'settings-keys', says: 'Every key can be changed; two that clash are named.',
      do: async () => { await page.getByTestId('settings-section-keys').click(); await shown(page, 'key-row'); },
    },
    {
      name: 'english', says: 'The same in English, changed while running.', large: true,
      do: async () => {
        await speak(page, 'English');
        await page.waitForFunction(() => document.documentElement.lang.startsWith('en'));
        await show(page, 'workbench');
        await waitForPhase(page, 'idle');
      },
    },
    {
      name: 'english-callbacks', says: 'The list of callbacks in English.',
      do: async () => { await show(page, 'callbacks'); await shown(page, 'callback-row'); },
    },
    {
      name: 'english-talking', says: 'A call in English.', large: true,
      do: async () => {
        await show(page, 'workbench');
        await ring({ from: KNOWN_NUMBER, persona: 'talker' });
        await shown(page, 'answer');
        await page.keyboard.press('F2');
        await waitForPhase(page, 'talking');
        await page.keyboard.press('Alt+1');
        await page.waitForSelector('[data-testid="speaker-1"][aria-pressed="true"]');
      },
    },
    {
      name: 'offline', says: 'Central is killed in the middle of the call: the call goes on, and the screen says since when it is alone.', large: true,
      do: async () => {
        await speak(page, '简体中文');
        await show(page, 'workbench');
        await waitForPhase(page, 'talking');
        await services.killCentral();
        await page.waitForSelector('[data-sync="away"]', { timeout: 15_000 });
      },
    },
    {
      name: 'offline-finished', says: 'Finished without central: one summary waits on this computer.',
      do: async () => {
        await page.keyboard.press('Control+1');
        await page.getByTestId('note').fill('中心断开时写的备注。');
        await line.hangUp(at.callId);
        await waitForPhase(page, 'wrap-up');
        await page.keyboard.press('Control+Enter');
        await waitForPhase(page, 'idle');
        await page.waitForFunction(() => Number(document.querySelector('[data-waiting]')?.getAttribute('data-waiting')) > 0);
      },
    },
    {
      name: 'back', says: 'Central is back: what waited is stored, exactly once.',
      do: async () => {
        await services.startCentralAgain();
        await page.waitForSelector('[data-sync="up"][data-waiting="0"]', { timeout: 60_000 });
        const [{ count }] = await services.sql("SELECT count(*)::int AS count FROM interaction WHERE note = '中心断开时写的备注。'");
        if (count !== 1) throw new Error(`the store has the summary ${count} times`);
      },
    },
  ];
}

/** Opens the first callback of the list that may be dialled now; its id is kept in the page's name. */
async function openDiallable(page) {
  const rows = page.getByTestId('callback-row');
  const count = await rows.count();
  for (let i = 0; i < count; i += 1) {
    await rows.nth(i).click();
    const preview = page.getByTestId('callback-preview');
    await preview.waitFor();
    if (await page.getByTestId('preview-open').count() === 0) continue;
    await page.getByTestId('preview-open').click();
    const dial = page.getByTestId('dial');
    await dial.waitFor();
    const mayDial = await page.waitForFunction(() => document.querySelector('[data-testid="dial"]')?.disabled === false, undefined, { timeout: 2500 }).then(() => true, () => false);
    if (!mayDial) continue;
    await page.evaluate((id) => { window.name = id ?? ''; }, await preview.getAttribute('data-callback-id'));
    return;
  }
  throw new Error('no callback of the list may be dialled now');
}
