"""Opens a vault by the words of docs/vault-format.md alone; imports nothing of the project.
With a file's name: asks for its passphrase and prints the JSON object inside."""

import getpass
import hmac
import sys
import unicodedata
import zlib
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

COST = (262144, 3, 4)  # KiB of memory, iterations, lanes
SIZES = [1 << 20, 4 << 20, 16 << 20, 64 << 20]
PAGE = 4096
Found = tuple[int, bytes, bytes]
Cost = tuple[int, int, int]


def root_of(passphrase: str, salt: bytes, cost: Cost = COST) -> bytes:
    words = " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode()
    return Argon2id(
        salt=salt, length=32, memory_cost=cost[0], iterations=cost[1], lanes=cost[2]
    ).derive(words)


def opened(key: bytes, box: bytes, info: bytes) -> bytes | None:
    both = HKDF(SHA256(), 64, box[:32], info).derive(key)
    if not hmac.compare_digest(both[32:], box[32:64]):
        return None
    try:
        return ChaCha20Poly1305(both[:32]).decrypt(bytes(12), box[64:], info)
    except InvalidTag:
        return None


def door(root: bytes, half: bytes, letter: bytes, number: int) -> tuple[bytes, int] | None:
    entry = half[PAGE + number * PAGE :][:128]
    text = opened(root, entry, b"safeplan/1 door %d half %s" % (number, letter))
    if text is None or any(text[34:]) or text[32] > 3 or text[33] > 1:
        return None
    return text[:32], text[32]


def copy(key: bytes, number: int, half: bytes, letter: bytes) -> Found | None:
    size = (len(half) - 9 * PAGE) // 4 // PAGE * PAGE
    box = half[9 * PAGE + number * size :][:size]
    text = opened(key, box, b"safeplan/1 compartment %d half %s" % (number, letter))
    if text is None:
        return None
    generation = int.from_bytes(text[:8], "little")
    end = 592 + int.from_bytes(text[8:12], "little")
    if (
        generation >= 1 << 63
        or end > len(text)
        or text[13] > 15
        or any(text[14:16])
        or any(text[end:])
    ):
        return None
    stream = zlib.decompressobj()
    payload = stream.decompress(text[592:end], 16 * size)
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        return None
    return generation, payload, text[:592]


def read(data: bytes, passphrase: str, cost: Cost = COST) -> Found | None:
    """(generation, payload, header) of the newest copy behind this passphrase, or None."""
    if len(data) not in SIZES:
        return None
    middle = len(data) // 2
    halves = {b"A": data[:middle], b"B": data[middle:]}
    for letter, half in halves.items():
        root = root_of(passphrase, half[:32], cost)
        for found in [door(root, half, letter, number) for number in range(8)]:
            if found:
                copies = [copy(*found, each, name) for name, each in halves.items()]
                if any(copies):
                    return max(each for each in copies if each)
    return None


if __name__ == "__main__":
    answer = read(Path(sys.argv[1]).read_bytes(), getpass.getpass())
    sys.exit("This does not open this file.") if answer is None else print(answer[1].decode())
