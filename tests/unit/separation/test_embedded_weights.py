"""The weights that ship, on songs from another renderer than the one they were trained on."""

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.core.stems import Stem, Stems
from engine.separation.embedded.separator import EmbeddedSeparator, load_embedded, weights_file
from engine.separation.measure import leakage_dbfs, sdr
from engine.separation.overlap import separate
from engine.separation.registry import revision_of
from engine.separation.setup import Setup
from tests.scene import mix, plans, render, without_log_drum

SECONDS = 8.0


@pytest.fixture(scope="module")
def separator() -> EmbeddedSeparator:
    return load_embedded(Setup(device="cpu"))


def separated(separator: EmbeddedSeparator, mixture: Audio) -> Stems:
    return separate(mixture, separator)


def test_the_file_is_small_and_what_its_card_says() -> None:
    assert weights_file().stat().st_size <= 8_000_000
    assert load_embedded(Setup(device="cpu")).revision == revision_of("embedded")


def test_a_log_drum_is_found_and_taken_out(separator: EmbeddedSeparator) -> None:
    truth = render(plans(1, seconds=SECONDS)[0])
    mixture = mix(truth)
    stems = separated(separator, mixture)
    assert stems.log_drum_probability is not None
    assert stems.log_drum_probability > 0.8
    # measured 8.5, 7.6 and 10.7 dB; doing nothing scores below 0
    assert sdr(truth[Stem.LOG_DRUM], stems[Stem.LOG_DRUM]) > 6.0
    assert sdr(truth[Stem.DRUMS], stems[Stem.DRUMS]) > 5.0
    assert sdr(truth[Stem.VOCALS], stems[Stem.VOCALS]) > 8.0
    assert stems.residual_db(mixture) < -120


def test_a_song_without_a_log_drum_gives_a_silent_stem(separator: EmbeddedSeparator) -> None:
    truth = render(without_log_drum(plans(1, seconds=SECONDS)[0]))
    stems = separated(separator, mix(truth))
    assert stems.log_drum_probability is not None
    assert stems.log_drum_probability < 0.2
    level = leakage_dbfs(truth[Stem.LOG_DRUM], stems[Stem.LOG_DRUM])
    assert level is not None
    assert level < -50.0


def test_another_precision_gives_the_same_stems(separator: EmbeddedSeparator) -> None:
    """bf16 keeps eight bits of every product: what it changes lies 30 dB below the stems."""
    mixture = mix(render(plans(1, seconds=3.0)[0]))
    exact = separate(mixture, load_embedded(Setup(device="cpu", precision="fp32")))
    half = separate(mixture, load_embedded(Setup(device="cpu", precision="bf16")))
    for stem in (Stem.DRUMS, Stem.OTHER, Stem.LOG_DRUM):
        error = np.square(exact[stem].samples - half[stem].samples).sum() / np.square(exact[stem].samples).sum()
        assert 10 * np.log10(error) < -25
