"""What drummers and machines play, for training scenes: grooves of many kinds, played by people, with fills and ghosts.

The network sees a third of a second at a time: which drums fall together, how closely they follow, and how loud they
are against each other matters; the larger form does not. Grids have sixteen steps, or twelve where each beat has three:
``x`` a stroke, ``o`` an accent, ``g`` a ghost. All of it design priors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.recipes.drum_classes_strokes import STROKES

_LEVELS = {"x": 0.82, "o": 1.0, "g": 0.3}
_SCATTERED = 0.12
_RARE = {"conga": 0.5, "other": 0.6, "clap": 0.7, "rim": 0.8}
"""How seldom some drums are heard, against others that would be taken for them."""
_MUTATED = 0.03
_EIGHTHS, _SIXTEENTHS, _QUARTERS, _OFFS = "o.x.o.x.o.x.o.x.", "ogxgogxgogxgogxg", "x...x...x...x...", "..x...x...x...x."
_EVEN, _BACK, _FOUR = "xxxxxxxxxxxxxxxx", "....o.......o...", "x...x...x...x..."


@dataclass(frozen=True, slots=True)
class Stroke:
    """When, of which class, how hard (0–1), and on which of the class's drums."""

    time: float
    name: str
    hardness: float
    drum: int = 0


@dataclass(frozen=True, slots=True)
class _Groove:
    tempo: tuple[float, float]
    kicks: tuple[str, ...]
    snares: tuple[str, ...]
    times: tuple[str, ...]
    keepers: tuple[str, ...]
    backs: tuple[str, ...] = ("snare",)
    swing: float = 0.0
    more: tuple[tuple[str, str], ...] = ()


_GROOVES = (
    _Groove(
        (90, 160),
        ("x.......x.x.....", "x.....x.x.......", "x..x......x..x..", "x.x.....x.x.....", "o.......o......."),
        (_BACK, "....o..g.g..o...", "....o.gg.g..o..g"),
        (_EIGHTHS, _QUARTERS, _EIGHTHS, _SIXTEENTHS),
        ("closed_hat", "closed_hat", "open_hat", "ride", "crash"),
        more=(("shaker", _BACK),),
    ),
    _Groove(
        (150, 210),
        ("x...x.x.x...x.x.", "x.x...x.x.x...x.", "x.....x.x.....x.", "x.x.x.x.x.x.x.x."),
        ("..o...o...o...o.", _BACK, "....o.......o.o."),
        (_EIGHTHS, _QUARTERS, "x.x.x.x.x.x.x.x."),
        ("closed_hat", "open_hat", "crash", "ride"),
    ),
    _Groove(
        (66, 100),
        ("........o.......", "o.......o.......", "......x.o......."),
        ("........o.......", "........o.....x."),
        (_EIGHTHS, "x.xgx.xgx.xgx.xg", _OFFS),
        ("closed_hat", "closed_hat", "open_hat"),
        ("rim", "snare", "rim"),
        swing=0.2,
        more=(("shaker", _EIGHTHS), ("conga", "..x..x.x..x..xx.")),
    ),
    _Groove(
        (85, 140),
        (_FOUR, "x.......x.......", "x.....x.x......."),
        ("..x...x...x...x.", "x.o.x.o.x.o.x.o.", "gxogxxogxxogxxog"),
        (_QUARTERS, _EIGHTHS, _OFFS),
        ("closed_hat", "ride", "shaker"),
        ("snare", "rim", "snare"),
        swing=0.1,
    ),
    _Groove(
        (90, 200),
        ("x.....x.....", "x...........", "x.....x..x.."),
        ("...o.....o..", "..g..g..g..g", "...o.g...o.g"),
        ("x..x.xx..x.x", "x.xx.xx.xx.x", "x..x..x..x..", "xxxxxxxxxxxx"),
        ("ride", "ride", "closed_hat", "crash"),
        ("snare", "rim", "snare"),
        more=(("closed_hat", "...x.....x.."),),
    ),
    _Groove(
        (84, 125),
        ("x..x..x...x..x..", "x.x.......x..x..", "x......x..x....."),
        ("....o..g.g..o..g", "....o.......o..g"),
        (_SIXTEENTHS, _EIGHTHS, "o.xxo.xxo.xxo.xx"),
        ("closed_hat", "closed_hat", "ride"),
        swing=0.12,
        more=(("conga", "x..xx.x.x..xx.x."), ("other", _QUARTERS)),
    ),
    _Groove(
        (116, 132),
        (_FOUR, _FOUR, "x...x...x...x..x"),
        (_BACK, "................"),
        (_OFFS, _SIXTEENTHS, _EIGHTHS),
        ("open_hat", "closed_hat"),
        ("clap", "snare", "clap"),
        more=(
            ("closed_hat", _EVEN),
            ("shaker", _SIXTEENTHS),
            ("conga", "..x..x.x..x..xx."),
            ("rim", "x..x..x...x.x..."),
        ),
    ),
    _Groove(
        (105, 120),
        (_FOUR, "x.......x.......", "................", "x..x...x..x....."),
        ("...x..x....x..x.", "...x..x.....x...", "....x..x....x..x", _BACK),
        (_SIXTEENTHS, "xxgxxxgxxxgxxxgx", _EVEN),
        ("shaker", "shaker", "closed_hat"),
        ("rim", "clap", "snare"),
        swing=0.1,
        more=(
            ("conga", "x..x..x...x.x..."),
            ("open_hat", _OFFS),
            ("other", "x..x..x...x.x..."),
            ("tom", "......x.......xx"),
        ),
    ),
    _Groove(
        (65, 100),
        ("x.....x...x.....", "x..x......x..x..", "x......x..x...x."),
        (_BACK, "........o......."),
        (_EIGHTHS, "x.x.x.xxx.x.xxxx", _SIXTEENTHS),
        ("closed_hat",),
        ("snare", "clap", "rim"),
        swing=0.15,
        more=(
            (
                "open_hat",
                "......x.........",
            ),
        ),
    ),
    _Groove(
        (90, 170),
        ("x...x...x...x...", "x.......x......."),
        ("................", "x.xxx.xxx.xxx.xx", _BACK),
        (_EIGHTHS, "x..xx..xx..xx..x"),
        ("tom", "tom", "ride"),
        more=(("crash", "o..............."),),
    ),
    _Groove(
        (90, 150),
        ("x..xx..xx..xx..x", "x.......x......."),
        ("x..x..x...x..x..", "..x..x....x..x.."),
        (_EIGHTHS, _SIXTEENTHS, "x.xxx.xxx.xxx.xx"),
        ("ride", "closed_hat", "shaker"),
        ("rim", "snare"),
    ),
)


