// What the user is told when there is no program to run. Nothing is downloaded or installed from here.
import * as path from "node:path";
import { ConfigurationTarget, Uri, commands, window, workspace, type ExtensionContext } from "vscode";

import { SECTION } from "./settings.ts";

const HOW = "How to Install";
const CHOOSE = "Choose the Program…";
const SETTINGS = "Open Settings";

export class Missing {
  #told = "";

  public constructor(private readonly context: ExtensionContext) {}

  /** Tells a problem once, until something else is wrong or ``forget`` is called. */
  public tell(words: string): void {
    if (words === this.#told) {
      return;
    }
    this.#told = words;
    void window.showWarningMessage(words, HOW, CHOOSE, SETTINGS).then(async (answer) => {
      if (answer === HOW) {
        await this.showHow();
      } else if (answer === CHOOSE) {
        await chooseProgram();
      } else if (answer === SETTINGS) {
        await commands.executeCommand("workbench.action.openSettings", `${SECTION}.path`);
      }
    });
  }

  public forget(): void {
    this.#told = "";
  }

  /** Shows the page on how to install poalint, which comes with the extension. */
  public async showHow(): Promise<void> {
    const page = Uri.joinPath(this.context.extensionUri, "docs", "install.md");
    await commands.executeCommand("markdown.showPreview", page);
  }
}

/** Lets the user point at the program, and keeps it in the user's settings. */
export async function chooseProgram(): Promise<void> {
  const picked = await window.showOpenDialog({
    title: "The program poalint",
    openLabel: "Use",
    canSelectMany: false,
    ...(process.platform === "win32" ? { filters: { Programs: ["exe"] } } : {}),
  });
  const program = picked?.[0];
  if (program === undefined) {
    return;
  }
  if (!path.basename(program.fsPath).startsWith("poalint")) {
    void window.showWarningMessage("The program is called poalint, or poalint.exe on Windows.");
    return;
  }
  await workspace.getConfiguration(SECTION).update("path", program.fsPath, ConfigurationTarget.Global);
}
