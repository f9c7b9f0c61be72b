"""The plane of the trajectory gradients, against the singular value decomposition."""

import numpy as np
import pytest

from pgviz.estimation.estimate import GradientEstimate
from pgviz.estimation.projection import plane_through


def estimate_of(gradients, *, directed=True):
    """An estimate that is made of these gradients [trajectories, parameters]."""
    gradients = np.asarray(gradients, dtype=float)
    shares = np.array([1.0 if directed else 0.0])
    return GradientEstimate(gradients.mean(axis=0), gradients, np.ones(1), shares)


def random_estimate(trajectories, parameters, seed=0):
    generator = np.random.default_rng(seed)
    spread = generator.gamma(1.0, size=parameters)
    return estimate_of(0.3 + generator.standard_normal((trajectories, parameters)) * spread)


shapes = pytest.mark.parametrize("shape", [(12, 100), (40, 7), (3, 3), (30, 2), (2, 5)])


@shapes
def test_the_first_axis_is_the_direction_of_the_estimate(shape):
    estimate = random_estimate(*shape)
    plane = plane_through(estimate)
    np.testing.assert_allclose(
        plane.project(estimate.gradient), [np.linalg.norm(estimate.gradient), 0.0], atol=1e-12
    )


@shapes
def test_the_axes_are_orthonormal(shape):
    axes = plane_through(random_estimate(*shape)).axes
    np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-12)


@shapes
def test_the_second_axis_has_the_most_variance_across_the_estimate(shape):
    estimate = random_estimate(*shape)
    plane = plane_through(estimate)
    along = estimate.gradient / np.linalg.norm(estimate.gradient)
    left = estimate.per_trajectory - np.outer(estimate.per_trajectory @ along, along)
    _, sizes, directions = np.linalg.svd(left)
    np.testing.assert_allclose(abs(plane.axes[1] @ directions[0]), 1.0)
    np.testing.assert_allclose(plane.points[:, 1].var(), sizes[0] ** 2 / shape[0])


@shapes
def test_points_and_shares_are_those_of_the_axes(shape):
    estimate = random_estimate(*shape)
    plane = plane_through(estimate)
    gradients = estimate.per_trajectory
    np.testing.assert_allclose(plane.points, gradients @ plane.axes.T, atol=1e-12)
    variances = plane.points.var(axis=0) / gradients.var(axis=0).sum()
    np.testing.assert_allclose(plane.variance_shares, variances)


def test_two_parameters_lose_no_variance():
    assert sum(plane_through(random_estimate(20, 2)).variance_shares) == pytest.approx(1.0)


@pytest.mark.parametrize("size", [1e-200, 1.0, 1e200])
def test_neither_order_nor_size_of_the_gradients_turns_the_plane(size):
    estimate = random_estimate(15, 6)
    order = np.random.default_rng(1).permutation(15)
    turned = plane_through(estimate_of(size * estimate.per_trajectory[order]))
    plane = plane_through(estimate)
    np.testing.assert_allclose(turned.axes, plane.axes, atol=1e-9)
    np.testing.assert_allclose(turned.points / size, plane.points[order], atol=1e-9)


def test_without_a_direction_the_axes_are_the_principal_components():
    half = np.random.default_rng(2).standard_normal((10, 6))
    gradients = np.concatenate([half, -half])
    plane = plane_through(estimate_of(gradients, directed=False))
    _, sizes, directions = np.linalg.svd(gradients)
    np.testing.assert_allclose(abs((plane.axes * directions[:2]).sum(axis=1)), 1.0)
    shares = sizes**2 / (sizes**2).sum()
    np.testing.assert_allclose(plane.variance_shares, shares[:2])


def test_one_trajectory_lies_on_the_first_axis():
    plane = plane_through(estimate_of([[3.0, 4.0, 0.0]]))
    np.testing.assert_allclose(plane.points, [[5.0, 0.0]], atol=1e-15)
    assert not plane.axes[1].any()
    assert plane.variance_shares == (0.0, 0.0)


def test_gradients_on_a_line_leave_nothing_across_it():
    steps = np.array([-1.0, 0.5, 2.0, 7.0])
    plane = plane_through(estimate_of(np.outer(steps, [1.0, -1.0]) / 3.0))
    assert not plane.axes[1].any()
    np.testing.assert_allclose(plane.points, np.stack([steps * np.sqrt(2) / 3, 0 * steps], axis=1))
    assert plane.variance_shares == (pytest.approx(1.0), 0.0)


def test_gradients_that_are_all_0_stay_at_the_origin():
    plane = plane_through(estimate_of(np.zeros((4, 3)), directed=False))
    assert not plane.points.any()
    assert plane.variance_shares == (0.0, 0.0)


def with_target(shape, seed=3):
    estimate = random_estimate(*shape)
    return estimate, np.random.default_rng(seed).standard_normal(shape[1])


@shapes
@pytest.mark.parametrize("size", [1e-200, 1.0, 1e200])
def test_the_estimate_and_the_target_lie_in_the_plane(shape, size):
    estimate, target = with_target(shape)
    plane = plane_through(estimate, size * target)
    assert plane.meanings == ("estimate", "target")
    for vector in (estimate.gradient, target):
        out_of_plane = vector - plane.project(vector) @ plane.axes
        np.testing.assert_allclose(out_of_plane, 0.0, atol=1e-12)
    angle = np.arccos(
        estimate.gradient @ target / np.linalg.norm(estimate.gradient) / np.linalg.norm(target)
    )
    across, up = plane.project(target)
    assert up > 0.0
    assert np.arctan2(up, across) == pytest.approx(angle)


@shapes
def test_shares_of_the_variance_are_those_along_the_target(shape):
    estimate, target = with_target(shape)
    plane, gradients = plane_through(estimate, target), estimate.per_trajectory
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(plane.points, gradients @ plane.axes.T, atol=1e-12)
    variances = plane.points.var(axis=0) / gradients.var(axis=0).sum()
    np.testing.assert_allclose(plane.variance_shares, variances)


@pytest.mark.parametrize("factor", [2.0, -0.5, 0.0])
def test_a_target_along_the_estimate_leaves_the_second_axis_to_the_variance(factor):
    estimate = random_estimate(12, 8)
    plane, plain = plane_through(estimate, factor * estimate.gradient), plane_through(estimate)
    assert plane.meanings == ("estimate", "variance")
    np.testing.assert_allclose(plane.axes, plain.axes)


def test_without_an_estimate_the_target_is_the_first_axis():
    half = np.random.default_rng(2).standard_normal((10, 6))
    target = np.arange(6.0)
    plane = plane_through(estimate_of(np.concatenate([half, -half]), directed=False), target)
    assert plane.meanings == ("target", "variance")
    np.testing.assert_allclose(plane.project(target), [np.linalg.norm(target), 0.0], atol=1e-12)


def test_gradients_on_a_line_are_shown_beside_a_target_off_it():
    steps = np.array([-1.0, 0.5, 2.0, 7.0])
    plane = plane_through(estimate_of(np.outer(steps, [1.0, -1.0])), np.array([1.0, 0.0]))
    assert plane.meanings == ("estimate", "target")
    assert plane.variance_shares == (pytest.approx(1.0), pytest.approx(0.0, abs=1e-20))
    np.testing.assert_allclose(plane.project(np.array([1.0, 0.0])), [0.5**0.5, 0.5**0.5])
