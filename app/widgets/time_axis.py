"""The stretch of song that is on screen, shared by everything that is drawn against time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

MIN_VISIBLE_SECONDS = 0.25


class TimeAxis(QObject):
    """``start`` and ``visible`` seconds of a song of ``duration`` seconds. ``changed`` tells who must draw anew."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.duration = 1.0
        self.start = 0.0
        self.visible = 1.0

    def set_duration(self, duration: float) -> None:
        """A new song: all of it is visible."""
        self.duration = max(duration, 1e-3)
        self.start, self.visible = 0.0, self.duration
        self.changed.emit()

    @property
    def end(self) -> float:
        return self.start + self.visible

    def show_range(self, start: float, visible: float) -> None:
        """Show ``visible`` seconds from ``start``, as far as the song reaches."""
        visible = min(max(visible, MIN_VISIBLE_SECONDS), self.duration)
        start = min(max(0.0, start), self.duration - visible)
        if (start, visible) != (self.start, self.visible):
            self.start, self.visible = start, visible
            self.changed.emit()

    def zoom(self, factor: float, around: float) -> None:
        """Show ``factor`` times as much; the second ``around`` keeps its place on screen."""
        visible = min(max(self.visible * factor, MIN_VISIBLE_SECONDS), self.duration)
        share = (around - self.start) / self.visible
        self.show_range(around - share * visible, visible)

    def scroll(self, seconds: float) -> None:
        self.show_range(self.start + seconds, self.visible)

    def fit(self) -> None:
        """Show the whole song."""
        self.show_range(0.0, self.duration)

    def follow(self, time: float) -> None:
        """Turn the page when the play-head has left the screen."""
        if self.visible < self.duration and not self.start <= time < self.end:
            self.show_range(time - 0.05 * self.visible, self.visible)

    def x_of(self, time: float, width: int) -> float:
        """Pixel of a second on a canvas ``width`` pixels wide."""
        return (time - self.start) / self.visible * width

    def time_at(self, x: float, width: int) -> float:
        """Second under a pixel, kept inside the song."""
        return min(max(0.0, self.start + x / max(1, width) * self.visible), self.duration)
