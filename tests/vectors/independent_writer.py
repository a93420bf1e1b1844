"""Writes a vault by the words of docs/vault-format.md alone; imports nothing of the project."""

import os
import unicodedata
import zlib
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Doors = list[tuple[int, int, int, str]]
Payloads = dict[int, tuple[int, bytes, int, bytes]]
Cost = tuple[int, int, int]
STANDARD = (256 * 1024, 3, 4)


def box(key: bytes, salt: bytes, info: bytes, plaintext: bytes) -> bytes:
    okm = HKDF(SHA256(), 64, salt, info).derive(key)
    return salt + okm[32:] + ChaCha20Poly1305(okm[:32]).encrypt(bytes(12), plaintext, info)


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    words = " ".join(unicodedata.normalize("NFKC", passphrase).split()).encode("utf-8")
    memory, iterations, lanes = cost
    kdf = Argon2id(salt=salt, length=32, iterations=iterations, lanes=lanes, memory_cost=memory)
    return kdf.derive(words)


def vault(
    size: int,
    doors: Doors,
    payloads: Payloads,
    *,
    cost: Cost = STANDARD,
    random: Callable[[int], bytes] = os.urandom,
    bitmaps: dict[int, tuple[int, int]] | None = None,
) -> bytes:
    """The bytes of a vault.

    doors: (door number, compartment number, kind, passphrase) each.
    payloads: compartment number -> (generation in half A, JSON in half A, generation B, JSON B).
    bitmaps: compartment number -> (doors, compartments); else each knows only its own.
    """
    half = size // 2
    room = (half - 36864) // 4
    room -= room % 4096
    image = bytearray(random(size))
    salts = {"A": bytes(image[:32]), "B": bytes(image[half : half + 32])}
    roots = {d: {x: derive(words, salts[x], cost) for x in "AB"} for d, _k, _kind, words in doors}
    keys = {k: random(32) for k in payloads}
    for d, k, kind, _words in doors:
        text = keys[k] + bytes([k, kind]) + bytes(14)
        for x, start in (("A", 0), ("B", half)):
            entry = box(roots[d][x], random(32), f"safeplan/1 door {d} half {x}".encode(), text)
            image[start + 4096 * (1 + d) : start + 4096 * (1 + d) + 128] = entry
    for k, (generation_a, json_a, generation_b, json_b) in payloads.items():
        own = [d for d, leads_to, _kind, _words in doors if leads_to == k]
        known = (bitmaps or {}).get(k, (sum(1 << d for d in own), 1 << k))
        rows = b"".join(roots[d]["A"] + roots[d]["B"] if d in own else bytes(64) for d in range(8))
        for x, start, generation, json in (
            ("A", 0, generation_a, json_a),
            ("B", half, generation_b, json_b),
        ):
            packed = zlib.compress(json)
            text = generation.to_bytes(8, "little") + len(packed).to_bytes(4, "little")
            text += bytes(known) + bytes(2) + salts["A"] + salts["B"] + rows + packed
            text += bytes(room - 80 - len(text))
            info = f"safeplan/1 compartment {k} half {x}".encode()
            place = start + 36864 + k * room
            image[place : place + room] = box(keys[k], random(32), info, text)
    return bytes(image)


if __name__ == "__main__":
    # Makes the published file anew: one plan saved once since it was levelled, its recovery code,
    # and a notebook beside it.
    NOTEBOOK = b'{"form":"notebook","version":1}'
    with open("published.bin", "xb") as stream:
        stream.write(
            vault(
                1 << 20,
                [(3, 2, 0, "six small fish"), (6, 2, 1, "K7Q2"), (0, 1, 0, "Aunt Pumpkin")],
                {
                    2: (
                        7_000_000_000,
                        '{"form":"plan","version":1,"who":"Zoë"}'.encode(),
                        7_000_000_001,
                        b'{"form":"plan","version":1,"who":"Mr Tea"}',
                    ),
                    1: (40, NOTEBOOK, 40, NOTEBOOK),
                },
                bitmaps={2: (0b1001001, 0b0110)},
            )
        )
