"""What each of the window's actions does: its name in ``app/actions.py`` and what is called."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.views.drawer import ROLL_TAB

if TYPE_CHECKING:
    from app.main_window import MainWindow

_ZOOM = 1.5

Handlers = dict[str, Callable[[], object]]


def handlers(window: MainWindow) -> Handlers:
    """By the action's name; what a room does itself (projects, Make) is joined there."""
    return {**_music(window), **_lanes(window), **_panels(window), **_rooms(window)}


def _music(window: MainWindow) -> Handlers:
    playback = window.playback
    return {
        "play": playback.toggle_play,
        "return": playback.stop,
        "loop": playback.toggle_loop,
        "metronome": playback.toggle_metronome,
        "loop_in": partial(playback.set_loop_end, 0),
        "loop_out": partial(playback.set_loop_end, 1),
        "beat_back": partial(playback.step, beats=-1),
        "beat_on": partial(playback.step, beats=1),
        "bar_back": partial(playback.step, bars=-1),
        "bar_on": partial(playback.step, bars=1),
    }


def _lanes(window: MainWindow) -> Handlers:
    playback, page = window.playback, window.song_page
    return {
        "mute": playback.click_mute,
        "solo": playback.click_solo,
        "solo_clear": playback.clear_solo,
        "gain_up": partial(playback.change_gain, 1.0),
        "gain_down": partial(playback.change_gain, -1.0),
        "gain_reset": partial(playback.change_gain, None),
        "lane_up": partial(page.step_lane, -1),
        "lane_down": partial(page.step_lane, 1),
        **{f"lane_{number}": partial(page.choose_lane, number - 1) for number in range(1, 6)},
    }


def _panels(window: MainWindow) -> Handlers:
    axis = window.axis

    def centre() -> float:
        """The play-head where it can be seen; else the middle of what can."""
        here = window.playback.player.position
        return here if axis.start <= here <= axis.end else axis.start + axis.visible / 2

    return {
        **{f"show_{name}": partial(window.show_page, name) for name in window.pages.names},
        "zoom_in": lambda: axis.zoom(1 / _ZOOM, centre()),
        "zoom_out": lambda: axis.zoom(_ZOOM, centre()),
        "zoom_fit": axis.fit,
        "drawer": window.toggle_drawer,
        "piano_roll": partial(window.show_drawer, ROLL_TAB),
        "inspector": window.toggle_inspector,
        "evidence": window.toggle_evidence,
    }


def _rooms(window: MainWindow) -> Handlers:
    shell, exporting = window.shell, window.exporting
    return {
        "open": window.choose_songs,
        "export": exporting.choose_song,
        "export_one_shots": exporting.choose_one_shots,
        "cancel_job": window.cancel_running,
        "quit": window.close,
        "find": window.search_library,
        "palette": shell.show_palette,
        "shortcuts": shell.show_shortcuts,
        "sheet": shell.show_sheet,
        "help": shell.show_help,
        "machine": shell.show_machine,
        "undo_label": window.rooms.undo,
        "redo": window.note_store.undo.redo,
        "generate": window.generate,
    }
