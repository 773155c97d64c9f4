"""create_app(settings): the one module that knows every room."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import torch
from fastapi import FastAPI

from app import __version__
from app.api import dreams, health, images, kernels, live, networks, operations, problems, training
from app.api.answering import Answerer
from app.api.cache import AnswerCache
from app.api.lessons import Lessons
from app.api.middleware import Around
from app.api.work import Tick, Workroom
from app.dreamlab import DreamLab
from app.engine.device import choose_device
from app.images.gallery import Gallery
from app.images.limits import Limits
from app.images.store import Store
from app.lab import Bounds, Lab
from app.netlab import NetLab
from app.nets.zoo import Zoo
from app.pages import arithmetic, home, pooling, receptive_field, reference, signals
from app.pages import errors as error_pages
from app.pages import kernels as kernels_page
from app.pages import network as network_page
from app.pages.assets import BuiltFiles
from app.pages.frame import Pages
from app.pages.manifest import ASSETS, Manifest
from app.schoolroom import Schoolroom
from app.settings import Settings
from app.showroom import Showroom
from app.wire.query import read_question
from app.wire.questions import ConvolutionQuestion

ROOT = Path(__file__).parent.parent
WARM_UP = "image=face&kernel=gaussian-5&padding=same"


def create_lab(settings: Settings) -> Lab:
    """The lab that settings describe: device, gallery, bounds."""
    torch.set_num_threads(settings.threads or os.cpu_count() or 1)
    limits = Limits(max_bytes=settings.upload_bytes, max_pixels=settings.upload_pixels)
    gallery = Gallery(Store(settings.home / "images", settings.store), limits, settings.image_cache)
    return Lab(gallery, choose_device(settings.device), Bounds(settings.most_work, settings.most_values))


def create_netlab(settings: Settings, lab: Lab) -> NetLab:
    """The lab of networks, on the same device and about the same pictures."""
    return NetLab(
        Showroom(Zoo(ROOT / "models", settings.home), lab.gallery, lab.device, settings.network_cache),
        settings.most_values,
    )


def create_lessons(settings: Settings, netlab: NetLab, workroom: Workroom) -> Lessons:
    """Where networks learn while somebody watches; what else is asked of the workroom comes first."""
    school = Schoolroom(netlab.room, [settings.home / "data"])
    return Lessons(school, workroom, settings.trainings, settings.training_seconds)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application; nothing is global, so that tests can have many."""
    settings = settings or Settings()
    app = FastAPI(
        title="Kernelscope",
        version=__version__,
        description="What a convolution does, on your own picture, with the real numbers.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    workroom = Workroom(settings.workers or os.cpu_count() or 1, settings.queue)
    lab = create_lab(settings)
    app.state.netlab = create_netlab(settings, lab)
    app.state.lessons = create_lessons(settings, app.state.netlab, workroom)
    app.state.dreamlab = DreamLab(app.state.netlab.room)
    app.state.answerer = Answerer(lab, workroom, AnswerCache(settings.answer_cache))
    app.state.ready = asyncio.Event()
    app.state.pages = Pages(ROOT / "templates", Manifest(ROOT / "static" / "dist"))
    rooms = (
        operations,
        kernels,
        images,
        networks,
        dreams,
        live,
        training,
        health,
        home,
        kernels_page,
        arithmetic,
        pooling,
        signals,
        receptive_field,
        network_page,
        reference,
    )
    for room in rooms:
        app.include_router(room.router)
    app.mount(ASSETS.rstrip("/"), BuiltFiles(directory=ROOT / "static" / "dist"))
    problems.install(app, error_pages.render)
    app.add_middleware(Around)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    warming = asyncio.create_task(warm_up(app))
    yield
    warming.cancel()
    app.state.lessons.close()
    app.state.answerer.workroom.close()


async def warm_up(app: FastAPI) -> None:
    """Let every thread do one computation, since a thread's first one is ten times slower."""
    answerer: Answerer = app.state.answerer
    question, _ = read_question(ConvolutionQuestion, WARM_UP)

    def work(tick: Tick) -> object:
        return answerer.lab.answer(question, tick)

    await asyncio.gather(*(answerer.workroom.run(object(), work) for _ in range(answerer.workroom.workers)))
    app.state.ready.set()
