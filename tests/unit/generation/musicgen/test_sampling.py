"""Choosing tokens: what chance may choose, how often, and that each item's chance is its own."""

from __future__ import annotations

import pytest
import torch

from engine.generation.musicgen.run import UNKNOWN, delayed, undelayed
from engine.generation.musicgen.sampling import Noise, Sampling, choose, guided


def logits(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * 2.0


@pytest.mark.parametrize("seed", range(5))
def test_shared_noise_is_torchs_multinomial_bit_for_bit(seed: int) -> None:
    scores = logits(3, 4, 2048, seed=seed)
    noise = Noise([seed], is_shared=True)
    generator = torch.Generator().manual_seed(seed)

    for _ in range(3):
        ours = choose(scores, Sampling(top_k=0), noise.draw(torch.empty(3, 4, 2048)))
        theirs = torch.multinomial(torch.softmax(scores, -1).view(12, -1), 1, generator=generator).view(3, 4)
        assert torch.equal(ours, theirs)


def test_an_items_noise_does_not_depend_on_the_others() -> None:
    together, alone = Noise([7, 8, 9]), Noise([8])

    for _ in range(3):
        assert torch.equal(together.draw(torch.empty(3, 4, 64))[1], alone.draw(torch.empty(1, 4, 64))[0])


def test_top_k_never_leaves_the_likeliest() -> None:
    scores = logits(1, 1, 100).expand(4000, 1, 100)
    chosen = choose(scores, Sampling(top_k=5), Noise([1], is_shared=True).draw(torch.empty(4000, 1, 100)))

    assert set(chosen.flatten().tolist()) == set(scores[0, 0].topk(5).indices.tolist())


def test_top_p_keeps_the_fewest_that_have_the_share_together() -> None:
    scores = torch.log(torch.tensor([0.5, 0.3, 0.15, 0.05])).expand(4000, 1, 4)
    chosen = choose(scores, Sampling(top_p=0.6), Noise([1], is_shared=True).draw(torch.empty(4000, 1, 4)))

    share = float((chosen == 0).float().mean())
    assert set(chosen.flatten().tolist()) == {0, 1}
    assert abs(share - 0.5 / 0.8) < 4 * (0.625 * 0.375 / 4000) ** 0.5  # four standard errors


def test_chance_follows_the_probabilities() -> None:
    probabilities = torch.tensor([0.6, 0.25, 0.1, 0.05])
    scores = torch.log(probabilities).expand(20_000, 1, 4)
    chosen = choose(scores, Sampling(top_k=0), Noise([3], is_shared=True).draw(torch.empty(20_000, 1, 4)))

    counts = torch.bincount(chosen.flatten(), minlength=4) / 20_000
    assert torch.all((counts - probabilities).abs() < 4 * (probabilities * (1 - probabilities) / 20_000).sqrt())


def test_without_noise_the_likeliest_is_chosen() -> None:
    scores = logits(2, 4, 64)

    assert torch.equal(choose(scores, Sampling(is_greedy=True), None), scores.argmax(-1))


def test_guidance_of_one_is_the_conditions_alone_and_of_zero_their_absence() -> None:
    rows = logits(4, 2, 8)

    assert torch.allclose(guided(rows, 1.0), rows[:2], atol=1e-6)  # a + (b - a) rounds
    assert torch.equal(guided(rows, 0.0), rows[2:])


@pytest.mark.parametrize("delays", [(0, 1, 2, 3), (0, 0, 1, 1), (0, 0, 0), (1, 3)])
def test_the_delay_pattern_can_be_undone(delays: tuple[int, ...]) -> None:
    codes = torch.randint(0, 64, (2, len(delays), 9))
    pattern = delayed(codes, delays, 64)

    assert torch.equal(undelayed(pattern.sequence, delays), codes)
    assert pattern.sequence.shape[-1] == 9 + max(delays) + 1
    assert torch.equal(pattern.sequence[0] == 64, ~pattern.is_valid)  # the special token stands there, and only there


def test_unknown_tokens_stand_where_codebooks_are_late() -> None:
    pattern = delayed(torch.full((1, 2, 2), UNKNOWN), (0, 1), 64)

    assert pattern.sequence[0].tolist() == [[64, -1, -1, 64], [64, 64, -1, -1]]


@pytest.mark.parametrize("wrong", [{"temperature": -1.0}, {"top_k": -1}, {"top_p": 1.0}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="need temperature"):
        Sampling(**wrong)  # type: ignore[arg-type]
