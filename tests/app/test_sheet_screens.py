"""The small sheet on the screens: nothing is on it that the person did not choose."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from safeplan.app.widgets.field import Field
from safeplan.app.widgets.rows import Rows
from safeplan.plan.model import Chosen, Own, Plan, Record
from safeplan.plan.picks import Picks
from safeplan.plan.pocket import compose
from tests.app.screen_text import text
from tests.app.sheet_house import IDEAS, House, answered, bare, house, with_sheet, zoe

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"


def flat(at: House) -> str:
    return " ".join(text(at.app).split())


def sheet(at: House) -> tuple[str, ...]:
    """Title and lines as they are now."""
    session = at.app.session
    found = compose(session.guide, session.plan, kept=session.kept_words)
    return (found.title, *(line.says for line in found.lines))


async def open_sheet(at: House) -> None:
    await at.press("4")
    await at.pilot.pause()


async def click(at: House, does: str) -> None:
    await at.pilot.click(f"#do-{does}")
    await at.pilot.pause()


async def test_look_it_over_looks_as_it_was_drawn(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await open_sheet(at)
        expected = (SNAPSHOTS / "sheet_look_80x24.txt").read_text(encoding="utf-8")
        assert text(at.app) == expected


async def test_how_looks_as_it_was_drawn(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await open_sheet(at)
        await at.press("enter")
        expected = (SNAPSHOTS / "sheet_how_80x24.txt").read_text(encoding="utf-8")
        assert text(at.app) == expected


async def test_from_the_title_to_the_sheet(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        assert at.app.screen.name == "sheet_title"
        await at.press("1")
        assert at.app.screen.name == "sheet_lines"
        await at.press("enter")
        assert at.app.screen.name == "sheet_numbers"
        await at.press("3", "enter")
        assert at.app.screen.name == "sheet_as"
        await at.type("Choir")
        await at.press("enter")
        assert at.app.screen.name == "sheet_filler"
        await at.press("1", "3", "4", "enter")
        assert at.app.screen.name == "sheet_look"
        assert set(sheet(at)) == {
            *("Shopping list", "umbrella", "call Zoë at 7", "Choir 07700 900222"),
            *(IDEAS[0], IDEAS[2], IDEAS[3]),
        }
        plan = await at.saved()
        assert plan.items("pocket.filler") == (Own(IDEAS[0]), Own(IDEAS[2]), Own(IDEAS[3]))


async def test_nothing_is_filled_in(tmp_path: Path) -> None:
    async with house(tmp_path, answered(bare(), people__code_word="")) as at:
        await open_sheet(at)
        await at.press("1")
        await click(at, "next")
        await click(at, "next")
        assert at.app.screen.name == "sheet_filler"
        await at.press("enter")
        assert sheet(at) == ("Shopping list",)
        assert "There is only a title so far." in flat(at)
        await at.press("enter")
        assert at.app.screen.name == "sheet_look"


async def test_a_number_may_stand_bare(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1", "enter", "1", "enter", "enter")
        assert at.app.screen.name == "sheet_filler"
        assert "07700 900111" in sheet(at)


async def test_the_caution_of_names_stands_where_they_are_written(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1", "enter")
        assert "knows the real dentist, choose another name." in flat(at)
        await at.press("1", "enter")
        assert "knows the real dentist, choose another name." in flat(at)
        assert "Words of your own are safer." in flat(at)


async def test_an_idea_fills_the_field_and_waits(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1", "enter", "1", "enter", "tab", "1")
        assert at.app.screen.name == "sheet_as"
        assert at.app.screen.query_one("#as", Field).text == "hairdresser"
        await at.press("enter")
        assert "hairdresser 07700 900111" in sheet(at)


async def test_a_default_line_is_taken_off_and_stays_off(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1", "1", "2")
        assert sheet(at) == ("Shopping list",)
        await at.press("1")
        assert sheet(at) == ("Shopping list", "umbrella")
        assert Picks(at.app.session.guide, await at.saved()).now("line") == {"people.code_word": ""}


async def test_no_more_than_three_numbers(tmp_path: Path) -> None:
    plan = answered(zoe(), now__memorise=(Own("07700 900111"), Own("07700 900444")))
    async with house(tmp_path, plan) as at:
        await open_sheet(at)
        await at.press("1", "enter", "1", "2", "3", "4")
        assert "There is room for 3. Take one off first." in flat(at)
        assert len(at.app.screen.query_one("#picks", Rows).ticked) == 3


async def test_words_for_a_line_are_written_from_its_row(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1")
        await click(at, "write_as")
        assert at.app.screen.name == "sheet_as"
        await at.type("rain coat")
        await at.press("enter")
        assert at.app.screen.name == "sheet_lines"
        assert "as: rain coat" in text(at.app)
        assert "rain coat" in sheet(at)


async def test_an_unticked_line_is_ticked_first(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1", "1")
        await click(at, "write_as")
        assert "Tick the line first" in text(at.app)


async def test_a_word_that_is_not_there_yet_is_written_where_it_belongs(tmp_path: Path) -> None:
    async with house(tmp_path, bare()) as at:
        await open_sheet(at)
        await at.press("1", "1")
        assert at.app.screen.name == "question people.code_word"
        at.app.screen.set_focus(at.app.screen.query_one("#answer"))
        await at.type("acorn")
        await at.press("enter")
        assert at.app.screen.name == "sheet_lines"
        assert "[x] acorn" in text(at.app)


async def test_filler_of_ones_own(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1", "enter", "enter")
        at.app.screen.set_focus(at.app.screen.query_one("#own"))
        await at.type("sour cream")
        await at.press("enter")
        assert "[x] sour cream" in text(at.app)
        await at.type("jam")
        await at.press("escape")
        assert at.app.session.plan.items("pocket.filler") == (Own("sour cream"), Own("jam"))


async def test_the_right_side_can_be_covered(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await open_sheet(at)
        await click(at, "cover")
        seen = text(at.app)
        assert "umbrella" in seen
        assert "A word that means" not in seen
        assert "Aunt Pumpkin" not in seen
        assert "[ Show the right ]" in seen
        await click(at, "cover")
        assert "Aunt Pumpkin" in text(at.app)


async def test_enter_on_a_line_changes_that_line(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await open_sheet(at)
        lines = at.app.screen.query_one("#lines", Rows)
        for row in lines.rows:
            if "900222" in row.label:
                lines.index = lines.index_of(row.key)
        at.app.screen.set_focus(lines)
        await at.press("enter")
        assert at.app.screen.query_one("#as", Field).text == "Choir"
        await at.press("escape")
        at.app.screen.set_focus(lines)
        lines.index = 0
        await at.press("enter", "3")
        assert at.app.screen.name == "sheet_look"
        assert sheet(at)[0] == "Study notes"


async def test_any_part_can_be_changed_and_leads_back(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await open_sheet(at)
        for row, place in enumerate(("sheet_title", "sheet_lines", "sheet_numbers"), 1):
            await click(at, "change_line")
            await at.press(str(row))
            assert at.app.screen.name == place
            await at.press("escape")
            assert at.app.screen.name == "sheet_look"
        await click(at, "change_line")
        await at.press("4", "enter")
        assert at.app.screen.name == "sheet_look"


def with_line(words: str, plan: Plan | None = None) -> Plan:
    """A sheet with the code word written in these words."""
    values = {"of": "people.code_word", "as": words}
    return answered(with_sheet(plan), pocket__lines=(Record("1", MappingProxyType(values)),))


async def test_a_telling_word_stops_here_with_its_own_line(tmp_path: Path) -> None:
    async with house(tmp_path, with_line("floor plan")) as at:
        await open_sheet(at)
        assert "“plan” may give it away. Change it?" in flat(at)
        await at.press("enter")
        assert at.app.screen.name == "sheet_finding"
        await click(at, "keep")
        assert "may give it away" not in text(at.app)
        await at.press("enter")
        assert at.app.screen.name == "sheet_how"


async def test_a_telling_word_can_be_changed(tmp_path: Path) -> None:
    async with house(tmp_path, with_line("floor plan")) as at:
        await open_sheet(at)
        await at.press("enter", "enter")
        field = at.app.screen.query_one("#as", Field)
        assert field.text == "floor plan"
        await at.press(*["backspace"] * 10)
        await at.type("lino")
        await at.press("enter")
        assert at.app.screen.name == "sheet_look"
        assert "lino" in sheet(at)


async def test_words_that_tell_everywhere_cannot_be_kept(tmp_path: Path) -> None:
    async with house(tmp_path, with_line("ring the shelter")) as at:
        await open_sheet(at)
        await at.press("enter")
        assert not at.app.screen.query("#do-keep")
        assert at.app.screen.query("#do-change")


async def test_a_word_for_a_time_cannot_be_kept(tmp_path: Path) -> None:
    plan = answered(with_sheet(), people__check_in="leave at 7", people__code_word="")
    async with house(tmp_path, plan) as at:
        await open_sheet(at)
        await at.press("enter")
        assert "“leave” may give it away. Change it?" in flat(at)
        assert not at.app.screen.query("#do-keep")


async def test_the_other_persons_name_cannot_be_kept(tmp_path: Path) -> None:
    async with house(tmp_path, with_line("Ludo rings", answered(zoe(), start__label="Ludo"))) as at:
        await open_sheet(at)
        await at.press("enter")
        assert "This names the other person." in flat(at)
        assert not at.app.screen.query("#do-keep")


async def test_too_few_ordinary_lines_may_be_kept(tmp_path: Path) -> None:
    plan = answered(with_sheet(), pocket__filler=(Own("bin bags"),))
    async with house(tmp_path, plan) as at:
        await open_sheet(at)
        assert "more ordinary lines would hide it better" in flat(at)
        await at.press("enter")
        await click(at, "keep")
        await at.press("enter")
        assert at.app.screen.name == "sheet_how"


async def test_a_line_that_is_gone_is_left_off(tmp_path: Path) -> None:
    gone = Record("1", MappingProxyType({"of": "Uncle Marrow", "as": "Choir"}))
    plan = answered(with_sheet(), pocket__numbers=(gone,))
    async with house(tmp_path, plan) as at:
        await open_sheet(at)
        assert "A line is no longer in your notes." in flat(at)
        await at.press("enter")
        await click(at, "leave_off")
        assert at.app.screen.name == "sheet_look"
        await at.press("enter")
        assert at.app.screen.name == "sheet_how"


async def test_by_hand_a_line_at_a_time_and_no_meaning(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet()) as at:
        await open_sheet(at)
        await at.press("enter", "1")
        seen = ""
        count = len(sheet(at))
        for _line in range(count):
            seen += text(at.app)
            await click(at, "next_line")
        assert "S h o p p i n g   l i s t" in seen
        assert "C h o i r   0 7 7 0 0   9 0 0 2 2 2" in seen
        assert f"Line {count} of {count}" in seen
        assert "Aunt Pumpkin" not in seen
        await at.press("enter")
        assert at.app.screen.name == "home"


async def test_stop_leads_home_and_keeps_what_was_chosen(tmp_path: Path) -> None:
    async with house(tmp_path, zoe()) as at:
        await open_sheet(at)
        await at.press("1")
        await click(at, "stop")
        assert at.app.screen.name == "home"
        assert (await at.saved()).items("pocket.title") == (Chosen("shopping_list"),)


async def test_in_a_narrow_window_cautions_are_not_scrolled_away(tmp_path: Path) -> None:
    async with house(tmp_path, with_sheet(), size=(40, 12)) as at:
        await open_sheet(at)
        assert "What it means to you" not in text(at.app)
        await at.press("enter")
        await at.pilot.pause()
        assert "Before you do this: Printers can keep a copy." in flat(at)
