"""What goes to the log drum leaves the stems it was in, and nothing else does."""

from __future__ import annotations

import pytest
import torch

from engine.separation.log_drum_share import take_out_log_drum

SOURCES = ["drums", "bass", "other", "vocals", "log_drum"]
RATE = 44_100


def tone(frequency_hz: float, *, seconds: float = 2.0, decay: float = 0.0, phase: float = 0.0) -> torch.Tensor:
    time = torch.arange(round(seconds * RATE)) / RATE
    wave = torch.sin(2 * torch.pi * frequency_hz * time + phase) * torch.exp(-decay * time)
    return wave.repeat(2, 1)


def noise(seed: int, *, seconds: float = 2.0) -> torch.Tensor:
    return torch.randn(2, round(seconds * RATE), generator=torch.Generator().manual_seed(seed))


def sdr(reference: torch.Tensor, estimate: torch.Tensor) -> float:
    return float(10 * torch.log10(reference.square().sum() / (reference - estimate).square().sum()))


def song(**stems: torch.Tensor) -> torch.Tensor:
    length = next(iter(stems.values())).shape[-1]
    return torch.stack([stems.get(name, torch.zeros(2, length)) for name in SOURCES])[None]


def test_the_sum_of_the_stems_stays() -> None:
    estimates = song(drums=noise(0), bass=tone(60), other=noise(1), vocals=noise(2), log_drum=tone(55, decay=3))
    mixture = estimates[:, :4].sum(1)
    torch.testing.assert_close(take_out_log_drum(estimates, SOURCES).sum(1), mixture, atol=2e-6, rtol=0)


def test_a_silent_log_drum_changes_nothing() -> None:
    estimates = song(drums=noise(0), bass=tone(60), other=noise(1), vocals=noise(2))
    assert torch.equal(take_out_log_drum(estimates, SOURCES), estimates)


def test_voices_and_the_log_drum_itself_never_change() -> None:
    estimates = song(drums=noise(0), vocals=tone(55), log_drum=tone(55))
    out = take_out_log_drum(estimates, SOURCES)
    assert torch.equal(out[:, 3:], estimates[:, 3:])


def test_each_stem_gives_back_its_part() -> None:
    """A hit whose low tail went to the bass and whose click went to the drums; both stems come out as they were."""
    tail, click = tone(55, decay=2), 0.3 * tone(1800, decay=20, phase=1.0)
    drums, bass, other = 0.2 * tone(5000), 0.5 * tone(110), 0.3 * tone(900, phase=0.4)
    out = take_out_log_drum(song(drums=drums + click, bass=bass + tail, other=other, log_drum=tail + click), SOURCES)
    assert sdr(drums, out[0, 0]) > 30.0
    assert sdr(bass, out[0, 1]) > 30.0
    assert sdr(other, out[0, 2]) > 30.0


def test_a_loud_neighbour_in_the_same_band_is_not_robbed() -> None:
    """Power alone would take the log drum from the noisy stem; likeness finds it in the quiet one."""
    loud, hit = noise(5), 0.5 * tone(80, decay=1)
    out = take_out_log_drum(song(drums=loud, bass=hit, log_drum=hit), SOURCES)
    assert float(out[0, 1].square().sum() / hit.square().sum()) < 0.1
    assert sdr(loud, out[0, 0]) > 25.0


def test_where_no_stem_holds_it_the_remainder_pays() -> None:
    hit = tone(55, decay=2)
    out = take_out_log_drum(song(vocals=noise(1), log_drum=hit), SOURCES)
    assert not out[0, :2].any()
    torch.testing.assert_close(out[0, 2], -hit)


@pytest.mark.parametrize("num_samples", [1, 700, 44_101])
def test_any_length(num_samples: int) -> None:
    estimates = torch.randn(2, 5, 1, num_samples, generator=torch.Generator().manual_seed(0))
    out = take_out_log_drum(estimates, SOURCES)
    assert out.shape == estimates.shape
    torch.testing.assert_close(out.sum(1), estimates[:, :4].sum(1), atol=1e-5, rtol=0)


def test_some_stem_must_be_able_to_give() -> None:
    with pytest.raises(ValueError, match="drums, bass or other"):
        take_out_log_drum(torch.zeros(1, 2, 2, 100), ["vocals", "log_drum"])
