"""The carrier's number of the parcel that was closed last: asked for, then scanned or typed. Pure."""

from dataclasses import replace

from app.domain.tracking import TrackingNoted, TrackingScanned, TrackPressed
from app.inputs import DonePressed, HelpPressed, Input, Message, Refusal, Refused, Step, Tone, UndoPressed
from app.workflows.pack_states import AwaitCarton, AwaitTracking, Finished, PackState


def asked(state: PackState) -> Step[PackState]:
    """The next code is the carrier's; there is a closed parcel with a number of ours that it belongs to."""
    work = state.work
    if not isinstance(state, AwaitCarton | Finished) or not work.parcels or work.parcels[-1].sscc is None:
        return Step(state, refused=Refused(Refusal.NOT_EXPECTED))
    return Step(AwaitTracking(state), said=Message.of("said.track"), tone=Tone.NOTED)


def noted(state: AwaitTracking, given: Input) -> Step[PackState]:
    """The number is kept, and the screen is as before; another one later takes its place."""
    before = state.before
    parcel = before.work.parcels[-1]
    match given:
        case TrackingScanned(number) if not number.endswith(parcel.sscc or " "):
            fact = TrackingNoted(parcel.sscc or "", number, parcel.tracking)
            parcels = (*before.work.parcels[:-1], replace(parcel, tracking=number))
            following = replace(before, work=replace(before.work, parcels=parcels))
            said = Message.of("said.tracking", number=number, order=before.work.order)
            return Step(following, (fact,), said=said)
        case UndoPressed() | DonePressed() | TrackPressed():
            return Step(before, said=Message.of("said.track_left"))
        case HelpPressed():
            return Step(state, said=Message.of("said.help"), tone=Tone.NOTED)
        case _ if isinstance(before, Finished):
            return Step(state, refused=Refused(Refusal.NOT_EXPECTED))
        case _:
            return Step(state, refused=Refused(Refusal.SCAN_PARCEL, told=Message.of("refusal.scan_tracking")))
