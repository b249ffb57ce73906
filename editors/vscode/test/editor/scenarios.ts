// What must work, in this order; each begins where the one before it has left the editor.
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { Box, Workbench } from "./workbench.ts";

const DRAFT = "plan-of-action.txt";
const BEGGING = "We beg you. ";
const TIME = 20_000; // milliseconds
const NEAR = 2; // pixels

type Scenario = (workbench: Workbench, folder: string) => Promise<void>;

export const scenarios: Readonly<Record<string, Scenario>> = {
  async "a text that is no draft is left alone"(workbench) {
    await workbench.openFile("notes.txt");
    await workbench.page.waitForTimeout(3000);
    assert.equal(await workbench.squiggles().count(), 0);
    assert.equal(await workbench.scoreItem().count(), 0);
  },

  async "a draft is underlined at the right words, behind emoji and Japanese"(workbench) {
    await workbench.openFile(DRAFT);
    await workbench.squiggles("error").first().waitFor({ timeout: 2 * TIME });
    await workbench.squiggles("warning").first().waitFor({ timeout: TIME });
    await workbench.lens().waitFor({ timeout: TIME });
    for (const words of ["6%", "!!!"]) {
      await isUnderlined(workbench, words);
    }
    await workbench.picture("draft");
  },

  async "the score stands in the status bar"(workbench) {
    assert.match(await workbench.score(/90\/100/), /Plan 90\/100/);
  },

  async "a quick fix changes these words and no others, and the score rises"(workbench) {
    const before = await workbench.onDisk(DRAFT);
    await workbench.click("6%");
    await workbench.quickFix(/Write “4\.0%”/);
    await workbench.page.locator(".tab.active.dirty").waitFor({ timeout: TIME });
    await workbench.save();
    assert.equal(await workbench.onDisk(DRAFT), before.replace("(6%)", "(4.0%)"));
    const score = /(\d+)\/100/.exec(await workbench.score(/9\d\/100/))?.[1];
    assert.ok(Number(score) > 90);
    await workbench.picture("fixed");
  },

  async "a quick fix on the next line still holds, and what it is for is said there"(workbench) {
    const before = await workbench.onDisk(DRAFT);
    assert.match(await workbench.hover("!!!"), /An exclamation mark sounds like shouting/);
    await workbench.page.locator(".monaco-hover-content", { hasText: "What to do" }).first().waitFor({ timeout: TIME });
    await workbench.picture("hover");
    await workbench.page.mouse.move(0, 0);
    await workbench.click("!!!");
    await workbench.quickFix(/full stop.*sober-tone/);
    await workbench.score(/100\/100/);
    assert.equal(await workbench.squiggles().count(), 0);
    await workbench.save();
    assert.equal(await workbench.onDisk(DRAFT), before.replace("!!!", "."));
    await workbench.page.keyboard.press("Control+Z");
    await workbench.save();
    assert.equal(await workbench.onDisk(DRAFT), before);
  },

  async "what is typed is checked at once"(workbench) {
    await workbench.click("refunded");
    await workbench.page.keyboard.press("Home");
    const before = await workbench.squiggles("error").count();
    await workbench.type(BEGGING);
    await workbench.page.waitForFunction(
      (count) => document.querySelectorAll(".monaco-editor .squiggly-error").length > count,
      before,
      { timeout: TIME },
    );
    await workbench.erase(BEGGING);
    await workbench.save();
  },

  async "the report is shown beside the draft"(workbench) {
    await workbench.command("poalint: Show Report");
    const frame = await workbench.webview("What to mend first");
    assert.match(await frame.evaluate(() => document.body.innerText), /Score|of 100/);
    await workbench.picture("report");
    assert.equal(await frame.evaluate(() => document.scripts.length), 0);
    await workbench.command("View: Close All Editors");
  },

  async "the report follows the draft, and the lens over it opens it"(workbench) {
    await workbench.openFile(DRAFT);
    await workbench.lens("Score 94 of 100").click({ timeout: TIME });
    await workbench.webview("94 of 100");
    await workbench.click("refunded");
    await workbench.page.keyboard.press("Home");
    await workbench.type(BEGGING);
    const frame = await workbench.webview("Begging");
    assert.doesNotMatch(await frame.evaluate(() => document.body.innerText), /94 of 100/);
    await workbench.erase(BEGGING);
    await workbench.webview("94 of 100");
    await workbench.save();
    await workbench.command("View: Close All Editors");
  },

  async "a single file is checked when that is asked for, and no longer when it is not"(workbench) {
    await workbench.openFile("notes.txt");
    await workbench.command("poalint: Check This File");
    await workbench.squiggles("error").first().waitFor({ timeout: TIME });
    await workbench.score(/Plan 28\/100/);
    await workbench.command("poalint: Stop Checking This File");
    await workbench.squiggles().first().waitFor({ state: "detached", timeout: TIME });
    await workbench.scoreItem().waitFor({ state: "hidden", timeout: TIME });
  },

  async "settings of the editor count"(workbench, folder) {
    await workbench.openFile(DRAFT);
    await workbench.squiggles("warning").first().waitFor({ timeout: TIME });
    await settings(folder, { "poalint.ignore": ["sober-tone"] });
    await workbench.squiggles("warning").first().waitFor({ state: "detached", timeout: TIME });
    await settings(folder, { "poalint.severity": { "sober-tone/exclamation-mark": "info" } });
    await workbench.squiggles("info").first().waitFor({ timeout: TIME });
    await settings(folder, {});
    await workbench.squiggles("warning").first().waitFor({ timeout: TIME });
  },

  async "findings speak the language that is set"(workbench, folder) {
    await workbench.openFile("appeal.txt");
    await workbench.command("View: Focus Problems");
    const problems = workbench.page.locator(".markers-panel");
    await problems.getByText("makes 4.0%").waitFor({ timeout: TIME });
    await settings(folder, { "poalint.messages": "de" });
    await problems.getByText("ergibt 4.0%").waitFor({ timeout: TIME });
    await workbench.picture("problems");
    await settings(folder, {});
    await problems.getByText("makes 4.0%").waitFor({ timeout: TIME });
    await workbench.command("View: Hide Panel");
  },

  async "with run on save, typing changes no finding until the draft is saved"(workbench, folder) {
    await workbench.openFile(DRAFT);
    await settingsAnew(workbench, folder, { "poalint.run": "onSave" });
    await workbench.click("refunded");
    await workbench.page.keyboard.press("Home");
    const before = await workbench.squiggles("error").count();
    await workbench.type(BEGGING);
    await workbench.page.waitForTimeout(2500);
    assert.equal(await workbench.squiggles("error").count(), before);
    await workbench.save();
    await workbench.page.waitForFunction(
      (count) => document.querySelectorAll(".monaco-editor .squiggly-error").length > count,
      before,
      { timeout: TIME },
    );
    await workbench.erase(BEGGING);
    await workbench.save();
    await settingsAnew(workbench, folder, {});
  },

  async "all safe edits are made in one go"(workbench) {
    await workbench.openFile("safe.poa.md");
    await workbench.squiggles().first().waitFor({ timeout: TIME });
    const before = await workbench.onDisk("safe.poa.md");
    const fixed = before.replace("!!!", ".");
    await workbench.command("poalint: Make All Safe Edits");
    await workbench.page.locator(".tab.active.dirty").waitFor({ timeout: TIME });
    await workbench.save();
    assert.equal(await workbench.onDisk("safe.poa.md"), fixed);
  },

  async "the whole case is seen at once"(workbench) {
    await workbench.command("View: Close All Editors");
    await workbench.openFile("appeal.txt");
    await workbench.squiggles("error").first().waitFor({ timeout: TIME });
    await workbench.score(/\d+\/100/);
    await workbench.command("poalint: Show Report");
    await workbench.webview("What to mend first");
    await workbench.page.mouse.move(0, 0);
    await workbench.page.waitForTimeout(1000);
    await workbench.picture("screenshot");
    await workbench.command("View: Close All Editors");
  },

  async "a poalint.yaml makes the texts of its folder drafts"(workbench, folder) {
    await workbench.openFile("notes.txt");
    await workbench.page.waitForTimeout(1000);
    assert.equal(await workbench.squiggles().count(), 0);
    await writeFile(path.join(folder, "poalint.yaml"), "ignore: [sober-tone]\n");
    await workbench.squiggles("error").first().waitFor({ timeout: TIME });
    await workbench.score(/Plan \d+\/100/);
  },

  async "a new plan is an outline in a file"(workbench, folder) {
    await workbench.command("poalint: New Plan of Action");
    await workbench.page.locator('.tab.active[data-resource-name="plan-of-action-2.txt"]').waitFor({ timeout: TIME });
    assert.ok((await readdir(folder)).includes("plan-of-action-2.txt"));
    assert.match(await workbench.onDisk("plan-of-action-2.txt"), /\[/);
  },

  async "a missing program is told, with what to do"(workbench, folder) {
    await settings(folder, { "poalint.path": "/nowhere/poalint" });
    await workbench.openFile(DRAFT);
    const told = workbench.notification("/nowhere/poalint");
    await told.waitFor({ timeout: TIME });
    await workbench.page.waitForTimeout(500);
    assert.equal(await workbench.squiggles().count(), 0);
    await workbench.picture("missing");
    await told.getByText("How to Install").click();
    await workbench.webview("pip install");
    await settings(folder, {});
    await workbench.openFile("appeal.txt");
    await workbench.squiggles("error").first().waitFor({ timeout: TIME });
  },

  async "a finding that is ignored is gone, and a list says so"(workbench, folder) {
    await workbench.openFile("notes.txt");
    await workbench.squiggles("error").first().waitFor({ timeout: TIME });
    const before = await workbench.score(/\d+\/100/);
    await workbench.click("We beg you");
    await workbench.quickFix("Ignore this finding: no-pleading/begging");
    await workbench.scoreItem().filter({ hasNotText: before }).waitFor({ timeout: TIME });
    assert.match(await readFile(path.join(folder, ".poalint-ignore.yaml"), "utf8"), /no-pleading\/begging/);
  },
};

/** Waits until words have an underline: lines are still pushed down by the lens when it has just come. */
async function isUnderlined(workbench: Workbench, words: string): Promise<void> {
  const end = Date.now() + TIME;
  for (;;) {
    const wanted = await workbench.words(words);
    const seen = await workbench.underlines();
    if (seen.some((one) => isAt(one, wanted))) {
      return;
    }
    assert.ok(
      Date.now() < end,
      `no underline at ${JSON.stringify(wanted)} of “${words}”, but at ${JSON.stringify(seen)}`,
    );
    await workbench.page.waitForTimeout(100);
  }
}

function isAt(underline: Box, words: Box): boolean {
  const middle = (underline.top + underline.bottom) / 2;
  const sameLine = middle > words.top && middle < words.bottom + NEAR;
  return sameLine && Math.abs(underline.left - words.left) < NEAR && Math.abs(underline.right - words.right) < NEAR;
}

/** Writes settings with which the server is started anew, and waits until it is. */
async function settingsAnew(
  workbench: Workbench,
  folder: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const one = workbench.squiggles("warning").first();
  await one.waitFor({ timeout: TIME });
  await settings(folder, values);
  await one.waitFor({ state: "detached", timeout: TIME });
  await one.waitFor({ timeout: TIME });
}

async function settings(folder: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  await writeFile(path.join(folder, ".vscode", "settings.json"), JSON.stringify(values));
}
