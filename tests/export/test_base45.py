"""RFC 9285."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.export import base45


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
        (b"", ""),
    ],
)
def test_the_examples_of_the_standard(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=300))
def test_there_and_back(data: bytes) -> None:
    text = base45.encode(data)
    assert base45.decode(text) == data
    assert len(text) == 3 * (len(data) // 2) + 2 * (len(data) % 2)


@given(st.text(base45.SIGNS, max_size=40))
def test_what_it_reads_it_would_have_written(text: str) -> None:
    data = base45.decode(text)
    assert data is None or base45.encode(data) == text


@pytest.mark.parametrize("text", ["GGW", ":::", "::", "A", "ab", "BB8é", "1234"])
def test_what_nobody_writes_is_refused(text: str) -> None:
    assert base45.decode(text) is None
