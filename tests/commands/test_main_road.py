"""Make, fill, show, export, import and check, as a person does it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from safeplan.plan import model
from tests.commands.conftest import FIRST, SEALING, SECOND, Run


def test_a_new_vault_has_the_size_asked_for_and_says_nothing_of_itself(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "notes.dat"
    made = run("new", path, "--size", "1", passwords=(FIRST,))
    assert (made.status, made.err) == (0, "")
    assert made.out == "Made. Keep the words in your head.\n"
    assert path.stat().st_size == 1 << 20
    assert path.stat().st_mode & 0o077 == 0


def test_answers_go_in_and_come_out_the_same(run: Run, vault: Path, answers: Path) -> None:
    filled = run("fill", vault, answers, passwords=(FIRST,))
    assert (filled.status, filled.err) == (0, "")
    shown = run("show", vault, "--toml", passwords=(FIRST,))
    asked, kept = tomllib.loads(answers.read_text()), tomllib.loads(shown.out)
    for section, fields in asked.items():
        for name, value in fields.items():
            if (section, name) in {("log", "incidents"), ("pocket", "lines")}:
                continue  # these get a stamp, or a longer form that means the same
            assert kept[section][name] == value, (section, name)
    assert kept["log"]["incidents"][0]["what"] == "An invented entry."
    assert [line["of"] for line in kept["pocket"]["lines"]] == [
        line["of"] for line in asked["pocket"]["lines"]
    ]


def test_filling_twice_changes_nothing(run: Run, vault: Path, answers: Path) -> None:
    run("fill", vault, answers, passwords=(FIRST,))
    once = json.loads(run("show", vault, "--json", passwords=(FIRST,)).out)
    run("fill", vault, answers, passwords=(FIRST,))
    assert json.loads(run("show", vault, "--json", passwords=(FIRST,)).out) == once


def test_what_is_shown_to_eyes_keeps_private_places_closed(
    run: Run, vault: Path, answers: Path
) -> None:
    run("fill", vault, answers, passwords=(FIRST,))
    shown = run("show", vault, passwords=(FIRST,)).out
    assert "Aunt Pumpkin" in shown
    assert "kept closed" in shown
    assert "the lodger" not in shown
    assert "An invented entry." not in shown


def test_each_password_opens_its_own_side(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    made = run("new", path, "--size", "1", "--cover", passwords=(FIRST, SECOND))
    assert made.status == 0
    assert json.loads(run("show", path, "--json", passwords=(FIRST,)).out)["form"] == "plan"
    beside = json.loads(run("show", path, "--json", passwords=(SECOND,)).out)
    assert beside["form"] == "notebook"
    assert "Shopping list" in run("show", path, passwords=(SECOND,)).out


@pytest.mark.parametrize("kind", [("--cover",), ("--notebook",)])
def test_a_notebooks_password_cannot_fill_or_take_in_codes(
    run: Run, tmp_path: Path, answers: Path, kind: tuple[str]
) -> None:
    path, picture = tmp_path / "notes.dat", tmp_path / "out"
    words = (FIRST, SECOND) if kind == ("--cover",) else (SECOND,)
    run("new", path, "--size", "1", *kind, passwords=words)
    picture.mkdir()
    assert run("export", path, "--as", "codes", "--out", picture, passwords=(SECOND,)).status == 0
    for command in (("fill", path, answers), ("import", path, *picture.iterdir())):
        refused = run(*command, passwords=(SECOND,))
        assert (refused.status, refused.err) == (1, "That password cannot do this.\n")
    assert run("check", path, passwords=(SECOND,)).out.endswith("Every copy is whole.\n")


def test_check_speaks_of_copies_and_of_nothing_in_them(
    run: Run, vault: Path, answers: Path
) -> None:
    run("fill", vault, answers, passwords=(FIRST,))
    checked = run("check", vault, passwords=(FIRST,))
    assert checked.status == 0
    numbers = [line.rsplit(" ", 1)[1] for line in checked.out.splitlines()[:2]]
    assert numbers[0] == numbers[1]
    assert checked.out.splitlines() == [
        f"Copy A: whole, the newest, number {numbers[0]}",
        f"Copy B: whole, the newest, number {numbers[0]}",
        "Every copy is whole.",
        "What was written down day by day is as it was written, and in its order.",
    ]


def test_check_says_so_when_an_entry_is_not_as_it_was_written(
    run: Run, vault: Path, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that has the password writes other words into an entry."""
    run("fill", vault, answers, passwords=(FIRST,))
    whole = model.dumps

    def meddling(plan: model.Plan) -> bytes:
        return whole(plan).replace(b"An invented entry.", b"Other words.")

    monkeypatch.setattr(model, "dumps", meddling)
    run("fill", vault, answers, passwords=(FIRST,))
    monkeypatch.setattr(model, "dumps", whole)
    checked = run("check", vault, passwords=(FIRST,))
    assert checked.status == 1
    assert "changed or moved by something else" in checked.out
    assert "Every copy is whole." in checked.out
    assert "Other words" not in checked.out + checked.err


