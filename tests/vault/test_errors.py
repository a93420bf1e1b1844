import errno

import pytest

from safeplan import language
from safeplan.vault import errors
from safeplan.vault.errors import Full, Missing, NotAllowed, NotSaved, VaultError, answer

ANSWERS: list[type[VaultError]] = [
    kind
    for _, kind in sorted(vars(errors).items())
    if isinstance(kind, type) and issubclass(kind, VaultError) and kind is not VaultError
]


def test_each_answer_has_an_id_of_its_own() -> None:
    ids = [kind.message_id for kind in ANSWERS]
    assert len(ids) == len(set(ids)) >= 15


@pytest.mark.parametrize("kind", [*ANSWERS, VaultError], ids=lambda kind: kind.__name__)
def test_each_answer_is_said_plainly(kind: type[VaultError]) -> None:
    language.use("en")
    said = language.gettext(kind.message_id)
    assert said != kind.message_id
    assert said.endswith(".")
    words = said.lower().replace(".", " ").replace(",", " ").split()
    assert not {"error", "invalid", "failed", "warning", "sorry", "please", "vault"} & set(words)
    assert "!" not in said
    assert all(len(sentence.split()) <= 15 for sentence in said.split("."))
    assert "{" not in said


def test_an_answer_tells_nothing_of_the_file() -> None:
    refused = answer(FileNotFoundError(errno.ENOENT, "gone", "/media/stick/notes.dat"))
    assert type(refused) is Missing
    assert refused.args == ("vault.missing",)
    assert "stick" not in repr(refused)


def test_faults_that_say_nothing_more() -> None:
    assert type(answer(OSError(errno.EIO, ""))) is NotSaved
    assert type(answer(OSError(errno.EIO, ""), NotAllowed)) is NotAllowed
    assert type(answer(OSError("no number"))) is NotSaved
    assert issubclass(Full, NotSaved)
