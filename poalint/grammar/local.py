"""LanguageTool on this machine: where it is, the command that starts its server, and how it gets here.

language-tool-python downloads releases with a checksum, finds what it has downloaded, and knows which Java is needed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from poalint.errors import GrammarError
from poalint.grammar.process import SERVER_CLASS
from poalint.grammar.terms import setting

_PACKAGE = "language_tool_python"
_JARS = ("languagetool-server.jar", "languagetool.jar")
EXTRA = "pip install 'poalint[grammar]'"


@dataclass(frozen=True, slots=True)
class LocalLanguageTool:
    """A LanguageTool on this machine.

    Attributes:
        place: its folder or jar.
        classes: its class path.
        version: as its folder is called, "" where that does not tell.
    """

    place: str
    classes: str
    version: str = ""

    def command(self, port: int) -> Sequence[str]:
        """Return the command that starts its server on a port of loopback.

        Raises:
            GrammarError: there is no Java.
        """
        java = java_path()
        return (java, *setting("java-options"), "-cp", self.classes, SERVER_CLASS, "--port", str(port))


def has_extra() -> bool:
    """Return whether the packages of ``poalint[grammar]`` are installed; nothing is imported for it."""
    return find_spec(_PACKAGE) is not None and find_spec("psutil") is not None


def need_extra() -> None:
    """Make sure that they are.

    Raises:
        GrammarError: they are not.
    """
    if not has_extra():
        raise GrammarError(f"grammar checks need one more package: {EXTRA}")


def java_path() -> str:
    """Return the path of Java.

    Raises:
        GrammarError: there is none.
    """
    java = shutil.which("java")
    if java is None:
        raise GrammarError(f"Java is not installed. Install Java {setting('java')} or newer: {setting('java-from')}.")
    return java


def check_java() -> None:
    """Make sure that there is a Java that LanguageTool can use.

    Raises:
        GrammarError: there is none, or it is too old.
    """
    java_path()
    from language_tool_python.download_lt import confirm_java_compatibility

    try:
        confirm_java_compatibility()
    except (SystemError, ModuleNotFoundError):
        raise GrammarError(
            f"Java is too old for LanguageTool. Install Java {setting('java')} or newer: {setting('java-from')}."
        ) from None
    except (SystemExit, OSError, ValueError):  # the version cannot be read: the start will show
        return
    except Exception as error:
        raise GrammarError(f"Java does not run ({type(error).__name__}). Check its installation.") from None


def at_path(path: str) -> LocalLanguageTool:
    """Return the LanguageTool at a path: a folder of a release, a folder of jars, or the jar of the server.

    Raises:
        GrammarError: there is none.
    """
    place = Path(path)
    if place.is_file() and place.suffix == ".jar":
        return LocalLanguageTool(path, path, _version(place.parent))
    if place.is_dir():
        for folder in (place, *sorted(place.glob("LanguageTool-*"), reverse=True)):
            for jar in (folder / name for name in _JARS):
                if jar.is_file():
                    return LocalLanguageTool(str(folder), str(jar), _version(folder))
        if any(place.glob("languagetool-server*.jar")):
            return LocalLanguageTool(path, str(place / "*"), _version(place))
    raise GrammarError(
        f"no LanguageTool at {path}. Name the folder that holds languagetool-server.jar, or the jar itself."
    )


def installed() -> LocalLanguageTool | None:
    """Return the newest LanguageTool that was downloaded, ``None`` if there is none."""
    folder = download_folder()
    if not folder.is_dir():  # language-tool-python would make the folder
        return None
    from language_tool_python.download_lt import LocalLanguageTool as Downloaded

    try:
        newest = Downloaded.get_latest_installed_version()
        if newest is None:
            return None
        jar = newest.get_jar_path()
    except (OSError, ValueError, TypeError):
        return None
    return LocalLanguageTool(str(jar.parent), str(jar), newest.version_name)


def download_folder() -> Path:
    """Return where language-tool-python keeps what it downloads."""
    return Path(os.environ.get("LTP_PATH") or Path.home() / ".cache" / _PACKAGE)


def release() -> str:
    """Return the version that would be downloaded."""
    from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION

    return str(LTP_DOWNLOAD_VERSION)


def download() -> LocalLanguageTool:
    """Download LanguageTool, some 250 MB; the archive's checksum is verified.

    Raises:
        GrammarError: it cannot be downloaded, or there is no Java for it.
    """
    import sys

    check_java()
    from language_tool_python.download_lt import LocalLanguageTool as Downloaded

    try:
        with redirect_stdout(sys.stderr):
            Downloaded.from_version_name(release()).download()
    except (Exception, SystemExit) as error:  # requests, zip, checksum: each has errors of its own
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise GrammarError(
            f"LanguageTool cannot be downloaded: {reason} Download it by hand and name its folder as "
            f"grammar path in the configuration."
        ) from None
    found = installed()
    if found is None:
        raise GrammarError(f"what was downloaded into {download_folder()} holds no LanguageTool. Remove it, try again.")
    return found


def _version(folder: Path) -> str:
    name = folder.name.lower()
    return name.removeprefix("languagetool-") if name.startswith("languagetool-") else ""
