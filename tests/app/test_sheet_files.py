"""Files of the sheet: a password before each, beside the vault and nowhere else, and gone again."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from safeplan.app import exporting, made
from safeplan.app.exporting import Order, write_all
from safeplan.app.outside import Outside
from safeplan.export import writer
from safeplan.export.codes import pocket_text
from safeplan.export.errors import ExportError
from safeplan.export.reading import read_pictures
from safeplan.export.sealed import open_frames, sealed_codes
from safeplan.plan.model import Plan, dumps, loads
from tests.app import fakes
from tests.app.fakes import WORD
from tests.app.screen_text import text
from tests.app.sheet_house import House, house, with_sheet, zoe

OTHER = "seven purple kettles"


def flat(at: House) -> str:
    return " ".join(text(at.app).split())


def pdf_lines(path: Path) -> set[str]:
    """Every line of text in the file."""
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return {line.strip() for page in pages for line in page.extract_text().splitlines()} - {""}


async def how(at: House) -> None:
    """To the page that asks how."""
    await at.press("4")
    await at.pilot.pause()
    await at.press("enter")
    assert at.app.screen.name == "sheet_how"


async def booklet(at: House, row: str = "2") -> None:
    await how(at)
    await at.press(row)
    await at.done()


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


async def test_the_password_is_asked_before_the_file(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await booklet(at)
        assert [said for said in at.link.said if said.startswith("ask")] == [
            *("ask CONFIRM 1", "ask done")
        ]
        assert at.beside == ["Shopping list.pdf"]
        assert at.app.screen.name == "sheet_made"


async def test_a_wrong_password_writes_nothing(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), OTHER, OTHER, None) as at:
        before = everything(tmp_path)
        await booklet(at)
        assert at.link.said[-3:] == ["ask CONFIRM 1", "ask again", "ask again"]
        assert everything(tmp_path) == before
        assert at.app.screen.name == "sheet_how"


async def test_backing_out_writes_nothing(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), None) as at:
        before = everything(tmp_path)
        await booklet(at)
        assert everything(tmp_path) == before
        assert at.app.screen.name == "sheet_how"


async def test_every_file_asks_again(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD, None) as at:
        await booklet(at)
        await at.press("enter")
        await booklet(at)
        assert at.link.said.count("ask CONFIRM 1") == 2
        assert at.beside == ["Shopping list.pdf"]


async def test_the_paper_says_what_was_looked_over_and_no_more(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await how(at)
        await at.press("escape")
        rows = [row.label for row in at.app.screen.query_one("#lines").rows]  # type: ignore[attr-defined]
        await at.press("enter", "2")
        await at.done()
        assert pdf_lines(at.path.parent / "Shopping list.pdf") == set(rows)


@pytest.mark.parametrize(("row", "across"), [("2", 842), ("3", 792)])
async def test_the_paper_is_the_one_that_was_chosen(tmp_path: Path, row: str, across: int) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await booklet(at, row)
        page = pypdf.PdfReader(at.path.parent / "Shopping list.pdf").pages[0]
        assert round(float(page.mediabox.width)) == across


async def test_a_file_is_written_beside_the_vault_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "home"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(elsewhere))
    async with house(tmp_path, with_sheet(), WORD) as at:
        await booklet(at)
        assert at.beside == ["Shopping list.pdf"]
    assert everything(elsewhere) == {}


async def test_a_taken_name_is_left_alone(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        (at.path.parent / "Shopping list.pdf").write_bytes(b"mine")
        await booklet(at)
        assert at.beside == ["Shopping list 2.pdf", "Shopping list.pdf"]
        assert (at.path.parent / "Shopping list.pdf").read_bytes() == b"mine"
        assert "“Shopping list 2.pdf”" in flat(at)


async def test_a_pulled_stick_makes_no_file_on_the_computer(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await how(at)
        at.path.rename(tmp_path / "in a pocket.bin")
        await at.press("2")
        await at.done()
        assert "The stick is out." in flat(at)
        assert list(at.path.parent.iterdir()) == []


async def test_another_stick_gets_no_file(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await how(at)
        at.path.rename(tmp_path / "in a pocket.bin")
        fakes.make_vault(str(at.path), Plan(), first=64)
        await at.press("2")
        await at.done()
        assert "This is a different stick. Nothing was written to it." in flat(at)
        assert at.beside == []


async def test_a_full_stick_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:

        def full(path: Path, data: bytes) -> None:
            raise ExportError("export.file_full", name=path.name)

        monkeypatch.setattr(writer, "write_new", full)
        await booklet(at)
        assert "There is no room for “Shopping list.pdf”." in flat(at)
        assert at.app.screen.name == "sheet_how"
        await at.app.session.settle()
        await at.pilot.pause()
        assert "There is no room" in flat(at)


async def test_done_has_the_focus_and_forget_takes_it_away(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await booklet(at)
        assert at.app.screen.focused is at.app.screen.query_one("#do-done")
        assert made.names(await at.saved()) == ("Shopping list.pdf",)
        await at.pilot.click("#do-forget")
        await at.done()
        assert at.beside == []
        assert made.names(await at.saved()) == ()
        seen = flat(at)
        assert "Removed. Parts of a removed file can sometimes be found on a stick." in seen
        assert "It is on the stick" not in seen


async def test_the_cautions_of_printing_stand_there_each_time(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await how(at)
        printers = "Printers can keep a copy. Shared printers show the name of what was printed."
        assert printers in flat(at)
        assert "Copying by hand leaves nothing in a printer." in flat(at)
        await at.press("2")
        await at.done()
        seen = flat(at)
        assert printers in seen
        assert "A phone case or wallet may be searched." in seen
        assert "When you no longer need it, tear it small and drop it away from home." in seen


async def test_closing_asks_about_the_file(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await booklet(at)
        await at.press("enter")
        at.app.visit("close")
        await at.pilot.pause()
        assert "“Shopping list.pdf” is still on the stick too." in flat(at)
        assert at.app.screen.focused is at.app.screen.query_one("#do-close")
        await at.pilot.click("#do-forget")
        await at.done()
        assert at.beside == []
        await at.app.workers.wait_for_complete(
            [one for one in at.app.workers if one.group == "default"]
        )
        assert "quit" in at.link.said


async def test_closing_says_nothing_of_files_that_are_not_there(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        at.app.visit("close")
        await at.pilot.pause()
        assert "stick too" not in flat(at)
        assert not at.app.screen.query("#do-forget")


async def test_the_next_opening_asks_once(tmp_path: Path) -> None:
    plan = made.with_names(with_sheet(), ["Shopping list.pdf"])
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "Shopping list.pdf").write_bytes(b"%PDF")
    fakes.make_vault(str(tmp_path / "stick" / "notes.bin"), plan)
    async with house(tmp_path, plan) as at:
        assert "Erase the sheet file from the stick?" in flat(at)
        await at.pilot.click("#do-keep")
        await at.pilot.pause()
        assert at.app.screen.name == "home"
        assert made.names(await at.saved()) == ()
        assert at.beside == ["Shopping list.pdf"]
    async with house(tmp_path, plan) as at:
        assert at.app.screen.name == "home"


async def test_the_next_opening_can_erase_it(tmp_path: Path) -> None:
    plan = made.with_names(with_sheet(), ["Shopping list.pdf"])
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "Shopping list.pdf").write_bytes(b"%PDF")
    fakes.make_vault(str(tmp_path / "stick" / "notes.bin"), plan)
    async with house(tmp_path, plan) as at:
        await at.pilot.click("#do-erase")
        await at.done()
        assert at.beside == []
        assert "Removed." in flat(at)
        await at.press("enter")
        assert at.app.screen.name == "home"


async def test_a_code_as_pictures_asks_too_and_reads_back(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        await booklet(at, "5")
        assert "ask CONFIRM 1" in at.link.said
        assert at.beside == ["Shopping list.png"]
        said = pocket_text(read_pictures([at.path.parent / "Shopping list.png"]))
        assert said.splitlines()[0] == "Shopping list"
        assert "Choir 07700 900222" in said.splitlines()
        assert "Aunt Pumpkin" not in said
        assert "tear it small" not in flat(at)


async def test_pictures_are_numbered_and_all_or_none(tmp_path: Path) -> None:
    names = write_all(tmp_path, "Film list", "png", [b"a", b"b"], os.urandom)
    assert names == ("Film list 1.png", "Film list 2.png")
    names = write_all(tmp_path, "Film list", "png", [b"c", b"d"], os.urandom)
    assert names == ("Film list 3.png", "Film list 4.png")


def test_half_a_set_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = writer.write_new

    def once(path: Path, data: bytes) -> None:
        if data == b"b":
            raise ExportError("export.file_full", name=path.name)
        really(path, data)

    monkeypatch.setattr(writer, "write_new", once)
    with pytest.raises(ExportError):
        write_all(tmp_path, "Film list", "png", [b"a", b"b"], os.urandom)
    assert list(tmp_path.iterdir()) == []


async def sealed(at: House) -> None:
    await how(at)
    await at.press("6")
    assert at.app.screen.name == "sheet_sealed"
    assert at.app.screen.focused is at.app.screen.query_one("#do-stop")
    assert (
        "This sheet does not look like a shopping list. Someone who finds it may ask what it is."
        in flat(at)
    )
    await at.pilot.click("#do-a4")
    await at.done()


async def test_sealed_codes_have_a_password_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[str] = []

    def seen(texts: tuple[str, ...]) -> object:
        frames.extend(texts)
        return sealed_codes(texts)

    monkeypatch.setattr(exporting, "sealed_codes", seen)
    async with house(tmp_path, with_sheet(), WORD, OTHER) as at:
        await sealed(at)
        assert [said for said in at.link.said if said.startswith("ask")] == [
            *("ask CONFIRM 1", "ask done", "ask NEW 2", "ask done")
        ]
        assert at.beside == ["Shopping list.pdf"]
        plan = loads(open_frames(frames, lambda salt: fakes.root(OTHER, salt)))
        assert plan.text("people.code_word") == "umbrella"
        with pytest.raises(ExportError, match="not_opened"):
            open_frames(frames, lambda salt: fakes.root(WORD, salt))


async def test_a_password_that_opens_the_vault_cannot_seal(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD, WORD, OTHER) as at:
        await sealed(at)
        assert [said for said in at.link.said if "a" in said][-3:] == [
            *("ask NEW 2", "choose another", "ask done")
        ]
        assert at.beside == ["Shopping list.pdf"]


async def test_backing_out_of_the_second_password_writes_nothing(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD, None) as at:
        before = everything(tmp_path)
        await sealed(at)
        assert everything(tmp_path) == before
        assert at.app.screen.name == "sheet_sealed"


async def test_what_is_still_open_makes_no_file(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), WORD) as at:
        at.app.visit("sheet_how")
        await at.pilot.pause()
        session = at.app.session
        session.put(session.plan.without("pocket.filler"))
        await at.press("2")
        await at.done()
        assert "The sheet is not made yet." in flat(at)
        assert at.beside == []
        assert "ask CONFIRM 1" not in at.link.said


async def test_a_stick_that_is_only_read_makes_no_file(tmp_path: Path) -> None:
    def read_only(path: str, derive: object, **_other: object) -> object:
        return fakes.Vault.open(path, derive, write=False)  # type: ignore[arg-type]

    outside = replace(Outside(), open_vault=read_only)  # type: ignore[arg-type]
    async with house(tmp_path, with_sheet(), WORD, outside=outside) as at:
        assert at.app.session.read_only
        at.app.visit("sheet_how")
        await at.pilot.pause()
        await at.press("2")
        await at.done()
        assert "This stick can be read but not written." in flat(at)
        assert at.beside == []


def test_names_of_files_are_kept_in_the_plan_alone() -> None:
    plan = made.with_names(zoe(), ["a.pdf", "b.pdf", "a.pdf"])
    assert made.names(loads(dumps(plan))) == ("a.pdf", "b.pdf")
    assert made.names(made.without_names(plan, ["a.pdf"])) == ("b.pdf",)
    assert made.without_names(plan, ["a.pdf", "b.pdf"]).extra == zoe().extra
    assert made.with_names(plan, ["a.pdf"]) is plan


@pytest.mark.parametrize("kept", ["a.pdf", ["../a.pdf"], [3], ["/etc/a.pdf"]])
def test_a_name_that_was_not_written_here_is_not_touched(kept: object) -> None:
    from types import MappingProxyType

    plan = replace(Plan(), extra=MappingProxyType({"files": kept}))
    assert made.names(plan) == ()


def test_an_order_holds_no_lines_for_sealed_codes() -> None:
    assert Order("sealed", "Shopping list").lines == ()
