// Which documents poalint reads: those that match the user's patterns, stand beside a poalint.yaml, or were chosen one by one.
import * as path from "node:path";
import { languages, Uri, workspace, type Memento, type TextDocument } from "vscode";

import { asGlob, below } from "./patterns.ts";
import type { Settings } from "./settings.ts";

export const CONFIGURATION = "**/{poalint,.poalint}.{yaml,yml}";
const IGNORE_LIST = "**/.poalint-ignore.{yaml,yml}";
const TEXTS = ["plaintext", "markdown"];
const NOT_SEARCHED = "**/{node_modules,.venv,venv,.git}/**";
const MOST_CONFIGURATIONS = 200;
const CHOSEN = "chosenDrafts";

export interface Filter {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern: string;
}

export class Drafts {
  #configured: readonly string[] = [];

  public constructor(
    private readonly state: Memento,
    public settings: Settings,
  ) {}

  /** Looks where a poalint.yaml is; returns whether that is somewhere else than before. */
  public async findConfigured(): Promise<boolean> {
    const found = this.settings.configuredFolders
      ? await workspace.findFiles(CONFIGURATION, NOT_SEARCHED, MOST_CONFIGURATIONS)
      : [];
    const folders = [...new Set(found.map((one) => path.dirname(one.fsPath)))].sort();
    const changed = folders.join("\n") !== this.#configured.join("\n");
    this.#configured = folders;
    return changed;
  }

  public selector(): Filter[] {
    const chosen = this.#chosen().map((one) => Uri.parse(one));
    return [
      ...this.settings.files.flatMap((one) =>
        [...TEXTS, "yaml"].map((language) => ({ scheme: "file", language, pattern: asGlob(one) })),
      ),
      ...this.#configured.flatMap((folder) =>
        TEXTS.map((language) => ({ scheme: "file", language, pattern: below(folder) })),
      ),
      { scheme: "file", pattern: CONFIGURATION },
      { scheme: "file", pattern: IGNORE_LIST },
      ...chosen.map((uri) => ({ scheme: uri.scheme, pattern: uri.fsPath })),
    ];
  }

  public has(document: TextDocument): boolean {
    return languages.match(this.selector(), document) > 0;
  }

  /** Whether it is a text that has a score, not a file of settings. */
  public isDraft(document: TextDocument): boolean {
    return document.languageId !== "yaml" && this.has(document);
  }

  public isChosen(uri: Uri): boolean {
    return this.#chosen().includes(uri.toString());
  }

  public async choose(uri: Uri): Promise<void> {
    await this.state.update(CHOSEN, [...new Set([...this.#chosen(), uri.toString()])]);
  }

  public async drop(uri: Uri): Promise<void> {
    await this.state.update(
      CHOSEN,
      this.#chosen().filter((one) => one !== uri.toString()),
    );
  }

  #chosen(): readonly string[] {
    return this.state.get<string[]>(CHOSEN, []);
  }
}
