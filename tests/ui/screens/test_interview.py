"""What did they answer? The questions on the page of a request, one at a time, down to the right letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.model.request import RequestId, State
from app.services.follow import Told
from app.services.house import House
from app.ui.screens.requests import RequestsScreen
from app.ui.screens.requests.detail import RequestPage
from app.ui.window import Window
from tests.letters.test_reply import mail
from tests.ui.screens.conftest import press, shown
from tests.ui.screens.test_screens import Settle, sent


def _page(window: Window, request: RequestId, settle: Settle) -> RequestPage:
    window.go("requests", str(request))
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    return screen.page


def test_one_question_after_the_other_leads_to_the_step_and_its_letter(
    window: Window, house: House, settle: Settle
) -> None:
    request = sent(house, date(2026, 11, 1))
    page = _page(window, request, settle)
    assert "Did anything come back?" in shown(page.interview)
    press(page.interview, "Yes, they answered")
    settle()
    press(page.interview, "No")
    settle()
    assert "Which reason do they give?" in shown(page.interview)
    press(page.interview, "Back")
    settle()
    assert "What do they say, all in all?" in shown(page.interview)
    press(page.interview, "They need more time")
    settle()
    assert page.interview.until.isVisibleTo(page.interview)
    page.interview.until.fill("soon")
    press(page.interview, "That is right")
    settle()
    assert "Type a day such as" in shown(page.interview)
    assert house.follower.one(request).request.state is State.SENT
    page.interview.until.fill("2026-12-15")
    press(page.interview, "That is right")
    settle()
    held = house.follower.one(request).request
    assert (held.state, held.due) == (State.EXTENDED, date(2026, 12, 15))
    assert "They take more time" in shown(page)


def test_nothing_yet_says_how_long_to_wait(window: Window, house: House, settle: Settle) -> None:
    page = _page(window, sent(house, date(2026, 11, 1)), settle)
    press(page.interview, "Nothing yet")
    settle()
    assert "Nothing to do before" in shown(page.interview)


def test_a_mail_that_is_dropped_is_read_and_only_has_to_be_confirmed(
    window: Window, house: House, settle: Settle, tmp_path: Path
) -> None:
    request = sent(house, date(2026, 11, 1))
    page = _page(window, request, settle)
    answer = tmp_path / "answer.eml"
    answer.write_bytes(mail("The photos are publicly available.", f"Re: {request}"))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(answer))])
    page.interview.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle()
    assert "They say that the photos are public anyway" in shown(page.interview)
    assert house.follower.one(request).request.state is State.SENT
    press(page.interview, "That is right")
    settle()
    step = house.follower.one(request).request.steps[-1]
    assert (step.state, step.reason, step.on) == (State.REFUSED, "public", date(2026, 11, 24))
    assert "takes none of your rights away" in shown(page.following)


def test_pasted_words_that_tell_nothing_lead_back_to_the_questions(
    window: Window, house: House, settle: Settle
) -> None:
    page = _page(window, sent(house, date(2026, 11, 1)), settle)
    page.interview.pasted.setPlainText("<b>Good</b> morning.")
    press(page.interview, "Read what I pasted")
    settle()
    assert "What do they say, all in all?" in shown(page.interview)


def test_a_wrong_guess_is_taken_back_with_one_click(window: Window, house: House, settle: Settle) -> None:
    page = _page(window, sent(house, date(2026, 11, 1)), settle)
    page.interview.pasted.setPlainText("Your data have been deleted.")
    press(page.interview, "Read what I pasted")
    settle()
    assert "They say that it is done" in shown(page.interview)
    press(page.interview, "No, ask me")
    settle()
    assert "Did anything come back?" in shown(page.interview)


def test_the_british_complaint_comes_first_and_a_proof_is_kept(
    window: Window, house: House, settle: Settle, tmp_path: Path
) -> None:
    request = sent(house, date(2026, 11, 1), "GB")
    house.follower.step(request, State.REFUSED, Told(on=date(2026, 11, 10), reason="other"))
    page = _page(window, request, settle)
    press(page.steps, "I have complained to them")
    settle()
    assert "You complained to them" in shown(page)
    proof = tmp_path / "receipt.png"
    proof.write_bytes(b"picture")
    page.following.tracking.fill("RR 1")
    page.following.keep_proof(proof)
    settle()
    assert "The proof is kept" in shown(page.following)
    assert "Number of the post: RR 1" in shown(page)
