// The user's settings, read once and typed. Their names and defaults stand in package.json.
import { workspace, type ConfigurationScope } from "vscode";

export const SECTION = "poalint";

export type Run = "onType" | "onSave";

export interface Settings {
  /** The program, "" to look for it. */
  readonly path: string;
  /** Patterns of the files that are drafts. */
  readonly files: readonly string[];
  /** Whether texts in folders with a poalint.yaml are drafts. */
  readonly configuredFolders: boolean;
  readonly run: Run;
  readonly showScore: boolean;
}

export function readSettings(scope?: ConfigurationScope): Settings {
  const section = workspace.getConfiguration(SECTION, scope);
  return {
    path: section.get("path", "").trim(),
    files: section.get<string[]>("files", []).filter((one) => one.trim() !== ""),
    configuredFolders: section.get("configuredFolders", true),
    run: section.get<Run>("run", "onType"),
    showScore: section.get("showScore", true),
  };
}

/** What the server is told of the settings: those that poalint.yaml has, too, as far as they are set. */
export function serverSettings(scope?: ConfigurationScope): Record<string, unknown> {
  const section = workspace.getConfiguration(SECTION, scope);
  const told: Record<string, unknown> = {};
  for (const key of ["language", "messages", "packs", "select", "ignore", "severity", "grammar"]) {
    const found = section.inspect(key);
    const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
    if (value !== undefined && value !== null) {
      told[key] = section.get(key);
    }
  }
  return told;
}
