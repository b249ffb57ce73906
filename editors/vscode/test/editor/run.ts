// Tries the packaged extension in a real VS Code: `npm run test:editor`, after `npm run package`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { chromium } from "playwright-core";

import { isInstalled, start } from "./code-server.ts";
import { scenarios } from "./scenarios.ts";
import { Workbench } from "./workbench.ts";

const here = path.resolve(import.meta.dirname, "..", "..");
const root = path.resolve(here, "..", "..");
const extension = path.join(here, "poalint.vsix");
const pictures = path.join(here, "out");

function programOf(names: readonly string[]): string | undefined {
  for (const name of names) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      continue;
    }
  }
  return undefined;
}

const browserProgram = process.env["CHROMIUM"] ?? programOf(["chromium", "chromium-browser", "google-chrome"]);
const poalint = process.env["POALINT"] ?? path.join(root, ".venv", "bin", "poalint");
assert.ok(browserProgram, "no Chromium: install it, or name it in the environment variable CHROMIUM");
assert.ok(existsSync(poalint), `${poalint} is missing: set poalint up, or name it in the environment variable POALINT`);
assert.ok(isInstalled(), "no code-server: npm run test:setup");
assert.ok(existsSync(extension), "no poalint.vsix: npm run package");

const folder = await mkdtemp(path.join(os.tmpdir(), "poalint-vscode-"));
const workspace = path.join(folder, "workspace");
await cp(path.join(here, "test", "workspace"), workspace, { recursive: true });
await cp(path.join(root, "examples", "bad-draft.txt"), path.join(workspace, "appeal.txt"));
await mkdir(path.join(workspace, ".venv", "bin"), { recursive: true });
await symlink(poalint, path.join(workspace, ".venv", "bin", "poalint"));
await mkdir(path.join(workspace, ".vscode"), { recursive: true });
await writeFile(path.join(workspace, ".vscode", "settings.json"), "{}\n");
await mkdir(pictures, { recursive: true });

const editor = await start(folder, extension, {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "editor.minimap.enabled": false,
  "editor.wordWrap": "on",
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "files.autoSave": "off", // which it is not in a browser
  "git.enabled": false,
});
const browser = await chromium.launch({ executablePath: browserProgram, args: ["--no-sandbox"] });
let failed = 0;
let passed = 0;
const outside = new Set<string>();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1" && hostname !== "localhost") {
      outside.add(hostname);
    }
  });
  const workbench = new Workbench(page, workspace, pictures);
  await workbench.open(editor.address(workspace));
  for (const [name, scenario] of Object.entries(scenarios)) {
    const begin = Date.now();
    try {
      await scenario(workbench, workspace);
      passed += 1;
      console.log(`ok      ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      await workbench.picture(`failed-${failed}`);
    }
    await page.keyboard.press("Escape");
  }
} finally {
  await browser.close();
  await editor.stop();
  await rm(folder, { recursive: true, force: true });
}
if (outside.size > 0) {
  console.log(`note: the editor's own page asked for ${[...outside].join(", ")}`);
}
console.log(`Screenshots: ${pictures}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
