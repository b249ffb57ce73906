import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { asGlob, below } from "../../src/patterns.ts";
import { tally } from "../../src/tally.ts";

describe("patterns of files", () => {
  it("match in any folder and in any case", () => {
    assert.equal(asGlob("poa.*"), "**/[pP][oO][aA].*");
    assert.equal(asGlob(" plans/*.md "), "**/[pP][lL][aA][nN][sS]/*.[mM][dD]");
    assert.equal(asGlob("*ß[-_x]*改*"), "**/*ß[-_x]*改*");
  });

  it("begin at the root if they are written so", () => {
    assert.equal(asGlob("/1/*"), "/1/*");
    assert.equal(asGlob("C:\\1\\*"), "[cC]:/1/*");
    assert.equal(asGlob("**/1"), "**/1");
  });

  it("take folders by their names, whatever stands in them", () => {
    assert.equal(below("/plans [1]"), "/plans [[]1[]]/**/*");
    assert.equal(below("/"), "/**/*");
  });
});

describe("findings in words", () => {
  it("name each severity that occurs", () => {
    assert.equal(tally({ findings: { error: 1, warning: 2, info: 0 } }), "1 error, 2 warnings");
    assert.equal(tally({ findings: { error: 0, warning: 0, info: 1 } }), "1 note");
    assert.equal(tally({ findings: { error: 0, warning: 0, info: 0 } }), "no findings");
  });
});
