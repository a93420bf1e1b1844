"""The small rooms of the maker: its temporary folder, its progress, names, launchers, wheels."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from safeplan.language import gettext as _
from safeplan.stick import linux_runtime, starting, wheels
from safeplan.stick.layout import Places, launcher, vault
from safeplan.stick.linux_parts import parts_of
from safeplan.stick.lock import Locked
from safeplan.stick.naming import checked
from safeplan.stick.parts import LINUX, MAC, SYSTEMS, WINDOWS, Source, StickError
from safeplan.stick.progress import Progress
from safeplan.stick.workshop import workshop

RUN_TOGETHER = ["safetyplan", "my-SafetyPlan2", "mysafeplan", "xsafeplanner"]


def cut_short(top: Path, *made: str) -> Path:
    """The folder of a try that did not end well, with folders in it."""
    found = [top]
    with suppress(ZeroDivisionError), workshop(top) as place:
        found.append(place)
        for name in made:
            (place / name).mkdir()
        raise ZeroDivisionError
    return found[-1]


class TestWorkshop:
    def test_gone_after_success(self, tmp_path: Path) -> None:
        with workshop(tmp_path) as place:
            assert stat.S_IMODE(place.stat().st_mode) == 0o700
            assert place.parent == tmp_path
        assert list(tmp_path.iterdir()) == []

    def test_found_again_after_a_failure(self, tmp_path: Path) -> None:
        place = cut_short(tmp_path, "wheels", "built")
        with workshop(tmp_path) as again:
            assert again == place
            assert (again / "wheels").is_dir()
            assert not (again / "built").exists()

    def test_two_at_once_have_one_each(self, tmp_path: Path) -> None:
        with workshop(tmp_path) as one:
            (one / "busy").write_text(str(os.getppid()))  # somebody else, who lives
            with workshop(tmp_path) as other:
                assert one != other
            assert one.is_dir()

    def test_one_who_went_without_tidying_up(self, tmp_path: Path) -> None:
        place = cut_short(tmp_path)
        gone = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True)
        (place / "busy").write_text(gone.stdout)
        with workshop(tmp_path) as again:
            assert again == place

    def test_a_folder_of_somebody_elses_is_left_alone(self, tmp_path: Path) -> None:
        place = cut_short(tmp_path)
        shutil.rmtree(place)
        (tmp_path / "theirs").mkdir()
        place.symlink_to(tmp_path / "theirs")
        with workshop(tmp_path) as other:
            assert other != place
        place.unlink()
        place.mkdir(mode=0o755)
        with workshop(tmp_path) as other:
            assert other != place
        assert list((tmp_path / "theirs").iterdir()) == []


class TestProgress:
    def test_a_bar_on_a_terminal(self) -> None:
        stream = io.StringIO()
        progress = Progress(stream, bar=True)
        progress.step("stick.step_write", number=1, count=2)
        progress.of(200)
        for _number in range(200):
            progress.more(1)
        progress.end()
        lines = stream.getvalue().split("\n")
        assert lines[0] == _("stick.step_write").format(number=1, count=2)
        drawn = lines[1].split("\r")[1:]
        assert len(drawn) == 101  # drawn when it differs, and only then
        assert drawn[-1] == "[" + "#" * 30 + "] 100 %"
        assert len({len(one) for one in drawn}) == 1
        assert lines[2:] == [""]

    def test_lines_elsewhere(self) -> None:
        stream = io.StringIO()
        progress = Progress(stream, bar=False)
        progress.step("stick.step_code")
        progress.step("stick.step_code")
        progress.of(0)
        progress.more(5)
        progress.end()
        assert stream.getvalue() == _("stick.step_code") + "\n"


class TestNames:
    @pytest.mark.parametrize("name", ["notes", "Recipes", "garden-2", "plants"])
    def test_ordinary(self, name: str) -> None:
        assert checked(name) == name

    @pytest.mark.parametrize("name", ["", "app", "lib2", "part", "nul", "COM1", "a b", "-x", "é"])
    def test_not_everywhere(self, name: str) -> None:
        with pytest.raises(StickError) as refused:
            checked(name)
        assert refused.value.message_id == "stick.name"

    @pytest.mark.parametrize(
        "name", ["plan", "SafetyNotes", "my_escape", "helpline", *RUN_TOGETHER]
    )
    def test_telling(self, name: str) -> None:
        with pytest.raises(StickError) as refused:
            checked(name)
        assert refused.value.message_id == "stick.telling_name"

    @pytest.mark.parametrize("name", ["start", "Starters", "start-2"])
    def test_read_as_a_command_of_windows(self, name: str) -> None:
        with pytest.raises(StickError) as refused:
            checked(name)
        assert refused.value.message_id == "stick.name_start"
        assert _(refused.value.message_id).format(name=name).startswith(f"“{name}” cannot be")
        assert checked("re" + name) == "re" + name

    def test_of_files(self) -> None:
        assert [launcher(system) for system in SYSTEMS] == [
            "notes.sh",
            "notes.cmd",
            "notes.command",
        ]
        assert vault("list") == "list.dat"


class TestLaunchers:
    def test_no_gap_is_left(self) -> None:
        made = starting.launchers(SYSTEMS, "notes")
        made |= starting.starters(SYSTEMS, Places("2"), "/lib64/ld-linux-x86-64.so.2")
        assert set(made) == {
            *("notes.sh", "notes.cmd", "notes.command"),
            *("app2/lin.sh", "app2/win.cmd", "app2/mac.command"),
        }
        for data in made.values():
            assert b"@" not in data.replace(b"$@", b"").replace(b"@echo", b"")
        assert made["notes.cmd"].count(b"\r\n") == made["notes.cmd"].count(b"\n")
        assert b"\r" not in made["notes.sh"]

    def test_words_cannot_be_more_than_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(starting, "_", lambda key: 'a"; rm -r $HOME `x` %PATH% & b')
        data = starting.launchers((LINUX,), "notes")["notes.sh"].decode()
        assert '"a; rm -r HOME x PATH  b"' in data

    @pytest.mark.parametrize("shell", ["sh", "dash", "bash", "busybox"])
    def test_an_unfinished_stick_says_so(self, tmp_path: Path, shell: str) -> None:
        found = shutil.which(shell)
        if found is None:
            pytest.skip(shell)
        (tmp_path / "notes.sh").write_bytes(starting.launchers((LINUX,), "notes")["notes.sh"])
        start = [found, *(["sh"] if shell == "busybox" else []), "notes.sh"]
        done = subprocess.run(start, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == _("stick.incomplete") + "\n"

    @pytest.mark.parametrize("place", ["stick", "my stick", "it's 100% $HOME; ok"])
    def test_where_nothing_may_start(self, tmp_path: Path, place: str) -> None:
        """And from any folder, whatever it is called."""
        stick = tmp_path / place
        (stick / "app").mkdir(parents=True)
        (stick / "notes.sh").write_bytes(starting.launchers((LINUX,), "notes")["notes.sh"])
        for name, data in starting.starters((LINUX,), Places(), "/nowhere/ld.so").items():
            (stick / name).write_bytes(data)
        (stick / "app" / "boot.py").touch()
        start = ["sh", str(stick / "notes.sh")]
        done = subprocess.run(start, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == _("stick.cannot_start") + "\n"


class TestWheels:
    def test_tags_are_old_enough_for_computers_of_2019(self) -> None:
        assert wheels.tags(WINDOWS) == ("win_amd64",)
        assert all("manylinux" in tag for tag in wheels.tags(LINUX))
        assert not [tag for tag in wheels.tags(LINUX) if "_2_3" in tag]
        assert all("macosx" in tag for tag in wheels.tags(MAC))

    def test_what_is_not_in_the_lock_is_taken_away(self, tmp_path: Path) -> None:
        (tmp_path / "a.whl").write_bytes(b"right")
        (tmp_path / "b.whl").write_bytes(b"changed")
        locked = (
            Locked("a", "1", (wheels.sha256(tmp_path / "a.whl"),)),
            Locked("b", "1", ("0" * 64,)),
        )
        found, missing = wheels._matching(tmp_path, locked)
        assert found == [tmp_path / "a.whl"]
        assert [one.name for one in missing] == ["b"]
        assert not (tmp_path / "b.whl").exists()

    def test_leaves_out_what_nothing_uses(self) -> None:
        names = {one.name for one in wheels.wanted(LINUX)}
        assert "textual" in names
        assert not names & {"pycparser", "charset-normalizer"}

    def test_a_wheel_that_is_nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(wheels, "ask_pip", lambda *words: None)
        with pytest.raises(StickError) as refused:
            wheels.gather_wheels(tmp_path, Source(), LINUX, "3.11")
        assert refused.value.message_id == "stick.no_wheel"


class TestLinux:
    def test_it_runs_by_itself(self, tmp_path: Path) -> None:
        runtime = linux_runtime.gather(tmp_path, Source())
        root = runtime.root
        (root / "ld.exe").chmod(0o755)
        where = f"{root / 'sys'}:{root / 'lib'}"
        code = "import asyncio, ctypes, json, sys; print(sys.prefix, *sys.path, sep='\\n')"
        loader, python = str(root / "ld.exe"), str(root / "python3")
        start = [loader, "--inhibit-cache", "--library-path", where, python]
        done = subprocess.run(
            [*start, "-I", "-S", "-B", "-c", code],
            capture_output=True,
            text=True,
            env={},
            check=False,
        )
        assert done.stderr == ""
        for line in done.stdout.splitlines():
            assert line.startswith(str(root))
        assert runtime.python == linux_runtime.version()

    def test_it_names_nobody(self, tmp_path: Path) -> None:
        import sys

        root = linux_runtime.gather(tmp_path, Source()).root
        place = sys.base_prefix.rpartition("/")[0].encode()
        if len(place) < len("/home/x"):
            pytest.skip("this Python lies where every system has one")
        for path in root.rglob("*"):
            if path.is_file():
                assert place not in path.read_bytes(), path

    def test_its_parts_have_licences(self) -> None:
        loader = Path(linux_runtime.own_loader())
        parts = parts_of(loader, {"libz.so.1": loader, "libodd.so.3": loader})
        assert [part.name for part in parts] == ["CPython", "GNU C Library", "libodd.so.3", "zlib"]
        assert parts[3].licence == "Zlib"
        assert parts[2].licence == "NOASSERTION"
        assert len(parts[1].sha256) == 64
