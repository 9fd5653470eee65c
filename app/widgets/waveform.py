"""A waveform from a peak pyramid: one column of pixels at a time, so the cost is the width, never the song."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.bar_clock import BarClock
from app.theme import Theme
from app.widgets.bar_lines import bar_lines
from app.widgets.lane_layers import NoteLayer, SpectrumLayer
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from engine.core.peaks import PeakPyramid

_MARK_SPACING = 3.0
_DRAG_PIXELS = 3
_SELECTED = 0.18
_BAR, _BEAT = 0.55, 0.25


def outline(
    peaks: PeakPyramid, start: float, end: float, columns: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Lowest and highest sample of each column between two seconds, over all channels."""
    view = peaks.view(start * peaks.sample_rate, end * peaks.sample_rate, columns)
    return view.minima.min(axis=0), view.maxima.max(axis=0)


def highest_peak(peaks: PeakPyramid) -> float:
    """Largest absolute sample, from the coarsest level."""
    if not peaks.num_samples:
        return 0.0
    return float(max(-peaks.minima[-1].min(), peaks.maxima[-1].max(), 0.0))


def coverage(
    low: NDArray[np.float32], high: NDArray[np.float32], height: int, *, full_scale: float
) -> NDArray[np.uint8]:
    """How much of each pixel a waveform covers, 0–255, ``[height, columns]``: anti-aliased by exact overlap.

    Args:
        low: Lowest sample of each column.
        high: Highest sample of each column.
        height: Pixels; the middle is 0.
        full_scale: Sample value drawn at the upper edge.
    """
    middle = height / 2.0
    scale = middle / max(full_scale, 1e-9)
    top = middle - np.clip(high, -full_scale, full_scale) * scale
    bottom = middle - np.clip(low, -full_scale, full_scale) * scale
    top, bottom = np.minimum(top, middle - 0.5), np.maximum(bottom, middle + 0.5)  # silence is a hairline
    rows = np.arange(height, dtype=np.float32)[:, None]
    covered = np.minimum(rows + 1.0, bottom[None, :]) - np.maximum(rows, top[None, :])
    return np.asarray(np.clip(covered, 0.0, 1.0) * 255.0, dtype=np.uint8)


