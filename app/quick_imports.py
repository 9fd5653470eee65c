"""Faster imports while the window starts: what PySide6 and the garbage collector do beside them is left out.

- PySide6 replaces ``__import__`` to offer ``from __feature__ import …`` and, for that, reads the source of every module
  that is imported after it (``inspect.getsource`` of each, in shiboken's ``feature.py``). Nothing here uses such
  features. Measured on two shared cores: 45 of 500 ms, and 11 MB of sources that are kept in memory.
- The collector looks through everything again and again while hundreds of modules are made that all stay. Measured:
  55 of 500 ms. What is there at the end is left out of later collections, which the window's pauses are shorter for.
"""

from __future__ import annotations

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quick_imports() -> Iterator[None]:
    """For the imports of a program that stays; Qt's core is imported first."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        import PySide6.QtCore  # noqa: F401 - puts its own import in place, which is taken away again

        original = getattr(builtins, "__orig_import__", None)
        if original is not None:
            builtins.__import__ = original
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
