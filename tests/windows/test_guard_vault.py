"""One file, two systems: what is made or saved on the one opens on the other, byte for byte."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from safeplan.vault.format import Roots, Salts
from safeplan.vault.vault import Vault, new_salts
from tests.windows.wine_house import Wine, drive

pytestmark = [
    pytest.mark.needs("wine", "x86_64-w64-mingw32-gcc"),
    pytest.mark.xdist_group("wine"),
]
# What is derived here costs nothing: only the file is looked at.
THERE = """
import hashlib, json, os, sys
from safeplan.vault.errors import Busy, VaultError
from safeplan.vault.format import Roots
from safeplan.vault.vault import Vault, new_salts
root = lambda salt: hashlib.sha256(b"tea" + salt).digest()
path = sys.argv[1]
no_wait = lambda seconds: None
"""
NOTE = {"form": "plan", "n": 1, "note": "Aunt Pumpkin, Zoë"}


def root(salt: bytes) -> bytes:
    return hashlib.sha256(b"tea" + salt).digest()


def made(path: Path, payload: object, *, seed: bytes = b"") -> Path:
    """A vault; with a seed every byte of it follows from the seed."""
    salts = Salts(b"\1" * 32, b"\2" * 32) if seed else new_salts()
    roots = Roots(root(salts.a), root(salts.b))
    counted = Counted(seed) if seed else os.urandom
    plan = (roots, json.dumps(payload).encode())
    Vault.create(path, size=1 << 20, salts=salts, plan=plan, notebook=None, random=counted)
    return path


class Counted:
    """Bytes that look random and follow from a seed."""

    def __init__(self, seed: bytes) -> None:
        self._seed, self._count = seed, 0

    def __call__(self, size: int) -> bytes:
        self._count += 1
        return hashlib.shake_256(self._seed + self._count.to_bytes(8, "big")).digest(size)


COUNTED = """
class Counted:
    def __init__(self, seed):
        self._seed, self._count = seed, 0
    def __call__(self, size):
        self._count += 1
        return hashlib.shake_256(self._seed + self._count.to_bytes(8, "big")).digest(size)
