"""overexposed hide and delete: a preview that sends nothing; with --yes a queue that goes on where it was left."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, whole_number
from app.cli.records import problem as problem_record
from app.model.fix import Action, Plan
from app.model.photo import PhotoId
from app.model.problem import WrongUse
from app.model.stranger import Verdict
from app.model.text import say, say_count

if TYPE_CHECKING:
    from app.services.house import House
    from app.services.remove import RunReport


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("photos", metavar="PHOTO", nargs="*", type=whole_number, help="numbers of photos")
    parser.add_argument("--yes", action="store_true", help="do it; without this, nothing is sent")
    parser.add_argument("--no-copy", action="store_true", help="keep no copy on this computer first")
    parser.add_argument("--resume", action="store_true", help="go on with what waits in the queue")
    parser.add_argument("--cancel", action="store_true", help="take everything that waits out of the queue")


def _run(action: Action, house: House, asked: Namespace, out: Out) -> Exit:
    if asked.cancel:
        dropped = house.remover.cancel()
        out.record({"cancelled": dropped})
        out.line(
            say_count(
                "{count} piece was taken out of the queue.",
                "{count} pieces were taken out of the queue.",
                dropped,
            )
        )
        return Exit.DONE
    if not asked.photos and not asked.resume:
        raise WrongUse(
            say("No photo was named."),
            say(
                "Name the numbers that “photos” lists, or go on with: {command} --resume",
                command=action.value,
            ),
        )
    if asked.photos:
        plan = house.remover.plan(action, [PhotoId(one) for one in asked.photos])
        _tell_plan(plan, out)
        _tell_waiting(house.remover.waiting(), out)
        if not asked.yes:
            out.say(say("Nothing was sent. To do it, add --yes"))
            return Exit.DONE
        house.remover.start(plan, copies=not asked.no_copy)
    report = house.remover.run(out.progress())
    _tell_report(report, out)
    still = _look(house, out) if report.problem is None else 0
    if report.problem is not None or report.failed:
        return Exit.PROBLEM
    return Exit.NEEDS_YOU if still else Exit.DONE


def _tell_plan(plan: Plan, out: Out) -> None:
    out.record(
        {
            "action": plan.action.value,
            "units": [
                {
                    "account": unit.account,
                    "unit": unit.key,
                    "photos": list(unit.photos),
                    "kept": unit.kept is not None,
                }
                for unit in plan.units
            ],
            "cannot": [{"photo": photo, "why": str(why)} for photo, why in plan.cannot],
            "takes_seconds": int(plan.takes.total_seconds()),
        }
    )
    for unit in plan.units:
        if unit.kept is not None:
            out.line(say("     left as it is: {unit}. {why}", unit=unit.key, why=unit.kept))
        else:
            out.line(say("     {says}", says=unit.says))
    for photo, why in plan.cannot:
        out.line(say("     #{photo}: {why}", photo=photo, why=why))
    for remark in plan.remarks:
        out.line(remark)
    hours = -(-int(plan.takes.total_seconds()) // 3600)
    if hours:
        out.line(say_count("This takes about {count} hour.", "This takes about {count} hours.", hours))


def _tell_waiting(count: int, out: Out) -> None:
    """Say before a yes that it lets older pieces go on as well."""
    if count:
        out.say(
            say_count(
                "{count} piece that was agreed to before waits still, and is done first. To drop it: --cancel",
                "{count} pieces that were agreed to before wait still, and are done first. To drop them: --cancel",
                count,
            )
        )


def _tell_report(report: RunReport, out: Out) -> None:
    out.record(
        {
            "done": report.done,
            "was_gone": report.was_gone,
            "left_out": report.left_out,
            "left": report.left,
            "failed": [{"unit": one.unit, "why": str(one.why) if one.why else None} for one in report.failed],
            **(problem_record(report.problem) if report.problem else {"problem": None, "remedy": None}),
        }
    )
    out.line(
        say(
            "{done} done, {gone} were gone already, {left} wait.",
            done=report.done,
            gone=report.was_gone,
            left=report.left,
        )
    )
    for one in report.failed:
        out.say(say("{unit}: {why}", unit=one.unit, why=one.why or ""))
    if report.problem is not None:
        out.say(report.problem.says)
        if report.problem.remedy is not None:
            out.say(report.problem.remedy)


def _look(house: House, out: Out) -> int:
    """Look at what was taken out of reach, as a stranger; return how many photos are there still."""
    seen = house.verifier.look_due(out.progress())
    for one in seen:
        out.record({"photo": one.photo.id, "verdict": one.verdict.value, "result": one.now.reach.value})
        if one.verdict is Verdict.TOO_EARLY and one.until is not None:
            out.line(
                say(
                    "     #{photo}: too early to tell, look again after {until}",
                    photo=one.photo.id or 0,
                    until=one.until,
                )
            )
        else:
            out.line(
                say(
                    "     #{photo}: {verdict}",
                    photo=one.photo.id or 0,
                    verdict=one.verdict.value.replace("_", " "),
                )
            )
    return sum(one.verdict is Verdict.STILL_THERE for one in seen)


_Run = Callable[["House", Namespace, Out], Exit]
_hide: _Run = partial(_run, Action.HIDE)
_delete: _Run = partial(_run, Action.DELETE)

HIDE = Command("hide", "take photos out of strangers' reach; a preview unless --yes", _arguments, _hide)
DELETE = Command("delete", "delete photos at their network; a preview unless --yes", _arguments, _delete)
