"""Every shape in which a network says no, over the wire: each is one clear Problem, and what came before it is kept."""

from __future__ import annotations

import pytest

from app.model.problem import Limited, Problem, SignInExpired
from app.networks import NETWORKS
from app.networks.session import Session
from app.networks.web import Web
from tests.networks.every_server import Visit, opened
from tests.networks.loopback import Asked
from tests.networks.shapes import SHAPES, Shape
from tests.networks.signed_in import NOW, gathered, no_wait

EVERY = [(name, shape) for name, shapes in SHAPES.items() for shape in shapes]
# Words of a server are decoration, and never shown.
WORDS = (
    "アクセス",
    "検証",
    "No va",
    "нельзя",
    "schief",
    "だめ",
    "Token has expired",
    "Too Many",
    "Unauthorized",
)


def is_before(asked: Asked) -> bool:
    """Whether a request only asks what kind of server it is: that stands before all that is tried here."""
    return "oauth" in asked.path or "nodeinfo" in asked.path or "instance" in asked.path


def met(visit: Visit, session: Session) -> Problem:
    """Do what meets the shapes: list, or delete where reading needs no sign-in. Return the Problem that it ends in."""
    if visit.net.key != "bluesky":
        assert visit.net.own is not None
        seen = gathered(visit.net.own(session, ""))
        assert seen.problem is not None
        return seen.problem
    assert visit.net.delete is not None
    with pytest.raises(Problem) as raised:
        visit.net.delete.act(session, "post:3k1", [])
    return raised.value


@pytest.mark.parametrize(
    ("name", "shape"), EVERY, ids=[f"{name} {number}" for number, (name, _) in enumerate(EVERY)]
)
def test_each_shape_is_one_clear_problem_and_keeps_what_came_before(name: str, shape: Shape) -> None:
    web = Web(allow_loopback=True, sleep=no_wait, now=lambda: NOW)
    with opened(name) as visit:
        assert visit.session is not None
        session = visit.session(web)
        whole = [one.key for one in gathered(visit.photos(web)).photos]
        last = visit.server.requests[-1].target
        visit.server.fault = lambda asked: shape.answer if asked.target == last else None
        keys = [one.key for one in gathered(visit.photos(web)).photos]
        assert keys == whole[: len(keys)]
        visit.server.fault = lambda asked: None if is_before(asked) else shape.answer
        problem = met(visit, session)
    assert isinstance(problem, shape.problem), shape.what
    assert problem.remedy is not None
    told = f"{problem.says} {problem.remedy}"
    assert not [word for word in WORDS if word in told]
    assert "s3cret" not in told + repr(problem)
    # A refusal of one thing is neither a limit nor the end of a sign-in.
    if shape.problem not in {Limited, SignInExpired}:
        assert not isinstance(problem, Limited | SignInExpired)
    if isinstance(problem, Limited):
        # Shown as "waits until 14:32", so it has to say until when.
        assert problem.until is not None
        assert problem.until > NOW


def test_every_network_that_is_signed_in_to_has_its_shapes() -> None:
    signed = {net.key for net in NETWORKS if net.own is not None}
    assert set(SHAPES) - {"gotosocial"} == signed
