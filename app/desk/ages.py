"""For how long something waits, in words that do not change all the time."""

from app.inputs import Message


def age_of(now_ms: int, since_ms: int | None) -> Message | None:
    """In steps of five minutes, then hours, then days; None where nobody knows since when."""
    if not since_ms:
        return None
    minutes = max(now_ms - since_ms, 0) // 60_000
    if minutes < 60:
        return Message.of("age.minutes", count=minutes - minutes % 5) if minutes >= 5 else Message("age.new")
    hours = minutes // 60
    return Message.of("age.hours", count=hours) if hours < 48 else Message.of("age.days", count=hours // 24)
