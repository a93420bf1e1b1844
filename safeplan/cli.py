"""The commands: what can be asked, with what, and how it ends.

Exit status 0: done. 1: refused, one sentence on standard error. 2: not asked rightly. A fault of
the program itself ends with one neutral line and status 1, never with a traceback, since a
traceback shows local variables.

`open` is the one command that a person waits for with somebody in the next room, so it loads
nothing that it can do without: not even what reads a command line.
"""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

SIZES = (1, 4, 16, 64)
FORMS = ("booklet", "codes", "sealed-codes")
PAPERS = ("a4", "letter")
COMMANDS = (
    *("new", "open", "fill", "show", "export", "import", "check", "helplines", "traces"),
    *("password", "recovery", "notebook", "remove", "resize", "copy", "stick"),
)


def _parser() -> argparse.ArgumentParser:
    import argparse

    from safeplan.language import gettext as _
    from safeplan.plan.systems import SYSTEMS

    name = os.path.basename(sys.argv[0]) or "safeplan"
    parser = argparse.ArgumentParser(prog=name, description=_("cli.about"), allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("cli.command"))

    def command(name: str) -> argparse.ArgumentParser:
        words = _("cli." + name)
        made = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
        if name not in {"open", "helplines", "traces", "stick"}:
            made.add_argument("vault", metavar="VAULT", help=_("cli.vault"))
        if name not in {"open", "helplines", "traces", "copy", "stick"}:
            fd = _("cli.passphrase_fd")
            made.add_argument("--passphrase-fd", type=int, metavar="N", help=fd)
        return made

    new = command("new")
    new.add_argument("--size", type=int, choices=SIZES, default=4, help=_("cli.size"))
    new.add_argument("--make-words", action="store_true", help=_("cli.make_words"))
    second = new.add_mutually_exclusive_group()
    second.add_argument("--cover", action="store_true", help=_("cli.cover"))
    second.add_argument("--notebook", action="store_true", help=_("cli.notebook_alone"))

    command("open").add_argument("vault", metavar="VAULT", nargs="?", help=_("cli.vault"))
    command("fill").add_argument("answers", metavar="ANSWERS.toml", help=_("cli.answers"))

    form = command("show").add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("cli.json"))
    form.add_argument("--toml", action="store_true", help=_("cli.toml"))

    export = command("export")
    form_of = {"dest": "form", "choices": FORMS, "required": True, "help": _("cli.as")}
    export.add_argument("--as", **form_of)  # type: ignore[arg-type]
    export.add_argument("--out", metavar="PATH", required=True, help=_("cli.out"))
    export.add_argument("--paper", choices=PAPERS, default="a4", help=_("cli.paper"))
    export.add_argument("--title", metavar="NAME", help=_("cli.title"))

    pictures = command("import")
    pictures.add_argument("pictures", metavar="FILE", nargs="+", help=_("cli.pictures"))
    command("check")

    command("password")
    command("recovery")
    beside = command("notebook").add_mutually_exclusive_group(required=True)
    beside.add_argument("--add", action="store_true", help=_("cli.add"))
    beside.add_argument("--remove", action="store_true", help=_("cli.take_away"))
    command("remove").add_argument("--all", action="store_true", help=_("cli.all"))
    resize = command("resize")
    resize.add_argument("to", metavar="TO", help=_("cli.to"))
    size_of = {"type": int, "choices": SIZES, "required": True, "help": _("cli.new_size")}
    resize.add_argument("--size", **size_of)  # type: ignore[arg-type]
    resize.add_argument("--both", action="store_true", help=_("cli.both"))
    command("copy").add_argument("to", metavar="TO", help=_("cli.copy_to"))

    lines = command("helplines")
    lines.add_argument(
        "--check-file",
        metavar="FILE",
        nargs="?",
        const="",
        required=True,
        help=_("cli.check_file"),
    )
    if _makes_sticks():
        _stick(command("stick"))
    command("traces").add_argument("--system", choices=SYSTEMS, help=_("cli.system"))
    return parser


def _makes_sticks() -> bool:
    """Whether what makes sticks is here: it is left behind where this runs from one."""
    import importlib.util

    return importlib.util.find_spec("safeplan.stick") is not None


def _stick(made: argparse.ArgumentParser) -> None:
    made.add_argument("folders", metavar="FOLDER", nargs="+", help=_words("stick_folder"))
    made.add_argument("--for", dest="systems", metavar="SYSTEMS", help=_words("stick_for"))
    made.add_argument("--names", metavar="NAME", help=_words("stick_names"))
    made.add_argument("--copies", type=int, metavar="N", default=1, help=_words("stick_copies"))
    made.add_argument(
        "--runtime", metavar="FILE", action="append", default=[], help=_words("stick_runtime")
    )
    made.add_argument("--from", dest="source", metavar="FOLDER", help=_words("stick_from"))
    made.add_argument("--keep", metavar="FOLDER", help=_words("stick_keep"))
    made.add_argument("--upgrade", action="store_true", help=_words("stick_upgrade"))
    made.add_argument("--list", dest="listed", metavar="FILE", help=_words("stick_list"))


def _words(name: str) -> str:
    from safeplan.language import gettext as _

    return _("cli." + name)


def _sentence(refused: Exception) -> str | None:
    """The sentence of a refusal, or None for a fault of our own."""
    from safeplan.language import gettext as _

    message_id = getattr(refused, "message_id", None)
    if not isinstance(message_id, str):
        return None
    values = getattr(refused, "values", None) or getattr(refused, "names", {})
    return _(message_id).format(**values)


def _opens(words: list[str]) -> bool:
    """Whether it is ``open PATH`` on a terminal, and nothing else."""
    plain = len(words) == 2 and words[0] == "open" and not words[1].startswith("-")
    return plain and os.isatty(0) and os.isatty(1)


def _speak_to(stream: object) -> None:
    """Let any word be written: no sign of it may stop a command that has done its work.

    A file is in the one encoding that `fill` reads again; a terminal keeps its own.
    """
    if isinstance(stream, io.TextIOWrapper):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _flush() -> None:
    """Be sure that what was said has arrived, as long as somebody can be told that it has not."""
    from safeplan.commands.refused import RefusedError

    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        raise RefusedError("cli.output_lost") from None


def _let_go_of_output() -> None:
    """What could not be written is not tried again at the exit: that would be a traceback."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name; the process's own when None.

    Returns:
        The exit status, see above.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        if _opens(words):
            from safeplan.commands.at_once import open_at_once

            open_at_once(words[1])
        import importlib

        from safeplan import language

        _speak_to(sys.stdout)
        language.use(language.from_environment(os.environ))
        options = _parser().parse_args(words)
        # Each command is a room of its own and pays only for what it needs: `open` for next to
        # nothing.
        room = importlib.import_module(f"safeplan.commands.{options.command}_command")
        status = int(room.run(options))
        _flush()
        return status
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        # The reader of our output left.
        return 1
    except Exception as refused:
        from safeplan.language import gettext as _

        sentence = _sentence(refused)
        sys.stderr.write((sentence or _("cli.stopped")) + "\n")
        return int(getattr(refused, "status", 1))
    finally:
        _let_go_of_output()