def test_check_says_nothing_of_a_log_that_is_not_there(run: Run, vault: Path) -> None:
    assert "day by day" not in run("check", vault, passwords=(FIRST,)).out


def test_check_says_so_when_a_half_is_damaged(run: Run, vault: Path) -> None:
    data = bytearray(vault.read_bytes())
    half = len(data) // 2
    data[half:] = bytes(byte ^ 0x55 for byte in data[half:])
    vault.write_bytes(data)
    checked = run("check", vault, passwords=(FIRST,))
    assert checked.status == 1
    assert "Copy A: whole, the newest, number " in checked.out
    assert "Copy B: damaged, not the newest, number none\n" in checked.out


def test_sealed_codes_carry_the_whole_plan_to_another_vault(
    run: Run, vault: Path, answers: Path, tmp_path: Path
) -> None:
    run("fill", vault, answers, passwords=(FIRST,))
    made = run(
        *("export", vault, "--as", "sealed-codes", "--out", tmp_path / "carry.png"),
        passwords=(FIRST, SEALING),
    )
    assert made.status == 0, made.err
    pictures = [Path(line) for line in made.out.splitlines()]
    assert len(pictures) > 1
    assert all(picture.is_file() for picture in pictures)
    other = tmp_path / "other.dat"
    run("new", other, "--size", "1", passwords=(SECOND,))
    # Any one lost code does not matter.
    taken = run("import", other, *pictures[1:], passwords=(SECOND, SEALING))
    assert taken.status == 0, taken.err
    first = json.loads(run("show", vault, "--json", passwords=(FIRST,)).out)
    second = json.loads(run("show", other, "--json", passwords=(SECOND,)).out)
    assert first["answers"] == second["answers"]


def test_import_keeps_what_is_there_and_lists_the_rest(
    run: Run, vault: Path, answers: Path, tmp_path: Path
) -> None:
    run("fill", vault, answers, passwords=(FIRST,))
    made = run("export", vault, "--as", "codes", "--out", tmp_path, passwords=(FIRST,))
    picture = Path(made.out.strip())
    assert picture.name == "Shopping list.png"
    other = tmp_path / "other.dat"
    run("new", other, "--size", "1", passwords=(SECOND,))
    mine = tmp_path / "mine.toml"
    mine.write_text('[[people.helpers]]\nnickname = "Mr Tea"\nnumber = "01632 960 102"\n')
    run("fill", other, mine, passwords=(SECOND,))
    taken = run("import", other, picture, passwords=(SECOND,))
    assert taken.status == 0, taken.err
    assert "Zoë (curtains) 01632 960 101" in taken.out
    kept = tomllib.loads(run("show", other, "--toml", passwords=(SECOND,)).out)
    assert [one["nickname"] for one in kept["people"]["helpers"]] == ["Mr Tea"]
    assert "Aunt Pumpkin" in kept["papers"]["errand_items"]
    assert kept["pocket"]["title"] == "shopping_list"


def test_a_notebook_prints_its_real_list(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    run("new", path, "--size", "1", "--notebook", passwords=(SECOND,))
    made = run("export", path, "--as", "booklet", "--out", tmp_path, passwords=(SECOND,))
    assert made.out == f"{tmp_path / 'Shopping list.pdf'}\n"
    assert (tmp_path / "Shopping list.pdf").read_bytes().startswith(b"%PDF-")
