"""The formulas that come typeset with pgviz: those of ĝ that its scenarios show at first.

python -m tests.gui.formulas    # typesets them again, into resources/formulas
"""

from collections.abc import Mapping

from pgviz.gui.formula.terms import estimator_formula
from pgviz.gui.formula.typeset import drawn, file_name, latex_of
from pgviz.lessons.scenarios import scenarios
from pgviz.resources import resource


def typeset_now() -> Mapping[str, str]:
    """Return each formula's SVG as ziamath makes it, by the name of its file."""
    chosen = {each.experiment.hyperparameters.estimator for each in scenarios()}
    written = {latex_of(estimator_formula(estimator)) for estimator in chosen}
    return {file_name(latex): drawn(latex) for latex in sorted(written)}


def stored() -> Mapping[str, str]:
    """Return what comes with pgviz, by the name of the file."""
    return {path.name: path.read_text("utf-8") for path in resource("formulas").glob("*.svg")}


def main() -> None:
    """Replace what comes with pgviz."""
    folder = resource("formulas")
    for name in stored():
        (folder / name).unlink()
    for name, svg in typeset_now().items():
        (folder / name).write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
