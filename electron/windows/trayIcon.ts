import { Menu, nativeImage, Tray } from 'electron';
import picture from './tray.png?inline';

/** In the agent's language: main has no words of its own. */
export interface TrayWords {
  readonly tip: string;
  readonly open: string;
  readonly quit: string;
}

/**
 * The sign beside the system's clock while somebody is signed in. While it stands, closing the window only puts it away: promises
 * fall due and calls come all the same.
 */
export class TrayIcon {
  readonly #open: () => void;
  readonly #quit: () => void;
  #tray: Tray | null = null;

  constructor(open: () => void, quit: () => void) {
    this.#open = open;
    this.#quit = quit;
  }

  get isShown(): boolean {
    return this.#tray !== null;
  }

  /** @param words null: nobody is signed in, and there is no sign. */
  show(words: TrayWords | null): void {
    if (words === null) {
      this.#tray?.destroy();
      this.#tray = null;
      return;
    }
    if (this.#tray === null) {
      this.#tray = new Tray(nativeImage.createFromDataURL(picture));
      this.#tray.on('click', this.#open);
    }
    this.#tray.setToolTip(words.tip);
    this.#tray.setContextMenu(Menu.buildFromTemplate([{ label: words.open, click: this.#open }, { type: 'separator' }, { label: words.quit, click: this.#quit }]));
  }
}
