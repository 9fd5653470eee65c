"""Protection from a fault of PySide6 6.12.0 on Python 3.11, which would end the window after a few minutes.

Measured (``tests/app/test_singletons.py``): each overridden C++ method that returns nothing, such as ``paintEvent``,
takes one reference from ``None`` too many, each ``Signal.emit`` one from ``True``. From Python 3.12 on these objects
are immortal (PEP 683) and nothing happens; on 3.11 their count reaches 0 and the interpreter aborts ("none_dealloc:
deallocating None"). PySide6 6.11.1 is free of it. Here the three objects are made as good as immortal by hand, as
PEP 683 does it: by a count that nobody can use up. Delete this file when no supported version needs it.
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40  # at a million lost references a second it lasts for 12 days
_FIRST_IMMORTAL = (3, 12)


def keep_singletons() -> None:
    """Let ``None``, ``True`` and ``False`` survive lost references; does nothing where they are immortal."""
    if sys.version_info >= _FIRST_IMMORTAL or sys.implementation.name != "cpython":
        return
    for singleton in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(singleton))  # the first field of every CPython object
        if count.value < _MANY:
            count.value += _MANY
