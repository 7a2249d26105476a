"""Documents and photos, up and down."""

import httpx
import pytest

from bot.simulator.errors import PhoneError
from bot.simulator.media import made_up
from bot.simulator.world import World
from tests.simulator.conftest import TOKEN, Api

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def picture(world: World) -> bytes:
    """A PNG of 96 by 64."""
    stored = world.files.get(made_up("photo", world.chats[1001].person, world.files)[-1]["file_id"])
    assert stored is not None
    return stored.content


def jpeg(width: int, height: int) -> bytes:
    """As much of a JPEG as its size is read from."""
    frame = height.to_bytes(2) + width.to_bytes(2)
    return b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x11\x08" + frame + bytes(12)


async def upload(
    client: httpx.AsyncClient, method: str, name: str, file: tuple[str, bytes], **values: str
) -> httpx.Response:
    return await client.post(f"/bot{TOKEN}/{method}", data={"chat_id": "1001", **values}, files={name: file})


async def test_a_document_goes_up_and_comes_down(client: httpx.AsyncClient, api: Api, world: World) -> None:
    answer = await upload(
        client, "sendDocument", "document", ("réunion.ics", CALENDAR), caption="<b>Add it</b>", parse_mode="HTML"
    )
    message = answer.json()["result"]
    document = message["document"]
    assert (document["file_name"], document["file_size"]) == ("réunion.ics", len(CALENDAR))
    assert message["caption"] == "Add it"
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 6}]
    again = await api.ok("sendDocument", chat_id=1001, document=document["file_id"])
    assert again["document"] == document
    file = await api.ok("getFile", file_id=document["file_id"])
    down = await client.get(f"/file/bot{TOKEN}/{file['file_path']}")
    assert down.content == CALENDAR
    page = await client.get(f"/phone/files/{document['file_id']}")
    assert page.content == CALENDAR
    assert page.headers["content-disposition"] == "attachment; filename*=UTF-8''r%C3%A9union.ics"
    assert world.last(1001).as_phone()["document"]["size"] == len(CALENDAR)


async def test_an_upload_can_be_attached_by_name(client: httpx.AsyncClient) -> None:
    answer = await upload(client, "sendDocument", "part", ("a.txt", b"x"), document="attach://part")
    assert answer.json()["result"]["document"]["file_name"] == "a.txt"


async def test_refused_documents(client: httpx.AsyncClient, api: Api) -> None:
    assert (await api.refused("sendDocument", chat_id=1001))[1] == "Bad Request: there is no document in the request"
    assert "wrong remote file identifier" in (await api.refused("sendDocument", chat_id=1001, document="x"))[1]
    assert (await api.refused("sendDocument", chat_id=1001, document="https://e.org/x"))[1] == (
        "Bad Request: failed to get HTTP URL content"
    )
    empty = await upload(client, "sendDocument", "document", ("a.txt", b""))
    assert empty.json()["description"] == "Bad Request: file must be non-empty"
    long = await upload(client, "sendDocument", "document", ("a.txt", b"x"), caption="x" * 1025)
    assert long.json()["description"] == "Bad Request: message caption is too long"
    assert await api.refused("getFile", file_id="x") == (400, "Bad Request: invalid file_id")