def tinted(mask: NDArray[np.uint8], colour: QColor) -> QImage:
    """A coverage mask in one colour, as a premultiplied image that owns its pixels."""
    height, width = mask.shape
    alpha = np.arange(256, dtype=np.uint32) * round(colour.alphaF() * 255) // 255
    red, green, blue = (alpha * value // 255 for value in (colour.red(), colour.green(), colour.blue()))
    shades = (alpha << 24) | (red << 16) | (green << 8) | blue
    pixels = np.ascontiguousarray(shades[mask])
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()


class Waveform(TimeCanvas):
    """One stem against time: 70 % of its colour, 100 % where it has been played, 20 % where it is not heard.

    Shift and a drag choose a stretch.
    """

    stretch_dragged = Signal(float, float, bool)
    """Two seconds in order, and whether they shall stay off the grid."""

    def __init__(
        self,
        peaks: PeakPyramid,
        colour: QColor,
        axis: TimeAxis,
        theme: Theme,
        *,
        full_scale: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(axis, theme, parent)
        self._peaks = peaks
        self._colour = colour
        self._full_scale = full_scale
        self._gain = 1.0
        self._is_heard = True
        self._marks = np.zeros(0)
        self._sentence = ""
        self._beyond: PeakPyramid | None = None
        self._frontier = 0.0
        self._wave: QImage | None = None
        self._wave_beyond: QImage | None = None
        self._selection: tuple[float, float] | None = None
        self._anchor: float | None = None
        self._clock: BarClock | None = None
        self.spectrum: SpectrumLayer | None = None
        self._notes: NoteLayer | None = None
        self._note_picture: QImage | None = None

    def set_clock(self, clock: BarClock | None) -> None:
        """Bar lines and beats behind the outline."""
        if clock is not self._clock:
            self._clock = clock
            self.redraw()

    def set_spectrum(self, layer: SpectrumLayer | None) -> None:
        """A spectrogram in the place of the outline, once there is something in it; None for the outline."""
        if layer is not self.spectrum:
            self.spectrum = layer
            self.redraw()

    @property
    def has_spectrum(self) -> bool:
        """Whether a spectrogram is seen."""
        return self.spectrum is not None and not self.spectrum.is_empty

    def set_notes(self, layer: NoteLayer | None) -> None:
        """Notes over the outline, or none."""
        if layer is not self._notes:
            self._notes, self._note_picture = layer, None
            self.update()

    def set_selection(self, span: tuple[float, float] | None) -> None:
        """The stretch that is chosen, in seconds."""
        if span != self._selection:
            self._selection = span
            self.update()

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.redraw()

    def set_gain(self, gain: float) -> None:
        """Linear; the waveform grows and shrinks with it."""
        if gain != self._gain:
            self._gain = gain
            self.redraw()

    def set_heard(self, is_heard: bool) -> None:
        if is_heard != self._is_heard:
            self._is_heard = is_heard
            self.redraw()

    def set_marks(self, times: tuple[float, ...]) -> None:
        """Small ticks at the lower edge (log-drum hits)."""
        self._marks = np.sort(np.asarray(times, np.float64))
        self.redraw()

    def set_sentence(self, sentence: str) -> None:
        """Words in the place of a waveform that is not there."""
        self._sentence = sentence
        self.redraw()

    def set_frontier(self, beyond: PeakPyramid | None, seconds: float) -> None:
        """Where the stem ends so far, and the song that is heard beyond, drawn in grey; None: the stem is whole."""
        if beyond is not self._beyond:
            self._wave_beyond = None
        self._beyond, self._frontier, self._wave = beyond, seconds, None
        super().redraw()

    def redraw(self) -> None:
        self._wave = self._wave_beyond = self._note_picture = None
        super().redraw()

    def draw(self, painter: QPainter, size: QSize) -> None:
        """What lies behind the waveform."""
        lines, height = bar_lines(self._clock, self.axis, size.width()), size.height()
        for xs, strength in ((lines.beats, _BEAT), (lines.bars, _BAR)):
            colour = tokens.blended(self.theme.grid, self.theme.surface1, strength)
            for x in xs:
                painter.fillRect(x, 0, 1, height, colour)
        if self._sentence:
            painter.setPen(QColor(self.theme.quiet))
            painter.setFont(tokens.font(tokens.TEXT_QUIET))
            words = QRect(tokens.PADDING, 0, size.width(), size.height() // 2 - 2)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignBottom), self._sentence)
        if len(self._marks):
            self._draw_marks(painter, size)
        line = self.theme.line_width
        painter.fillRect(0, size.height() - line, size.width(), line, QColor(self.theme.line))

    def paint_picture(self, painter: QPainter) -> None:
        super().paint_picture(painter)
        if self._selection is not None:
            self._paint_selection(painter, *self._selection)
        self._paint_wave(painter)
        if self._notes is not None:
            painter.setOpacity(1.0 if self._is_heard else tokens.WAVE_MUTED)
            painter.drawImage(0, 0, self._notes_drawn(self._notes))
            painter.setOpacity(1.0)

    def _notes_drawn(self, notes: NoteLayer) -> QImage:
        if self._note_picture is None:
            size = QSize(self.width(), max(1, self.height() - self.theme.line_width))
            self._note_picture = notes.drawn(size, self.axis, self.theme, is_on_spectrum=self.has_spectrum)
        return self._note_picture

    def _paint_wave(self, painter: QPainter) -> None:
        wave, end = self.wave(), self.width()
        if self._beyond is not None:
            end = min(max(0, round(self.axis.x_of(self._frontier, end))), end)
            self._paint_part(painter, self._grey_wave(self._beyond), end, self.width(), tokens.WAVE_MUTED)
        if not self._is_heard:
            self._paint_part(painter, wave, 0, end, tokens.WAVE_MUTED)
            return
        x = 0 if self.playhead is None else round(self.axis.x_of(self.playhead, self.width()))
        x = min(max(x, 0), end)
        self._paint_part(painter, wave, 0, x, tokens.WAVE_PLAYED)
        self._paint_part(painter, wave, x, end, tokens.WAVE_UNPLAYED)

    def _paint_selection(self, painter: QPainter, start: float, end: float) -> None:
        left, right = (round(self.axis.x_of(time, self.width())) for time in (start, end))
        focus, height = QColor(self.theme.focus), self.height() - self.theme.line_width
        painter.fillRect(left, 0, right - left, height, tokens.faded(focus, _SELECTED))
        for x in (left, right - 1):
            painter.fillRect(x, 0, self.theme.line_width, height, focus)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = event.position().x()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        x = event.position().x()
        if self._anchor is None:
            super().mouseMoveEvent(event)
        elif abs(x - self._anchor) >= _DRAG_PIXELS:
            first, last = sorted((self.time_at(self._anchor), self.time_at(x)))
            self.stretch_dragged.emit(first, last, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._anchor = None

    def _paint_part(self, painter: QPainter, wave: QImage, left: int, right: int, opacity: float) -> None:
        if left >= right:
            return
        ratio = wave.devicePixelRatio()
        start, stop = round(left * ratio), round(right * ratio)
        height = wave.height() / ratio
        painter.setOpacity(opacity)
        painter.drawImage(QRectF(left, 0, right - left, height), wave, QRectF(start, 0, stop - start, wave.height()))
        painter.setOpacity(1.0)

    def wave(self) -> QImage:
        """The waveform at full strength on nothing; drawn once per zoom, and painted at three strengths."""
        if self._wave is None or self._wave.devicePixelRatio() != self.devicePixelRatioF():
            if self.spectrum is not None and self.has_spectrum:
                ratio, size = self.devicePixelRatioF(), QSize(self.width(), self.height() - self.theme.line_width)
                self._wave = self.spectrum.drawn(size, ratio, self.axis, self._colour, self.theme)
            else:
                self._wave = self._drawn(self._peaks, self._gain, self._colour)
        return self._wave

    def _grey_wave(self, peaks: PeakPyramid) -> QImage:
        if self._wave_beyond is None or self._wave_beyond.devicePixelRatio() != self.devicePixelRatioF():
            self._wave_beyond = self._drawn(peaks, 1.0, QColor(self.theme.quiet))
        return self._wave_beyond

    def _drawn(self, peaks: PeakPyramid, gain: float, colour: QColor) -> QImage:
        ratio = self.devicePixelRatioF()
        columns = max(1, round(self.width() * ratio))
        rows = max(1, round((self.height() - self.theme.line_width) * ratio))
        low, high = outline(peaks, self.axis.start, self.axis.end, columns)
        image = tinted(coverage(low * gain, high * gain, rows, full_scale=self._full_scale), colour)
        image.setDevicePixelRatio(ratio)
        return image

    def _draw_marks(self, painter: QPainter, size: QSize) -> None:
        times = self._marks[np.searchsorted(self._marks, self.axis.start) :]
        xs = np.round((times[times <= self.axis.end] - self.axis.start) / self.axis.visible * size.width())
        colour = QColor(self.theme.text)
        last = -_MARK_SPACING
        for x in xs.tolist():
            if x - last >= _MARK_SPACING:  # closer ticks would run into one bar
                painter.fillRect(int(x), size.height() - 7, 2, 6, colour)
                last = x
