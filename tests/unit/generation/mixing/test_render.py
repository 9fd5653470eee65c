"""A rendered piece: stems that sum, the length, loudness and true peak asked for, whoever's threads play it."""

import dataclasses
import itertools

import numpy as np
import pytest

from engine.audio.loudness import integrated_loudness, true_peak_dbtp
from engine.core.audio import Audio
from engine.core.blueprint import MixPlan, PlannedSection, RolePlan, Voice
from engine.core.composition import Composition
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE
from engine.generation.sketch.mixing.master import HARDEST_DB
from engine.generation.sketch.mixing.render import Rendered, _Facts, _turned_down, render, render_dry, stream
from tests.unit.generation.mixing.pieces import BAR_S, Sine, band, note, piece


@pytest.fixture(scope="module")
def composition() -> Composition:
    return band()


@pytest.fixture
def rendered(composition: Composition) -> Rendered:
    return render(composition)


def with_mix(composition: Composition, **changes: object) -> Composition:
    mix = dataclasses.replace(composition.blueprint.mix, **changes)
    return dataclasses.replace(composition, blueprint=dataclasses.replace(composition.blueprint, mix=mix))


def joined(composition: Composition, **options: object) -> np.ndarray:
    return np.concatenate([block.mix.samples for block in stream(composition, **options)], axis=1)


def test_there_are_five_stems_and_they_sum_to_the_mix(rendered: Rendered):
    assert list(rendered.stems) == list(Stem)
    assert rendered.stems.model == "sketch"
    assert rendered.stems.residual_db(rendered.mix) < -130.0  # float32 rounding of five summands
    total = np.sum([rendered.stems[stem].samples for stem in Stem], axis=0, dtype=np.float32)
    assert np.array_equal(total, rendered.mix.samples)


def test_no_stem_is_higher_than_full_scale(composition: Composition):
    made = render(with_mix(composition, target_lufs=-4.0, ceiling_dbtp=0.5))
    assert max(float(np.abs(made.stems[stem].samples).max()) for stem in Stem) <= 1.0


def test_a_stem_without_a_role_is_silent_and_the_others_are_not(rendered: Rendered):
    heard = {stem for stem in Stem if rendered.stems[stem].samples.any()}
    assert heard == {Stem.DRUMS, Stem.LOG_DRUM, Stem.OTHER, Stem.VOCALS}


@pytest.mark.parametrize("target", [-20.0, -14.0, -11.0])
def test_loudness_and_true_peak_are_those_asked_for(composition: Composition, target: float):
    made = render(with_mix(composition, target_lufs=target, ceiling_dbtp=-1.0))
    assert made.reduction_db < HARDEST_DB
    assert integrated_loudness(made.mix) == pytest.approx(target, abs=0.15)
    assert true_peak_dbtp(made.mix) <= -1.0
    assert made.loudness_lufs == pytest.approx(integrated_loudness(made.mix), abs=0.01)
    assert made.true_peak_dbtp == true_peak_dbtp(made.mix)


def test_what_cannot_be_that_loud_is_as_loud_as_the_limiter_may_make_it(composition: Composition):
    made = render(with_mix(composition, target_lufs=-3.0, ceiling_dbtp=-1.0))
    assert made.loudness_lufs is not None
    assert made.loudness_lufs < -4.0
    assert made.reduction_db == pytest.approx(HARDEST_DB, abs=0.1)
    assert true_peak_dbtp(made.mix) <= -1.0


def test_the_ceiling_holds_wherever_it_is(composition: Composition):
    for ceiling in (-6.0, -0.3, 0.5):
        assert true_peak_dbtp(render(with_mix(composition, ceiling_dbtp=ceiling)).mix) <= ceiling


def test_the_last_resort_turns_stems_and_mix_down_together(rendered: Rendered):
    stems = np.stack([rendered.stems[stem].samples for stem in Stem])
    mix = rendered.mix.samples.copy()
    facts = _turned_down(stems, mix, _Facts(-12.0, -0.4), 0.6)
    assert (facts.loudness_lufs, facts.true_peak_dbtp) == pytest.approx((-12.6, -1.0))
    assert np.allclose(mix, rendered.mix.samples * 10 ** (-0.6 / 20), rtol=0.0, atol=1e-6)
    assert np.array_equal(stems.sum(axis=0), mix)


def test_the_number_of_threads_changes_nothing(composition: Composition, rendered: Rendered):
    for threads in (1, 4):
        again = render(composition, threads=threads)
        assert np.array_equal(again.mix.samples, rendered.mix.samples)
        assert all(np.array_equal(again.stems[stem].samples, rendered.stems[stem].samples) for stem in Stem)


@pytest.mark.parametrize("block_bars", [1, 4, 64])
def test_a_stream_with_the_gain_of_a_rendering_is_that_rendering(
    composition: Composition, rendered: Rendered, block_bars: int
):
    assert np.array_equal(
        joined(composition, gain_db=rendered.master_gain_db, block_bars=block_bars), rendered.mix.samples
    )


