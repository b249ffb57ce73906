// Where the program is: the user's setting, else a virtual environment of the workspace, else PATH, else the usual folders.
import { execFile } from "node:child_process";
import { constants, promises as files } from "node:fs";
import * as path from "node:path";

export interface Surroundings {
  /** The setting poalint.path, "" if it is not set. */
  readonly setting: string;
  /** Folders of the workspace, the first one first. */
  readonly folders: readonly string[];
  /** Whether programs of the workspace may be run. */
  readonly trusted: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly windows: boolean;
}

export type Found = { readonly program: string } | { readonly problem: string };

const ENVIRONMENTS = [".venv", "venv", "env"];
const TIME_LIMIT = 30_000; // milliseconds; a first start on a slow disk takes long

/** Yields the paths at which the program may be, the best one first. */
export function* candidates(around: Surroundings): Generator<string> {
  const paths = around.windows ? path.win32 : path.posix;
  if (around.setting !== "") {
    yield* chosen(around, paths);
    return;
  }
  if (around.trusted) {
    for (const folder of around.folders) {
      for (const name of ENVIRONMENTS) {
        yield inEnvironment(paths.join(folder, name), around.windows);
      }
    }
  }
  const active = around.environment["VIRTUAL_ENV"];
  if (active !== undefined && active !== "" && (around.trusted || !isInside(active, around.folders, paths))) {
    yield inEnvironment(active, around.windows);
  }
  const name = around.windows ? "poalint.exe" : "poalint";
  const search = around.environment["PATH"] ?? around.environment["Path"] ?? "";
  for (const folder of search.split(paths.delimiter)) {
    // A relative folder in PATH would be one of wherever the editor was started.
    if (paths.isAbsolute(folder) && (around.trusted || !isInside(folder, around.folders, paths))) {
      yield paths.join(folder, name);
    }
  }
  if (around.home !== "") {
    // Programs that are started from a desktop often do not have it in PATH.
    yield paths.join(around.home, ".local", "bin", name);
  }
}

/** Looks for the program; says what to do if there is none. */
export async function findProgram(around: Surroundings): Promise<Found> {
  for (const program of candidates(around)) {
    if (await isProgram(program, around.windows)) {
      return { program };
    }
  }
  return {
    problem:
      around.setting === ""
        ? "The program poalint was not found: it is neither in the workspace's .venv nor in PATH."
        : `There is no program at “${around.setting}” (setting poalint.path).`,
  };
}

/** Says what is wrong with a program that cannot serve an editor, "" if it can. */
export async function faultOf(program: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, ["lsp", "--help"], { timeout: TIME_LIMIT, windowsHide: true }, (error, _output, words) => {
      if (error === null) {
        resolve("");
        return;
      }
      const said = words.trim().split("\n").at(-1) ?? "";
      resolve(`${program} cannot serve an editor. ${said === "" ? error.message : said}`);
    });
  });
}

function* chosen(around: Surroundings, paths: path.PlatformPath): Generator<string> {
  let setting = around.setting;
  if (/^~(?=$|[\\/])/.test(setting)) {
    setting = around.home + setting.slice(1);
  }
  if (setting.includes("${workspaceFolder}")) {
    yield* around.folders.map((folder) => setting.replaceAll("${workspaceFolder}", folder));
  } else if (paths.isAbsolute(setting)) {
    yield setting;
  } else {
    yield* around.folders.map((folder) => paths.join(folder, setting));
  }
}

function inEnvironment(folder: string, windows: boolean): string {
  return windows ? path.win32.join(folder, "Scripts", "poalint.exe") : path.posix.join(folder, "bin", "poalint");
}

function isInside(inner: string, folders: readonly string[], paths: path.PlatformPath): boolean {
  return folders.some((folder) => {
    const way = paths.relative(folder, inner);
    return way !== ".." && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way);
  });
}

async function isProgram(program: string, windows: boolean): Promise<boolean> {
  try {
    await files.access(program, windows ? constants.F_OK : constants.X_OK);
    return (await files.stat(program)).isFile();
  } catch {
    return false;
  }
}
