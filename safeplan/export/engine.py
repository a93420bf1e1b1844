"""The drawing library, loaded so that nobody else's settings come in with it.

ReportLab runs what it finds as ``~/.reportlab_mods`` and ``~/.reportlab_settings``, or under these
names on the module path, and takes settings from ``RL_*`` in the environment. On a shared computer
that would let whoever owns the home folder run code beside an open plan. So the names are taken
before it looks for them, the environment's settings are dropped, and no other module imports it.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

for _name in (
    "reportlab_mods",
    "reportlab_settings",
    "reportlab.local_rl_mods",
    "reportlab.local_rl_settings",
):
    sys.modules[_name] = ModuleType(_name)
for _name in [name for name in os.environ if name.startswith("RL_")]:
    del os.environ[_name]

from reportlab import rl_config  # noqa: E402
from reportlab.pdfbase import pdfdoc, pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from reportlab.pdfgen.pathobject import PDFPathObject  # noqa: E402

# Streams are packed as bytes, without a layer of letters around them.
rl_config.useA85 = 0

__all__ = ["Canvas", "PDFPathObject", "TTFont", "pdfdoc", "pdfmetrics"]
