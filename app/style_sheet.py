"""The window's style sheet, made of a theme's tokens."""

from __future__ import annotations

from app.theme import (
    ARROW,
    CHECK_BOX,
    CONTROL_HEIGHT,
    GRID,
    PADDING,
    RADIUS,
    TEXT_BASE,
    TEXT_BIG,
    TEXT_NUMBER,
    TEXT_QUIET,
    Theme,
)
from engine.paths import resources


def _drawing(name: str, theme: Theme) -> str:
    """A drawing in a theme's colour, which a style sheet can only take from a file; its address for one."""
    return (resources() / "icons" / "themed" / f"{name}_{theme.name}.svg").as_posix()


def style_sheet(theme: Theme) -> str:
    """Qt style sheet from the tokens."""
    t, width = theme, theme.line_width
    thin = f"{width}px solid {t.line}"
    return f"""
* {{ font-size: {TEXT_BASE}px; }}
QMainWindow, QDialog {{ background: {t.ground}; }}
QDialog#palette {{ background: {t.surface2}; border: {thin}; }}
QToolTip {{ background: {t.surface3}; color: {t.text}; border: {thin}; padding: {GRID}px {2 * GRID}px; }}
QFrame#transport {{ background: {t.surface1}; border: none; border-bottom: {thin}; }}
QFrame#rail {{ background: {t.surface1}; border: none; border-right: {thin}; }}
QFrame#inspector {{ background: {t.surface1}; border: none; border-left: {thin}; }}
QFrame#statusLine {{ background: {t.surface1}; border: none; border-top: {thin}; }}
QFrame#drawer {{ background: {t.surface1}; border: none; border-top: {thin}; }}
QFrame#laneHead {{ background: {t.surface1}; border: none; border-bottom: {thin}; border-right: {thin}; }}
QFrame#laneHead[selected="true"] {{ background: {t.surface3}; }}
QFrame#separator {{ background: {t.line}; border: none; max-width: {width}px; min-width: {width}px; }}
QFrame#panel {{ background: {t.surface1}; border: none; border-bottom: {thin}; }}
QWidget#details {{ background: {t.surface1}; }}
QFrame#notice {{ background: {t.surface3}; border: none; border-bottom: {thin}; }}
QLabel {{ background: transparent; color: {t.text}; }}
QLabel[role="quiet"] {{ color: {t.quiet}; font-size: {TEXT_QUIET}px; }}
QLabel[role="caption"] {{ color: {t.quiet}; font-size: {TEXT_QUIET}px; }}
QLabel[role="number"] {{ font-size: {TEXT_NUMBER}px; font-weight: 600; }}
QLabel[role="big"] {{ font-size: {TEXT_BIG}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="good"] {{ color: {t.good}; }}
QLabel[role="bad"] {{ color: {t.bad}; }}
QLabel[role="warn"] {{ color: {t.warn}; }}
QLabel[role="slot"] {{ background: {t.surface3}; border-radius: {RADIUS}px; font-weight: 600; }}
QLabel[role="slotHeard"] {{ background: {t.accent_fill}; color: {t.on_accent}; border-radius: {RADIUS}px;
  font-weight: 600; }}
QFrame#makeForm {{ background: {t.surface1}; border: none; border-right: {thin}; }}
QFrame#splitForm {{ background: {t.surface1}; border: none; border-left: {thin}; }}
QFrame#makeHead {{ background: {t.ground}; border: none; border-bottom: {thin}; }}
QFrame#source {{ background: {t.surface2}; border: {width}px solid {t.accent}; border-radius: {RADIUS}px; }}
QFrame#card[heard="true"] {{ border-color: {t.accent}; }}
QPlainTextEdit#prompt {{ background: {t.surface2}; border: {thin}; border-radius: {RADIUS}px; padding: {GRID}px; }}
QPlainTextEdit#prompt:focus {{ border: {max(1, width)}px solid {t.focus}; }}
QLabel[role="key"] {{ background: {t.surface3}; border: {thin}; border-radius: 4px; padding: 2px 7px;
  font-weight: 600; }}
QPushButton, QCheckBox {{ outline: 0; }}
QPushButton {{ background: {t.surface3}; color: {t.text}; border: {thin}; border-radius: {RADIUS}px;
  min-height: {CONTROL_HEIGHT - 2 * width}px; padding: 0 {PADDING}px; }}
QPushButton:hover {{ border-color: {t.quiet}; }}
QPushButton:pressed {{ background: {t.line}; color: {t.text if theme.name != "contrast" else t.on_accent}; }}
QPushButton:focus {{ border: {max(2, width)}px solid {t.focus}; }}
QPushButton:disabled {{ color: {t.faint}; background: {t.surface2}; }}
QPushButton[chip="true"] {{ background: {t.surface2}; color: {t.quiet}; }}
QPushButton[chip="true"][said="true"] {{ color: {t.text}; }}
QPushButton[chip="true"]:checked {{ background: {t.surface3}; color: {t.text}; border-color: {t.accent}; }}
QPushButton[answer="true"] {{ background: {t.surface2}; color: {t.text}; padding: 0 4px; }}
QPushButton[answer="true"]:disabled {{ background: transparent; color: {t.faint}; }}
QPushButton[answer="true"]:checked {{ background: {t.accent_fill}; color: {t.on_accent};
  border-color: {t.accent_fill}; }}
QSlider#level::groove:horizontal {{ background: {t.line}; height: 4px; border-radius: 2px; }}
QSlider#level::sub-page:horizontal {{ background: {t.accent}; height: 4px; border-radius: 2px; }}
QSlider#level::handle:horizontal {{ background: {t.text}; width: 14px; height: 14px; margin: -5px 0;
  border-radius: 7px; }}
QFrame#question {{ background: transparent; border: {width}px solid transparent; border-radius: {RADIUS}px; }}
QFrame#question[current="true"] {{ background: {t.surface1}; border-color: {t.focus}; }}
QFrame#card {{ background: {t.surface1}; border: {thin}; border-radius: {RADIUS}px; }}
QCheckBox {{ spacing: {2 * GRID}px; }}
QCheckBox::indicator {{ width: {CHECK_BOX}px; height: {CHECK_BOX}px; border: {width}px solid {t.faint};
  border-radius: {GRID}px; background: {t.surface2}; }}
QCheckBox::indicator:hover {{ border-color: {t.quiet}; }}
QCheckBox::indicator:focus {{ border-color: {t.focus}; }}
QCheckBox::indicator:checked {{ background: {t.accent_fill}; border-color: {t.accent_fill};
  image: url("{_drawing("check", t)}"); }}
QCheckBox::indicator:disabled {{ background: transparent; border-color: {t.line}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.faint}; border-color: {t.faint}; }}
QCheckBox:focus {{ color: {t.accent}; }}
QPushButton[primary="true"] {{ background: {t.accent_fill}; color: {t.on_accent};
  border: {width}px solid {t.accent_fill};  font-weight: 600; }}
QPushButton[primary="true"]:disabled {{ background: {t.surface2}; color: {t.faint};
  border: {width}px solid {t.line}; }}
QPushButton[primary="true"]:focus {{ border: {max(2, width)}px solid {t.text}; }}
QPushButton[step="true"] {{ background: transparent; border-color: transparent; text-align: left; color: {t.quiet}; }}
QPushButton[step="true"]:hover {{ background: {t.surface2}; }}
QPushButton[step="true"]:checked {{ background: {t.surface3}; color: {t.text}; font-weight: 600; }}
QPushButton[step="true"]:focus {{ border: {max(2, width)}px solid {t.focus}; }}
QPushButton[compact="true"] {{ min-height: 20px; padding: 0 {2 * GRID}px; font-size: {TEXT_QUIET}px; }}
QToolButton {{ background: transparent; color: {t.text}; border: {max(1, width - 1)}px solid transparent;
  border-radius: {RADIUS}px; padding: 3px; }}
QToolButton:hover {{ background: {t.surface3}; }}
QToolButton:pressed {{ background: {t.line}; }}
QToolButton:focus {{ border: {max(1, width - 1)}px solid {t.focus}; }}
QToolButton:checked {{ background: {t.surface3}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton#railButton {{ color: {t.quiet}; font-size: {TEXT_QUIET}px; padding: 6px 2px; border-radius: {RADIUS}px; }}
QToolButton#railButton:disabled {{ color: {t.faint}; }}
QToolButton#railButton:checked {{ color: {t.text}; background: {t.surface3}; }}
QComboBox {{ background: {t.surface2}; border: {thin}; border-radius: {RADIUS}px; min-height: {CONTROL_HEIGHT - 2}px;
  padding: 0 {GRID}px 0 {2 * GRID}px; }}
QComboBox:focus {{ border-color: {t.focus}; }}
QComboBox::drop-down {{ border: none; width: 18px; }}
QComboBox::down-arrow {{ image: url("{_drawing("down", t)}"); width: {ARROW}px; height: {ARROW}px; }}
QComboBox QAbstractItemView {{ background: {t.surface2}; border: {thin}; selection-background-color: {t.accent_fill};
  selection-color: {t.on_accent}; outline: 0; }}
QLineEdit {{ background: {t.surface2}; color: {t.text}; border: {thin}; border-radius: {RADIUS}px;
  min-height: {CONTROL_HEIGHT - 2}px; padding: 0 {2 * GRID}px; }}
QLineEdit:focus {{ border-color: {t.focus}; }}
QMenu {{ background: {t.surface2}; color: {t.text}; border: {thin}; padding: {GRID}px; }}
QMenu::item {{ padding: 6px {2 * PADDING}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_fill}; color: {t.on_accent}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {GRID}px {2 * GRID}px; }}
QTableView, QPlainTextEdit, QListView {{ background: {t.surface1}; color: {t.text}; outline: 0;
  border: {max(1, width - 1)}px solid {t.surface1};
  gridline-color: transparent; alternate-background-color: {t.surface1}; selection-background-color: {t.surface3};
  selection-color: {t.text}; }}
QTableView::item {{ padding: 0 {2 * GRID}px; border-bottom: 1px solid {t.surface2}; }}
QTableView::item:selected {{ background: {t.surface3}; color: {t.text}; }}
QTableView:focus, QPlainTextEdit:focus {{ border: {max(1, width - 1)}px solid {t.focus}; }}
QHeaderView {{ background: {t.surface1}; }}
QHeaderView::section {{ background: {t.surface1}; color: {t.quiet}; border: none; border-bottom: {thin};
  padding: {GRID}px {2 * GRID}px {GRID}px {2 * GRID + 3}px; font-size: {TEXT_QUIET}px; }}
QTableCornerButton::section {{ background: {t.surface1}; border: none; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
QTabBar::tab {{ background: transparent; color: {t.quiet}; padding: 6px {PADDING}px; border: none;
  border-bottom: {max(2, width)}px solid transparent; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:focus {{ color: {t.text}; background: {t.surface3}; }}
QProgressBar {{ background: {t.surface3}; border: none; border-radius: {GRID}px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {GRID}px; }}
QScrollBar {{ background: {t.surface1}; border: none; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {t.surface3 if theme.name != "contrast" else t.quiet}; border-radius: 4px;
  margin: 1px;  min-height: 24px; min-width: 24px; }}
QScrollBar[idle="true"]::handle {{ background: transparent; }}
QScrollBar::handle:hover {{ background: {t.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
"""
