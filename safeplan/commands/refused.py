"""What a command says when it does not do what was asked."""

from __future__ import annotations


class RefusedError(Exception):
    """A refusal of a command.

    Attributes:
        message_id: the id of the one sentence that says what to do next.
        values: what stands in the sentence's gaps; never a secret.
        status: the exit status, 1 for a refusal, 2 for a command not asked rightly.
    """

    def __init__(self, message_id: str, status: int = 1, **values: str) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.values = values
        self.status = status
