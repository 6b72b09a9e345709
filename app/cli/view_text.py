"""Views and answers of the local interface as lines to read in a terminal. Knows their JSON, nothing else."""

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


def answer_text(answer: Json) -> str:
    """What became of an input, and what the desk shows now. A problem without a view is its sentence."""
    if "view" not in answer:
        return str(answer["detail"])
    again = " (known before)" if answer["repeated"] else ""
    lines = [f"{answer['outcome']}{again}: {answer['text']} [{answer['tone']}]"]
    if answer["expected"] or answer["got"]:
        lines.append(f"  expected {answer['expected'] or '-'}, got {answer['got'] or '-'}")
    return "\n".join([*lines, "", view_text(answer["view"])])


def view_text(view: Json) -> str:
    """What a desk shows, from top to bottom."""
    return "\n".join(line for line in _view_lines(view) if line)


def status_text(status: Json) -> str:
    """One line for each thing that is known."""
    width = max((len(name) for name in status), default=0)
    return "\n".join(f"{name:<{width}}  {_value(value)}" for name, value in status.items())


def _view_lines(view: Json) -> Iterable[str]:
    job = view["job"]
    yield (
        f"{view['screen']}"
        + (f", order {job['order']}" if job and job["order"] else "")
        + (f", job {job['id']}" if job else "")
    )
    yield f"> {view['prompt']['text']}"
    if view["await"]:
        yield f"  awaits {', '.join(view['await'])}"
    if stop := view["stop"]:
        yield f"  at {stop['place']}: {stop['done']} of {stop['wanted']} {stop['name'] or stop['sku'] or ''}".rstrip()
    for line in view["lines"] or ():
        short = f", {line['short']} short" if line["short"] else ""
        yield f"  {line['done']} of {line['wanted']} {line['sku']}{short}"
    yield from _packing_lines(view)
    if view["question"]:
        choices = ", ".join(choice["id"] for choice in view["question"]["choices"])
        yield f"  {view['question']['text']} ({choices})"
    if view["grade"]:
        yield f"  grade {view['grade']}: {view['disposition']}" + (
            f", to {view['target']}" if view["target"] else ""
        )
    able = [_action(action) for action in view["actions"] if action["enabled"]]
    yield f"  press {', '.join(able)}" if able else ""
    yield _status_line(view["status"])


def _packing_lines(view: Json) -> Iterable[str]:
    if carton := view["carton"]:
        yield f"  carton {carton['scanned'] or '-'}, suggested {carton['suggested'] or '-'}"
    if parcel := view["parcel"]:
        plan = ", ".join(f"{item['quantity']} x {item['sku']}" for item in parcel["plan"])
        closed = f", SSCC {parcel['sscc']} {parcel['print_state']}" if parcel["sscc"] else ""
        yield f"  parcel {parcel['no']} of {parcel['of']}{closed}" + (f": {plan}" if plan else "")


def _action(action: Json) -> str:
    choices = "|".join(choice["id"] for choice in action["choices"])
    return f"{action['id']} ({choices})" if choices else str(action["id"])


def _status_line(status: Json) -> str:
    online = "online" if status["online"] else f"offline since {status['offline_since'] or 'the start'}"
    waiting = f"{status['facts_waiting']} facts and {status['labels_waiting']} labels wait"
    return f"  {status['operator'] or 'nobody'} at {status['device']}, {online}, {waiting}, {status['attention']} attention"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_value(item) for item in value) or "-"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(part)}" for name, part in value.items())
    return "-" if value is None else str(value)
