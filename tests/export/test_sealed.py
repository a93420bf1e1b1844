"""Sealed codes: any codes may be lost up to the parity, and none may be wrong."""

import json
import os
import random
import zlib
from collections.abc import Callable, Iterable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from safeplan.export import base45, sealed
from safeplan.export.errors import ExportError
from safeplan.export.qr import make_code
from safeplan.vault import keys
from safeplan.vault.seal import seal

ROOT = bytes(range(32))
SALT = bytes(range(100, 132))
CHEAP = keys.Profile("cheap", 64, 1, 1)


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def derive(salt: bytes) -> bytes:
    assert salt == SALT
    return ROOT


def frames_of(payload: bytes, source: Callable[[int], bytes] = os.urandom) -> tuple[str, ...]:
    return sealed.seal_plan(payload, ROOT, SALT, source)


def refusal(texts: Iterable[str], derived: Callable[[bytes], bytes] = derive) -> ExportError:
    with pytest.raises(ExportError) as caught:
        sealed.open_frames(texts, derived)
    assert caught.value.sentence() != caught.value.message_id
    return caught.value


def never(salt: bytes) -> bytes:
    raise AssertionError("nothing is derived before enough codes are there")


# Noise does not shrink: deflate adds a few bytes, the length four.
LARGEST = {size: size - sealed._LENGTH - 11 for size in sealed.SIZES}


@pytest.mark.parametrize(
    ("size", "k", "m"),
    [(1024, 2, 1), (2048, 4, 1), (3072, 6, 2), (4096, 8, 2), (6144, 11, 3), (8192, 14, 4)],
)
def test_sizes_and_how_many_codes_they_take(size: int, k: int, m: int) -> None:
    payload = noise(LARGEST[size])
    frames = frames_of(payload)
    assert len(frames) == k + m
    assert len({len(frame) for frame in frames}) == 1
    assert sealed.open_frames(frames, derive) == payload
    assert len(frames_of(noise(LARGEST[size] + 12))) > k + m if size < 8192 else True
    codes = sealed.sealed_codes(frames)
    assert {code.version for code in codes} <= {18, 19}
    assert [code.number for code in codes] == list(range(1, k + m + 1))


def test_length_tells_the_size_class_alone() -> None:
    assert {len("".join(frames_of(b"x" * n))) for n in (0, 1, 200, 4000)} == {
        len("".join(frames_of(noise(900))))
    }


def test_a_plan_that_is_too_long_is_refused() -> None:
    with pytest.raises(ExportError) as caught:
        frames_of(noise(8192))
    assert caught.value.message_id == "export.too_long"
    with pytest.raises(ExportError):
        frames_of(bytes((1 << 20) + 1))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=3000), st.data())
