"""Many threads read from the one file of a stick, and each is given what it asked for."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from safeplan.onboard.finder import Box
from safeplan.stick import pack

THREADS, ROUNDS = 8, 40


@pytest.fixture
def eager() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_each_thread_reads_its_own_part(tmp_path: Path, eager: None) -> None:
    path = tmp_path / "own.dat"
    folder = pack.package_folder()
    path.write_bytes(pack.own(folder))
    box = Box(str(path), str(tmp_path))
    small = sorted(box.files, key=lambda name: box.files[name][1])[:THREADS]
    right = {name: (folder.parent / name).read_bytes() for name in small}

    def read(name: str) -> bool:
        return all(box.get_data(f"{path}/{name}") == right[name] for _ in range(ROUNDS))

    with ThreadPoolExecutor(THREADS) as threads:
        assert all(threads.map(read, small * 4))
    box._file.close()  # on a stick it is read as long as the program runs
