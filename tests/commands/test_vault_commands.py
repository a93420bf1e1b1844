"""Another password, a code, a notebook, another size, a copy, an end: as a person asks for them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from safeplan.vault.errors import HalfChanged
from safeplan.vault.format import Roots
from safeplan.vault.recovery import as_code
from safeplan.vault.vault import Vault
from tests.commands.conftest import FIRST, SEALING, SECOND, Run
from tests.commands.test_refusals import one_sentence

CANNOT = "That password cannot do this."
CLOSED = "That does not open it."
THIRD = "a kettle for Mr Tea"


@pytest.fixture
def both(run: Run, tmp_path: Path) -> Path:
    """A plan and a notebook beside it."""
    path = tmp_path / "both.dat"
    assert run("new", path, "--size", "1", "--cover", passwords=(FIRST, SECOND)).status == 0
    return path


@pytest.fixture
def alone(run: Run, tmp_path: Path) -> Path:
    """A notebook alone."""
    path = tmp_path / "alone.dat"
    assert run("new", path, "--size", "1", "--notebook", passwords=(SECOND,)).status == 0
    return path


Form = Callable[[Path, str], str | None]


@pytest.fixture
def form(run: Run) -> Form:
    """What a password opens, and that both copies of it are whole."""

    def of(path: Path, password: str) -> str | None:
        shown = run("show", path, "--json", passwords=(password,))
        if shown.status:
            assert one_sentence(shown) == CLOSED
            return None
        assert run("check", path, passwords=(password,)).status == 0
        return str(json.loads(shown.out)["form"])

    return of


def test_another_password(run: Run, both: Path, form: Form) -> None:
    done = run("password", both, passwords=(FIRST, THIRD))
    assert (done.status, done.err) == (0, "")
    assert done.out == "Changed. Older copies of the file still open with the old password.\n"
    assert [form(both, word) for word in (FIRST, SECOND, THIRD)] == [None, "notebook", "plan"]


def test_a_notebooks_password_is_changed_alike(
    run: Run, both: Path, alone: Path, form: Form
) -> None:
    told = [run("password", path, passwords=(SECOND, THIRD)) for path in (both, alone)]
    assert told[0] == told[1]
    assert [form(path, THIRD) for path in (both, alone)] == ["notebook", "notebook"]
    assert form(both, FIRST) == "plan"


def test_a_password_that_is_in_use(run: Run, both: Path) -> None:
    before = both.read_bytes()
    for word in (FIRST, SECOND, "a\x07bell"):
        refused = run("password", both, passwords=(FIRST, word))
        assert one_sentence(refused) == "Choose another password."
        refused = run("notebook", both, "--add", passwords=(FIRST, word))
        assert one_sentence(refused) == "Choose another password."
    assert both.read_bytes() == before


def test_a_recovery_code(run: Run, both: Path, form: Form) -> None:
    made = run("recovery", both, passwords=(FIRST,))
    assert (made.status, made.err) == (0, "")
    code, told = made.out.split("\n", 1)
    assert as_code(code) is not None
    assert told == "The code works from now on. Whoever finds it can open everything.\n"
    typed = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert form(both, typed) == "plan"
    again = run("recovery", both, passwords=(FIRST,))
    assert "An older recovery code does not work here." in again.out
    newer = again.out.split("\n")[0]
    assert [form(both, word) for word in (code, newer)] == [None, "plan"]
    assert one_sentence(run("recovery", both, passwords=(newer,))) == CANNOT
    done = run("password", both, passwords=(newer, THIRD))
    assert "An older recovery code does not work here." in done.out
    assert [form(both, word) for word in (FIRST, newer, THIRD)] == [None, None, "plan"]
    assert form(both, SECOND) == "notebook"


def test_a_change_that_is_half_done_says_that_the_code_is_void(
    run: Run, both: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("recovery", both, passwords=(FIRST,)).status == 0

    def cut(self: Vault, roots: Roots, *, sleep: Callable[[float], None]) -> None:
        raise HalfChanged

    monkeypatch.setattr(Vault, "change_passphrase", cut)
    done = run("password", both, passwords=(FIRST, THIRD))
    assert done.status == 1
    assert done.err.startswith("The change is only half done.")
    assert done.out.startswith("An older recovery code does not work here.")


@pytest.mark.parametrize(
    "words", [("recovery",), ("notebook", "--add"), ("notebook", "--remove"), ("fill", "answers")]
)
def test_a_notebooks_password_cannot(
    run: Run, both: Path, alone: Path, answers: Path, words: tuple[str, ...]
) -> None:
    for path in (both, alone):
        before = path.read_bytes()
        more = [answers if word == "answers" else word for word in words[1:]]
        refused = run(words[0], path, *more, passwords=(SECOND, THIRD))
        assert one_sentence(refused) == CANNOT
        assert path.read_bytes() == before


def test_a_notebook_is_added_and_taken_away(run: Run, vault: Path, form: Form) -> None:
    none = run("notebook", vault, "--remove", passwords=(FIRST,))
    assert one_sentence(none) == "There is no notebook beside it. Nothing was changed."
    added = run("notebook", vault, "--add", passwords=(FIRST, SECOND))
    assert added.out == "The notebook is there. It opens with its own password.\n"
    assert [form(vault, word) for word in (FIRST, SECOND)] == ["plan", "notebook"]
    assert "Shopping list" in run("show", vault, passwords=(SECOND,)).out
    gone = run("notebook", vault, "--remove", passwords=(FIRST,))
    assert gone.out.startswith("The notebook is gone from this file.")
    assert [form(vault, word) for word in (FIRST, SECOND)] == ["plan", None]


def test_a_third_notebook_too_many(run: Run, both: Path) -> None:
    for word in (THIRD, SEALING):
        assert run("notebook", both, "--add", passwords=(FIRST, word)).status == 0
    full = run("notebook", both, "--add", passwords=(FIRST, "soap"))
    assert "no place" in one_sentence(full)


@pytest.mark.parametrize(("words", "left"), [((), "notebook"), (("--all",), None)])
def test_the_plan_is_removed(
    run: Run, both: Path, form: Form, words: tuple[str], left: str
) -> None:
    done = run("remove", both, *words, passwords=(FIRST,))
    assert done.out == "It is gone from this file. Copies of the file still have it.\n"
    assert [form(both, word) for word in (FIRST, SECOND)] == [None, left]
    assert both.stat().st_size == 1 << 20


def test_a_notebook_removes_itself(run: Run, both: Path, alone: Path, form: Form) -> None:
    told = [run("remove", path, "--all", passwords=(SECOND,)) for path in (both, alone)]
    assert told[0] == told[1]
    assert [form(both, word) for word in (FIRST, SECOND)] == ["plan", None]


def test_another_size(run: Run, both: Path, answers: Path, tmp_path: Path, form: Form) -> None:
    run("fill", both, answers, passwords=(FIRST,))
    before, to, two = both.read_bytes(), tmp_path / "to.dat", tmp_path / "two.dat"
    done = run("resize", both, to, "--size", "4", passwords=(FIRST,))
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("The old file is as it was.\n")
    assert to.stat().st_size == 4 << 20
    assert [form(to, word) for word in (FIRST, SECOND)] == ["plan", None]
    for order in ((FIRST, SECOND), (SECOND, FIRST)):
        assert run("resize", both, two, "--size", "4", "--both", passwords=order).status == 0
        assert [form(two, word) for word in (FIRST, SECOND)] == ["plan", "notebook"]
        shown = [run("show", each, "--json", passwords=(FIRST,)).out for each in (both, two)]
        assert shown[0] == shown[1]
        two.unlink()
    assert both.read_bytes() == before
    assert to.read_bytes()[:32] != before[:32]


def test_what_is_not_resized(run: Run, both: Path, alone: Path, tmp_path: Path) -> None:
    to = tmp_path / "to.dat"
    command = ("resize", both, to, "--size", "4", "--both")
    assert one_sentence(run(*command, passwords=(FIRST, THIRD))) == CLOSED
    assert one_sentence(run(*command, passwords=(FIRST, FIRST))) == CANNOT
    for path in (both, alone):
        command = ("resize", path, to, "--size", "4", "--both")
        assert one_sentence(run(*command, passwords=(SECOND, SECOND))) == CANNOT
    assert not to.exists()
    to.write_text("mine")
    one_sentence(run("resize", both, to, "--size", "4", passwords=(FIRST,)))
    assert to.read_text() == "mine"


def test_a_code_does_not_go_along(run: Run, vault: Path, tmp_path: Path, form: Form) -> None:
    code = run("recovery", vault, passwords=(FIRST,)).out.split("\n")[0]
    done = run("resize", vault, tmp_path / "to.dat", "--size", "1", passwords=(FIRST,))
    assert "An older recovery code does not work here." in done.out
    assert [form(tmp_path / "to.dat", word) for word in (FIRST, code)] == ["plan", None]
    assert form(vault, code) == "plan"


def test_what_does_not_fit(run: Run, tmp_path: Path) -> None:
    path, answers, to = tmp_path / "big.dat", tmp_path / "answers.toml", tmp_path / "to.dat"
    run("new", path, passwords=(FIRST,))
    answers.write_text(f'[people]\ncode_word = "{os.urandom(130000).hex()}"\n')
    assert run("fill", path, answers, passwords=(FIRST,)).status == 0
    refused = one_sentence(run("resize", path, to, "--size", "1", passwords=(FIRST,)))
    assert refused.startswith("This is more than the file can hold.")
    assert not to.exists()


def test_a_copy(run: Run, both: Path, tmp_path: Path, form: Form) -> None:
    to, folder = tmp_path / "to.dat", tmp_path / "folder"
    folder.mkdir()
    for place, made in ((to, to), (folder, folder / "both.dat")):
        done = run("copy", both, place)
        assert done.out == "Copied, and read back. The copy keeps the passwords that it has now.\n"
        assert made.read_bytes() == both.read_bytes()
    run("password", both, passwords=(FIRST, THIRD))
    assert [form(to, word) for word in (FIRST, SECOND, THIRD)] == ["plan", "notebook", None]
    one_sentence(run("copy", both, to))
    one_sentence(run("copy", tmp_path / "none.dat", tmp_path / "more.dat"))
    (tmp_path / "small").write_bytes(bytes(100))
    one_sentence(run("copy", tmp_path / "small", tmp_path / "more.dat"))
    assert not (tmp_path / "more.dat").exists()


def test_each_has_help_and_is_asked_rightly(run: Run, tmp_path: Path) -> None:
    for name in ("password", "recovery", "notebook", "remove", "resize", "copy"):
        assert run(name, "--help").status == 0
        assert run(name).status == 2
    assert run("notebook", "x").status == 2
    assert run("notebook", "x", "--add", "--remove").status == 2
    assert run("resize", "x", "y").status == 2
    assert run("resize", "x", "y", "--size", "5").status == 2


def test_ready_made_words_are_never_put_on_a_stream(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.dat"
    refused = run("new", path, "--size", "1", "--make-words", passwords=(FIRST,))
    assert (refused.status, refused.out) == (2, "")
    assert (
        refused.err == "Ready-made words are shown on a terminal alone. Leave the descriptor out.\n"
    )
    assert not path.exists()