"""


def test_the_same_file_to_the_last_byte_from_the_same_random_bytes(
    wine: Wine, tmp_path: Path
) -> None:
    here, there = tmp_path / "here.dat", tmp_path / "there.dat"
    made(here, NOTE, seed=b"invented")
    code = (
        THERE
        + COUNTED
        + (
            "from safeplan.vault.format import Salts\n"
            "salts = Salts(b'\\1' * 32, b'\\2' * 32)\n"
            "roots = Roots(root(salts.a), root(salts.b))\n"
            "payload = json.dumps(json.loads(sys.argv[2])).encode()\n"
            "Vault.create(path, size=1 << 20, salts=salts, plan=(roots, payload), notebook=None,\n"
            "             random=Counted(b'invented'))\n"
        )
    )
    wine.code(code, there, json.dumps(NOTE))
    assert here.read_bytes() == there.read_bytes()
    assert made(tmp_path / "other.dat", NOTE, seed=b"another").read_bytes() != here.read_bytes()


def test_made_here_saved_there_opened_here(wine: Wine, tmp_path: Path) -> None:
    path = made(tmp_path / "Zoë’s notes.dat", NOTE)
    os.utime(path, ns=(1_600_000_000 * 10**9, 1_500_000_000 * 10**9))
    code = THERE + (
        "with Vault.open(path, root) as vault:\n"
        "    before = json.loads(vault.payload)\n"
        "    vault.save(json.dumps({**before, 'n': 2}).encode(), sleep=no_wait)\n"
        "    vault.settle(no_wait)\n"
        "    assert vault.whole().whole\n"
        "    print(vault.read_only)\n"
    )
    assert wine.code(code, path) == "False\n"
    with Vault.open(path, root, write=False) as vault:
        assert json.loads(vault.payload) == {**NOTE, "n": 2}
        assert vault.whole().whole
    assert path.stat().st_mtime == 1_500_000_000, "the date of the last save tells nothing"
    assert path.stat().st_size == 1 << 20


def test_made_there_opened_and_saved_here_opened_there(wine: Wine, tmp_path: Path) -> None:
    path = tmp_path / "notes.dat"
    make = THERE + (
        "salts = new_salts()\n"
        "roots = Roots(root(salts.a), root(salts.b))\n"
        "plan = (roots, json.dumps({'n': 1}).encode())\n"
        "Vault.create(path, size=1 << 20, salts=salts, plan=plan, notebook=None)\n"
    )
    wine.code(make, path)
    with Vault.open(path, root) as vault:
        vault.save(json.dumps({"n": 3, "line": "one\r\ntwo\x1a"}).encode())
        vault.settle(lambda seconds: None)
    shown = "with Vault.open(path, root, write=False) as vault:\n    print(ascii(vault.payload))\n"
    assert (
        wine.code(THERE + shown, path) == ascii(b'{"n": 3, "line": "one\\r\\ntwo\\u001a"}') + "\n"
    )


def test_bytes_that_windows_likes_to_change_stay_as_they_are(wine: Wine, tmp_path: Path) -> None:
    """Line ends, and the letter that once ended a file."""
    path = made(tmp_path / "notes.dat", NOTE)
    data = bytearray(path.read_bytes())
    code = THERE + (
        "from safeplan.vault.storage import Storage\n"
        "file = Storage.open(path)\n"
        "file.write(4096, b'\\r\\n\\n\\x1a\\r' * 100)\n"
        "file.sync()\n"
        "assert file.read(4096, 500, fresh=True) == b'\\r\\n\\n\\x1a\\r' * 100\n"
        "file.close()\n"
    )
    wine.code(code, path)
    data[4096:4596] = b"\r\n\n\x1a\r" * 100
    assert path.read_bytes() == data


def test_one_writer_at_a_time_there_too(wine: Wine, tmp_path: Path) -> None:
    path = made(tmp_path / "notes.dat", NOTE)
    code = THERE + (
        "def look(vault):\n"
        "    name = getattr(vault.refusal, '__name__', None)\n"
        "    print(vault.read_only, name, json.loads(vault.payload)['n'])\n"
        "    return vault\n"
        "first = look(Vault.open(path, root))\n"
        "second = look(Vault.open(path, root))\n"
        "first.close()\n"
        "third = look(Vault.open(path, root))\n"
    )
    assert wine.code(code, path).splitlines() == [
        "False None 1",
        "True Busy 1",  # and what is locked can still be read
        "False None 1",
    ]


def test_a_refusal_there_is_the_same_sentence(wine: Wine, tmp_path: Path) -> None:
    short = tmp_path / "short.dat"
    short.write_bytes(b"tea")
    code = THERE + (
        "for name in sys.argv[1:]:\n"
        "    try:\n"
        "        Vault.open(name, root)\n"
        "    except VaultError as refused:\n"
        "        print(type(refused).__name__)\n"
    )
    made(tmp_path / "other.dat", NOTE)
    wrong = tmp_path / "noise.dat"
    wrong.write_bytes(os.urandom(1 << 20))
    said = wine.code(code, tmp_path / "none.dat", short, tmp_path, wrong)
    assert said.split() == ["Missing", "WrongSize", "NotAFile", "NotOpened"]
    assert drive(short).startswith("Z:\\")


def test_the_guard_reads_the_salts_there_as_here(wine: Wine, tmp_path: Path) -> None:
    from safeplan.guard import vaultfile

    path = tmp_path / "notes.dat"
    # A salt may begin or end with any byte.
    path.write_bytes((b"\x1a\r\n" * 20 + os.urandom(1 << 20))[: 1 << 20])
    code = (
        "import sys\n"
        "from safeplan.guard import vaultfile\n"
        "salts = vaultfile.read_salts(sys.argv[1])\n"
        "print(vaultfile.refusal(sys.argv[1]), *(salt.hex() for salt in salts))\n"
    )
    a, b = vaultfile.read_salts(str(path))
    assert wine.code(code, path).split() == [a.hex(), b.hex()]
