"""What the tests of the Windows half stand on."""

import pytest

from tests.windows.wine_house import Wine, house


@pytest.fixture(scope="session")
def wine() -> Wine:
    """A Windows to run things in; tests that use it are marked ``needs("wine")`` and stand in the
    xdist group ``wine``.
    """
    return house()
