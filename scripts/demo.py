"""Show the whole road once: make, fill, export, read the codes back, open.

Everybody in it is invented. All that it makes stands in one folder, which is emptied first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import zxingcpp
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "demo"
VAULT = FOLDER / "notes.dat"
PASSWORD = "pear tram lantern velvet otter brick"
SECOND = "wool spoon harbour kite"
SEALING = "grey lamp under a Tuesday"


def safeplan(*words: str | Path, passwords: tuple[str, ...]) -> list[str]:
    """Run one command with its passwords on a pipe; the lines that it printed."""
    command = [sys.executable, "-m", "safeplan", *map(str, words), "--passphrase-fd", "0"]
    said = "".join(f"{password}\n" for password in passwords)
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{words[0]}: {done.stderr}")
    return done.stdout.splitlines()


def decoded(picture: Path) -> str:
    """What a decoder that is not ours reads from a picture of one code."""
    with Image.open(picture) as image:
        (code,) = zxingcpp.read_barcodes(image.convert("L"))
    return str(code.text)


def main() -> int:
    """Run it, and say where everything is."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    safeplan("new", VAULT, "--cover", passwords=(PASSWORD, SECOND))
    safeplan("fill", VAULT, ROOT / "examples" / "answers.toml", passwords=(PASSWORD,))
    (booklet,) = safeplan(
        "export", VAULT, "--as", "booklet", "--out", FOLDER, passwords=(PASSWORD,)
    )
    codes = safeplan("export", VAULT, "--as", "codes", "--out", FOLDER, passwords=(PASSWORD,))
    sealed = safeplan(
        *("export", VAULT, "--as", "sealed-codes", "--out", FOLDER / "carry.png"),
        passwords=(PASSWORD, SEALING),
    )
    read = "\n".join(decoded(Path(path)) for path in codes)
    other = FOLDER / "other.dat"
    safeplan("new", other, passwords=(SECOND,))
    restored = safeplan("import", other, *sealed[1:], passwords=(SECOND, SEALING))
    print(f"The file:          {VAULT}")
    print(f"  its password:    {PASSWORD}")
    print(f"  second password: {SECOND}   (opens a household notebook)")
    print(f"The sheet:         {booklet}")
    print(f"Its codes:         {', '.join(codes)}")
    print("  a decoder reads: " + read.replace("\n", " / "))
    print(f"Sealed codes:      {len(sealed)} pictures, {FOLDER / 'carry'} 1.png ...")
    print(f"  their password:  {SEALING}")
    print(f"  read back without the first one, into {other}: {restored[0]}")
    if os.isatty(0) and os.isatty(1):
        input("Press Enter to open it. Esc twice hides it at once. ")
        return subprocess.run(
            [sys.executable, "-m", "safeplan", "open", VAULT], check=False
        ).returncode
    print(f"To open it:        {sys.executable} -m safeplan open {VAULT}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
