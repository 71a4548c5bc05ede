"""What is written without its model must be what the model would have written."""

import json

from pydantic import BaseModel


def agrees(model: type[BaseModel], content: bytes) -> None:
    """Errors: AssertionError when `content` is not just what `model` says of the same values."""
    given = json.loads(content)
    assert json.loads(model.model_validate_json(content).model_dump_json(by_alias=True)) == given
