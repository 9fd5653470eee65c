"""Plans: every sample's weights add up to one, whatever the geometry."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.audio import Samples
from engine.separation.demucs_plan import triangles
from engine.separation.plan import Plan, trapezoids


def total_weight(plan: Plan, num_samples: int) -> Samples:
    total = np.zeros(num_samples, np.float32)
    for index, segment in enumerate(plan.segments):
        total[segment.start : segment.stop] += plan.weight(index)
    return total


@given(samples=st.integers(1, 5_000), segment=st.integers(1, 1_500), overlap=st.floats(0.0, 0.75))
@settings(deadline=None)
def test_trapezoids_add_up_to_one(samples: int, segment: int, overlap: float) -> None:
    segment = max(segment, samples // 200 + 1)  # at most a few hundred segments: speed
    np.testing.assert_allclose(total_weight(trapezoids(samples, segment, overlap), samples), 1.0, atol=1e-6)


@given(
    samples=st.integers(1, 5_000),
    segment=st.integers(2, 1_500),
    overlap=st.floats(0.0, 0.75),
    context=st.one_of(st.none(), st.integers(0, 300)),
    leads=st.lists(st.integers(0, 2_000), min_size=1, max_size=3),
)
@settings(deadline=None)
def test_triangles_add_up_to_one_and_are_heard_whole(
    samples: int, segment: int, overlap: float, context: int | None, leads: list[int]
) -> None:
    segment = max(segment, (samples + 2_000) // 100 + 2)
    heard_samples = None if context is None else segment + context
    plan = triangles(samples, segment, overlap, heard_samples=heard_samples, leads=leads, beyond=9.0)

    np.testing.assert_allclose(total_weight(plan, samples), 1.0, atol=1e-6)
    song = np.arange(samples, dtype=np.float32)[None]
    finals = [segment.final for segment in plan.segments]
    assert finals == [*(later.start for later in plan.segments[1:]), samples]
    for part in plan.segments:
        heard = plan.heard(song, part)
        assert heard.shape == (1, heard_samples or part.num_heard)
        used = heard[:, part.before : part.before + part.stop - part.start]
        np.testing.assert_array_equal(used, song[:, part.start : part.stop])
        places = np.arange(part.start - part.before, part.stop + part.after)
        assert (heard[0, (places < 0) | (places >= samples)] == 9.0).all()


def test_an_empty_song_has_no_segments() -> None:
    assert triangles(0, 100, 0.25, heard_samples=100).segments == ()
    assert trapezoids(0, 100, 0.25).segments == ()


@pytest.mark.parametrize("wrong", [{"leads": ()}, {"leads": (-1,)}, {"segment": 0}, {"overlap": 0.8}])
def test_a_plan_of_nonsense_is_refused(wrong: dict[str, object]) -> None:
    chosen: dict[str, object] = {"segment": 100, "overlap": 0.25, "leads": (0,)} | wrong
    with pytest.raises(ValueError, match=r"expected|overlap"):
        triangles(100, chosen["segment"], chosen["overlap"], heard_samples=None, leads=chosen["leads"])  # type: ignore[arg-type]
