"""The first step on a stick: which of the processes this one is to be."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import os
import sys

from safeplan.guard import programs, vaultfile

APP, KDF = "a", "k"  # what the guard calls the others


def main(app: str, words: list[str]) -> None:
    """Become the guard, one of those it starts, or a command.

    Args:
        app: The folder of ``boot.py``.
        words: The person's own words, or those of the guard.
    """
    top = os.path.dirname(app)
    name = str(sys._xoptions.get("as") or "")
    sys.argv = [os.path.join(top, name), *words]
    programs.use_programs(beside_us(os.path.join(app, "boot.py")))
    if words[:1] == [APP]:
        _put_up_shelves()
        from safeplan.app import child

        child.start(words[1:])
    elif words[:1] == [KDF]:
        _put_up_shelves()
        from safeplan.app import kdf

        kdf.main(words[1:])
    path = _opens(top, name, words)
    if path:
        from safeplan.guard import life  # the others do without

        # As `open` leaves it: Ctrl-C ends this without a word until the guard listens.
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
        life.main([path, "--name=" + name] if name else [path])
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    _put_up_shelves()
    from safeplan.cli import main as command

    sys.exit(command(words or ["open"]))


def _put_up_shelves() -> None:
    # The guard loads next to nothing out of archives, and has no time for their tables.
    from safeplan.onboard import shelf

    shelf.put_up()


def beside_us(boot: str) -> programs.Programs:
    """How others are started from here: by the loader that started this one, where there is one."""
    options: dict[str, object] = dict(sys._xoptions)
    by, where = options.get("by"), options.get("in")
    loader = (str(by), "--inhibit-cache", "--library-path", str(where)) if by else ()
    kept = [f"-X{key}" if value is True else f"-X{key}={value}" for key, value in options.items()]
    python = (*loader, sys.executable, "-I", "-S", "-B", *kept, boot)
    return programs.Programs(app=(*python, APP), kdf=(*python, KDF))


def _opens(top: str, name: str, words: list[str]) -> str:
    """The file that is to be opened or made, or nothing where this is another command."""
    if not (os.isatty(0) and os.isatty(1)):
        return ""
    if len(words) == 2 and words[0] == "open" and words[1][:1] != "-":
        return _meant(top, words[1])
    # A place alone, behind the starter's name or dropped on it. No command has such a letter.
    if len(words) == 1 and words[0][:1] != "-" and any(mark in words[0] for mark in "/.\\:"):
        return _meant(top, words[0])
    if words not in ([], ["open"]):
        return ""
    found = vaults_in(top)
    if not found and name:
        return os.path.join(top, name + ".dat")
    return found[0] if len(found) == 1 else ""


def _meant(top: str, word: str) -> str:
    """The place that was typed; a bare name may mean the file beside the launcher."""
    path, beside = os.path.abspath(word), os.path.join(top, word)
    bare = os.path.basename(word) == word
    return beside if bare and not os.path.lexists(path) and os.path.lexists(beside) else path


def vaults_in(top: str) -> list[str]:
    """The files in the folder ``top`` that could be a vault, by their size alone."""
    try:
        with os.scandir(top) as entries:
            return [
                entry.path
                for entry in entries
                if entry.is_file(follow_symlinks=False) and entry.stat().st_size in vaultfile.SIZES
            ]
    except OSError:
        return []
