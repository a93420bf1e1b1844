"""``helplines --check-file``: who keeps the list sees what is due, and no number."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

from tests.commands.conftest import ROOT, Run

SHIPPED = ROOT / "templates" / "helplines.toml"
TODAY = datetime.date.today()
HEAD = "schema = 2\nchecked_by_human = true\nemergency = []\n"
LINE = """
[[helpline]]
country = "GB"
name = "{name}"
phone = "01632 960 999"
who = "all"
confidence = "high"
source = "invented"
enabled = {enabled}
checked = "{checked}"
"""


def _file(folder: Path, *lines: tuple[str, str, str]) -> Path:
    path = folder / "lines.toml"
    rows = (LINE.format(name=name, checked=checked, enabled=on) for name, checked, on in lines)
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def test_nobody_has_rung_any_of_those_that_are_shipped(run: Run) -> None:
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    count = len(data["helpline"]) + len(data["emergency"])
    listed = run("helplines", "--check-file")
    assert (listed.status, listed.err) == (0, "")
    rows = listed.out.splitlines()
    assert len(rows) == count + 1
    assert rows[-1].startswith(f"{count} of {count} were never checked by a person")
    assert "GB · emergency number · never checked" in rows
    off = [row for row in rows if row.endswith("not shown to anybody")]
    assert len(off) == sum(not one["enabled"] for one in data["helpline"] + data["emergency"])


def test_no_number_is_printed(run: Run) -> None:
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    printed = run("helplines", "--check-file").out
    for one in data["helpline"]:
        number = one["phone"]
        assert len(number) < 7 or number in one["name"] or number not in printed, one["name"]


def test_those_older_than_a_year_are_named_and_no_others(run: Run, tmp_path: Path) -> None:
    recent = (TODAY - datetime.timedelta(days=300)).isoformat()
    old = (TODAY - datetime.timedelta(days=400)).isoformat()
    path = _file(
        tmp_path,
        ("Line Plum", recent, "true"),
        ("Line Pear", old, "true"),
        ("Line Fig", "soon", "false"),
    )
    rows = run("helplines", "--check-file", path).out.splitlines()
    assert rows == [
        f"GB · Line Pear · {old}",
        "GB · Line Fig · soon · not shown to anybody",
        "2 of 3 were never checked by a person, or more than a year ago.",
    ]


def test_when_all_are_fresh(run: Run, tmp_path: Path) -> None:
    path = _file(tmp_path, ("Line Plum", TODAY.isoformat(), "true"))
    assert run("helplines", "--check-file", path).out == (
        "All 1 were checked by a person within a year.\n"
    )


def test_what_is_no_list_is_refused_in_one_sentence(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("schema =", encoding="utf-8")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (broken, binary, tmp_path, tmp_path / "nowhere.toml"):
        refused = run("helplines", "--check-file", path)
        assert (refused.status, refused.out) == (1, "")
        assert refused.err == (
            "That is no list of helplines that can be read. Look at the file and try again.\n"
        )


def test_it_asks_for_its_option(run: Run) -> None:
    assert run("helplines").status == 2
