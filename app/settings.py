"""Every setting, with its default and what it is for: environment variables `KERNELSCOPE_*`."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 2**20


def default_home() -> Path:
    """The user's cache folder: the one place that the program writes to."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kernelscope"


class Settings(BaseSettings):
    """What a deployment may choose."""

    model_config = SettingsConfigDict(env_prefix="KERNELSCOPE_", frozen=True)

    home: Path = Field(default_factory=default_home, description="The one folder that the program writes to.")
    device: str = Field("auto", description="auto, cpu, cuda, cuda:1 or mps.")
    threads: int = Field(0, ge=0, le=256, description="Threads that one computation may use; 0: one per core.")
    workers: int = Field(0, ge=0, le=256, description="Computations at a time; 0: one per core.")
    queue: int = Field(64, ge=0, description="Computations that may wait; more are answered 503.")
    answer_cache: int = Field(256 * MIB, ge=0, description="Bytes of answers kept in memory.")
    network_cache: int = Field(512 * MIB, ge=0, description="Bytes of what networks made of a picture kept in memory.")
    image_cache: int = Field(256 * MIB, ge=0, description="Bytes of decoded images kept in memory.")
    store: int = Field(
        2048 * MIB, ge=MIB, description="Bytes of uploads kept on disk; the least recently used go first."
    )
    upload_bytes: int = Field(25 * MIB, ge=1, description="Largest upload.")
    upload_pixels: int = Field(40_000_000, ge=1, description="Most pixels of an upload.")
    most_work: int = Field(40_000_000_000, ge=1, description="Most multiply-adds of one question.")
    most_values: int = Field(2**26, ge=1, description="Most values of one answer.")
    trainings: int = Field(1, ge=0, le=16, description="Networks that people may train here at a time; 0: none.")
    training_seconds: int = Field(120, ge=1, description="Seconds that one of them may learn.")
    log_json: bool = Field(False, description="Log lines as JSON instead of text.")
