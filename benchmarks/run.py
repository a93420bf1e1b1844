"""Print every figure that the README claims, as ratios measured side by side in one run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FIGURES = ("first_frame", "stick", "unlock", "hide", "states", "save", "vault", "entries")


def main() -> int:
    """Run them one after the other, or those named on the command line."""
    for name in sys.argv[1:] or FIGURES:
        print(f"\n{name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
