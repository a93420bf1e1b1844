"""What can stop something from leaving, or from coming back in."""

from __future__ import annotations

from safeplan.language import gettext as _


class ExportError(Exception):
    """One reason, as the id of a sentence and the values that it names.

    ``str()`` gives the id alone, so that a traceback or a log never holds what a person wrote.

    Attributes:
        message_id: id of the sentence in the catalogue, ``export.*``.
        values: what the sentence names: letters, a count, a name.
    """

    def __init__(self, message_id: str, **values: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.values = values

    def sentence(self) -> str:
        """The one sentence that a person reads, in the language in use."""
        return _(self.message_id).format(**self.values)


class UnfitError(ExportError):
    """Some lines do not fit on the paper at the smallest size.

    Attributes:
        lines: the lines that were left over, whole, in their order.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("export.unfit" if len(lines) > 1 else "export.unfit_one", n=len(lines))
        self.lines = lines
