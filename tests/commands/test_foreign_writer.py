"""The commands and a reader and writer that were made from the written format alone agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import FIRST, SECOND, Run
from tests.terminal.cheap_kdf import CHEAP
from tests.vectors import independent_reader, independent_writer

COST = (CHEAP.memory_kib, CHEAP.iterations, CHEAP.lanes)
HERE = Path(__file__).resolve().parents[1]
PLAN = {"form": "plan", "version": 1, "answers": {}}
NOTEBOOK = {"form": "notebook", "version": 1}


def test_what_the_writer_wrote_is_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    plan, notebook = json.dumps(PLAN).encode(), json.dumps(NOTEBOOK).encode()
    doors = [(3, 2, 0, FIRST), (0, 1, 0, SECOND)]
    payloads = {2: (7, plan, 7, plan), 1: (40, notebook, 40, notebook)}
    path.write_bytes(independent_writer.vault(1 << 20, doors, payloads, cost=COST))
    for word, form in ((FIRST, "plan"), (SECOND, "notebook")):
        shown = run("show", path, "--json", passwords=(word,))
        assert shown.status == 0, shown.err
        assert json.loads(shown.out)["form"] == form


def test_what_the_command_wrote_is_read(run: Run, tmp_path: Path, answers: Path) -> None:
    path = tmp_path / "notes.dat"
    run("new", path, "--size", "1", "--cover", passwords=(FIRST, SECOND))
    run("fill", path, answers, passwords=(FIRST,))
    data = path.read_bytes()
    for word, form in ((FIRST, "plan"), (SECOND, "notebook")):
        found = independent_reader.read(data, word, COST)
        assert found is not None
        assert json.loads(found[1])["form"] == form
    assert independent_reader.read(data, "not this one", COST) is None


@pytest.mark.parametrize(
    ("word", "holds"), [("six small fish", "Mr Tea"), ("Aunt Pumpkin", "notebook")]
)
def test_the_published_file_opens_at_the_real_cost(
    word: str, holds: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import os

    from safeplan import cli

    path = tmp_path / "notes.dat"
    path.write_bytes((HERE / "vectors" / "published.bin").read_bytes())
    reading, writing = os.pipe()
    os.write(writing, f"{word}\n".encode())
    os.close(writing)
    assert cli.main(["show", str(path), "--json", "--passphrase-fd", str(reading)]) == 0
    os.close(reading)
    assert holds in capfd.readouterr().out
