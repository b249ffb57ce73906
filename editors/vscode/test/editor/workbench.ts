// What a person does and sees in VS Code, as actions on its page.
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import type { Frame, Locator, Page } from "playwright-core";

const TIME = 20_000; // milliseconds

export interface Box {
  readonly left: number;
  readonly right: number;
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
    const input = this.page.locator(".quick-input-widget input.input");
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor({ timeout: TIME });
    await this.page.keyboard.press("Enter");
  }

  /** Opens a file of the workspace by its name. */
  public async openFile(name: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.fill(name);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: path.basename(name) }).first().waitFor({ timeout: TIME });
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor({ timeout: TIME });
    await this.page.locator(".editor-group-container.active .view-line").first().waitFor({ timeout: TIME });
  }

  /** Puts the cursor at a line and a column, both from 1, in UTF-16 units. */
  public async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press("Control+G");
    await this.page.locator(".quick-input-widget input.input").fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: TIME });
  }

  public squiggles(severity = ""): Locator {
    const kinds = severity === "" ? ["error", "warning", "info"] : [severity];
    return this.page.locator(kinds.map((kind) => `.monaco-editor .squiggly-${kind}`).join(", "));
  }

  /** Where the underlines of a line are, by the line's number of those that are seen, from 0. */
  public async underlines(line: number): Promise<Box[]> {
    const boxes = await this.squiggles().evaluateAll((all) =>
      all.map((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return { left, right, middle: (top + bottom) / 2 };
      }),
    );
    const place = await this.#line(line);
    return boxes.filter((one) => one.middle > place.top && one.middle < place.bottom + 1);
  }

  /** Where some words of a line are seen. */
  public async words(line: number, words: string): Promise<Box> {
    return (await this.#line(line, words)).box;
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
    const row = this.page.locator(".action-widget .monaco-list-row", { hasText: words }).first();
    await row.waitFor({ timeout: TIME });
    await this.picture("quick-fix");
    await row.click();
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

  async #line(number: number, words = ""): Promise<{ top: number; bottom: number; box: Box }> {
    const lines = this.page.locator(".editor-group-container.active .monaco-editor .view-line");
    const all = await lines.evaluateAll((found, wanted) => {
      return found.map((line) => {
        const { top, bottom } = line.getBoundingClientRect();
        const text = line.textContent.replaceAll("\u00a0", " ");
        const start = wanted === "" ? -1 : text.indexOf(wanted);
        let box = { left: 0, right: 0 };
        if (start >= 0) {
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
          box = { left, right };
        }
        return { top, bottom, found: start >= 0, box };
      });
    }, words);
    const line = all.sort((one, other) => one.top - other.top)[number];
    if (line === undefined || (words !== "" && !line.found)) {
      throw new Error(`line ${number} is not seen, or has no “${words}”`);
    }
    return line;
  }
}
