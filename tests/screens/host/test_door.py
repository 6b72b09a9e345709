"""The browser's door: the same handler, what the page must know, and no buttons."""

from app.inputs import Tone
from app.views.door import ScanGiven
from tests.screens.host.calling import FROM_OWN_PAGE, WITH_TOKEN, call, host
from tests.screens.host.memory_door import REFUSED, MemoryDoor


def test_the_page_and_a_program_get_the_same_answer() -> None:
    """
    One handler behind two doors.
    """
    for code in ("4012", "WRONG-1", "LAST-1"):
        body = {"code": code, "scan_id": "s1", "desk": "main", "source": "scan"}
        page = call(host(MemoryDoor()), "POST", "/door/scan", headers=FROM_OWN_PAGE, json=body)
        program = call(host(MemoryDoor()), "POST", "/local/v1/scan", headers=WITH_TOKEN, json=body)
        assert page.json() == program.json()


def test_every_refusal_has_its_own_tone() -> None:
    """
    The tone comes with the answer, by kind.
    """
    door = MemoryDoor()
    heard = []
    for start in (*REFUSED, "LAST-", "NEWS-", "4012"):
        body = {"code": f"{start}1", "scan_id": start}
        heard.append(call(host(door), "POST", "/door/scan", headers=FROM_OWN_PAGE, json=body).json()["tone"])
    assert heard == [*REFUSED.values(), Tone.JOB_DONE, Tone.NOTED, Tone.GOOD]


def test_the_page_knows_when_a_pin_is_asked_for() -> None:
    """
    With the answer to the badge, and by asking: from then on nothing typed is kept.
    """
    door = MemoryDoor()
    app = host(door)
    assert call(app, "GET", "/door/state?desk=main").json()["secret"] is False
    badge = {"code": "BADGE-1001", "scan_id": "s1"}
    assert call(app, "POST", "/door/scan", headers=FROM_OWN_PAGE, json=badge).json()["secret"] is True
    assert call(app, "GET", "/door/state?desk=main").json()["secret"] is True
    assert call(app, "GET", "/door/state?desk=other").json()["secret"] is False


def test_the_picture_changes_with_what_is_painted_only() -> None:
    """
    The page takes a silent socket for dead only when there was something to paint.
    """
    door = MemoryDoor()
    app = host(door)
    before = call(app, "GET", "/door/state").json()
    same = call(app, "GET", "/door/state").json()
    call(app, "POST", "/door/scan", headers=FROM_OWN_PAGE, json={"code": "WRONG-1", "scan_id": "s1"})
    after = call(app, "GET", "/door/state").json()
    assert same["picture"] == before["picture"] != after["picture"]


def test_the_door_takes_no_buttons() -> None:
    """
    Buttons go through the screens; the page's script has none to press.
    """
    door = MemoryDoor()
    body = {"press_id": "p1", "revision": 1, "action": "short"}
    assert call(host(door), "POST", "/door/press", headers=FROM_OWN_PAGE, json=body).status_code == 404
    assert door.pressed == []


def waited(*codes: str) -> dict[str, object]:
    return {"desk": "main", "scans": [{"code": code, "scan_id": f"id-{code}"} for code in codes]}


def test_scans_that_waited_are_taken_in_one_piece_and_in_order() -> None:
    """
    After a gap of a minute the screen is current soon: one message, an answer to each, each counted once.
    """
    door = MemoryDoor()
    app = host(door)
    for repeated in (False, True):
        reply = call(
            app, "POST", "/door/scans", headers=FROM_OWN_PAGE, json=waited("A-1", "A-2", "A-3")
        ).json()
        assert [answer["repeated"] for answer in reply["answers"]] == [repeated] * 3
    assert door.codes == ["A-1", "A-2", "A-3"]


def test_it_stops_where_a_person_must_look() -> None:
    """
    After a refusal, or when a PIN is asked for, nothing behind it is booked blind; nor when the store is full.
    """
    door = MemoryDoor()
    app = host(door)
    for codes, taken in ((("A-1", "WRONG-2", "A-3"), 2), (("A-4", "BADGE-1001", "A-5"), 2)):
        reply = call(app, "POST", "/door/scans", headers=FROM_OWN_PAGE, json=waited(*codes)).json()
        assert len(reply["answers"]) == taken
    assert door.codes == ["A-1", "WRONG-2", "A-4", "BADGE-1001"]
    door.store_down = True
    assert call(app, "POST", "/door/scans", headers=FROM_OWN_PAGE, json=waited("A-6")).json()["answers"] == []
    many = waited(*(f"M-{no}" for no in range(101)))
    assert call(app, "POST", "/door/scans", headers=FROM_OWN_PAGE, json=many).status_code == 422


def test_the_page_hears_of_a_scan_that_it_did_not_send() -> None:
    """
    A scanner on a line or the station's camera: the page gets its tone, under an id that is none of its own.
    """
    door = MemoryDoor()
    app = host(door)
    assert call(app, "GET", "/door/state?desk=main").json()["heard"] is None
    door.scan(ScanGiven("WRONG-1", "line-1", "main"))
    heard = call(app, "GET", "/door/state?desk=main").json()["heard"]
    assert heard == {"scan_id": "line-1", "tone": "wrong_item"}
