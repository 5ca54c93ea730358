// What an agent does with hands and eyes, for the tour and the benches: by what is on screen, in either language.

/** Accounts that the sign-in page offers while demo data is loaded. @returns {Promise<{ number: string, name: string, role: string, password: string }[]>} */
export async function demoAgents(centralUrl) {
  const answer = await fetch(new URL('/demo/accounts', centralUrl));
  if (!answer.ok) throw new Error(`central offers no demo accounts (${answer.status})`);
  return (await answer.json()).filter(({ role }) => role === 'agent');
}

/** Presses an account's button on the sign-in page and enters. */
export async function signIn(page, { number }) {
  await page.locator('.sign-in-demo button', { hasText: number }).click();
  await page.locator('.sign-in-go').click();
  await page.waitForSelector('html[data-phase="signed-in"]', { timeout: 15_000 });
}

/** All six links are proved; takes some seconds after sign-in. */
export const waitForLinks = (page) => page.waitForSelector('.status-plain[data-ready="6"]', { timeout: 45_000 });

export const waitForState = (page, kind, timeout = 15_000) => page.waitForSelector(`.status-state[data-state="${kind}"]`, { timeout });

/** Chooses 空闲 from the state menu. */
export async function goAvailable(page) {
  await waitForLinks(page);
  if (await page.locator('.status-state[data-state="available"]').count() > 0) return;
  await page.locator('.status-state').click();
  await page.locator('.ant-dropdown-menu-item').first().click();
  await waitForState(page, 'available');
}

export async function show(page, screen) {
  await page.locator(`nav.rail [data-screen="${screen}"]`).click();
}

/** Talking, wrapping up or idle: what the workbench is at. */
export const waitForPhase = (page, phase, timeout = 15_000) => page.waitForSelector(`[data-testid="workbench"][data-phase="${phase}"]`, { timeout });

/** A call this young is hung up by a press held for a moment. */
export async function hangUp(page) {
  await page.getByTestId('hang-up').hover();
  await page.mouse.down();
  await page.waitForSelector('[data-testid="hang-up"]', { state: 'detached', timeout: 5000 });
  await page.mouse.up();
}
