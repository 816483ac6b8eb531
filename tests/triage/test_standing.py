"""The figures on the pages of triage."""

import pytest

from triage.standing import Figures


@pytest.mark.parametrize(
    ("agreed", "overturned", "rate", "at_most"),
    [
        # Upper ends of Wilson's interval, as tables give them.
        (10, 0, 0.0, 0.278),
        (50, 0, 0.0, 0.071),
        (9, 1, 0.1, 0.404),
        (0, 10, 1.0, 1.0),
    ],
)
def test_a_rate_says_how_far_it_can_be_trusted(agreed, overturned, rate, at_most):
    figures = Figures(agreed=agreed, overturned=overturned)
    assert figures.error_rate == rate
    assert figures.error_at_most == pytest.approx(at_most, abs=0.001)


def test_without_samples_there_is_no_rate():
    assert Figures(put_back=5).error_rate is None
    assert Figures(put_back=5).error_at_most is None


def test_what_was_put_back_by_the_way_is_no_part_of_the_rate():
    figures = Figures()
    figures.add("overturned", 3, is_sample=False)
    figures.add("agreed", 4, is_sample=True)
    figures.add("lapsed", 9, is_sample=True)
    assert (figures.error_rate, figures.put_back, figures.reviewed) == (0.0, 3, 4)
