"""What can be trained, and how: one module a recipe, one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Slot:
    """A recipe in the table.

    The module behind ``load`` offers ``add_arguments(parser)``, ``open_recipe(arguments) -> Recipe``,
    ``schedule(arguments) -> Schedule`` and ``finish(recipe, run, state) -> Finished``; one that can be orchestrated
    also ``open_hooks(recipe, pass_at) -> SampleHooks`` (``pass_at``: a score, or None for the recipe's own).
    """

    summary: str
    load: Callable[[], ModuleType]


def _separation() -> ModuleType:
    import trainer.recipes.separation_command as module

    return module


def _log_drum_head() -> ModuleType:
    import trainer.recipes.log_drum_head_command as module

    return module


def _log_drum_attacks() -> ModuleType:
    import trainer.recipes.log_drum_attacks_command as module

    return module


def _drum_classes() -> ModuleType:
    import trainer.recipes.drum_classes_command as module

    return module


def _chords() -> ModuleType:
    import trainer.recipes.chords_command as module

    return module


def _musicgen() -> ModuleType:
    import trainer.finetune.command as module

    return module


RECIPES: dict[str, Slot] = {
    "separation": Slot("the five-stem separator that ships with the product", _separation),
    "log-drum-attacks": Slot("where a log drum is struck, for its notes and one-shots", _log_drum_attacks),
    "drum-classes": Slot("which drums are struck, for the notes of a drum stem", _drum_classes),
    "chords": Slot("which chord sounds at a beat, for the chords of a song", _chords),
    "musicgen": Slot("MusicGen, fine-tuned on a data set of your own", _musicgen),
    "log-drum-head": Slot("a log drum as fifth source for the HTDemucs you have", _log_drum_head),
}
