"""R(τ) of the selected trajectory, reward by reward, and the weight that it becomes."""

from dataclasses import replace

from pgviz.estimation.estimator import Estimator
from pgviz.gui.arithmetic.lines import Line, Number, Page
from pgviz.gui.arithmetic.weight import discounted, weight_lines
from pgviz.gui.derivation.material import Material
from pgviz.gui.selected_steps import Steps
from pgviz.gui.topics.about import About

PLAIN = Estimator()  # whose weight is R(τ)


def return_page(material: Material) -> Page:
    """Return R(τ), and ψ of the step that is looked at."""
    about, steps = About(material), Steps.selected(material)
    return Page(
        heading=f"{about.heading}, t = {about.step}",
        sentence="What the trajectory earned. θ decides how often it happens, not what it pays.",
        lines=(_return_line(steps), *_others(steps, about.step), _slope_line()),
        pointer=about.pointer(about.step),
    )


def _return_line(steps: Steps) -> Line:
    iteration = steps.iteration
    discount = iteration.hyperparameters.discount
    rewards = iteration.batch.rewards[steps.run]
    value = float(sum(discount**t * reward for t, reward in enumerate(rewards.tolist())))
    note = "its rewards" if discount == 1.0 else "its rewards, discounted"
    return Line(
        "R(τ)", "weight", discounted(rewards, discount), Number(value, "weight"), note, "weight"
    )


def _others(steps: Steps, step: int) -> tuple[Line, ...]:
    """Return how the weight of the step is made, unless it is R(τ) itself."""
    estimator = steps.iteration.hyperparameters.estimator
    return (
        ()
        if replace(PLAIN, discount=estimator.discount) == estimator
        else weight_lines(steps, step)
    )


def _slope_line() -> Line:
    zero = Number(0.0, "weight")
    return Line("∂R(τ)/∂θ", "weight", (), zero, "θ is not in the rewards of a given τ", "weight")
