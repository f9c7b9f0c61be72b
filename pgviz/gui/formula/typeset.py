"""Typesetting a formula with ziamath, so that each of its terms can be found and coloured."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from pgviz.gui.formula.terms import Formula, Fraction, Term, terms_of
from pgviz.gui.theme import Theme
from pgviz.resources import resource

SIZE = 24  # px, of the type
BAR = "#010200"  # marks a fraction's bar, as sentinels mark terms
ELEMENT = re.compile(r'<(?:path|rect)\b[^>]*?fill="([^"]+)"[^>]*/>')


@dataclass(frozen=True)
class Typeset:
    """An SVG in which term n has the colour `sentinel(n)` and the id "term-n"."""

    formula: Formula
    svg: str

    def colored(self, theme: Theme) -> bytes:
        """Return the SVG in the theme's colours."""
        svg = self.svg
        for index, term in enumerate(terms_of(self.formula)):
            svg = svg.replace(sentinel(index), getattr(theme, term.role).name())
        return svg.replace(BAR, theme.ink.name()).encode()


def typeset(formula: Formula) -> Typeset:
    """Return the formula typeset; at once where it comes with pgviz, else see `drawn`."""
    latex = latex_of(formula)
    stored = resource("formulas") / file_name(latex)
    svg = stored.read_text("utf-8") if stored.is_file() else drawn(latex)
    return Typeset(formula, _grouped(svg, len(terms_of(formula))))


def latex_of(formula: Formula) -> str:
    """Return the formula in LaTeX, each term in its sentinel's colour."""
    sentinels = map(sentinel, count())
    return "".join(_latex(part, sentinels) for part in formula)


def drawn(latex: str) -> str:
    """Return what ziamath makes of LaTeX, an SVG: tens of milliseconds, so keep the result."""
    import ziamath  # here: to import it takes as long, and most windows need it for nothing

    ziamath.config.svg2 = False  # Qt draws SVG 1.2 Tiny: it can't reuse glyphs as SVG 2 does
    return ziamath.Latex(latex, size=SIZE).svg()


def file_name(latex: str) -> str:
    """Return what the SVG of this LaTeX is called among those that come with pgviz."""
    return f"{sha256(latex.encode()).hexdigest()[:16]}.svg"


def sentinel(index: int) -> str:
    """Return a colour that marks a term until the theme's own takes its place."""
    return f"#0100{index:02x}"


def term_id(index: int) -> str:
    """Return the id of a term's group in the SVG."""
    return f"term-{index}"


def _latex(part: Term | Fraction, sentinels: Iterator[str]) -> str:
    if isinstance(part, Fraction):
        fraction = rf"\frac{{{_latex(part.over, sentinels)}}}{{{_latex(part.under, sentinels)}}}"
        return rf"\textcolor{{{BAR}}}{{{fraction}}}"
    return rf"\textcolor{{{next(sentinels)}}}{{{part.latex}}}"


def _grouped(svg: str, terms: int) -> str:
    """Return the SVG with the elements of each term in a group of its own."""
    groups: dict[str, list[str]] = {}
    for element in ELEMENT.finditer(svg):
        groups.setdefault(element.group(1), []).append(element.group(0))
    ids = {sentinel(index): term_id(index) for index in range(terms)}
    body = "".join(
        f'<g id="{ids.get(color, "rest")}">{"".join(elements)}</g>'
        for color, elements in groups.items()
    )
    return f"{svg[: svg.index('>') + 1]}{body}</svg>"
