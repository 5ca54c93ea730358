import { goAvailable, show, signIn, waitForPhase } from './agent.mjs';
import { KNOWN_NUMBER, NEXT_CALL } from './walk.mjs';

const languages = [
  { short: 'zh', language: 'zh-CN', nextCall: NEXT_CALL, note: '第5天，一天3次偏稀，精神好' },
  { short: 'en', language: 'en', nextCall: 'tomorrow 3pm ask mom about switching formula', note: 'Day 5 of the switch, 3 loose stools a day, in good spirits' },
];

/** Four screens, in two languages and two themes, for docs/screenshots: `<screen>-<language>-<theme>.png`. */
export async function takeDocsPictures({ camera, openDesk, line, accounts }) {
  for (const [index, { short, language, nextCall, note }] of languages.entries()) {
    const desk = await openDesk({ language });
    const { page } = desk;
    const take = async (screen) => {
      for (const theme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await camera.takeAs(desk, `${screen}-${short}-${theme}`);
      }
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    };
    await page.waitForSelector('.sign-in-demo button');
    await page.waitForTimeout(2500);
    await take('sign-in');
    await signIn(page, accounts[index]);
    await goAvailable(page);
    await page.waitForSelector('[data-testid="today-callbacks"] tbody tr');
    const callId = await line.ring({ from: KNOWN_NUMBER });
    await page.waitForSelector('[data-testid="pop-card-1"]');
    await take('ringing');
    await page.keyboard.press('F2');
    await waitForPhase(page, 'talking');
    await page.keyboard.press('Alt+1');
    await page.waitForSelector('[data-testid="speaker-1"][aria-pressed="true"]');
    await page.keyboard.press('Control+2');
    await page.getByTestId('next-line').fill(nextCall);
    await page.getByTestId('note').fill(note);
    await page.waitForSelector('[data-testid="save-mark"][data-state="saved"]');
    await take('talking');
    await line.hangUp(callId);
    await waitForPhase(page, 'wrap-up');
    await page.keyboard.press('Control+Enter');
    await waitForPhase(page, 'idle');
    await show(page, 'callbacks');
    await page.waitForSelector('[data-testid="callback-row"]');
    await page.getByTestId('callback-row').first().click();
    await take('callbacks');
    await desk.close();
  }
}
