import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.vault import seal as module
from safeplan.vault.seal import OVERHEAD, seal, unseal

KEY, SALT, INFO = bytes(range(32)), bytes(range(32, 64)), b"safeplan/1 door 0 half A"


@given(st.binary(max_size=300), st.binary(min_size=32, max_size=32), st.binary(max_size=40))
def test_there_and_back(plaintext: bytes, salt: bytes, info: bytes) -> None:
    box = seal(KEY, salt, info, plaintext)
    assert len(box) == OVERHEAD + len(plaintext)
    assert box[:32] == salt
    assert bytes(unseal(KEY, info, box) or b"") == plaintext
    assert unseal(KEY, info, memoryview(box)) == bytearray(plaintext)
    assert unseal(bytes(32), info, box) is None
    assert unseal(KEY, info + b"x", box) is None


def test_every_bit_matters() -> None:
    box = bytearray(seal(KEY, SALT, INFO, b"umbrella"))
    for bit in range(len(box) * 8):
        box[bit // 8] ^= 1 << bit % 8
        assert unseal(KEY, INFO, box) is None
        box[bit // 8] ^= 1 << bit % 8
    assert unseal(KEY, INFO, box) == bytearray(b"umbrella")


@pytest.mark.parametrize("length", [0, 1, OVERHEAD - 1])
def test_too_short(length: int) -> None:
    assert unseal(KEY, INFO, bytes(length)) is None


def test_what_nobody_vouches_for_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    box = bytearray(seal(KEY, SALT, INFO, b"umbrella"))
    box[-1] ^= 1
    buffers: list[bytearray] = []

    class Kept(bytearray):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)
            buffers.append(self)

    monkeypatch.setattr(module, "bytearray", Kept, raising=False)
    assert unseal(KEY, INFO, box) is None
    assert len(buffers[-1]) == len(b"umbrella")
    assert not any(buffers[-1])


def test_the_commitment_is_looked_at_before_the_ciphertext() -> None:
    box = bytearray(seal(KEY, SALT, INFO, b"umbrella"))
    box[40] ^= 1
    assert unseal(KEY, INFO, box) is None


def test_the_box_is_the_same_for_the_same_salt_alone() -> None:
    assert seal(KEY, SALT, INFO, b"tea") == seal(KEY, SALT, INFO, b"tea")
    assert seal(KEY, SALT, INFO, b"tea")[64:] != seal(KEY, bytes(32), INFO, b"tea")[64:]
