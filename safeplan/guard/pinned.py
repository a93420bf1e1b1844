"""Keeping what is typed out of the swap file, as far as the system allows.

A user without special rights may keep a few pages in memory, which is enough for the places that
a password is typed into. Who may keep everything there, does.
"""

from __future__ import annotations

import os
import sys

MCL_CURRENT = 1
MCL_FUTURE = 2
MCL_ONFAULT = 4  # pages are kept once they are used; none is fetched for it
_ADMINISTRATOR = 0


def pin_all() -> bool:
    """Keep every page of this process in memory (Linux); answers whether that is allowed."""
    return _pin_all() if sys.platform == "linux" else False


def _pin_all() -> bool:
    try:
        import ctypes
        import resource

        mlockall = ctypes.CDLL(None, use_errno=True).mlockall
        if mlockall(MCL_CURRENT | MCL_ONFAULT) != 0:
            return False
        if sys.platform != "win32":
            # Within a limit, pages to come may not be counted in: one too many would end the
            # process.
            most = resource.getrlimit(resource.RLIMIT_MEMLOCK)[0]
            if most == resource.RLIM_INFINITY or os.geteuid() == _ADMINISTRATOR:
                mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)
    except (ImportError, OSError, AttributeError, ValueError):
        return False
    return True


def pin(*places: bytearray) -> bool:
    """Keep the pages of ``places`` in memory; answers whether all of them are.

    Args:
        places: Buffers that never grow; they must not be resized while this looks.
    """
    try:
        import ctypes

        done = True
        for place in places:
            held = (ctypes.c_char * len(place)).from_buffer(place)
            done &= _keep(ctypes.addressof(held), len(place))
    except (ImportError, OSError, AttributeError, ValueError):
        return False
    return done


def _keep(address: int, size: int) -> bool:
    if sys.platform == "win32":
        from safeplan.guard.windows.kernel import keep_in_memory

        return keep_in_memory(address, size)
    else:
        import ctypes

        mlock = ctypes.CDLL(None, use_errno=True).mlock
        return bool(mlock(ctypes.c_void_p(address), ctypes.c_size_t(size)) == 0)