def test_a_stream_is_about_as_loud_as_the_rendering(composition: Composition, rendered: Rendered):
    streamed = integrated_loudness(Audio(joined(composition), RATE))
    assert streamed == pytest.approx(rendered.loudness_lufs, abs=1.0)


def test_what_is_heard_on_the_way_is_the_rendering_and_leaves_it_as_it_is(
    composition: Composition, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        "engine.generation.sketch.mixing.render.predicted_gain_db", lambda *_rest: rendered.master_gain_db
    )
    heard: list[Audio] = []
    starts: list[float] = []

    def listen(sound: Audio, start: float) -> None:
        heard.append(sound)
        starts.append(start)

    again = render(composition, on_sound=listen)
    assert np.array_equal(again.mix.samples, rendered.mix.samples)
    together = np.concatenate([sound.samples for sound in heard], axis=1)
    length = rendered.mix.num_samples
    assert np.abs(together[:, :length] - rendered.mix.samples).max() < 1e-6  # float32 sums in another order
    assert np.abs(together[:, length:]).max(initial=0.0) < 1e-3, "beyond its end only the tail that has died away"
    assert starts == [start / RATE for start in np.cumsum([0, *(sound.num_samples for sound in heard[:-1])])]


def test_blocks_follow_each_other_bar_by_bar(composition: Composition):
    blocks = list(stream(composition, block_bars=2))
    assert [block.start_sample for block in blocks] == [round(RATE * BAR_S * bar) for bar in (0, 2, 4)]
    assert all(
        this.start_sample + this.mix.num_samples == after.start_sample for this, after in itertools.pairwise(blocks)
    )


@pytest.mark.parametrize("num_samples", [1, 1000, 4 * 88_200 - 7, 4 * 88_200 + 50_000, 4 * 88_200 + 400_000])
def test_the_length_is_exact(num_samples: int):
    made = render(piece([note("keys", beat * 0.5) for beat in range(16)], num_samples=num_samples))
    assert made.mix.num_samples == num_samples
    assert made.stems.num_samples == num_samples
    assert abs(float(made.mix.samples[:, -1].max())) < 1e-3  # it ends in a fade
    streamed = sum(block.mix.num_samples for block in stream(band(4, blueprint=made_of(num_samples))))
    assert streamed == num_samples


def made_of(num_samples: int):
    return dataclasses.replace(band(4).blueprint, num_samples=num_samples)


def test_a_natural_ending_rings_out_and_is_not_longer_than_that():
    short = render(piece([note("keys", 7.5)], voices={"keys": {"tau": 0.05}}))
    long = render(piece([note("keys", 7.5)], voices={"keys": {"tau": 2.0}}))
    bars = 4 * BAR_S
    assert bars <= short.mix.duration < bars + 0.5
    assert bars + 3.0 < long.mix.duration <= bars + 4.0
    assert float(np.abs(long.mix.samples[:, -441:]).max()) < 1e-3


def test_silence_gives_silence():
    made = render(piece([], bars=2, num_samples=100_000, sections=(PlannedSection(label="intro", num_bars=2),)))
    assert made.mix.num_samples == 100_000
    assert not made.mix.samples.any()
    assert made.loudness_lufs is None
    assert made.true_peak_dbtp is None


def test_one_note_is_a_piece():
    made = render(piece([note("log_drum", 0.0, 36)], bars=1))
    assert made.loudness_lufs == pytest.approx(-16.0, abs=0.5)
    assert not any(made.stems[stem].samples.any() for stem in Stem if stem is not Stem.LOG_DRUM)


def test_a_note_sounds_where_it_is_written():
    onset = 2.123456
    made = render(piece([note("keys", onset, 84)], voices={"keys": {"tau": 0.05}}))
    loud = np.flatnonzero(np.abs(made.mix.samples[0]) > 0.02 * float(np.abs(made.mix.samples).max()))
    assert loud[0] / RATE == pytest.approx(onset, abs=0.0003)


def test_the_role_loudness_is_the_level_of_the_mix_plan(composition: Composition, rendered: Rendered):
    levels = {"kick": -12.0, "log_drum": -5.8}
    for role, level in levels.items():
        assert rendered.role_loudness[role] - level == pytest.approx(-20.0, abs=1e-6)


def test_levels_in_the_plan_are_levels_in_the_stems():
    notes = [note("keys", beat * 0.5) for beat in range(16)] + [note("vocal", beat * 0.5) for beat in range(16)]
    plain = MixPlan(
        levels_lu={"keys": -16.0, "vocal": -9.0}, sends={"keys": {}, "vocal": {}}, duck_db=0.0, target_lufs=-18.0
    )
    made = render(piece(notes, mix=plain))
    keys, vocal = (integrated_loudness(made.stems[stem]) for stem in (Stem.OTHER, Stem.VOCALS))
    assert vocal - keys == pytest.approx(7.0, abs=0.1)


