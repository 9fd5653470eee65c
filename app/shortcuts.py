"""Keys of the actions: what the user made of the defaults, kept in the window's state, and what may not be shared."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QKeySequence

from app.actions import Actions, ActionSpec, tool_tip
from app.window_state import WindowState

_MOST_KEYS = 4
_RESERVED = ("Tab", "Shift+Tab", "Backtab", "Esc", "F10")
"""Moving between controls, leaving a dialog, opening the menu: without them the keyboard could get stuck."""


def native(keys: str) -> str:
    """Keys in the words of this system: ``Ctrl+O``, ``⌘O``."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Shortcuts(QObject):
    """Applies the remembered keys to the actions at once; ``changed`` follows each later change."""

    changed = Signal()

    def __init__(self, acts: Actions, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts, self._state = acts, state
        for name in acts.specs:
            self._apply(name)

    def keys(self, name: str) -> tuple[str, ...]:
        """An action's keys in Qt's portable words, the one that is shown first."""
        chosen = self._chosen(name)
        return self._acts.specs[name].keys if chosen is None else chosen

    def shown(self, name: str) -> str:
        """All of its keys as the user reads them; empty for none."""
        return "  ".join(native(keys) for keys in self.keys(name))

    def is_default(self, name: str) -> bool:
        return self._chosen(name) is None

    def holder(self, keys: str, *, besides: str = "") -> str | None:
        """The action that ``keys`` belong to."""
        wanted = _portable(keys)
        for name in self._acts.specs:
            if name != besides and wanted in map(_portable, self.keys(name)):
                return name
        return None

    def trouble(self, name: str, keys: str) -> str:
        """Why ``keys`` cannot be given to an action, as a sentence; empty if they can."""
        portable = _portable(keys)
        if not portable:
            return _tr("No keys were pressed.")
        if portable in _RESERVED:
            return _tr("“%s” moves through the window and cannot be given away.") % native(portable)
        holder = self.holder(portable, besides=name)
        if holder is None:
            return ""
        return _tr("“%(keys)s” already does “%(action)s”.") % {
            "keys": native(portable),
            "action": self._acts.specs[holder].text,
        }

    def give(self, name: str, keys: str) -> bool:
        """Make ``keys`` the only keys of an action; False, and nothing changed, where ``trouble`` has a sentence."""
        if self.trouble(name, keys):
            return False
        self._store(name, (_portable(keys),))
        return True

    def take_over(self, name: str, keys: str) -> None:
        """Give ``keys`` to an action and take them from the one that had them."""
        holder = self.holder(keys, besides=name)
        if holder is not None:
            wanted = _portable(keys)
            self._store(holder, tuple(kept for kept in self.keys(holder) if _portable(kept) != wanted))
        self.give(name, keys)

    def clear(self, name: str) -> None:
        """No keys for this action."""
        self._store(name, ())

    def reset(self, name: str) -> str:
        """Back to the keys it came with; a sentence instead where another action has one of them by now."""
        for keys in self._acts.specs[name].keys:
            trouble = self.trouble(name, keys)
            if trouble:
                return trouble
        self._forget(name)
        self.changed.emit()
        return ""

    def reset_all(self) -> None:
        for name in self._acts.specs:
            self._forget(name)
        self.changed.emit()

    def _chosen(self, name: str) -> tuple[str, ...] | None:
        """What the user chose; None where they did not, or where the file holds nonsense."""
        text = self._state.text(_place(name))
        if not text:
            return None
        try:
            read = json.loads(text)
        except ValueError:
            return None
        if not isinstance(read, list) or len(read) > _MOST_KEYS or not all(isinstance(keys, str) for keys in read):
            return None
        portable = [_portable(keys) for keys in read]
        return tuple(portable) if all(portable) else None

    def _store(self, name: str, keys: tuple[str, ...]) -> None:
        self._state.set_text(_place(name), json.dumps(keys))
        self._apply(name)
        self.changed.emit()

    def _forget(self, name: str) -> None:
        self._state.set_text(_place(name), "")
        self._apply(name)

    def _apply(self, name: str) -> None:
        keys, spec = self.keys(name), self._acts.specs[name]
        action = self._acts[name]
        if keys != spec.keys or not self._is_applied(name, keys):
            action.setShortcuts([QKeySequence(sequence) for sequence in keys])
            action.setToolTip(tool_tip(spec, keys))

    def _is_applied(self, name: str, keys: tuple[str, ...]) -> bool:
        return [_portable(sequence.toString()) for sequence in self._acts[name].shortcuts()] == [*map(_portable, keys)]


def by_heading(specs: dict[str, ActionSpec]) -> dict[str, list[str]]:
    """Names of actions under the heading each stands under, in the order of the menus."""
    headings: dict[str, list[str]] = {}
    for name, spec in specs.items():
        headings.setdefault(spec.menu or _tr("Lanes"), []).append(name)
    return headings


def _place(name: str) -> str:
    return f"keys/{name}"


def _portable(keys: str) -> str:
    sequence = QKeySequence(keys[:40])
    return sequence.toString(QKeySequence.SequenceFormat.PortableText) if sequence.count() == 1 else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)
