"""∂log π/∂θ of one step and one parameter, in the terms of the policy's own formula."""

from collections.abc import Callable, Mapping

import numpy as np

from pgviz.environments.spaces import Discrete
from pgviz.gui.arithmetic.lines import Line, Number, Parts, difference, enclosed
from pgviz.gui.view import View
from pgviz.policies.blocks import OuterBlock, RowBlock, VectorBlock
from pgviz.policies.score import Block

NAME = "∂log π/∂θ"
Explained = tuple[Parts, str]


def score_line(view: View, flat: int, parameter: int) -> Line:
    """Return the line for the step `flat` of the batch and θ[parameter]."""
    score = view.iteration.evaluation.score
    block = next(block for block in score.blocks if parameter < block.span.stop)
    parts, note = EXPLAINERS[type(block)](view, block, flat, parameter - block.span.start)
    value = float(score.components(np.array([parameter]), slice(flat, flat + 1))[0, 0])
    return Line(NAME, "score", parts, Number(value, "score"), note, "score")


def largest_parameter(view: View, flat: int) -> int:
    """Return the parameter that the step's score moves most."""
    return int(np.abs(view.iteration.evaluation.score.dense(np.array([flat]))[0]).argmax())


def _of_table(view: View, block: RowBlock, flat: int, index: int) -> Explained:
    row, action = divmod(index, block.deltas.shape[1])
    observation = int(block.rows[flat])
    if row != observation:
        names = view.policy.layers[0].row_names
        return ("0",), f"θ of {names[row]}; the step was in {names[observation]}"
    return _softmax_delta(view, flat, action), _taken(view, flat, action)


def _of_layer(view: View, block: OuterBlock, flat: int, index: int) -> Explained:
    output, source = divmod(index, block.inputs.shape[1])
    layer = next(layer for layer in view.policy.layers if layer.start == block.span.start)
    x = Number(float(block.inputs[flat, source]), "dynamics")
    bias = source == block.inputs.shape[1] - 1
    of_input = "" if bias else f"x: {layer.column_names[source]}"
    if not _is_output(view, block):
        delta = Number(float(block.deltas[flat, output]), "score")
        of_unit = f"δ: of {layer.row_names[output]}"
        return _times_input((delta,), x, bias), _joined(of_unit, of_input)
    if view.iteration.evaluation.probabilities is None:
        error = _gaussian_delta(view, flat, output)
        return _times_input(error, x, bias), _joined("(a − μ)/σ²", of_input)
    error = _softmax_delta(view, flat, output)
    if not bias:
        error = ("(", *error, ")")
    return _times_input(error, x, bias), _joined(_taken(view, flat, output), of_input)


def _of_log_deviation(view: View, block: VectorBlock, flat: int, index: int) -> Explained:
    action, mean, deviation = _gaussian(view, flat, index)
    parts = ("(", *difference(action, mean), ")² / ", deviation, "² − 1")
    return parts, "above 0 where a lies farther out than σ"


EXPLAINERS: Mapping[type[Block], Callable[..., Explained]] = {
    RowBlock: _of_table,
    OuterBlock: _of_layer,
    VectorBlock: _of_log_deviation,
}


def _softmax_delta(view: View, flat: int, action: int) -> Parts:
    """Return 1[b = a] − π(b|s)."""
    evaluation = view.iteration.evaluation
    assert evaluation.probabilities is not None
    taken = int(view.iteration.batch.actions[flat]) == action
    probability = Number(float(evaluation.probabilities[flat, action]), "score")
    return "1" if taken else "0", " − ", probability


def _gaussian_delta(view: View, flat: int, component: int) -> Parts:
    """Return (a − μ)/σ²."""
    action, mean, deviation = _gaussian(view, flat, component)
    return "(", *difference(action, mean), ") / ", deviation, "²"


def _gaussian(view: View, flat: int, component: int) -> tuple[Number, Number, Number]:
    evaluation, batch = view.iteration.evaluation, view.iteration.batch
    assert evaluation.means is not None
    assert evaluation.deviations is not None
    return (
        Number(float(batch.actions[flat, component])),
        Number(float(evaluation.means[flat, component]), "score"),
        Number(float(evaluation.deviations[component]), "score"),
    )


def _times_input(parts: Parts, x: Number, bias: bool) -> Parts:
    if bias:
        return parts
    return (*parts, " × ", *enclosed(x))


def _is_output(view: View, block: OuterBlock) -> bool:
    outer = [b for b in view.iteration.evaluation.score.blocks if isinstance(b, OuterBlock)]
    return block is outer[-1]


def _taken(view: View, flat: int, action: int) -> str:
    actions = view.world.actions
    assert isinstance(actions, Discrete)
    taken = int(view.iteration.batch.actions[flat])
    if taken == action:
        return f"{actions.names[taken]} was taken"
    return f"{actions.names[taken]} was taken instead"


def _joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))
