"""All the verdict on log drums learns from, group by group, and how often each is asked.

Composed songs as the separator takes them apart, and as they were played; songs made for it whose low end is played by
what is mistaken for a log drum; riffs of single instruments beside the drums of such songs, with basses and drums of
installed SoundFonts among them; riffs over other songs separated; sounds that are no instrument; and, where the corpus
has them (``CORPUS/styles``), pieces of many styles as they were heard, and as they were played with what a separator
leaves of the others in the low stems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.stems import Stem
from engine.culture.log_drum_strokes import RATE, measure_strokes
from trainer.multitracks import Multitrack
from trainer.recipes.log_drum_song_composed import composed
from trainer.recipes.log_drum_song_examples import Apart, Waves, backed, beside, played, take_apart
from trainer.recipes.log_drum_song_kept import Kept
from trainer.recipes.log_drum_song_net import Bag, Group
from trainer.recipes.log_drum_song_pieces import SOUND, bag_of, bled_bags, piece_bags, piece_folders
from trainer.recipes.log_drum_song_riffs import Riff, draw_riff, draw_sampled_riff, no_instrument
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    from engine.separation.embedded.separator import EmbeddedSeparator

SHARES = {
    "separated": 0.19,
    "played": 0.04,
    "riffs": 0.12,
    "sampled": 0.05,
    "backed": 0.1,
    "signals": 0.02,
    "composed": 0.18,
    "pieces": 0.2,
    "bled": 0.1,
}
"""Of a batch, by kind of example; without one of them the others take its place."""
NUM_RIFFS, NUM_SAMPLED, NUM_BACKED, NUM_SIGNALS, NUM_ROUNDS = 1600, 300, 120, 120, 95
_BACKGROUNDS = 200
_BLEEDS = 2


@dataclass(eq=False)
class Material:
    """What a split of a corpus has to learn from.

    Args:
        split: Of the corpus.
        separator: Takes songs and riffs apart.
        songs: With all five stems.
        folders: Of heard pieces of many styles.
        rounds: Of the songs that are made for it.
    """

    split: Split
    separator: EmbeddedSeparator
    songs: Sequence[Multitrack]
    folders: Sequence[Path]
    rounds: int

    def of(self, name: str) -> tuple[list[str], Callable[[], Iterable[Bag]]]:
        """What a group's examples follow from, and who makes them."""
        songs = [_dated(song.stems[Stem.LOG_DRUM].path, song.name) for song in self.songs]
        pieces = [_dated(folder / SOUND, folder.name) for folder in self.folders]
        return {
            "separated": (songs, lambda: (bag for own in self._apart for bag in own.bag())),
            "played": (songs, lambda: (bag for song in self.songs for bag in played(song))),
            "riffs": ([*songs, str(NUM_RIFFS)], lambda: self._beside(self._riffs)),
            "sampled": ([*songs, str(NUM_SAMPLED)], lambda: self._beside(list(self._sampled()))),
            "backed": (
                [*songs, str(NUM_BACKED)],
                lambda: backed(self.separator, self._riffs, self.songs, NUM_BACKED),
            ),
            "signals": ([str(NUM_SIGNALS)], _signals),
            "composed": ([str(self.rounds)], lambda: composed(self.separator, self.split, self.rounds)),
            "pieces": (pieces, lambda: (bag for folder in self.folders for bag in piece_bags(folder))),
            "bled": (pieces, self._bled),
        }[name]

    @cached_property
    def _apart(self) -> list[Apart]:
        return [take_apart(self.separator, song) for song in self.songs]

    @cached_property
    def _backgrounds(self) -> list[Waves]:
        return [own.background() for own in self._apart[:_BACKGROUNDS]]

    @cached_property
    def _riffs(self) -> list[Riff]:
        return [draw_riff(self.split, 0, number) for number in range(NUM_RIFFS)]

    def _sampled(self) -> Iterator[Riff]:
        drawn = (draw_sampled_riff(self.split, 0, number) for number in range(NUM_SAMPLED))
        return (riff for riff in drawn if riff is not None)

    def _beside(self, riffs: Sequence[Riff]) -> Iterator[Bag]:
        for number, riff in enumerate(riffs):
            yield from beside(riff, self._backgrounds, number)

    def _bled(self) -> Iterator[Bag]:
        for number, folder in enumerate(self.folders):
            for again in range(_BLEEDS):
                yield from bled_bags(folder, _BLEEDS * number + again)


def material_of(corpus: Path, split: Split, separator: EmbeddedSeparator, rounds: int) -> Material:
    """What a split has.

    Raises:
        UserError: If it holds no song with all five stems.
    """
    from trainer.recipes.separation_data import complete_songs

    return Material(split, separator, complete_songs(corpus, split), piece_folders(corpus, split), rounds)


def groups_of(material: Material, kept: Kept, report: Callable[[float], None]) -> dict[str, Group]:
    """All groups that have examples; those that were measured before as they were kept."""
    bags = {}
    for number, name in enumerate(SHARES):
        report(number / len(SHARES))
        bags[name] = kept.bags(name, *material.of(name))
    whole = sum(SHARES[name] for name, own in bags.items() if own)
    return {name: Group(own, SHARES[name] / whole) for name, own in bags.items() if own}


def _dated(file: Path, name: str) -> str:
    return f"{name} {file.stat().st_mtime_ns}"


def _signals() -> Iterator[Bag]:
    for number in range(NUM_SIGNALS):
        yield from bag_of(measure_strokes(no_instrument(number, RATE), None, None))