async def test_captions_can_be_edited(client: httpx.AsyncClient, api: Api) -> None:
    message = (await upload(client, "sendDocument", "document", ("a.txt", b"x"))).json()["result"]
    place = {"chat_id": 1001, "message_id": message["message_id"]}
    assert (await api.ok("editMessageCaption", **place, caption="new"))["caption"] == "new"
    assert (await api.refused("editMessageCaption", **place, caption="new"))[1].startswith(
        "Bad Request: message is not modified"
    )
    assert (await api.refused("editMessageText", **place, text="new"))[1] == (
        "Bad Request: there is no text in the message to edit"
    )
    sent = await api.ok("sendMessage", chat_id=1001, text="x")
    assert (await api.refused("editMessageCaption", chat_id=1001, message_id=sent["message_id"]))[1] == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_photos_are_pictures(client: httpx.AsyncClient, world: World) -> None:
    content = picture(world)
    message = (await upload(client, "sendPhoto", "photo", ("chart.png", content))).json()["result"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(90, 60), (96, 64)]
    page = await client.get(f"/phone/files/{message['photo'][-1]['file_id']}")
    assert page.content == content
    assert page.headers["content-type"] == "image/png"
    assert page.headers["content-disposition"].startswith("inline")
    message = (await upload(client, "sendPhoto", "photo", ("chart.jpg", jpeg(80, 64)))).json()["result"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(80, 64)]
    for width, height in ((0, 64), (9000, 1001), (2100, 100)):
        answer = await upload(client, "sendPhoto", "photo", ("x.jpg", jpeg(width, height)))
        assert answer.json()["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    for content in (b"no picture", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"):
        answer = await upload(client, "sendPhoto", "photo", ("x.png", content))
        assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_people_send_files_that_the_bot_fetches_and_sends_on(
    client: httpx.AsyncClient, api: Api, world: World
) -> None:
    content = picture(world)
    world.send_file(1001, "photo", content, "site.png", "**The site**")
    world.send_file(1001, "document", CALENDAR, "meeting.ics", mime_type="text/calendar")
    photo, document = [update["message"] for update in await api.ok("getUpdates")]
    assert (photo["caption"], photo["caption_entities"]) == ("The site", [{"type": "bold", "offset": 0, "length": 8}])
    assert [(size["width"], size["height"]) for size in photo["photo"]] == [(90, 60), (96, 64)]
    assert {"file_name": "meeting.ics", "mime_type": "text/calendar"}.items() <= document["document"].items()
    for file_id, wanted in ((photo["photo"][-1]["file_id"], content), (document["document"]["file_id"], CALENDAR)):
        path = (await api.ok("getFile", file_id=file_id))["file_path"]
        assert (await client.get(f"/file/bot{TOKEN}/{path}")).content == wanted
    again = await api.ok("sendPhoto", chat_id=1001, photo=photo["photo"][-1]["file_id"])
    assert again["photo"] == photo["photo"]
    assert world.last(1001).as_phone()["photo"] == {
        "file_id": photo["photo"][-1]["file_id"],
        "width": 96,
        "height": 64,
    }


async def test_a_photo_is_no_document(api: Api, world: World) -> None:
    world.send_media(1001, "photo")
    world.send_media(1001, "document")
    photo, document = [update["message"] for update in await api.ok("getUpdates")]
    assert (await api.refused("sendPhoto", chat_id=1001, photo=document["document"]["file_id"]))[1] == (
        "Bad Request: can't use file of type Document as Photo"
    )
    assert (await api.refused("sendDocument", chat_id=1001, document=photo["photo"][-1]["file_id"]))[1] == (
        "Bad Request: can't use file of type Photo as Document"
    )


@pytest.mark.parametrize(
    ("kind", "content", "caption", "why"),
    [
        ("photo", b"no picture", "", "as a document"),
        ("photo", jpeg(2100, 100), "", "as a document"),
        ("photo", jpeg(80, 64) + bytes(10 * 1024 * 1024), "", "10 MB"),
        ("document", b"", "", "empty"),
        ("document", b"x", "x" * 1025, "1024"),
        ("voice", b"x", "", "'voice'"),
    ],
)
def test_files_that_no_app_sends(world: World, kind: str, content: bytes, caption: str, why: str) -> None:
    with pytest.raises(PhoneError, match=why):
        world.send_file(1001, kind, content, "x.jpg", caption)
    assert world.updates.pending() == 0


async def test_what_is_too_large_for_a_bot_cannot_be_fetched(api: Api, world: World) -> None:
    world.send_file(1001, "document", bytes(20 * 1024 * 1024 + 1), "film.mp4")
    [update] = await api.ok("getUpdates")
    assert await api.refused("getFile", file_id=update["message"]["document"]["file_id"]) == (
        400, "Bad Request: file is too big",
    )  # fmt: skip
