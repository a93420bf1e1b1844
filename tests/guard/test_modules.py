"""The guard loads next to nothing: that is why its line stands at once."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

ALLOWED = {
    "os",
    "sys",
    "select",
    "termios",
    "time",
    "_signal",
    "resource",
    "errno",
    "stat",
    "posix",
    "_thread",
}
# Loaded by Python itself before a first line runs, or by `os`.
BY_PYTHON = {
    *("__future__", "__main__", "_abc", "_codecs", "_collections_abc", "_frozen_importlib"),
    *("_frozen_importlib_external", "_imp", "_io", "_stat", "_thread", "_warnings", "_weakref"),
    *("abc", "builtins", "codecs", "encodings", "genericpath", "io", "marshal", "posixpath"),
    *("winreg", "zipimport", "linecache", "os.path", "_weakrefset", "errno", "posix", "stat"),
}
SHOW = """
import sys
sys.path.insert(0, {root!r})
import safeplan.guard.life
from safeplan.guard import alive, roads
print(" ".join(sorted(sys.modules)))
"""


def loaded(code: str) -> set[str]:
    python = [sys.executable, "-I", "-S", "-B", "-c", code]
    return set(subprocess.run(python, capture_output=True, check=True, text=True).stdout.split())


def test_only_what_is_allowed() -> None:
    names = loaded(SHOW.format(root=str(ROOT)))
    ours = {name for name in names if name.split(".")[0] == "safeplan"}
    assert ours == {
        "safeplan",
        "safeplan.guard",
        *(
            f"safeplan.guard.{path.stem}"
            for path in (ROOT / "safeplan" / "guard").glob("*.py")
            if path.stem not in ("__init__", "start")
        ),
    }
    foreign = {name for name in names - ours if not name.startswith("encodings.")}
    assert foreign - BY_PYTHON <= ALLOWED


def test_the_first_line_needs_few_rooms() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport safeplan.guard.life\n"
    names = loaded(code + "print(' '.join(sys.modules))")
    rooms = {name.rpartition(".")[2] for name in names if name.startswith("safeplan.guard.")}
    assert rooms == {"life", "ground", "wipe", "sequences", "sentences", "vaultfile"}
    assert {name for name in names if name in ALLOWED} <= ALLOWED - {"resource"}


def test_sizes_are_the_same_in_the_rooms_that_do_not_know_each_other() -> None:
    from safeplan.guard import sentences, vaultfile, wire

    assert vaultfile.SALT_SIZE == wire.SALT_SIZE
    assert sentences.NAME_SIZE == wire.NAME_SIZE


def test_neither_regular_expressions_nor_the_slow_signal() -> None:
    names = loaded(SHOW.format(root=str(ROOT)))
    assert not names & {"re", "signal", "enum", "typing", "subprocess", "contextlib", "ctypes"}


def test_shutting_others_out_loads_no_more_than_it_needs() -> None:
    code = SHOW.format(root=str(ROOT)).replace("print", "roads.shield.keep_out()\nprint")
    names = loaded(code)
    assert "ctypes" in names
    assert not names & {"re", "signal", "enum", "typing", "subprocess"}


def test_the_scanner_and_the_line_use_no_system() -> None:
    for name in ("keys", "line", "wire", "idle", "reports"):
        text = (ROOT / "safeplan" / "guard" / f"{name}.py").read_text()
        imports = [row for row in text.splitlines() if row.startswith(("import ", "from "))]
        ours = ["from safeplan.guard.reports import is_key"] if name == "keys" else []
        assert imports == ["from __future__ import annotations", *ours]


def test_the_product_can_only_derive_at_full_cost() -> None:
    start = (ROOT / "safeplan" / "guard" / "start.py").read_text()
    assert "main(sys.argv[1:])" in start
    kdf = (ROOT / "safeplan" / "app" / "kdf.py").read_text()
    assert "main(sys.argv[1:])" in kdf
    assert "profile or keys.STANDARD" in kdf
