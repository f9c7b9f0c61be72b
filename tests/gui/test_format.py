"""Numbers as they are written on the screen."""

import pytest

from pgviz.gui.format import count, exact, short, signed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (0.28437, "0.284"),
        (-12.0, "−12.0"),
        (0.99996, "1.00"),
        (1234.5, "1\u202f234"),
        (123456.0, "123\u202f456"),
        (999999.9, "1.00·10⁶"),
        (2.1e-7, "2.10·10⁻⁷"),
        (1.1e-16, "1.10·10⁻¹⁶"),
        (9.996e-5, "0.000100"),
        (-1.7e308, "−1.70·10³⁰⁸"),
        (5e-324, "4.94·10⁻³²⁴"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
        (float("nan"), "–"),
    ],
)
def test_a_panel_has_three_digits_and_a_true_minus(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize("value", [0.1, -2 / 3, 1e300, -1e-300, 12345.678])
def test_the_exact_text_is_read_back_as_the_same_number(value: float) -> None:
    assert float(exact(value).replace("−", "-")) == value


def test_a_signed_number_wears_its_plus() -> None:
    assert [signed(value) for value in (0.5, 0.0, -0.5)] == ["+0.500", "0", "−0.500"]


def test_thousands_are_set_apart_by_thin_spaces() -> None:
    assert count(-1234567) == "−1\u202f234\u202f567"
