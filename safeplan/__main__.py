"""``python -m safeplan`` does what the command does."""

from safeplan.cli import main

raise SystemExit(main())
