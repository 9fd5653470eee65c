"""The instrument ear on strokes and chords whose players are known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.core.blueprint import Voice
from engine.core.stems import Stem, Stems
from engine.culture.instrument_features import STROKES, TONES, UNITS, Lens, stretch_features
from engine.culture.instruments import CLASSES, TITLES, UNSURE, log_odds
from engine.culture.judging import judge
from engine.culture.markers.percussion import measure
from engine.culture.profile import load_culture_profile
from engine.culture.song import HEARD_RATE, CultureSong
from engine.generation.sketch.instruments.base import RATE, Stroke
from engine.generation.sketch.instruments.table import INSTRUMENTS, make
from tests import culture_songs as made

MARKER = "traditional_percussion"
BARS = 8
SONG = made.song(drums={"kick": made.FOUR}, bars=BARS)
LENGTH = round(SONG.audio.duration * RATE)


def struck(instrument: str, grid: str, *pitches: int, level: float = 0.3, length: float = 0.2) -> np.ndarray:
    """An instrument with its usual sound on a grid of sixteenths, ``[samples]``."""
    parameters = INSTRUMENTS[instrument].draw(np.random.default_rng(7))
    player = make(Voice(instrument=instrument, parameters=parameters))
    wave = np.zeros(LENGTH + 8 * RATE, np.float32)
    for number, beat in enumerate(made.strokes(grid, BARS)):
        at = round(beat * 60.0 / 113.0 * RATE)
        for pitch in pitches:
            stroke = Stroke(pitch=pitch, velocity=70 + 10 * (number % 4), duration=length, variant=number % 3)
            sound = player.play(stroke)
            sound = sound if sound.ndim == 1 else sound.mean(axis=0)
            wave[at : at + len(sound)] += level * sound
    return wave[:LENGTH]


def song(**stems: np.ndarray) -> CultureSong:
    """The eight bars with these stems; the others are silent."""
    audio = {stem: Audio(stems.get(stem.value, np.zeros(LENGTH, np.float32))[None], RATE) for stem in Stem}
    return CultureSong(SONG, Stems(audio, "made"))


def likely(name: str, **stems: np.ndarray) -> float:
    heard = song(**stems).instruments
    assert heard is not None
    own = heard.of(name)
    assert own is not None
    return float(own.mean())


@pytest.fixture(scope="module")
def beat() -> np.ndarray:
    kick, snare = struck("kick", made.FOUR, 36, level=0.6), struck("snare", made.BACK_BEAT, 38)
    return np.asarray(kick + snare + struck("hats", made.EIGHTHS, 42, level=0.1))


@pytest.mark.parametrize("lens", [STROKES, TONES])
def test_neither_level_nor_silence_around_it_changes_what_is_looked_at(lens: Lens) -> None:
    rng = np.random.default_rng(2)
    clicks = np.zeros(6 * HEARD_RATE, np.float32)
    for at in range(HEARD_RATE // 2, len(clicks) - 4_000, HEARD_RATE // 3):
        clicks[at : at + 2_000] = rng.standard_normal(2_000) * np.exp(-np.arange(2_000) / 300.0)
    loud = stretch_features(clicks, [(0.0, 6.0)], -10.0, lens)
    soft = stretch_features(clicks / np.float32(50.0), [(0.0, 6.0)], -10.0, lens)
    assert np.array_equal(loud.moments, soft.moments)
    assert loud.units == pytest.approx(soft.units, abs=1e-3)
    assert loud.whole == pytest.approx(soft.whole, abs=1e-3)
    assert loud.units.shape[:2] == (1, UNITS)


def test_strokes_are_found_where_they_are() -> None:
    wave = np.zeros(8 * HEARD_RATE, np.float32)
    rng = np.random.default_rng(3)
    times = np.arange(0.5, 7.5, 0.31)
    for time in times:
        at = round(time * HEARD_RATE)
        wave[at : at + 1_500] += (rng.standard_normal(1_500) * np.exp(-np.arange(1_500) / 200.0)).astype(np.float32)
    heard = stretch_features(wave, [(0.0, 8.0)], 0.0, STROKES).strokes
    assert len(heard.times) == len(times)
    late = heard.times - times
    assert np.std(late) < 0.004  # a third of a frame
    assert abs(float(late.mean())) < 0.012


def test_every_class_has_a_title() -> None:
    names = [name for own in CLASSES.values() for name in own]
    assert len(set(names)) == len(names)
    assert set(names) == set(TITLES)


def test_nothing_plays_in_silent_stems_and_what_is_not_there_is_left_out(beat: np.ndarray) -> None:
    heard = song(drums=beat).instruments
    assert heard is not None
    for name in {*CLASSES[Stem.OTHER], *CLASSES[Stem.VOCALS]} - UNSURE:
        assert heard.probabilities[name].tolist() == [0.0] * (BARS // 4)
    alone = CultureSong(SONG, Stems({Stem.DRUMS: Audio(beat[None], RATE)}, "made")).instruments
    assert alone is not None
    assert set(alone.probabilities) == set(CLASSES[Stem.DRUMS]) - UNSURE
    assert CultureSong(SONG).instruments is None


def test_percussion_of_a_composed_song_is_known_by_its_notes(beat: np.ndarray) -> None:
    analysis = made.song(drums={"kick": made.FOUR, "conga": "8..8..8.8..8..8."}, bars=BARS)
    stems = song(drums=beat).stems
    heard = CultureSong(analysis, stems).instruments
    assert heard is not None
    assert heard.from_notes
    assert heard.probabilities["hand_drum"].tolist() == [1.0, 1.0]
    assert heard.probabilities["shaker"].tolist() == [0.0, 0.0]
    assert "organ" in heard.probabilities


def test_percussion_is_heard_over_a_beat(beat: np.ndarray) -> None:
    shaker = struck("shaker", made.SHAKER, 70, level=0.2)
    conga = struck("conga", "..8..88...8..8.8", 63, level=0.4)
    assert likely("shaker", drums=beat + shaker) > likely("shaker", drums=beat) + 0.3
    assert likely("hand_drum", drums=beat + conga) > likely("hand_drum", drums=beat) + 0.3
    assert likely("hand_drum", drums=beat) < 0.5


def test_instruments_are_told_by_their_tone(beat: np.ndarray) -> None:
    organ = struck("organ", "9.......9.......", 57, 60, 64, length=0.9)
    marimba = struck("marimba", "9..9..9.9..9..9.", 72, length=0.2)
    assert likely("organ", drums=beat, other=organ) > 0.8
    assert likely("marimba", drums=beat, other=marimba) > likely("marimba", drums=beat, other=organ) + 0.3


def test_a_stretch_of_silence_in_a_stem_has_no_instruments(beat: np.ndarray) -> None:
    half = beat.copy()
    half[LENGTH // 2 :] = 0.0
    heard = song(drums=half, other=beat).instruments
    assert heard is not None
    assert max(own[1] for name, own in heard.probabilities.items() if name in CLASSES[Stem.DRUMS]) == 0.0
    assert heard.heard(song(drums=half).windows[1], *CLASSES[Stem.DRUMS]) == ()


def test_more_moments_of_the_same_change_little(beat: np.ndarray) -> None:
    samples = song(drums=beat).samples(Stem.DRUMS)
    assert samples is not None
    once = log_odds(Stem.DRUMS, stretch_features(samples, [(0.0, 8.2)], 0.0, STROKES))
    twice = log_odds(Stem.DRUMS, stretch_features(samples, [(0.0, 16.4)], 0.0, STROKES))
    # eight bars of a loop are what four are, but for which moments are looked at
    assert np.abs(once - twice).max() < 3.0


def test_the_engine_tells_what_the_recipe_fitted() -> None:
    from safetensors.numpy import load_file

    from engine.culture.instrument_features import UNIT_FEATURES, WHOLE_FEATURES, StretchFeatures, Strokes
    from engine.culture.instruments import WEIGHTS
    from engine.paths import resources
    from trainer.recipes.instruments import Bags, odds_of

    rng = np.random.default_rng(9)
    units = rng.normal(-1.0, 0.7, (3, UNITS, UNIT_FEATURES)).astype(np.float16)
    whole = rng.normal(-0.5, 0.5, (3, WHOLE_FEATURES)).astype(np.float32)
    nothing = np.zeros(0)
    features = StretchFeatures(
        units.astype(np.float32), np.zeros((3, UNITS)), whole, np.zeros(3, np.float32), Strokes(nothing, nothing)
    )
    packed = load_file(resources() / "weights" / WEIGHTS)
    for stem, names in CLASSES.items():
        prefix = f"{stem.value}."
        tensors = {name.removeprefix(prefix): own for name, own in packed.items() if name.startswith(prefix)}
        bags = Bags(
            units,
            whole,
            np.zeros((3, len(names)), np.float32),
            np.zeros((3, UNITS, len(names)), bool),
            np.zeros(3, bool),
        )
        assert log_odds(stem, features) == pytest.approx(odds_of(tensors, bags), abs=1e-3)


@pytest.mark.parametrize(
    ("role", "sound", "name", "alike"),
    [
        ("conga", "djembe/12", "hand_drum", ()),
        ("shaker_dark", "FluidR3_GM 128:32", "shaker", ()),
        ("keys", "house_organ/7", "organ", ()),
        ("keys", "FluidR3_GM 0:4", "electric_piano", ()),
        ("riff", "MuseScore_General_Full 0:108", "marimba", ()),
        ("riff", "pluck/3", "", ()),
        ("lead", "FluidR3_GM 0:40", "", ("pad", "horn")),  # a violin is neither, and like both
        ("kick", "kick/9", "", ()),
    ],
)
def test_sounds_of_the_corpus_are_of_these_classes(role: str, sound: str, name: str, alike: tuple[str, ...]) -> None:
    from trainer.recipes.instrument_examples import class_of

    assert class_of(role, sound) == (name, alike)


def test_a_label_says_whether_an_instrument_plays_enough_to_be_named() -> None:
    from trainer.recipes.instrument_examples import parts_of, stem_stretches

    def hits(role: str, *onsets: float) -> list[dict[str, object]]:
        return [{"role": role, "onset": own, "offset": own + 0.1} for own in onsets]

    drums = [*hits("conga", 0.5, 1.0, 1.5), *hits("shaker", 0.5, 1.0), *hits("whistle", 2.0)]
    truth = {"one_shots": {"conga": "conga/1"}, "notes": {"drums": drums}}
    noise = np.random.default_rng(1).standard_normal(9 * HEARD_RATE).astype(np.float32)
    own = stem_stretches(noise, -6.0, Stem.DRUMS, parts_of(truth), [(0.0, 4.0), (4.0, 8.0)])
    assert own is not None
    names = CLASSES[Stem.DRUMS]
    first, second = (dict(zip(names, row, strict=True)) for row in own.labels.tolist())
    assert (first["hand_drum"], first["whistle"], first["tom"]) == (1.0, 1.0, 0.0)
    assert np.isnan(first["shaker"])  # two strokes are neither much nor nothing
    assert set(second.values()) == {0.0}
    assert stem_stretches(noise, -90.0, Stem.DRUMS, parts_of(truth)) is None


def test_average_precision_and_f1_by_hand() -> None:
    from trainer.recipes.instruments import average_precision, f1

    truth = np.array([True, False, True, False])
    scores = np.array([0.9, 0.8, 0.7, 0.1], np.float32)
    assert average_precision(truth, scores) == pytest.approx((1.0 + 2.0 / 3.0) / 2.0)
    assert f1(truth, scores > 0.75) == pytest.approx(0.5)


def marker(**stems: np.ndarray) -> float:
    own = song(**stems)
    value = judge(MARKER, measure(own), own.windows, load_culture_profile().markers[MARKER]).value
    assert value is not None
    return value


def test_a_machine_is_low_a_shaker_moves_it_a_little_and_hands_move_it_more(beat: np.ndarray) -> None:
    claps = beat + struck("clap", made.BACK_BEAT, 39, level=0.2)
    shaker = claps + struck("shaker", made.SHAKER, 70, level=0.2)
    hands = shaker + struck("conga", "..8..88...8..8.8", 63, level=0.4)
    assert marker(drums=claps) < 0.3
    assert marker(drums=claps) <= marker(drums=shaker) < 0.5
    assert marker(drums=hands) > marker(drums=shaker) + 0.1
