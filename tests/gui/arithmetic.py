"""Evaluating the expressions that the inspector writes."""

import math
import re

import pytest

from pgviz.gui.arithmetic.levels import LEVELS, make_page
from pgviz.gui.arithmetic.lines import Number
from pgviz.gui.view import View

SIGNS = str.maketrans({"−": "-", "×": "*"})
POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
FUNCTIONS = {"exp": math.exp}


def evaluated(parts):
    """The value of an expression, None where dots stand for some of it."""
    text = "".join(repr(p.value) if isinstance(p, Number) else p for p in parts)
    if "…" in text or not parts:
        return None
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"**{m[0].translate(POWERS)}", text)
    text = re.sub(r"√([\d.e+-]+)", r"(\1)**0.5", text)
    return eval(text.translate(SIGNS), {"__builtins__": {}, **FUNCTIONS})  # of our own making


def close(value):
    return pytest.approx(value, rel=1e-9, abs=1e-12)


def check_expressions(view: View) -> None:
    """Fail where an expression of the inspector isn't the result that stands beside it."""
    for level in LEVELS:
        for line in make_page(view, level).lines:
            value = evaluated(line.parts)
            scale = 0.01 if str(line.result).endswith("%") else 1.0
            assert value is None or value == close(scale * line.result.value), line.name
