"""Small practices: what is read before each, and a file that is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeplan.plan.guide import Guide, GuideError
from safeplan.plan.practices import LONGEST, Practices, load_practices, practices_for
from tests.content.reading import age

SHIPPED = (Path(__file__).resolve().parents[2] / "templates" / "practices.toml").read_text(
    encoding="utf-8"
)
ALONE = (
    "Only when you are alone and safe. Feeling the floor or naming things you see may suit you"
    " better."
)
SHORT = "Short, eyes open, feet on the floor. Stop if it feels bad."
# Practice: its caution and what it says first, both copied from the specification.
SPECIFIED = {
    "five_things": (ALONE, SHORT),
    "slow_breath": (ALONE, SHORT),
    "notice": (
        "Fear can be a message. You do not have to talk yourself out of it.",
        "You can notice a feeling. It comes and it goes. You do not have to act on it. But if the"
        " feeling is fear of {them}, listen to it.",
    ),
    "choose": (
        "Accepting is not putting up with being hurt.",
        "You cannot control what they do. You did not cause it. You can choose some small things"
        " today.",
    ),
    "small_good": (
        "Calm days are good days. They do not wipe out the pattern. You can keep your plan on calm"
        " days too.",
        "You can put down the hope of finding perfect words that change them. You could look for"
        " one small good thing for you.",
    ),
    "kind_sentence": (
        "This is about being patient with yourself. It is not about being patient with being hurt.",
        "This takes time. Going back and forth is common. You can be as kind to yourself as to a"
        " friend. You can build safe, good bonds with people.",
    ),
    "let_out": (
        "A class, a long walk or red eyes may need a normal reason. Exercise is for you. It is not"
        " for fighting {them}.",
        "Feelings need a way out. Pick ways that will not be noticed or punished.",
    ),
    "sit_1": (ALONE, SHORT),
    "sit_3": (ALONE, SHORT),
    "sit_5": (ALONE, SHORT),
}


@pytest.fixture(scope="module")
def made(guide: Guide) -> Practices:
    return practices_for(guide)


def test_each_has_the_words_that_were_specified(guide: Guide, made: Practices) -> None:
    said = {one.id: (made.before(guide, one), made.says(guide, one)) for one in made.practice}
    assert said == {name: ((before,), says) for name, (before, says) in SPECIFIED.items()}
    assert made.before_all(guide) == (ALONE,)
    assert made.says_of_all(guide) == SHORT


def test_what_steadies_comes_before_any_sitting(made: Practices) -> None:
    kinds = [one.type for one in made.practice]
    assert made.practice[0].id == "five_things"
    assert kinds.index("still") < kinds.index("sit")
    assert [one.minutes for one in made.practice if one.type == "sit"] == [1, 3, 5]
    assert LONGEST == 5


def test_the_lock_waits_only_where_no_word_is_the_persons(guide: Guide, made: Practices) -> None:
    waits = [one.id for one in made.practice if made.shows_nothing_of_a_plan(guide, one)]
    assert waits == ["five_things", "slow_breath", "sit_1", "sit_3", "sit_5"]


def test_lines_are_short_and_easy_and_push_nobody(made: Practices) -> None:
    for one in made.practice:
        assert len(one.lines) <= 5
        for line in one.lines:
            low = line.lower()
            assert max(len(part.split()) for part in line.split(".")) <= 15
            assert age(line) <= 12, line
            for word in ("must", "should", "just", "simply", "try to", "clear your mind", "close"):
                assert word not in low


def test_no_line_needs_closed_eyes_and_each_sitting_says_open(made: Practices) -> None:
    for one in made.practice:
        if one.type == "sit":
            assert "Eyes open." in one.lines


def test_titles_and_lines_are_translated(guide: Guide) -> None:
    welsh = load_practices(guide, lambda sentence: f"{sentence} (in Welsh)")
    for one, plain in zip(welsh.practice, practices_for(guide).practice, strict=True):
        assert one.title == f"{plain.title} (in Welsh)"
        assert one.lines == tuple(f"{line} (in Welsh)" for line in plain.lines)
        assert (one.id, one.type, one.minutes) == (plain.id, plain.type, plain.minutes)
    assert (welsh.breathing.in_, welsh.breathing.out) == ("In (in Welsh)", "Out (in Welsh)")


def test_they_are_read_once_for_a_guide(guide: Guide, made: Practices) -> None:
    assert practices_for(guide) is made


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ('page = "feelings"', 'page = "moods"', "", "unknown-page"),
        ('cautions = ["c_L9"]', 'cautions = ["c_L99"]', "", "unknown-caution"),
        ('field = "meditate"\n\n[br', 'field = "triggers"\n\n[br', "", "field-says-nothing"),
        ("in_seconds = 4", "in_seconds = 5", "breathing", "no-whole-breaths"),
        ('cautions = ["c_L10"]', 'cautions = ["c_X"]', "notice", "unknown-caution"),
        ('cautions = ["c_L10"]', "cautions = []", "notice", "no-caution"),
        ('field = "notice"', 'field = "no_such"', "notice", "field-says-nothing"),
        ('id = "notice"', 'id = "five_things"', "five_things", "twice"),
        ("minutes = 5", "minutes = 6", "sit_5", "minutes"),
        ("minutes = 1\n", "", "sit_1", "minutes"),
        ('"cannot_control", "can_choose"', '"cannot_control"', "choose", "fields"),
        ('fields = ["kind_words"]', 'fields = ["no_such"]', "kind_sentence", "fields"),
        ('field = "release"', 'field = "release"\nlines = ["x"]', "let_out", "lines"),
        ('type = "let_out"', 'type = "shout"', "", "Invalid enum value 'shout'"),
        ("minutes = 5", "minutes = 5\nsound = true", "", "unknown field `sound`"),
        ("[breathing]", "[breathing", "", "line"),
    ],
)
def test_a_fault_is_told_by_name(
    guide: Guide, tmp_path: Path, old: str, new: str, where: str, reason: str
) -> None:
    assert old in SHIPPED
    file = tmp_path / "practices.toml"
    file.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GuideError) as found:
        load_practices(guide, file=file)
    assert found.value.file == "practices.toml"
    assert found.value.field == where
    assert reason in found.value.reason
