// What is packaged keeps the promises of the README. Run `npm run build` before.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, it } from "node:test";

const root = path.resolve(import.meta.dirname, "..", "..");
const bundle = readFileSync(path.join(root, "dist", "extension.cjs"), "utf8");
const readme = readFileSync(path.join(root, "README.md"), "utf8");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  contributes: {
    commands: { command: string; title: string }[];
    configuration: { properties: Record<string, unknown> };
  };
};

describe("the package", () => {
  it("has nothing that speaks to the network", () => {
    const used = new Set(Array.from(bundle.matchAll(/require\("([^"]+)"\)/g), (one) => one[1]?.replace("node:", "")));
    assert.ok(used.has("child_process"));
    // The library can also speak to a server on a socket of this machine, by "net", which the extension never asks for.
    const harmless = ["vscode", "child_process", "crypto", "fs", "net", "os", "path", "readline", "util"];
    assert.deepEqual(
      [...used].filter((one) => one === undefined || !harmless.includes(one)),
      [],
    );
    assert.ok(!/\bfetch\(|XMLHttpRequest|new WebSocket/.test(bundle));
  });

  it("says in its README what each setting and command is", () => {
    for (const name of Object.keys(manifest.contributes.configuration.properties)) {
      assert.ok(readme.includes(`\`${name}\``), name);
    }
    for (const { command, title } of manifest.contributes.commands) {
      assert.ok(readme.includes(title), command);
    }
  });

  it("registers each command that it offers", () => {
    for (const { command } of manifest.contributes.commands) {
      assert.ok(bundle.includes(`"${command}"`), command);
    }
  });
});
