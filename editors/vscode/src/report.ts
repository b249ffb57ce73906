// The HTML report of a draft in a view of its own. The page has no script, and its own policy lets it load nothing.
import { promises as files } from "node:fs";
import * as path from "node:path";
import { Uri, ViewColumn, window, type Disposable, type WebviewPanel } from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

/** The server's command that writes the page to a file and has it shown. */
export const SHOW_REPORT = "poalint.showReport";

export class Reports implements Disposable {
  readonly #panels = new Map<string, WebviewPanel>();

  public constructor(private readonly client: () => LanguageClient | undefined) {}

  /** Shows the report of a draft, beside it. */
  public async open(uri: Uri): Promise<void> {
    const page = await this.#page(uri);
    if (page === undefined) {
      return;
    }
    const key = uri.toString();
    let panel = this.#panels.get(key);
    if (panel === undefined) {
      panel = window.createWebviewPanel(
        "poalint.report",
        `Report: ${path.basename(uri.fsPath)}`,
        { viewColumn: ViewColumn.Beside, preserveFocus: true },
        { enableScripts: false, enableForms: false, localResourceRoots: [] },
      );
      this.#panels.set(key, panel);
      panel.onDidDispose(() => this.#panels.delete(key));
    } else {
      panel.reveal(undefined, true);
    }
    panel.webview.html = page;
  }

  /** Writes the report of a draft anew where it is seen. */
  public async refresh(uri: Uri): Promise<void> {
    const panel = this.#panels.get(uri.toString());
    if (panel?.visible !== true) {
      return;
    }
    const page = await this.#page(uri);
    if (page !== undefined && this.#panels.get(uri.toString()) === panel && page !== panel.webview.html) {
      panel.webview.html = page;
    }
  }

  /** Whether a document that the server wants shown is a report, which is shown here and not in a browser. */
  public static isReport(uri: string): boolean {
    return uri.endsWith(".html");
  }

  public dispose(): void {
    for (const panel of [...this.#panels.values()]) {
      panel.dispose();
    }
  }

  async #page(uri: Uri): Promise<string | undefined> {
    const params = { command: SHOW_REPORT, arguments: [uri.toString()] };
    const answer: unknown = await this.client()?.sendRequest(ExecuteCommandRequest.type, params);
    // Without an address there is no report, which the server has said.
    if (typeof answer !== "object" || answer === null || !("uri" in answer) || typeof answer.uri !== "string") {
      return undefined;
    }
    return files.readFile(Uri.parse(answer.uri).fsPath, "utf8");
  }
}
