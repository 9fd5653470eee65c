"""What each key means in the piano roll."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Step(Enum):
    """A step of work asked for by the keyboard."""

    NONE = auto()
    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    OCTAVE_UP = auto()
    OCTAVE_DOWN = auto()
    LONGER = auto()
    SHORTER = auto()
    LOUDER = auto()
    SOFTER = auto()
    DELETE = auto()
    QUANTISE = auto()
    ALL = auto()
    NO_NOTE = auto()
    DUPLICATE = auto()
    DRAW = auto()
    NEXT = auto()
    PREVIOUS = auto()
    ADD_NEXT = auto()
    ADD_PREVIOUS = auto()
    HEAR = auto()


_K, _M = Qt.Key, Qt.KeyboardModifier
_PLAIN, _SHIFT, _CTRL, _ALT = _M.NoModifier, _M.ShiftModifier, _M.ControlModifier, _M.AltModifier

_STEPS: dict[tuple[int, Qt.KeyboardModifier], Step] = {
    (_K.Key_Left, _PLAIN): Step.LEFT,
    (_K.Key_Right, _PLAIN): Step.RIGHT,
    (_K.Key_Up, _PLAIN): Step.UP,
    (_K.Key_Down, _PLAIN): Step.DOWN,
    (_K.Key_Up, _CTRL): Step.OCTAVE_UP,
    (_K.Key_Down, _CTRL): Step.OCTAVE_DOWN,
    (_K.Key_Right, _SHIFT): Step.LONGER,
    (_K.Key_Left, _SHIFT): Step.SHORTER,
    (_K.Key_Up, _SHIFT): Step.LOUDER,
    (_K.Key_Down, _SHIFT): Step.SOFTER,
    (_K.Key_Delete, _PLAIN): Step.DELETE,
    (_K.Key_Backspace, _PLAIN): Step.DELETE,
    (_K.Key_Q, _PLAIN): Step.QUANTISE,
    (_K.Key_A, _CTRL): Step.ALL,
    (_K.Key_Escape, _PLAIN): Step.NO_NOTE,
    (_K.Key_D, _CTRL): Step.DUPLICATE,
    (_K.Key_Insert, _PLAIN): Step.DRAW,
    (_K.Key_N, _PLAIN): Step.DRAW,
    (_K.Key_Right, _ALT): Step.NEXT,
    (_K.Key_Left, _ALT): Step.PREVIOUS,
    (_K.Key_Right, _ALT | _SHIFT): Step.ADD_NEXT,
    (_K.Key_Left, _ALT | _SHIFT): Step.ADD_PREVIOUS,
    (_K.Key_Return, _PLAIN): Step.HEAR,
    (_K.Key_Enter, _PLAIN): Step.HEAR,
}
KEYS = frozenset(_STEPS.values())


def step_of(event: QKeyEvent) -> Step:
    """The step a key asks for; ``NONE`` for keys that mean nothing here."""
    keys = event.modifiers() & ~(_M.KeypadModifier | _M.GroupSwitchModifier)
    return _STEPS.get((event.key(), keys), Step.NONE)
