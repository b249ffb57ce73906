"""What the docs say of other programs holds: the commands are poalint's, the files are read by their readers."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from poalint.cli import main
from poalint.output.formats import FORMATS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"poalint check[^|'\n`]*", PAGE)


@pytest.mark.parametrize("line", sorted({line.strip() for line in COMMANDS if " --" in line}))
def test_commands_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    for name in ("plan.txt", "plans/one.txt"):
        (tmp_path / name).write_text("We beg you!!!\n", encoding="utf-8")
    arguments = [word.replace("*", "one") for word in shlex.split(line)[1:] if word != "--watch"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == (0 if "never" in line else 1), done.output
    named = re.findall(r":([\w.-]+\.\w+)", line) + re.findall(r"--output (\S+)", line)
    assert all((tmp_path / name).stat().st_size > 20 for name in named)


def test_settings_of_services_are_yaml() -> None:
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
    assert len(blocks) == 3
    steps = blocks[0]["jobs"]["poalint"]["steps"]
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    assert any(f"sarif:{upload['with']['sarif_file']}" in step.get("run", "") for step in steps)


def test_the_hook_of_pre_commit() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "poalint" and hook["entry"] == "poalint check"
    assert hook["language"] == "python"
    assert re.search(hook["files"], "plans/a.txt") and not re.search(hook["files"], "code.py")


def test_every_format_is_described() -> None:
    outputs = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    options = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"| `{name}` |" in outputs and f"`{name}`" in options
        assert name in ("text", "json") or f"\n## {name}\n" in outputs
