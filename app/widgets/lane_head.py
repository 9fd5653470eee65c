"""A canvas with its name at the left, so that all that is drawn against time begins at one edge."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app import theme as tokens
from app.widgets.plain_text import PlainLabel


def with_head(name: str, canvas: QWidget, width: int) -> QWidget:
    """The canvas right of a head ``width`` pixels wide."""
    head = QFrame()
    head.setObjectName("laneHead")
    head.setFixedWidth(width)
    inside = QHBoxLayout(head)
    inside.setContentsMargins(2 * tokens.GRID + 2, 0, 2 * tokens.GRID, 0)
    inside.addWidget(PlainLabel(name, "caption"))
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(head)
    row.addWidget(canvas, 1)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
