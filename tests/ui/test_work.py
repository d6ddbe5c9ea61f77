"""The only door between threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.model.problem import Offline, Problem
from app.model.text import say
from app.services.progress import Progress
from app.ui.work import Lane, Standing, Workshop


@pytest.fixture
def workshop(qtbot: QtBot) -> Iterator[Workshop]:
    one = Workshop()
    yield one
    one.close()
    qtbot.wait(1)


def test_a_result_arrives_in_the_windows_thread(workshop: Workshop, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[int] = []

    def then(result: int) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    workshop.run(lambda _progress: threading.get_ident(), then)
    qtbot.waitUntil(lambda: bool(results))
    assert threads == [threading.get_ident()]
    assert results != threads


def test_two_hundred_quick_jobs_lose_no_result(workshop: Workshop, qtbot: QtBot) -> None:
    results: list[int] = []
    for number in range(200):
        workshop.run(lambda _progress, number=number: number, results.append, lane=Lane.READ)
    qtbot.waitUntil(lambda: len(results) == 200)
    assert sorted(results) == list(range(200))


def test_a_problem_is_handed_over_with_its_words(workshop: Workshop, qtbot: QtBot) -> None:
    told: list[Problem] = []
    offline = Offline(say("Nothing answered."))

    def work(_progress: Progress) -> None:
        raise offline

    workshop.run(work, lambda _result: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [offline]


def test_a_mistake_of_ours_is_told_apart_from_problems(workshop: Workshop, qtbot: QtBot) -> None:
    told: list[Problem] = []

    def work(_progress: Progress) -> None:
        raise KeyError("secret")

    broke: list[BaseException] = []
    workshop.broke.connect(broke.append)
    workshop.run(work, lambda _result: None, told.append)
    qtbot.waitUntil(lambda: bool(broke))
    assert [type(error) for error in broke] == [KeyError]
    assert told == []


def test_stop_ends_work_within_half_a_second(workshop: Workshop, qtbot: QtBot) -> None:
    stopped: list[float] = []
    steps: list[int] = []

    def work(progress: Progress) -> None:
        for done in range(10_000):
            progress.step(done, 10_000)
            steps.append(done)
            time.sleep(0.01)

    job = workshop.run(work, lambda _result: None, progress=lambda _standing: None)
    job.stopped = lambda: stopped.append(time.monotonic())
    qtbot.waitUntil(lambda: len(steps) > 3)
    pressed = time.monotonic()
    job.stop()
    qtbot.waitUntil(lambda: bool(stopped))
    assert stopped[0] - pressed < 0.5
    assert not workshop.is_busy


def test_a_job_that_was_forgotten_tells_nobody(workshop: Workshop, qtbot: QtBot) -> None:
    told: list[object] = []
    job = workshop.run(lambda _progress: time.sleep(0.05), told.append, told.append)
    job.forget()
    qtbot.waitUntil(lambda: not workshop.is_busy)
    assert told == []


def test_a_widget_that_is_gone_is_not_called(workshop: Workshop, qtbot: QtBot) -> None:
    class Owner(QObject):
        called = False

        def then(self, _result: object) -> None:
            Owner.called = True

    owner = Owner()
    workshop.run(lambda _progress: time.sleep(0.05), owner.then)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not workshop.is_busy)
    assert not Owner.called


def test_progress_is_told_at_most_ten_times_a_second_and_at_the_end(workshop: Workshop, qtbot: QtBot) -> None:
    told: list[Standing] = []

    def work(progress: Progress) -> None:
        for done in range(1, 2001):
            progress.step(done, 2000)

    results: list[object] = []
    workshop.run(work, results.append, progress=told.append)
    qtbot.waitUntil(lambda: bool(results))
    assert 1 <= len(told) < 50
    assert told[-1].done == 2000


def test_the_time_left_is_told_once_it_can_be_known(workshop: Workshop, qtbot: QtBot) -> None:
    told: list[Standing] = []

    def work(progress: Progress) -> None:
        for done in range(1, 26):
            progress.step(done, 50)
            time.sleep(0.1)

    results: list[object] = []
    workshop.run(work, results.append, progress=told.append)
    qtbot.waitUntil(lambda: bool(results), timeout=8000)
    assert told[0].left_s is None
    assert told[-1].left_s is not None
    assert 1.0 < told[-1].left_s < 5.0


def test_the_window_goes_on_while_work_is_done(workshop: Workshop, qtbot: QtBot) -> None:
    gaps: list[float] = []
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=2)
    timer.timeout.connect(beat)
    timer.start()
    results: list[object] = []
    workshop.run(lambda _progress: time.sleep(0.4), results.append)
    qtbot.waitUntil(lambda: bool(results))
    timer.stop()
    # Half a second of work; a window that waited for it would show one gap of that length.
    assert max(gaps) < 0.2


def test_closing_stops_running_and_waiting_work(qtbot: QtBot) -> None:
    workshop = Workshop()
    told: list[object] = []

    def work(progress: Progress) -> None:
        while True:
            progress.poll()
            time.sleep(0.01)

    workshop.run(work, told.append)
    workshop.run(lambda _progress: None, told.append)
    began = time.monotonic()
    workshop.close()
    qtbot.wait(20)
    assert time.monotonic() - began < 1
    assert told == []
    assert not workshop.run(lambda _progress: None, told.append).is_over
