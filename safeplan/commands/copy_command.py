"""``copy``: a second file, byte for byte, read back; no password is needed for it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from safeplan.language import gettext as _
from safeplan.vault.copying import copy_file


def run(options: argparse.Namespace) -> int:
    """Copy to a new file, or into a folder under the same name.

    Raises:
        VaultError: no copy was made.
    """
    source, to = Path(options.vault), Path(options.to)
    copy_file(source, to / source.name if os.path.isdir(to) else to)
    sys.stdout.write(_("cli.copied") + "\n")
    return 0