def test_any_loss_up_to_the_parity_in_any_order(payload: bytes, draw: st.DataObject) -> None:
    frames = frames_of(payload)
    k = next(k for k in sealed._SIZE_OF if k - (-k // 4) == len(frames))
    order = draw.draw(st.permutations(frames))
    assert sealed.open_frames(order[:k], derive) == payload
    fault = refusal(order[: k - 1], never)
    assert fault.message_id == "export.codes_missing"
    assert fault.values == {"have": k - 1, "needed": k}


def test_an_independent_reader_opens_the_box() -> None:
    """Written from the page: it uses nothing of the room."""
    payload = json.dumps({"form": "plan", "version": 1, "answers": {"a.b": "Zoë " * 300}}).encode()
    frames = frames_of(payload)
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    blocks: list[bytes] = []
    for frame in frames:
        data = b""
        for at in range(0, len(frame), 3):
            group = frame[at : at + 3]
            number = sum(signs.index(sign) * 45**place for place, sign in enumerate(group))
            data += number.to_bytes(len(group) - 1, "big")
        assert zlib.crc32(data[:-4]) == int.from_bytes(data[-4:], "big")
        form, k, m, number = data[0], data[5], data[6], data[7]
        assert (form, k, m, number) == (1, 2, 1, len(blocks))
        blocks.append(data[8:-4])
    assert blocks[2] != blocks[0]
    box = (blocks[0] + blocks[1])[: 1024 + 80]
    assert box[:32] == SALT
    both = HKDF(SHA256(), 64, box[:32], b"safeplan/1 paper").derive(ROOT)
    assert both[32:] == box[32:64]
    inside = ChaCha20Poly1305(both[:32]).decrypt(bytes(12), box[64:], b"safeplan/1 paper")
    length = int.from_bytes(inside[:4], "little")
    assert zlib.decompress(inside[4 : 4 + length]) == payload
    assert inside[4 + length :] == bytes(1024 - 4 - length)


def test_a_password_opens_it_and_another_does_not() -> None:
    root = keys.derive_root(keys.normalise("six small fish in a pond"), SALT, CHEAP)
    frames = sealed.seal_plan(b'{"form": "plan"}', root, SALT, os.urandom)

    def typed(words: str) -> Callable[[bytes], bytes]:
        return lambda salt: keys.derive_root(keys.normalise(words), salt, CHEAP)

    assert sealed.open_frames(frames, typed("six small fish in  a pond ")) == b'{"form": "plan"}'
    fault = refusal(frames, typed("six small fish in a pot"))
    assert fault.message_id == "export.not_opened"
    assert fault.sentence() == "That does not open it."


def test_a_damaged_code_counts_as_lost() -> None:
    frames = list(frames_of(noise(900)))
    frames[1] = frames[1][:100] + ("A" if frames[1][100] != "A" else "B") + frames[1][101:]
    assert sealed.open_frames(frames, derive) == noise(900)
    frames[0] = frames[0][:-3]
    fault = refusal(frames, never)
    assert fault.message_id == "export.codes_missing"
    assert fault.values == {"have": 1, "needed": 2}


@given(st.integers(0, 8 * 500 - 1))
def test_no_changed_bit_of_a_frame_is_taken(bit: int) -> None:
    frame = frames_of(b"bread", lambda size: b"\1" * size)[0]
    data = bytearray(base45.decode(frame) or b"")
    data[bit // 8] ^= 1 << bit % 8
    assert sealed._read(base45.encode(bytes(data))) is None


def test_codes_of_two_sheets_are_refused() -> None:
    first, second = frames_of(noise(900, 1)), frames_of(noise(900, 2))
    assert refusal([*first, second[0]], never).message_id == "export.codes_mixed"
    assert refusal([first[0], second[1]], never).message_id == "export.codes_mixed"
    same_name = (
        frames_of(noise(900, 1), lambda size: b"abcd"),
        frames_of(noise(900, 2), lambda size: b"abcd"),
    )
    assert refusal([*same_name[0], *same_name[1]], never).message_id == "export.codes_mixed"


def test_foreign_codes_are_refused_or_not_minded() -> None:
    foreign = ["http://example.org", "HELLO", "", "1/2\nbread", "BB8"]
    assert refusal(foreign, never).message_id == "export.codes_none"
    assert not sealed.holds_frames(foreign)
    frames = frames_of(b"bread")
    assert sealed.holds_frames([*foreign, frames[0]])
    assert sealed.open_frames([*foreign, *frames, *frames], derive) == b"bread"


def signed(said: bytes) -> str:
    return base45.encode(said + zlib.crc32(said).to_bytes(4, "big"))


@pytest.mark.parametrize(("at", "value"), [(0, 2), (5, 3), (5, 0), (6, 2), (7, 3), (7, 255)])
def test_a_frame_of_another_form_is_left_to_a_newer_version(at: int, value: int) -> None:
    frame = bytearray((base45.decode(frames_of(b"bread")[0]) or b"")[:-4])
    frame[at] = value
    assert refusal([signed(bytes(frame))], never).message_id == "export.codes_newer"
    assert refusal([signed(bytes(frame[:-1]))], never).message_id == "export.codes_newer"


def sealed_by_hand(inside: bytes) -> list[str]:
    """Frames of a box whose inside this version would not write."""
    box = seal(ROOT, SALT, sealed.INFO, inside)
    half = len(box) // 2
    head = bytes((1, *b"abcd", 2, 1))
    return [signed(head + b"\0" + box[:half]), signed(head + b"\1" + box[half:])]


PACKED = zlib.compress(b"bread")


@pytest.mark.parametrize(
    "inside",
    [
        bytes(1024),
        (2000).to_bytes(4, "little") + PACKED,
        len(PACKED).to_bytes(4, "little") + PACKED + b"\1",
        (len(PACKED) + 1).to_bytes(4, "little") + PACKED,
        (len(PACKED) - 1).to_bytes(4, "little") + PACKED[:-1],
        (900).to_bytes(4, "little") + noise(900),
    ],
)
def test_an_inside_that_is_not_ours_is_left_to_a_newer_version(inside: bytes) -> None:
    frames = sealed_by_hand(inside.ljust(1024, b"\0"))
    assert refusal(frames).message_id == "export.codes_newer"


def test_an_inside_that_is_ours_opens() -> None:
    inside = (len(PACKED).to_bytes(4, "little") + PACKED).ljust(1024, b"\0")
    assert sealed.open_frames(sealed_by_hand(inside), derive) == b"bread"


def test_a_small_box_that_unpacks_without_end_is_stopped() -> None:
    packed = zlib.compress(bytes(6_000_000), 9)
    inside = (len(packed).to_bytes(4, "little") + packed).ljust(8192, b"\0")
    with pytest.raises(ExportError) as caught:
        sealed._unpack(inside)
    assert caught.value.message_id == "export.codes_newer"


def test_the_frame_fits_the_version_it_was_cut_for() -> None:
    most = base45.encode(noise(sealed.BLOCK_MOST + sealed._HEAD + sealed._CHECK))
    assert make_code(most, dense=True).version == 19
    assert make_code(most + "A", dense=True).version == 20
