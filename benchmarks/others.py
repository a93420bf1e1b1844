"""Other keepers of secrets on the same content; neither is a dependency, and may not be there."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Trial
from benchmarks.places import PASSWORD

_KEEPASS = """
import json, sys, time
from pykeepass import PyKeePass, create_database
from pykeepass.kdbx_parsing.kdbx4 import kdf_uuids
path, password, memory, passes, lanes = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
texts = json.load(open(path + ".json"))
kept = create_database(path, password=password)
costs = kept.kdbx.header.value.dynamic_header.kdf_parameters.data.dict
costs["$UUID"].value = kdf_uuids["argon2id"]
costs["M"].value, costs["I"].value, costs["P"].value = memory, passes, lanes
for number, text in enumerate(texts):
    kept.add_entry(kept.root_group, f"entry {number}", "", "", notes=text)
kept.save()
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    if line == "open\\n":
        kept = PyKeePass(path, password=password)
        assert len(kept.entries) == len(texts)
    else:
        kept.save()
    print(time.perf_counter() - start, flush=True)
"""


@contextmanager
def keepass(
    folder: Path, texts: list[str], cost: tuple[int, int, int]
) -> Iterator[dict[str, Trial]]:
    """Trials of pykeepass at the same Argon2id cost; none where it cannot be installed.

    Args:
        folder: for its environment and its file.
        texts: one entry each.
        cost: bytes of memory, passes, lanes.
    """
    place = str(folder / "others")
    python = f"{place}/bin/python"
    made = subprocess.run([sys.executable, "-m", "venv", place], check=False)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pykeepass"]
    if made.returncode or subprocess.run(pip, check=False, capture_output=True).returncode:
        print("  pykeepass cannot be installed here: not compared")
        yield {}
        return
    path = folder / "others.kdbx"
    Path(f"{path}.json").write_text(json.dumps(texts), encoding="utf-8")
    command = [python, "-c", _KEEPASS, str(path), PASSWORD, *map(str, cost)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as child:
        if child.stdin is None or child.stdout is None or child.stdout.readline() != "ready\n":
            print("  pykeepass did not start here: not compared")
            yield {}
            return
        stdin, stdout = child.stdin, child.stdout

        def ask(what: str) -> float:
            stdin.write(f"{what}\n")
            return float(stdout.readline())

        yield {
            "pykeepass, open": lambda: ask("open"),
            "pykeepass, save": lambda: ask("save"),
        }
        stdin.close()


def age(folder: Path, payload: bytes) -> dict[str, Trial]:
    """Trials of ``age -p``, which asks on a terminal; none where it is not installed."""
    if shutil.which("age") is None:
        print("  age is not installed here: not compared")
        return {}
    plain, sealed = folder / "plain", folder / "sealed"
    plain.write_bytes(payload)

    def seal() -> float:
        sealed.unlink(missing_ok=True)
        return _on_a_terminal(["age", "-p", "-o", str(sealed), str(plain)], times=2)

    def unseal() -> float:
        if not sealed.exists():
            seal()
        return _on_a_terminal(["age", "-d", "-o", os.devnull, str(sealed)], times=1)

    return {"age -p, seal": seal, "age -d, open": unseal}


def _on_a_terminal(command: list[str], times: int) -> float:
    """Run it and type the password each time it asks; seconds from the last Enter to the end."""
    child, master = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    asked = b""
    start = 0.0
    try:
        while select.select([master], [], [], 60)[0]:
            asked += os.read(master, 4096)
            if times and asked.rstrip().endswith(b":"):
                asked = b""
                times -= 1
                start = time.perf_counter()
                os.write(master, PASSWORD.encode() + b"\n")
    except OSError:
        pass
    _pid, status = os.waitpid(child, 0)
    taken = time.perf_counter() - start
    os.close(master)
    if status or times:
        raise RuntimeError(command[0])
    return taken