def write_strokes(rng: np.random.Generator, seconds: float) -> list[Stroke]:
    """A few bars, in order of time."""
    strokes = _scattered(rng, seconds) if rng.random() < _SCATTERED else _played(rng, seconds)
    return sorted((own for own in strokes if 0.0 <= own.time < seconds), key=lambda own: own.time)


def _scattered(rng: np.random.Generator, seconds: float) -> list[Stroke]:
    """Anything at any time: no pattern to lean on."""
    strokes: list[Stroke] = []
    shares = np.array([_RARE.get(name, 1.0) for name in STROKES])
    for name in rng.choice(tuple(STROKES), size=int(rng.integers(3, 8)), replace=False, p=shares / shares.sum()):
        times = rng.uniform(0.0, seconds, int(rng.poisson(rng.uniform(0.5, 3.5) * seconds)))
        strokes += [Stroke(float(t), str(name), float(rng.uniform(0.15, 1.0)), int(rng.integers(3))) for t in times]
    return strokes


@dataclass(frozen=True, slots=True)
class _Player:
    """Where a step lies in time, and how evenly it is played."""

    beat: float
    per_beat: int
    swing: float
    loose_s: float
    uneven: float

    def time(self, rng: np.random.Generator, step: float) -> float:
        late = self.swing * self.beat / self.per_beat if self.per_beat == 4 and int(step) % 2 else 0.0
        return step * self.beat / self.per_beat + late + float(np.clip(rng.normal(0.0, self.loose_s), -0.025, 0.025))

    def hardness(self, rng: np.random.Generator, mark: str) -> float:
        return float(np.clip(_LEVELS[mark] * rng.normal(1.0, self.uneven), 0.08, 1.0))


