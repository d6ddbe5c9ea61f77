"""A problem that a sign-in would mend, told with the button that asks for it."""

from __future__ import annotations

from functools import partial

from app.model.account import Account, AccountKind
from app.model.problem import Problem, SignInExpired, SignInNeeded
from app.model.sign_in import Power
from app.model.text import say
from app.ui.asks import ToConnect
from app.ui.desk import Desk
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.notice import ProblemPanel


def tell_with_mending(
    desk: Desk, panel: ProblemPanel, problem: Problem, account: Account | None, back: tuple[str, object]
) -> bool:
    """Show a problem; where a sign-in of this account mends it, with that button, and return True.

    `back` is the screen to come back to once it is allowed, with what that is to be told. On a shared screen the
    problem names nobody.
    """
    if account is None or not isinstance(problem, SignInNeeded | SignInExpired):
        panel.tell(problem)
        return False
    widens = isinstance(problem, SignInNeeded) and account.kind is AccountKind.CONNECTED
    power = Power(problem.power or Power.READ) if isinstance(problem, SignInNeeded) and widens else None
    ask = ToConnect(network=account.network, account=account, power=power, back=back)
    says = say("Allow it in your browser") if widens else say("Sign in again")
    if desk.preferences.screen_share:
        told = say("The sign-in does not allow this yet.") if widens else say("The sign-in is no longer good")
        problem = Problem(told, problem.remedy)
    panel.tell(problem, Button(says, "external-link", Kind.PRIMARY, partial(desk.go, "connect", ask)))
    return True
