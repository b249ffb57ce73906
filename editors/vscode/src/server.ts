// The life of the language server: found, started, stopped, started anew.
import * as os from "node:os";
import { type LogOutputChannel, window, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type ErrorHandler,
  type Middleware,
  type ServerOptions,
} from "vscode-languageclient/node";

import type { Drafts } from "./drafts.ts";
import { faultOf, findProgram, type Surroundings } from "./executable.ts";
import { SECTION, serverSettings } from "./settings.ts";

const SHOW_LOG = "Show Log";
const MOST_CRASHES = 3;
const CRASH_TIME = 180_000; // milliseconds

export class Server {
  #client: LanguageClient | undefined;
  #turn: Promise<void> = Promise.resolve();

  public constructor(
    private readonly drafts: Drafts,
    private readonly log: LogOutputChannel,
    private readonly middleware: Middleware,
    private readonly tellProblem: (words: string) => void,
  ) {}

  /** The client of the server, if that runs. */
  public get client(): LanguageClient | undefined {
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  /** Starts the server unless it runs; returns its client, or nothing if that cannot be, which the user is told. */
  public async start(): Promise<LanguageClient | undefined> {
    await this.#inTurn(() => this.#start());
    return this.client;
  }

  public async stop(): Promise<void> {
    await this.#inTurn(() => this.#stop());
  }

  /** Stops the server and starts it again, with the settings of now. */
  public async restart(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  /** Tells the running server the settings that it knows. */
  public async tellSettings(): Promise<void> {
    await this.client?.sendNotification("workspace/didChangeConfiguration", {
      settings: { [SECTION]: serverSettings() },
    });
  }

  async #start(): Promise<void> {
    if (this.#client !== undefined) {
      return;
    }
    const found = await findProgram(this.#surroundings());
    const problem = "problem" in found ? found.problem : await faultOf(found.program);
    if (problem !== "" || "problem" in found) {
      this.log.warn(problem);
      this.tellProblem(problem);
      return;
    }
    this.log.info(`Starting ${found.program} lsp`);
    const client = this.#make(found.program);
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      this.#client = undefined;
      const words = `${found.program} did not start: ${error instanceof Error ? error.message : String(error)}`;
      this.log.error(words);
      this.tellProblem(words);
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) {
      return;
    }
    try {
      await client.dispose();
    } catch (error) {
      this.log.warn(`The server did not stop in good order: ${String(error)}`);
    }
  }

  #make(program: string): LanguageClient {
    const folder = workspace.workspaceFolders?.find((one) => one.uri.scheme === "file")?.uri.fsPath ?? os.homedir();
    const run: ServerOptions = { command: program, args: ["lsp"], options: { cwd: folder } };
    const onType = this.drafts.settings.run === "onType";
    return new LanguageClient(SECTION, "poalint", run, {
      documentSelector: this.drafts.selector(),
      initializationOptions: serverSettings(),
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: onType, onSave: true, onTabs: false },
      middleware: this.middleware,
      errorHandler: this.#errorHandler(),
    });
  }

  #errorHandler(): ErrorHandler {
    const crashes: number[] = [];
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        crashes.push(Date.now());
        const lately = crashes.filter((one) => Date.now() - one < CRASH_TIME).length;
        this.log.error("The server has ended unasked.");
        if (lately <= MOST_CRASHES) {
          return { action: CloseAction.Restart, handled: true };
        }
        void window
          .showErrorMessage("poalint has ended several times and is not started again.", SHOW_LOG)
          .then((answer) => {
            if (answer === SHOW_LOG) {
              this.log.show();
            }
          });
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  #surroundings(): Surroundings {
    const folders = (workspace.workspaceFolders ?? []).filter((one) => one.uri.scheme === "file");
    return {
      setting: this.drafts.settings.path,
      folders: folders.map((one) => one.uri.fsPath),
      trusted: workspace.isTrusted,
      environment: process.env,
      home: os.homedir(),
      windows: process.platform === "win32",
    };
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    await mine;
  }
}
