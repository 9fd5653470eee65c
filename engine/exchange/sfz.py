"""An instrument as an SFZ file: plain text that samplers load, beside the one-shots it plays.

Opcodes are those of SFZ 1 (rgc:audio, 2004) and the choke groups and note-off of ARIA. Velocities mean what ``Hit``
says: with ``amp_veltrack=100`` amplitude goes with the square of velocity. Bends reach an octave, as in the MIDI file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from engine.core.one_shots import OneShot, StemInstrument

_RELEASE_S = 0.06


def timbre_sfz(instrument: StemInstrument, timbre: int, files: Mapping[int, str], *, title: str) -> str:
    """The SFZ text of one timbre.

    Args:
        instrument: Whose one-shots are played.
        timbre: Counted from 1.
        files: Name of the file of each one-shot, by its index in ``instrument.one_shots``.
        title: What stands in the first comment.
    """
    own = [index for index, one_shot in enumerate(instrument.one_shots) if one_shot.timbre == timbre]
    lines = [
        f"// {title}",
        f"// the song is tuned {instrument.tuning_cents:+.0f} cents from A4 = 440 Hz, and so are the sounds",
        "<global>",
        f"loop_mode=no_loop amp_veltrack=100 ampeg_release={_RELEASE_S} bend_up=1200 bend_down=-1200",
    ]
    if instrument.is_choked:
        lines.append("group=1 off_by=1 off_mode=fast")
    by_key: dict[int, list[int]] = {}
    for index in own:
        by_key.setdefault(instrument.one_shots[index].key, []).append(index)
    keys = sorted(by_key)
    for place, key in enumerate(keys):
        low = 0 if place == 0 else (keys[place - 1] + key) // 2 + 1
        high = 127 if place == len(keys) - 1 else (key + keys[place + 1]) // 2
        for index, (softest, hardest) in _layers(instrument, by_key[key]):
            lines += [
                "<region>",
                f"lokey={low} hikey={high} pitch_keycenter={key} lovel={softest} hivel={hardest}",
                f"sample={files[index]}",
            ]
    return "\n".join(lines) + "\n"


def _layers(instrument: StemInstrument, indices: Sequence[int]) -> list[tuple[int, tuple[int, int]]]:
    """One-shots of one key from the softest to the hardest, each with the velocities it plays."""
    mean = {index: _mean_velocity(instrument, instrument.one_shots[index], index) for index in indices}
    ordered = sorted(indices, key=lambda index: mean[index])
    edges = [0] + [round(0.5 * (mean[a] + mean[b])) for a, b in pairwise(ordered)] + [127]
    layers = []
    for index, below, above in zip(ordered, edges, edges[1:], strict=False):
        if above > below:  # two layers at one velocity: the first has it
            layers.append((index, (below + 1 if below else 1, above)))
    return layers


def _mean_velocity(instrument: StemInstrument, one_shot: OneShot, index: int) -> float:
    velocities = [hit.velocity for hit in instrument.hits if hit.one_shot == index and hit.key == one_shot.key]
    return sum(velocities) / len(velocities) if velocities else 127.0
