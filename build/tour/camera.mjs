import fs from 'node:fs';
import path from 'node:path';

const SMALL = [1366, 768];
const LARGE = [1920, 1080];

/**
 * Takes numbered pictures of a desktop.
 * @param {string} folder the pictures of the last time in it go first
 */
export function openCamera(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(folder)) if (name.endsWith('.png')) fs.rmSync(path.join(folder, name));
  let taken = 0;
  const shoot = async (desk, name, [width, height]) => {
    await desk.size(width, height);
    // Whatever is still moving (a menu that opens, a list that fills) comes to rest.
    await desk.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
    await desk.page.waitForTimeout(250);
    const file = path.join(folder, `${name}.png`);
    // With its usual options the tool would put a style sheet into the page, which the page's own policy refuses.
    await desk.page.screenshot({ path: file, animations: 'allow', caret: 'initial', timeout: 15_000 });
    return path.basename(file);
  };
  return {
    folder,
    /**
     * One step's pictures: at 1366×768, and as asked also at 1920×1080 and in dark.
     * @returns {Promise<string[]>} names of the files
     */
    async take(desk, name, { large = false, dark = false } = {}) {
      taken += 1;
      const head = `${String(taken).padStart(2, '0')}-${name}`;
      const files = [];
      if (large) files.push(await shoot(desk, `${head}-1920x1080`, LARGE));
      files.push(await shoot(desk, `${head}-1366x768`, SMALL));
      if (dark) {
        await desk.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
        files.push(await shoot(desk, `${head}-1366x768-dark`, SMALL));
        await desk.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      }
      return files;
    },
    /** A picture under a name of its own. */
    takeAs: (desk, name) => shoot(desk, name, SMALL),
  };
}
