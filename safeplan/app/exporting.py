"""Files that leave: a fresh password first, then the disk, all of it in a thread.

Nothing is drawn, written or even named before the password was typed again at the guard's line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.message import Message

from safeplan.app.link import Purpose
from safeplan.export import writer
from safeplan.export.codes import pocket_codes
from safeplan.export.errors import ExportError
from safeplan.export.sealed import seal_plan, sealed_codes
from safeplan.language import gettext as _
from safeplan.plan.model import dumps
from safeplan.vault.errors import Different, Gone, VaultError
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp

Paper = Literal["a4", "letter"]
SALT = 32
MOST = 99


@dataclass(frozen=True)
class Order:
    """What is wanted: a title, lines, and the form.

    Attributes:
        form: ``booklet``, ``pictures`` or ``sealed``.
        title: the sheet's title, which is the name of the file too.
        lines: what was looked over, in order; none for ``sealed``.
        paper: the sheet of paper.
    """

    form: Literal["booklet", "pictures", "sealed"]
    title: str
    lines: tuple[str, ...] = ()
    paper: Paper = "a4"


@dataclass
class FilesMade(Message):
    """The files lie beside the vault, read back."""

    names: tuple[str, ...]


@dataclass
class NotMade(Message):
    """Nothing was written; ``sentence`` says why, or is "" when the person came back."""

    sentence: str = ""


@dataclass
class Forgotten(Message):
    """What became of files that were to be forgotten; ``sentence`` is "" when all are gone."""

    names: tuple[str, ...]
    sentence: str = ""


def make(app: SafeplanApp, order: Order, post: Callable[[Message], object]) -> None:
    """Ask for the password, make the files, and say what became of it; blocks."""
    vault = app.session.vault
    if vault is None or not confirmed(app, vault):
        post(NotMade())
        return
    try:
        parts, ending = _parts(app, vault, order)
        if not parts:
            post(NotMade())
            return
        still_the_same(app.path, vault)
        names = write_all(Path(app.path).parent, order.title, ending, parts, app.outside.random)
    except ExportError as refused:
        post(NotMade(refused.sentence()))
    except VaultError as refused:
        post(NotMade(_(refused.message_id)))
    else:
        post(FilesMade(names))


def confirmed(app: SafeplanApp, vault: Vault) -> bool:
    """Whether the password of what is open was typed again, now."""
    roots = app.link.ask(Purpose.CONFIRM, (vault.salts.a,), 1)
    while roots is not None and not vault.matches(roots[0], "A"):
        roots = app.link.ask_again()
    if roots is None:
        return False
    app.link.ask_done()
    return True


def still_the_same(path: str, vault: Vault) -> None:
    """Make sure that the stick is where it was.

    Raises:
        Gone: nothing is there: a file would be made on the computer instead.
        Different: it is another stick.
    """
    try:
        salts = Vault.read_salts(path)
    except VaultError:
        raise Gone from None
    if salts != vault.salts:
        raise Different


def write_all(
    folder: Path,
    title: str,
    ending: str,
    parts: Sequence[bytes],
    random: Callable[[int], bytes],
) -> tuple[str, ...]:
    """Write every part under the title, or none of them.

    Args:
        folder: where the vault lies.
        title: the sheet's title.
        ending: ``pdf`` or ``png``.
        parts: what the files hold.
        random: random bytes, to write over what has to be taken away again.

    Returns:
        The names, in order; a number follows the title where there are several, or where the
        name is taken.

    Raises:
        ExportError: ``export.file_*``; nothing is left then.
    """
    written: list[Path] = []
    try:
        for name, data in zip(_free(folder, title, ending, len(parts)), parts, strict=True):
            writer.write_new(folder / name, data)
            written.append(folder / name)
    except ExportError:
        for path in written:
            writer.forget(path, random)
        raise
    return tuple(path.name for path in written)


def forget_files(app: SafeplanApp, names: Sequence[str], post: Callable[[Message], object]) -> None:
    """Take files away that were made here; blocks."""
    gone: list[str] = []
    try:
        if app.session.vault is not None:
            still_the_same(app.path, app.session.vault)
        for name in names:
            writer.forget(Path(app.path).parent / name, app.outside.random)
            gone.append(name)
    except ExportError as refused:
        post(Forgotten(tuple(gone), refused.sentence()))
    except VaultError as refused:
        post(Forgotten(tuple(gone), _(refused.message_id)))
    else:
        post(Forgotten(tuple(gone)))


def _free(folder: Path, title: str, ending: str, count: int) -> list[str]:
    for first in range(1, MOST + 1):
        numbers = [None] if count == first == 1 else range(first, first + count)
        names = [writer.file_name(title, ending, number) for number in numbers]
        if not any(os.path.lexists(folder / name) for name in names):
            return names
    raise ExportError("export.file_there", name=names[0])


def _parts(app: SafeplanApp, vault: Vault, order: Order) -> tuple[list[bytes], str]:
    """The bytes of each file, and the ending; none when the person came back."""
    if order.form == "booklet":
        # What draws paper takes its time to load, and nobody who only reads should pay for it.
        from safeplan.export.booklet import booklet

        return [booklet(order.title, order.lines, paper=order.paper)], "pdf"
    if order.form == "pictures":
        return [code.png() for code in pocket_codes(order.title, order.lines)], "png"
    salt = app.outside.random(SALT)
    root = _sealing_root(app, vault, salt)
    if root is None:
        return [], "pdf"
    frames = seal_plan(dumps(app.session.plan), root, salt, app.outside.random)
    from safeplan.export.codes_page import codes_page

    return [codes_page(sealed_codes(frames), paper=order.paper)], "pdf"


def _sealing_root(app: SafeplanApp, vault: Vault, salt: bytes) -> bytes | None:
    """A password of its own, typed twice: one that opens the vault cannot be taken."""
    roots = app.link.ask(Purpose.NEW, (*vault.salts, salt), 2)
    try:
        while roots is not None and vault.taken(Roots(*roots[:2])):
            roots = app.link.choose_another()
    except VaultError:
        app.link.ask_done()  # the window comes back, with a sentence in it
        raise
    if roots is None:
        return None
    app.link.ask_done()
    return roots[2]
