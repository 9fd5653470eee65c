"""What a folder says when it cannot be written or read, in one sentence."""

from __future__ import annotations

import errno
from pathlib import Path

from engine.core.errors import UserError

_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


def explained(error: OSError, folder: Path) -> UserError:
    """The error in the user's words; ``folder`` is what was to be written or read."""
    name = folder.name or str(folder)
    if error.errno in _FULL:
        return UserError(
            f"The disk that holds “{name}” is full", "Make room on it; what was saved before is still there."
        )
    if error.errno in _READ_ONLY:
        return UserError(
            f"“{name}” cannot be written: it is read-only", "Save the project under another name, in a folder of yours."
        )
    reason = (error.strerror or str(error)).lower()
    return UserError(f"“{name}” cannot be used: {reason}", "Check that its disk is connected, then try again.")