def test_a_section_is_louder_by_its_level():
    notes = [note("keys", beat * 0.5) for beat in range(32)]
    sections = (
        PlannedSection(label="intro", num_bars=4, roles=(RolePlan(role="keys", level_db=-9.0),)),
        PlannedSection(label="drop", num_bars=4, roles=(RolePlan(role="keys"),)),
    )
    mix = dataclasses.replace(piece(notes).blueprint.mix, target_lufs=-30.0)
    samples = render(piece(notes, sections=sections, mix=mix)).mix.samples[0]
    halves = [np.sqrt(np.mean(np.square(samples[start : start + 7 * RATE]))) for start in (0, 8 * RATE)]
    assert 20 * np.log10(halves[1] / halves[0]) == pytest.approx(9.0, abs=0.2)


def test_dry_roles_are_what_the_instruments_play(composition: Composition):
    dry = dict(render_dry(composition))
    assert set(dry) == {note.role for note in composition.notes}
    assert dry["kick"].num_channels == 1
    assert dry["pad"].num_channels == 2
    assert {audio.num_samples for audio in dry.values()} == {12 * RATE + 4 * RATE}
    assert 0.9 < float(np.abs(dry["kick"].samples).max()) <= 1.0  # nothing was turned down


def test_a_role_without_a_voice_is_refused(composition: Composition):
    blueprint = dataclasses.replace(composition.blueprint, voices={"kick": Voice(instrument="sine")})
    with pytest.raises(ValueError, match="no voice"):
        render(dataclasses.replace(composition, blueprint=blueprint))


def test_progress_rises_to_one(composition: Composition):
    fractions: list[float] = []
    render(composition, report=fractions.append)
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert len(fractions) > 4


def test_whoever_stops_the_work_stops_it(composition: Composition):
    def stop(fraction: float) -> None:
        if fraction > 0.2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(composition, report=stop)


def test_every_role_has_a_channel():
    roles = [role for role in ROLES.values() if role.writes_midi]
    made = render(piece([note(role.id, 0.1, role.keys[0] if role.keys else 60) for role in roles], bars=1))
    assert all(made.stems[stem].samples.any() for stem in Stem)


def test_a_sound_from_outside_is_mixed_like_ours(monkeypatch: pytest.MonkeyPatch):
    from engine.generation.sketch import outside

    class Recorded:
        def play_all(self, strokes, num_samples: int) -> np.ndarray:
            whole = np.zeros((2, num_samples), np.float32)
            for onset, stroke in strokes:
                wave = Sine(tau=0.1).play(stroke)
                start = round(onset * RATE)
                whole[:, start : start + len(wave)] += wave[: num_samples - start]
            return whole

    monkeypatch.setattr(outside, "open_player", lambda _: Recorded())
    composition = piece([note("keys", beat * 0.5, 72) for beat in range(16)], voices={"keys": {"tau": 0.1}})
    voice = Voice(instrument="0:4", source="soundfont", file="mine.sf2")
    theirs = dataclasses.replace(
        composition, blueprint=dataclasses.replace(composition.blueprint, voices={"keys": voice})
    )
    ours_mix, their_mix = render(composition).mix.samples, render(theirs).mix.samples
    length = min(ours_mix.shape[1], their_mix.shape[1])
    error = ours_mix[:, :length] - their_mix[:, :length]
    assert np.sqrt(np.mean(np.square(error))) < 0.01 * np.sqrt(np.mean(np.square(ours_mix)))


def test_an_effect_treats_the_whole_role_and_no_other(monkeypatch: pytest.MonkeyPatch):
    from engine.generation.sketch import outside

    opened = []

    class LowPass:
        def treat(self, wave: np.ndarray) -> np.ndarray:
            opened.append(wave.shape)
            return np.cumsum(wave, axis=1, dtype=np.float64).astype(np.float32) * 0.01

    monkeypatch.setattr(outside, "open_effect", lambda _file, _preset: LowPass())
    notes = [note("keys", beat * 0.5, 72) for beat in range(8)] + [note("kick", beat * 0.5, 36) for beat in range(8)]
    plain = piece(notes)
    voices = plain.blueprint.voices
    treated = dataclasses.replace(voices["keys"], effect="chorus.vst3")
    changed = dataclasses.replace(
        plain, blueprint=dataclasses.replace(plain.blueprint, voices={**voices, "keys": treated})
    )
    before, after = render(plain), render(changed)
    assert len(opened) == 1
    assert opened[0][0] == 2
    assert not np.array_equal(before.stems[Stem.OTHER].samples, after.stems[Stem.OTHER].samples)
    assert after.stems.residual_db(after.mix) < -120
