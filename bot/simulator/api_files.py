"""Documents and photos: sending them, and telling where they can be downloaded."""

from typing import Any

from bot.simulator.api_messages import send
from bot.simulator.api_reading import CAPTION, read_text
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.files import LARGEST_DOWNLOAD, LARGEST_PHOTO, LARGEST_UPLOAD, StoredFile
from bot.simulator.media import as_document, photo_sizes
from bot.simulator.params import Params
from bot.simulator.stage import Stage


def send_document(stage: Stage, params: Params) -> dict[str, Any]:
    """sendDocument, with a new file or one that Telegram has."""
    caption = read_text(stage, params, CAPTION)
    file = _file(stage, params, "document", LARGEST_UPLOAD)
    return send(stage, params, "document", caption, as_document(file))


def send_photo(stage: Stage, params: Params) -> dict[str, Any]:
    """sendPhoto; what is no picture is refused."""
    caption = read_text(stage, params, CAPTION)
    file = _file(stage, params, "photo", LARGEST_PHOTO)
    return send(stage, params, "photo", caption, photo_sizes(file, stage.files))


def _file(stage: Stage, params: Params, name: str, largest: int) -> StoredFile:
    value = params.text(name)
    upload = params.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > largest:
            raise ApiError(413, "Request Entity Too Large")
        return stage.files.add(upload.content, upload.name or name, f"{name}s", upload.mime_type)
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if value.startswith(("http://", "https://")):
        # The stage has no network, so it fetches from nowhere.
        raise bad_request("failed to get HTTP URL content")
    file = stage.files.get(value)
    if file is None:
        raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
    if file.is_photo != (name == "photo"):
        kinds = ("Photo", "Document") if file.is_photo else ("Document", "Photo")
        raise bad_request(f"can't use file of type {kinds[0]} as {kinds[1]}")
    return file


def get_file(stage: Stage, params: Params) -> dict[str, Any]:
    """getFile."""
    file = stage.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.as_api(), "file_path": file.path}
