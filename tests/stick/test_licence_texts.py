"""Licences of what is taken from the maker's system go along; where none is found, it is said."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from safeplan.language import gettext as _
from safeplan.stick import building, licence_texts, linux_runtime
from safeplan.stick.parts import LINUX, Runtime, Source
from safeplan.stick.progress import Progress
from tests.stick.conftest import House


def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    """Puts a list of packages in the system's place."""
    tool = tmp_path / "dpkg-query"
    tool.write_text(f"#!/bin/sh\n/bin/cat <<'E'\n{says}\nE\nexit 1\n")
    tool.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(tool))


def test_each_package_once_and_what_it_points_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = "diversion by oats from: /lib/libb.so\nbread:amd64, oats: /usr/lib/liba.so.1\n"
    says += "bread: /lib/libb.so"
    listed(tmp_path, monkeypatch, says)
    documents, shared = tmp_path / "doc", tmp_path / "shared"
    for folder in (documents / "bread", shared):
        folder.mkdir(parents=True)
    text = b"as in /usr/share/common-licenses/GPL-3, or /usr/share/common-licenses/Cake-1."
    (documents / "bread" / "copyright").write_bytes(text)
    (shared / "GPL-3").write_bytes(b"long")
    taken = [Path("/lib/liba.so.1"), Path("/lib/libb.so"), Path("/lib/libodd.so.7")]
    found, missing = licence_texts.texts(taken, documents=documents, shared=shared)
    assert found == {"licences/bread/copyright": text, "licences/common/GPL-3": b"long"}
    assert missing == ("libodd.so.7",)


def test_a_package_without_a_text_and_a_system_without_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(tmp_path, monkeypatch, "bread: /lib/libb.so")
    taken = [Path("/lib/libb.so")]
    assert licence_texts.texts(taken, documents=tmp_path) == ({}, ("libb.so",))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert licence_texts.texts(taken) == ({}, ("libb.so",))
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / "none"))
    assert licence_texts.texts(taken) == ({}, ("libb.so",))
    assert licence_texts.texts([]) == ({}, ())


def test_the_maker_is_told_in_one_sentence_and_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    stream = io.StringIO()
    runtime = Runtime(LINUX, tmp_path, "3.11", (), (Path("/lib/libb.so"), Path("/lib/liba.so")))
    assert building._texts(runtime, Progress(stream, bar=False).step) == {}
    said = _("stick.no_licence_text").format(names="liba.so, libb.so")
    assert stream.getvalue() == said + "\n"


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="a list of packages is Debian's")
def test_this_system_has_one_for_all_that_it_gives(tmp_path: Path) -> None:
    runtime = linux_runtime.gather(tmp_path, Source())
    names = {path.name for path in runtime.taken}
    assert "libc.so.6" in names
    assert not [name for name in names if name.startswith("libpython")]
    found, missing = licence_texts.texts(runtime.taken)
    assert missing == ()
    assert b"GNU" in found["licences/libc6/copyright"]
    assert any(name.startswith("licences/common/LGPL") for name in found)


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="a list of packages is Debian's")
def test_they_lie_on_the_stick(house: House) -> None:
    with zipfile.ZipFile(house.stick / "lib" / "any.zip") as archive:
        names = archive.namelist()
        assert b"GNU" in archive.read("licences/libc6/copyright")
    assert any(name.startswith("licences/textual-") for name in names)
    assert "licences/zlib1g/copyright" in names
