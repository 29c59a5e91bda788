"""What the environment says about how to run."""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_PORT = ${{ values.port }}


@dataclass(frozen=True)
class Settings:
    host: str
    port: int


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises ValueError where a value can't be used."""
    text = environment.get("PORT", str(DEFAULT_PORT))
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise ValueError(f'PORT must be a number from 0 to 65535, and is "{text}"')
    return Settings(host=environment.get("HOST", "0.0.0.0"), port=int(text))
