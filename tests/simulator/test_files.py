"""Documents and photos, up and down."""

import httpx

from bot.simulator.media import made_up
from bot.simulator.world import World
from tests.simulator.conftest import TOKEN, Api

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


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
    [size] = made_up("photo", world.chats[1001].person, world.files)
    stored = world.files.get(size["file_id"])
    assert stored is not None
    picture = stored.content
    message = (await upload(client, "sendPhoto", "photo", ("chart.png", picture))).json()["result"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(96, 64)]
    page = await client.get(f"/phone/files/{message['photo'][-1]['file_id']}")
    assert page.headers["content-type"] == "image/png"
    assert page.headers["content-disposition"].startswith("inline")
    jpeg = b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x11\x08\x00\x40\x00\x60" + bytes(12)
    message = (await upload(client, "sendPhoto", "photo", ("chart.jpg", jpeg))).json()["result"]
    assert (message["photo"][0]["width"], message["photo"][0]["height"]) == (96, 64)
    for content in (b"no picture", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"):
        answer = await upload(client, "sendPhoto", "photo", ("x.png", content))
        assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
