"""The checks carried out in a process of their own."""

from pgviz.environments import make_world
from pgviz.training.studies.runner import StudyRunner
from pgviz.verification.study import ChecksStudy
from pgviz.verification.suite import count, run_checks

PATIENCE = 60.0  # s; a process starts in one or two seconds, on a busy machine in more


def test_it_yields_the_outcomes_so_far_after_every_comparison():
    study = ChecksStudy(("known-batch",))
    world = make_world(study.environment)
    partials = list(study.partials(world))
    world.close()
    outcomes = tuple(run_checks(study.names))
    assert [each.done for each in partials] == list(range(1, study.total + 1))
    assert [each.result for each in partials] == [outcomes[: n + 1] for n in range(study.total)]
    assert {each.total for each in partials} == {count(study.names)}


def test_in_another_process_the_same_comes_of_it():
    study = ChecksStudy(("scores", "norms"))
    with StudyRunner() as runner:
        runner.start(study)
        last = runner.wait_until(lambda snapshot: not snapshot.running, PATIENCE)
    assert last.message is None
    assert last.result == tuple(run_checks(study.names))


def test_it_can_be_cancelled_and_keeps_what_is_known():
    with StudyRunner() as runner:
        runner.start(ChecksStudy())
        runner.wait_until(lambda snapshot: snapshot.done > 0, PATIENCE)
        runner.cancel()
        last = runner.wait_until(lambda snapshot: not snapshot.running, PATIENCE)
    assert 0 < last.done == len(last.result)
    assert last.message is None
