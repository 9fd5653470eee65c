"""What each key means in the chord lane."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class ChordStep(Enum):
    """A step of work on the chosen chord."""

    NONE = auto()
    NEXT = auto()
    PREVIOUS = auto()
    WRITE = auto()
    SPLIT = auto()
    JOIN_NEXT = auto()
    JOIN_PREVIOUS = auto()
    END_LATER = auto()
    END_EARLIER = auto()
    START_LATER = auto()
    START_EARLIER = auto()
    END_LATER_FREE = auto()
    END_EARLIER_FREE = auto()
    START_LATER_FREE = auto()
    START_EARLIER_FREE = auto()


_K, _M = Qt.Key, Qt.KeyboardModifier
_PLAIN, _SHIFT, _CTRL, _ALT = _M.NoModifier, _M.ShiftModifier, _M.ControlModifier, _M.AltModifier

_STEPS: dict[tuple[int, Qt.KeyboardModifier], ChordStep] = {
    (_K.Key_Left, _PLAIN): ChordStep.PREVIOUS,
    (_K.Key_Right, _PLAIN): ChordStep.NEXT,
    (_K.Key_Return, _PLAIN): ChordStep.WRITE,
    (_K.Key_Enter, _PLAIN): ChordStep.WRITE,
    (_K.Key_F2, _PLAIN): ChordStep.WRITE,
    (_K.Key_S, _PLAIN): ChordStep.SPLIT,
    (_K.Key_J, _PLAIN): ChordStep.JOIN_NEXT,
    (_K.Key_J, _SHIFT): ChordStep.JOIN_PREVIOUS,
    (_K.Key_Delete, _PLAIN): ChordStep.JOIN_PREVIOUS,
    (_K.Key_Backspace, _PLAIN): ChordStep.JOIN_PREVIOUS,
    (_K.Key_Right, _SHIFT): ChordStep.END_LATER,
    (_K.Key_Left, _SHIFT): ChordStep.END_EARLIER,
    (_K.Key_Right, _CTRL): ChordStep.START_LATER,
    (_K.Key_Left, _CTRL): ChordStep.START_EARLIER,
    (_K.Key_Right, _SHIFT | _ALT): ChordStep.END_LATER_FREE,
    (_K.Key_Left, _SHIFT | _ALT): ChordStep.END_EARLIER_FREE,
    (_K.Key_Right, _CTRL | _ALT): ChordStep.START_LATER_FREE,
    (_K.Key_Left, _CTRL | _ALT): ChordStep.START_EARLIER_FREE,
}

ENDS = {
    ChordStep.END_LATER: (True, 1, False),
    ChordStep.END_EARLIER: (True, -1, False),
    ChordStep.START_LATER: (False, 1, False),
    ChordStep.START_EARLIER: (False, -1, False),
    ChordStep.END_LATER_FREE: (True, 1, True),
    ChordStep.END_EARLIER_FREE: (True, -1, True),
    ChordStep.START_LATER_FREE: (False, 1, True),
    ChordStep.START_EARLIER_FREE: (False, -1, True),
}
"""Steps that move an edge: whether it is the chord's end, which way, and whether freely."""


def chord_step_of(event: QKeyEvent) -> ChordStep:
    """The step a key asks for; ``NONE`` for keys that mean nothing here."""
    keys = event.modifiers() & ~(_M.KeypadModifier | _M.GroupSwitchModifier)
    return _STEPS.get((event.key(), keys), ChordStep.NONE)