def _played(rng: np.random.Generator, seconds: float) -> list[Stroke]:
    groove = _GROOVES[int(rng.integers(len(_GROOVES)))]
    kick = str(rng.choice(groove.kicks))
    beat = 60.0 / float(rng.uniform(*groove.tempo))
    is_machine = rng.random() < 0.3
    player = _Player(
        beat,
        len(kick) // 4,
        float(rng.uniform(0.0, 2.0)) * groove.swing if groove.swing else float(rng.choice([0.0, 0.08])),
        0.0 if is_machine else float(rng.uniform(0.002, 0.012)),
        0.03 if is_machine else float(rng.uniform(0.05, 0.2)),
    )
    back, keeper = str(rng.choice(groove.backs)), str(rng.choice(groove.keepers))
    lanes = [("kick", kick), (back, str(rng.choice(groove.snares))), (keeper, str(rng.choice(groove.times)))]
    lanes += [lane for lane in groove.more if rng.random() < 0.35 * _RARE.get(lane[0], 1.0)]
    lanes += [("clap", _BACK)] if back == "snare" and rng.random() < 0.06 else []
    lanes += [("closed_hat", _BACK)] if keeper == "ride" and rng.random() < 0.5 else []
    lanes = [lane for lane in lanes if rng.random() > 0.04]
    fills = rng.random() * 0.35
    strokes: list[Stroke] = []
    num_bars = int(seconds / (4 * beat)) + 1
    for bar in range(num_bars):
        until = 16 if rng.random() > fills else int(rng.choice([4, 8, 12, 12]))
        strokes += [one for lane in lanes for one in _bar(rng, player, *lane, bar, until)]
        strokes += _fill(rng, player, bar, until)
        if bar == 0 or until < 16 or rng.random() < 0.15:
            strokes += _accent(rng, player, bar)
    return strokes


def _bar(rng: np.random.Generator, player: _Player, name: str, grid: str, bar: int, until: int) -> list[Stroke]:
    strokes = []
    cut = until if name not in ("kick", "shaker") else 16
    opened = name == "closed_hat" and rng.random() < 0.25
    for step, plain in enumerate(grid):
        mark = plain if rng.random() > _MUTATED else ("." if plain != "." else "x")
        if mark == "." or step * 16 // len(grid) >= cut:
            continue
        own = "open_hat" if opened and rng.random() < 0.15 else name
        time = player.time(rng, (bar * len(grid) + step) * 4 * player.per_beat / len(grid))
        drum = int(rng.integers(3)) if name in ("tom", "conga") else 0
        strokes.append(Stroke(time, own, player.hardness(rng, mark), drum))
        if name == "snare" and mark != "g" and rng.random() < 0.04:  # a flam
            strokes.append(Stroke(time - float(rng.uniform(0.015, 0.035)), name, 0.4))
    return strokes


def _fill(rng: np.random.Generator, player: _Player, bar: int, start: int) -> list[Stroke]:
    """Toms and snare, in sixteenths or faster, from ``start`` to the end of the bar."""
    strokes = []
    roll = float(rng.choice([1.0, 1.0, 0.5])) if start >= 12 else 1.0
    on_toms = rng.random()
    steps = np.arange(start, 16, roll) * player.per_beat / 4
    for place, step in enumerate(steps):
        if rng.random() < 0.2:
            continue
        name = "tom" if rng.random() < on_toms else "snare"
        drum = min(2, int(3 * place / max(1, len(steps))))
        hard = player.hardness(rng, "x") * (0.6 + 0.4 * place / max(1, len(steps)))
        strokes.append(Stroke(player.time(rng, bar * 4 * player.per_beat + float(step)), name, hard, drum))
    return strokes


def _accent(rng: np.random.Generator, player: _Player, bar: int) -> list[Stroke]:
    """A crash on the first beat, mostly with the kick."""
    if rng.random() < 0.5:
        return []
    time = player.time(rng, bar * 4 * player.per_beat)
    strokes = [Stroke(time, "crash", float(rng.uniform(0.6, 1.0)))]
    if rng.random() < 0.8:
        strokes.append(Stroke(player.time(rng, bar * 4 * player.per_beat), "kick", float(rng.uniform(0.7, 1.0))))
    return strokes
