// What a person does and sees in VS Code, as actions on its page.
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import type { Frame, Locator, Page } from "playwright-core";

const TIME = 20_000; // milliseconds

/** A place on the page, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export class Workbench {
  public constructor(
    public readonly page: Page,
    private readonly folder: string,
    private readonly pictures: string,
  ) {}

  /** Opens the workspace and waits until its extensions run. */
  public async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 3 * TIME });
  }

  /** Runs a command of the palette by its whole title. */
  public async command(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget input.input").fill(`>${title}`);
    const label = this.page.locator(".quick-input-list .label-name").getByText(title, { exact: true });
    await label.first().click({ timeout: TIME });
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: TIME });
  }

  /** Opens a file at the top of the workspace by its name. */
  public async openFile(name: string): Promise<void> {
    const label = this.page.locator(".explorer-folders-view .label-name").getByText(name, { exact: true });
    await label.dblclick({ timeout: TIME });
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: TIME });
    await this.page.locator(".editor-group-container.active .view-line").first().waitFor({ timeout: TIME });
  }

  /** Clicks on the first place of some words. */
  public async click(words: string): Promise<void> {
    const { left, right, top, bottom } = await this.words(words);
    await this.page.mouse.click((left + right) / 2, (top + bottom) / 2);
  }

  /** Rests the pointer on the first place of some words; returns what is said of them. */
  public async hover(words: string): Promise<string> {
    const { left, right, top, bottom } = await this.words(words);
    await this.page.mouse.move((left + right) / 2, (top + bottom) / 2, { steps: 5 });
    const said = this.page.locator(".monaco-hover-content:visible").first();
    await said.waitFor({ timeout: TIME });
    return said.innerText();
  }

  /** Types at the cursor. */
  public async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** Takes back what was typed. */
  public async erase(words: string): Promise<void> {
    for (let left = words.length; left > 0; left -= 1) {
      await this.page.keyboard.press("Backspace");
    }
  }

  public squiggles(severity = ""): Locator {
    const kinds = severity === "" ? ["error", "warning", "info"] : [severity];
    return this.page.locator(kinds.map((kind) => `.monaco-editor .squiggly-${kind}`).join(", "));
  }

  /** The link over a draft that says its score. */
  public lens(words = ""): Locator {
    return this.page.locator(".codelens-decoration a", { hasText: words }).first();
  }

  /** Where underlines are seen, those of findings of all severities. */
  public async underlines(): Promise<Box[]> {
    return this.squiggles().evaluateAll((all) =>
      all.map((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
  }

  /** Where some words in one line of the active editor are seen. */
  public async words(words: string): Promise<Box> {
    const lines = this.page.locator(".editor-group-container.active .monaco-editor .view-line");
    const boxes = await lines.evaluateAll((all, wanted) => {
      return all.flatMap((line) => {
        const start = line.textContent.replaceAll("\u00a0", " ").indexOf(wanted);
        if (start < 0) {
          return [];
        }
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let offset = 0;
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0;
          if (start >= offset && start < offset + length) {
            range.setStart(node, start - offset);
          }
          if (start + wanted.length > offset && start + wanted.length <= offset + length) {
            range.setEnd(node, start + wanted.length - offset);
          }
          offset += length;
        }
        const { left, right } = range.getBoundingClientRect();
        const { top, bottom } = line.getBoundingClientRect();
        return [{ left, right, top, bottom }];
      });
    }, words);
    const [box] = boxes.sort((one, other) => one.top - other.top);
    if (box === undefined) {
      throw new Error(`“${words}” is not seen`);
    }
    return box;
  }

  /** The words of the extension's item in the status bar; waits until they are as wanted. */
  public async score(wanted: RegExp): Promise<string> {
    const item = this.scoreItem().filter({ hasText: wanted });
    await item.waitFor({ timeout: TIME });
    return (await item.innerText()).trim();
  }

  public scoreItem(): Locator {
    return this.page.locator(".statusbar-item", { hasText: /^\s*Plan/ });
  }

  /** Opens the menu of quick fixes at the cursor and takes the one with these words. */
  public async quickFix(words: string | RegExp): Promise<void> {
    await this.page.keyboard.press("Control+.");
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    const row = rows.filter({ hasText: words }).first();
    await row.waitFor({ timeout: TIME });
    await this.picture("quick-fix");
    // By keys: a click just after the menu has come is lost.
    for (let left = await rows.count(); left > 0 && !(await isFocused(row)); left -= 1) {
      await this.page.keyboard.press("ArrowDown");
    }
    await this.page.keyboard.press("Enter");
    await row.waitFor({ state: "hidden", timeout: TIME });
  }

  public async save(): Promise<void> {
    await this.page.keyboard.press("Control+S");
    await this.page.locator(".tab.active.dirty").waitFor({ state: "detached", timeout: TIME });
  }

  public async onDisk(name: string): Promise<string> {
    return readFile(path.join(this.folder, name), "utf8");
  }

  /** The page inside of a web view that holds some words. */
  public async webview(words: string): Promise<Frame> {
    const end = Date.now() + TIME;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        const text = await frame.evaluate(() => document.body.innerText).catch(() => "");
        if (frame !== this.page.mainFrame() && text.includes(words)) {
          return frame;
        }
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`no web view with “${words}”`);
  }

  public notification(words: string | RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: words });
  }

  public async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(this.pictures, `${name}.png`) });
  }
}

async function isFocused(row: Locator): Promise<boolean> {
  return row.evaluate((element) => element.classList.contains("focused"));
}
