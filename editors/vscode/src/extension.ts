// Puts the parts together: which documents are drafts, the server that checks them, and what is shown of it.
import { commands, Uri, window, workspace, type ExtensionContext } from "vscode";
import { ExecuteCommandRequest, type Middleware } from "vscode-languageclient/node";

import { CONFIGURATION, Drafts } from "./drafts.ts";
import { chooseProgram, Missing } from "./missing.ts";
import { Reports, SHOW_REPORT } from "./report.ts";
import { ScoreBar } from "./score.ts";
import { Server } from "./server.ts";
import { readSettings, SECTION } from "./settings.ts";

// Settings that need another server process or another choice of documents; the server itself is told the rest.
const RESTARTING = ["path", "files", "configuredFolders", "run"];
const NEW_DRAFT = "poalint.newDraft";
const CHECK_WORKSPACE = "poalint.checkWorkspace";

let running: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("poalint", { log: true });
  const drafts = new Drafts(context.workspaceState, readSettings());
  const missing = new Missing(context);
  const client = () => server.client;
  const reports = new Reports(client);
  const score = new ScoreBar(drafts, client, "poalint.openReport");
  const server = new Server(drafts, log, middleware(), (words) => {
    missing.tell(words);
  });
  running = server;
  context.subscriptions.push(log, reports, score);

  /** Shows the state of a draft that was just checked. */
  function refresh(uri: Uri): void {
    if (window.activeTextEditor?.document.uri.toString() === uri.toString()) {
      guard(score.update());
    }
    guard(reports.refresh(uri));
  }

  function middleware(): Middleware {
    return {
      async provideDiagnostics(document, previous, token, next) {
        const found = await next(document, previous, token);
        refresh(document instanceof Uri ? document : document.uri);
        return found;
      },
      async executeCommand(command, args, next) {
        // The lens over a draft asks for the report: it is shown here, not in a browser.
        if (command === SHOW_REPORT && typeof args[0] === "string") {
          await reports.open(Uri.parse(args[0]));
          return undefined;
        }
        return next(command, args) as unknown;
      },
      window: {
        async showDocument(params, token, next) {
          return Reports.isReport(params.uri) ? { success: true } : next(params, token);
        },
      },
    };
  }

  /** Starts the server if a document that it checks is open. */
  async function startIfWanted(): Promise<void> {
    if (workspace.textDocuments.some((one) => drafts.has(one))) {
      await server.start();
      await score.update();
    }
  }

  async function startAnew(): Promise<void> {
    missing.forget();
    await server.stop();
    await startIfWanted();
    await score.update();
  }

  /** Does something with the server, which is started for it if need be. */
  async function ask(command: string, ...args: unknown[]): Promise<void> {
    missing.forget();
    const one = await server.start();
    await one?.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
  }

  async function openReport(): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (document === undefined || !drafts.isDraft(document)) {
      void window.showInformationMessage("This is no draft that poalint checks. “poalint: Check This File” changes that.");
      return;
    }
    missing.forget();
    await server.start();
    await reports.open(document.uri);
  }

  async function setChecked(wanted: boolean): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (document === undefined) {
      void window.showInformationMessage("Open the text first.");
    } else if (wanted && !drafts.has(document)) {
      await drafts.choose(document.uri);
      await startAnew();
    } else if (!wanted && drafts.isChosen(document.uri)) {
      await drafts.drop(document.uri);
      await startAnew();
    } else if (!wanted && drafts.has(document)) {
      void window.showInformationMessage("The setting poalint.files or a poalint.yaml has this file checked.");
    }
  }

  async function newPlan(): Promise<void> {
    if (workspace.workspaceFolders === undefined) {
      void window.showInformationMessage("Open the folder in which the plan is to be, then try again.");
      return;
    }
    await ask(NEW_DRAFT);
  }

  async function fixAll(): Promise<void> {
    await server.start();
    const options = { kind: "source.fixAll.poalint", apply: "first" };
    await commands.executeCommand("editor.action.sourceAction", options);
  }

  async function lookForConfigurations(): Promise<void> {
    if (await drafts.findConfigured()) {
      await startAnew();
    }
  }

  function guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      log.error(error instanceof Error ? error.message : String(error));
    });
  }

  const offered: Record<string, () => unknown> = {
    "poalint.openReport": openReport,
    "poalint.checkThisFile": () => setChecked(true),
    "poalint.stopCheckingThisFile": () => setChecked(false),
    "poalint.newPlan": newPlan,
    "poalint.checkFolder": () => ask(CHECK_WORKSPACE),
    "poalint.fixAll": fixAll,
    "poalint.restart": async () => {
      missing.forget();
      await server.restart();
      await score.update();
    },
    "poalint.install": () => missing.showHow(),
    "poalint.chooseProgram": chooseProgram,
    "poalint.showLog": () => {
      log.show();
    },
  };
  for (const [name, run] of Object.entries(offered)) {
    context.subscriptions.push(commands.registerCommand(name, run));
  }

  const watcher = workspace.createFileSystemWatcher(CONFIGURATION, false, true, false);
  context.subscriptions.push(
    watcher,
    watcher.onDidCreate(() => {
      guard(lookForConfigurations());
    }),
    watcher.onDidDelete(() => {
      guard(lookForConfigurations());
    }),
    workspace.onDidOpenTextDocument((document) => {
      if (drafts.has(document)) {
        guard(startIfWanted());
      }
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(SECTION)) {
        return;
      }
      drafts.settings = readSettings();
      const anew = RESTARTING.some((key) => change.affectsConfiguration(`${SECTION}.${key}`));
      guard(anew ? drafts.findConfigured().then(startAnew) : server.tellSettings().then(() => score.update()));
    }),
    workspace.onDidChangeWorkspaceFolders(() => {
      guard(lookForConfigurations());
    }),
    workspace.onDidGrantWorkspaceTrust(() => {
      guard(startAnew());
    }),
    window.onDidChangeActiveTextEditor(() => {
      guard(score.update());
    }),
  );

  await drafts.findConfigured();
  guard(startIfWanted());
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}
