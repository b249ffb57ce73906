"""Turn a rule off in a configuration file, which is edited as text: comments, order and layout stay."""

from __future__ import annotations

import json
import os
from typing import Any

from poalint.configuration.discover import PROJECT
from poalint.configuration.read import load_configuration
from poalint.errors import ConfigurationError
from poalint.text.paths import shown

_KEYS = ("extend-ignore", "ignore")


def disable_rule(path: str, rule: str) -> bool:
    """Add a rule to those that a configuration ignores; return whether it was not among them.

    Args:
        path: the configuration; a YAML file that is not there is made.
        rule: id of the rule.

    Raises:
        ConfigurationError: the file is malformed, or written in a way that cannot be added to.
        InputError: it cannot be written.
    """
    from poalint.text.writing import write_whole

    if not os.path.exists(path):
        write_whole(path, f"ignore:\n  - {rule}\n".encode())
        return True
    before = load_configuration(path)
    if rule in before.ignored:
        return False
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    added = _in_toml(text, rule) if os.path.basename(path) == PROJECT else _in_yaml(text, rule)
    try:
        after = load_configuration(path, added.encode()).ignored if added else ()
    except ConfigurationError:
        after = ()
    if sorted(after) != sorted((*before.ignored, rule)):
        raise ConfigurationError(
            f"{shown(path)}: is written in a way that poalint cannot edit; add {rule} to its extend-ignore by hand"
        )
    write_whole(path, added.encode())
    return True


def _in_yaml(text: str, rule: str) -> str:
    """Return the text with the rule in its list of ignored ones, "" if there is no way to put it in."""
    import yaml

    root = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    line_end = "\r\n" if "\r\n" in text else "\n"
    if root is None:
        return _ended(text, line_end) + f"ignore:{line_end}  - {rule}{line_end}"
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return ""
    lists = {key.value: value for key, value in root.value if key.value in _KEYS}
    for key in _KEYS:
        if key in lists:
            return _in_list(text, lists[key], rule, line_end)
    return _ended(text, line_end) + f"extend-ignore:{line_end}  - {rule}{line_end}"


def _in_list(text: str, node: Any, rule: str, line_end: str) -> str:
    import yaml

    if not isinstance(node, yaml.SequenceNode):
        return ""
    bom = text.startswith("\ufeff")
    if node.flow_style:
        at = node.end_mark.index - 1 + bom
        return text[:at] + (f", {rule}" if node.value else rule) + text[at:]
    lines = text.splitlines(keepends=True)
    last = node.value[-1].end_mark.line
    indent = " " * node.start_mark.column
    lines[last] = _ended(lines[last], line_end) + f"{indent}- {rule}{line_end}"
    return "".join(lines)


def _in_toml(text: str, rule: str) -> str:
    import re

    line_end = "\r\n" if "\r\n" in text else "\n"
    header = re.search(r"^\[tool\.poalint\][ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)", text, re.MULTILINE)
    if header is None:
        return ""
    following = re.search(r"^\[", text[header.end() :], re.MULTILINE)
    end = header.end() + following.start() if following else len(text)
    for key in _KEYS:
        found = re.search(rf"^{key}[ \t]*=[ \t]*\[(?P<rules>[^\]#]*)\]", text[header.end() : end], re.MULTILINE)
        if found is not None:
            rules = found["rules"].rstrip()
            at = header.end() + found.start("rules") + len(rules)
            comma = ", " if rules and not rules.endswith(",") else ""
            return text[:at] + comma + json.dumps(rule) + text[at:]
    head = _ended(text[: header.end()], line_end)
    return f"{head}extend-ignore = [{json.dumps(rule)}]{line_end}{text[header.end() :]}"


def _ended(text: str, line_end: str) -> str:
    return text if not text or text.endswith("\n") else text + line_end
