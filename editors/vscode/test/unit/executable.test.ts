import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";

import { candidates, faultOf, findProgram, type Surroundings } from "../../src/executable.ts";

const AROUND: Surroundings = {
  setting: "",
  folders: ["/work/plans"],
  trusted: true,
  environment: { PATH: "/usr/bin:relative:" },
  home: "/home/anna",
  windows: false,
};

function places(change: Partial<Surroundings>): string[] {
  return [...candidates({ ...AROUND, ...change })];
}

describe("where the program is looked for", () => {
  it("in the workspace's environments, then PATH, then the usual folder", () => {
    assert.deepEqual(places({}), [
      "/work/plans/.venv/bin/poalint",
      "/work/plans/venv/bin/poalint",
      "/work/plans/env/bin/poalint",
      "/usr/bin/poalint",
      "/home/anna/.local/bin/poalint",
    ]);
  });

  it("on Windows under its names there", () => {
    const environment = { Path: "C:\\Tools;tools" };
    const found = places({ windows: true, folders: ["c:\\plans"], home: "C:\\Users\\anna", environment });
    assert.equal(found[0], "c:\\plans\\.venv\\Scripts\\poalint.exe");
    assert.ok(found.includes("C:\\Tools\\poalint.exe"));
    assert.ok(!found.includes("tools\\poalint.exe"));
  });

  it("in an active environment before PATH", () => {
    const found = places({ folders: [], environment: { VIRTUAL_ENV: "/envs/one", PATH: "/usr/bin" } });
    assert.deepEqual(found.slice(0, 2), ["/envs/one/bin/poalint", "/usr/bin/poalint"]);
  });

  it("never inside of a folder that is not trusted", () => {
    const environment = { VIRTUAL_ENV: "/work/plans/.venv", PATH: "/work/plans/bin:/usr/bin" };
    assert.deepEqual(places({ trusted: false, environment }), ["/usr/bin/poalint", "/home/anna/.local/bin/poalint"]);
  });

  it("only where the setting says, if there is one", () => {
    assert.deepEqual(places({ setting: "/opt/poalint" }), ["/opt/poalint"]);
    assert.deepEqual(places({ setting: "~/bin/poalint" }), ["/home/anna/bin/poalint"]);
    assert.deepEqual(places({ setting: "tools/poalint" }), ["/work/plans/tools/poalint"]);
    assert.deepEqual(places({ setting: "${workspaceFolder}/x/poalint" }), ["/work/plans/x/poalint"]);
  });
});

describe("the program that is found", () => {
  let folder = "";

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "poalint-unit-"));
    await mkdir(path.join(folder, ".venv", "bin"), { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function program(words: string): Promise<string> {
    const file = path.join(folder, ".venv", "bin", "poalint");
    await writeFile(file, `#!/bin/sh\n${words}\n`);
    await chmod(file, 0o755);
    return file;
  }

  it("must be one that can be run", async () => {
    const around = { ...AROUND, folders: [folder], environment: { PATH: "" }, home: "" };
    assert.match(JSON.stringify(await findProgram(around)), /not found/);
    const file = await program("exit 0");
    assert.deepEqual(await findProgram(around), { program: file });
    await chmod(file, 0o644);
    if (process.getuid?.() !== 0) {
      assert.ok("problem" in (await findProgram(around)));
    }
  });

  it("is named when the setting is wrong", async () => {
    const found = await findProgram({ ...AROUND, setting: "/nowhere/poalint" });
    assert.ok("problem" in found && found.problem.includes("/nowhere/poalint"));
  });

  it("has a fault if it cannot serve an editor, and says which", async () => {
    assert.equal(await faultOf(await program("exit 0")), "");
    const old = await faultOf(await program("echo \"Usage: …\" >&2; echo \"Error: No such command 'lsp'.\" >&2; exit 2"));
    assert.match(old, /cannot serve an editor\. Error: No such command 'lsp'\.$/);
  });
});
