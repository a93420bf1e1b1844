"""The published vectors, opened by us and by a reader that was written from the page alone."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from safeplan.vault.door import Door
from safeplan.vault.errors import NotOpened
from safeplan.vault.format import DoorEntry, Roots
from safeplan.vault.keys import derive_root, normalise
from safeplan.vault.seal import seal
from safeplan.vault.vault import Vault
from tests.vault.cheap import COST, NOTEBOOK, PLAN, SMALL, make, opened
from tests.vectors import independent_reader, independent_writer

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "vectors.json").read_text("utf-8"))
PUBLISHED = HERE / "published.bin"


def read(data: bytes, passphrase: str) -> bytes | None:
    """The payload that the independent reader finds under the cheap derivation."""
    found = independent_reader.read(data, passphrase, COST)
    return found and found[1]


def test_root() -> None:
    given = VECTORS["root"]
    words = normalise(given["passphrase"])
    assert words == bytes.fromhex(given["words"])
    salt, root = bytes.fromhex(given["salt"]), bytes.fromhex(given["root"])
    assert derive_root(words, salt) == root
    assert independent_reader.root_of(given["passphrase"], salt) == root


def test_door() -> None:
    given = VECTORS["door"]
    root = bytes.fromhex(VECTORS["root"]["root"])
    entry = DoorEntry(bytes.fromhex(given["key"]), given["compartment"], given["kind"])
    box = seal(root, bytes.fromhex(given["salt"]), b"safeplan/1 door 3 half A", entry.pack())
    assert len(box) == 128
    assert box[32:64].hex() == given["commitment"]
    assert box[-16:].hex() == given["tag"]
    assert Door(3).unseal("A", root, box) == entry


@pytest.mark.parametrize("given", VECTORS["published.bin"], ids=lambda given: given["passphrase"])
def test_published_file(given: dict[str, Any]) -> None:
    words = normalise(given["passphrase"])
    with Vault.open(PUBLISHED, lambda salt: derive_root(words, salt), write=False) as vault:
        assert vault.payload.decode() == given["payload"]
        assert [half.generation for half in vault.whole().halves][1] == given["generation"]
        salts = vault.salts
        roots = Roots(*(derive_root(words, salt) for salt in salts))
        assert vault.taken(roots)
        assert vault.matches(roots.a, "A")
        assert vault.matches(roots.b, "B")
    found = independent_reader.read(PUBLISHED.read_bytes(), given["passphrase"])
    assert found
    assert found[:2] == (given["generation"], given["payload"].encode())


def test_the_page_and_the_file_agree_on_the_default_cost() -> None:
    assert independent_reader.COST == (256 * 1024, 3, 4) == independent_writer.STANDARD


@pytest.mark.parametrize("size", independent_reader.SIZES[:3])
@pytest.mark.parametrize(("plan", "notebook"), [("a", "b"), ("a", None), (None, "b")])
def test_reader_opens_our_files(
    tmp_path: Path, size: int, plan: str | None, notebook: str | None
) -> None:
    path = tmp_path / "notes.dat"
    make(path, plan, notebook, size=size)
    data = path.read_bytes()
    for passphrase, payload in ((plan, PLAN), (notebook, NOTEBOOK)):
        if passphrase is not None:
            assert read(data, passphrase) == payload
    assert independent_reader.read(data, "c", COST) is None


def test_reader_opens_what_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    make(path)
    with opened(path) as vault:
        vault.save(b'{"n":1}')
        vault.level()
        vault.save(b'{"n":2}')
    assert read(path.read_bytes(), "zoe") == b'{"n":2}'


DOORS = [(3, 2, 0, "zoe"), (6, 2, 1, "code"), (0, 1, 0, "tea")]
PAYLOADS = {2: (7, b'{"n":1}', 8, b'{"n":2}'), 1: (5, b'{"t":1}', 5, b'{"t":1}')}


@pytest.mark.parametrize(
    ("passphrase", "payload", "level", "kind"),
    [("zoe", b'{"n":2}', True, 0), ("code", b'{"n":2}', True, 1), ("tea", b'{"t":1}', False, 0)],
)
def test_we_open_the_writers_file(
    tmp_path: Path, passphrase: str, payload: bytes, level: bool, kind: int
) -> None:
    path = tmp_path / "notes.dat"
    path.write_bytes(independent_writer.vault(SMALL, DOORS, PAYLOADS, cost=COST))
    with opened(path, passphrase) as vault:
        assert vault.payload == payload
        assert vault.needs_level is level
        assert vault.kind == kind
        assert not vault.mended
        vault.level()
        assert vault.whole().whole
        vault.save(b'{"n":3}')
    with opened(path, passphrase) as vault:
        assert vault.payload == b'{"n":3}'
    others = (
        {"zoe", "code", "tea"} - {passphrase} - ({"zoe", "code"} if passphrase != "tea" else set())
    )
    for other in others:
        assert read(path.read_bytes(), other) != b'{"n":3}'


def test_a_wrong_passphrase_opens_none(tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    path.write_bytes(independent_writer.vault(SMALL, DOORS, PAYLOADS, cost=COST))
    with pytest.raises(NotOpened):
        opened(path, "milk")


def test_the_reader_is_short_and_stands_alone() -> None:
    for module in (independent_reader, independent_writer):
        source = Path(str(module.__file__)).read_text("utf-8")
        assert "safeplan." not in source.replace("safeplan/1", "")
        assert "import safeplan" not in source
    assert len(Path(str(independent_reader.__file__)).read_text("utf-8").splitlines()) <= 90
    assert sys.modules["tests.vectors.independent_reader"] is independent_reader
