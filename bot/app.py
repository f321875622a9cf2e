"""The only file that wires everything."""

import asyncio
import gc
import importlib.resources
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import aiohttp
from aiohttp import web

import handlers
from bot import beside
from bot.allowance import limits_of
from bot.answering import Answering
from bot.collecting import Collecting
from bot.context import Services
from bot.core.clock import Clock, today, utc_now
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.files import Files
from bot.core.jobs import Jobs
from bot.core.live import LOOK_EVERY_S as LOOK_FOR_CHANGES_EVERY_S
from bot.core.live import Live
from bot.core.metrics import Metrics
from bot.core.settings import Settings
from bot.delivery import Delivery
from bot.front import Front
from bot.health import Health
from bot.journal import Journal
from bot.overseeing import ROUND_S, Overseeing
from bot.router import Dispatcher, discover
from bot.talk_counts import ROUND_S as TALK_EVERY_S
from bot.talk_counts import TalkCounting
from bot.webhook import PATH, Webhook
from bot.wechat.account import Account
from bot.wechat.client import Client
from bot.wechat.oauth import OPEN_BASE
from bot.working import DELIVER, Working
from handlers.menu import BUTTONS
from knowledge import entry
from knowledge.law import Law
from knowledge.library import Library
from knowledge.published import ensure_starter, generation_of, standing
from knowledge.publisher import Rules
from knowledge.shelf import LOOK_EVERY_S, Binder, Known, Shelf, Watch
from knowledge.statutes import Statutes
from knowledge.vectors import Vectors, find_model
from knowledge.words import Words
from rights.parameters import Parameters
from simulator import routes as simulator
from simulator.config import PlatformConfig
from simulator.platform import Platform
from tickets.clustering import Clustering
from tickets.employers import Employers
from tickets.evidence import COLLECT
from tickets.figuring import ROUND_S as FIGURE_EVERY_S
from tickets.figuring import Figuring
from tickets.group_reading import Limits
from tickets.mass import ROUND
from tickets.receipts import Receipts
from union.figures import FigureRows, Figures, confirmed_over
from web.desk import setup as desk
from web.desk.notices.robot import Robot
from web.desk.notices.spreading import EVERY_S as SPREAD_EVERY_S
from web.desk.notices.spreading import Spreading
from web.desk.outside import Outside
from web.desk.ticket import presence
from web.pages import setup as pages

VECTORS = "vectors.npz"
GARBAGE = (20_000, 20, 100)  # hardly anything here is in cycles: looking for them took a quarter of the time
TAKE_OVER_EVERY_S, RELEASE_EVERY_S, SWEEP_EVERY_S = 1.0, 60.0, 3_600.0
CLUSTER_EVERY_S, LET_GO_EVERY_S, TALLY_EVERY_S = 5.0, 1.0, 30.0


@dataclass(frozen=True, slots=True)
class Parts:
    """The running parts of one application, for those who must reach in: the command line and tests."""

    settings: Settings
    services: Services
    dispatcher: Dispatcher
    answering: Answering
    webhook: Webhook
    jobs: Jobs
    metrics: Metrics
    watch: Watch
    clustering: Clustering


PARTS = web.AppKey("parts", Parts)
PLATFORM = web.AppKey("platform", Platform)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the account knows at first, and how it is made again after each publication."""

    known: Known
    binder: Binder
    parameters: Parameters
    words: Words

    @property
    def library(self) -> Library:
        """Its entries."""
        return self.known.library


def read_knowledge(on: date) -> Knowledge:
    """What the starter set in knowledge/faq says that day, without a database.

    Raises:
        EntryError, ParameterError: what is written there cannot be used.
    """
    parameters, words, binder = _binder()
    return Knowledge(binder.bind(entry.load(resource("knowledge", "faq"), parameters), on), binder, parameters, words)


async def published_knowledge(database: Database, now: datetime) -> Knowledge:
    """What is published in the database; the starter set is published first where there is nothing.

    Raises:
        EntryError, ParameterError: what is written in the starter set or the parameters cannot be used.
    """
    parameters, words, binder = _binder()
    await ensure_starter(database, resource("knowledge", "faq"), parameters, now)
    async with database.view() as session:
        generation, stands = await generation_of(session), await standing(session)
        parameters = confirmed_over(parameters, await FigureRows(session).confirmed())
    binder = binder.over(parameters)
    return Knowledge(binder.bind_standing(stands, today(now), generation, None), binder, parameters, words)


def read_parameters() -> Parameters:
    """The dated figures. Raises ParameterError."""
    return Parameters.parse(resource("rights", "parameters.toml").read_text("utf-8"))


def read_index() -> Statutes:
    """Which articles there are, without their text."""
    return Statutes.from_index(resource("knowledge", "statutes_index.json"))


def read_rules() -> Rules:
    """What the text of an entry has to hold to, by this release's figures and articles."""
    return Rules(frozenset(read_parameters()), read_index())


def _binder() -> tuple[Parameters, Words, Binder]:
    parameters, words = read_parameters(), Words.load(resource("knowledge", "words"))
    vectors = Vectors.load(resource("knowledge", VECTORS), find_model())
    return parameters, words, Binder(words, parameters, vectors)


def make_services(settings: Settings, knowledge: Knowledge) -> Services:
    """Everything handlers call on, over the database of the settings.

    Raises:
        SettingsError: the data keys cannot be used.
    """
    keys, database = Keyring.parse(settings.keys.data.get_secret_value()), Database(settings.database.url)
    figures = Figures(knowledge.parameters)
    return Services(
        live=Live(settings),
        keys=keys,
        database=database,
        journal=Journal(database, keys),
        account=Account.of(settings.wechat.account),
        shelf=Shelf(knowledge.known, knowledge.binder.over(figures)),
        law=Law(database),
        parameters=figures,
        files=Files(settings.files.url, keys),
        receipts=Receipts(database, keys),
    )


def watch_of(services: Services, clock: Clock) -> Watch:
    """What looks for publications and confirmed figures, and swaps what is known."""
    shelf, figures = services.shelf, services.parameters
    assert shelf.binder is not None and isinstance(figures, Figures)  # noqa: S101 (`make_services` made them)
    return Watch(shelf, shelf.binder, services.database, clock, figures.look)


def make_app(
    settings: Settings, clock: Clock = utc_now, jobs: Jobs | None = None, knowledge: Knowledge | None = None
) -> web.Application:
    """The whole application; nothing runs before it is started."""
    knowledge = knowledge or read_knowledge(today(clock()))
    services, metrics = make_services(settings, knowledge), Metrics()
    jobs = jobs or Jobs(settings.database.url, settings.server.slot)
    dispatcher = Dispatcher(discover(handlers))
    working = Working(services, dispatcher, jobs, metrics, clock)
    answering = Answering(services, working, metrics, clock)
    webhook = Webhook(settings, answering, metrics, clock)
    app = web.Application(handler_args={"auto_decompress": False})  # nobody has cause to send us packed bodies
    watch = watch_of(services, clock)
    limits = Limits(settings.alarm.workers, settings.alarm.yuan)
    employers = Employers.load(resource("knowledge", "words"))
    clustering = Clustering(services.database, services.keys, employers, limits, services.rules, clock)
    app[PARTS] = Parts(settings, services, dispatcher, answering, webhook, jobs, metrics, watch, clustering)
    app.router.add_get(PATH, webhook.verify)
    app.router.add_post(PATH, webhook.receive)
    Health(services, metrics).mount(app)
    Front(settings.union.name, settings.simulator.enabled).mount(app)
    app.cleanup_ctx.append(_running)

    outside = Outside(lambda http: make_client(http, settings), BUTTONS, metrics)
    desk.mount(app, services, jobs, clock, outside)
    pages.mount(app, services, clock, lambda http: make_client(http, settings).oauth)
    if settings.simulator.enabled:
        app[PLATFORM] = Platform(_simulated(settings))
        simulator.mount(app, app[PLATFORM])
    return app


def _simulated(settings: Settings) -> PlatformConfig:
    """The simulated account that has our own settings."""
    wechat, url = settings.wechat, settings.server.public_url
    return PlatformConfig(
        token=wechat.token.get_secret_value(),
        aes_key=wechat.aes_key.get_secret_value(),
        appid=wechat.appid,
        secret=wechat.secret.get_secret_value(),
        name=settings.union.name,
        mode=wechat.mode,
        kind=wechat.account,
        target_url=f"{url}{PATH}",
        base_url=f"{url}/simulator/api",
    )


def make_client(session: aiohttp.ClientSession, settings: Settings) -> Client:
    """WeChat's API for the account of the settings."""
    wechat = settings.wechat
    account = Account.of(wechat.account)
    secret, limits = wechat.secret.get_secret_value(), limits_of(settings)
    open_base = f"{settings.server.public_url}/simulator/api" if settings.simulator.enabled else OPEN_BASE
    return Client(session, wechat.appid, secret, account, api_base=wechat.api_base, open_base=open_base, limits=limits)


async def _running(app: web.Application) -> AsyncIterator[None]:
    """Starts what runs beside the requests; stops it in the order that loses nothing."""
    parts = app[PARTS]
    settings = parts.settings
    async with aiohttp.ClientSession() as session:
        client = make_client(session, settings)
        delivery = Delivery(parts.services, client, parts.answering.clock, limits_of(settings))
        collecting = Collecting(parts.services, client, session, parts.answering.clock)
        parts.jobs.register(DELIVER, delivery.deliver)
        parts.jobs.register(COLLECT, collecting.collect)
        overseeing = Overseeing(parts.services, parts.jobs, parts.metrics, parts.answering.clock)
        await parts.jobs.start()
        services, clock = parts.services, parts.answering.clock
        spreading = Spreading(services, parts.jobs, clock, Robot(services, session, clock))
        rounds: list[tuple[float, Callable[[], Awaitable[object]]]] = [
            (TAKE_OVER_EVERY_S, parts.answering.take_over),
            (RELEASE_EVERY_S, delivery.sweep),
            (LET_GO_EVERY_S, delivery.let_go),
            (ROUND.total_seconds(), delivery.announce),
            (RELEASE_EVERY_S, collecting.again),
            (LOOK_EVERY_S, parts.watch.look),
            (TALLY_EVERY_S, lambda: services.tally.flush(services.database, services.keys)),
            (LOOK_FOR_CHANGES_EVERY_S, lambda: services.live.look(services.database)),
            (ROUND_S, overseeing.round),
            (CLUSTER_EVERY_S, lambda: beside.cluster(parts.clustering, services, parts.metrics)),
            (FIGURE_EVERY_S, lambda: Figuring(services.database, services.keys, services.rules, clock).round()),
            (TALK_EVERY_S, TalkCounting(services.database, services.keys, clock).round),
            (SWEEP_EVERY_S, lambda: beside.sweep(services, clock())),
            (SPREAD_EVERY_S, spreading.round),
            (SWEEP_EVERY_S, spreading.sweep),
            (SWEEP_EVERY_S, lambda: presence.sweep(services.database, clock())),
        ]
        running = [asyncio.create_task(beside.again(every_s, work)) for every_s, work in rounds]
        if settings.simulator.enabled:
            running.append(asyncio.create_task(beside.push_menu(client, BUTTONS)))
        gc.collect()
        gc.freeze()  # what is read once at start need not be looked through again and again
        gc.set_threshold(*GARBAGE)
        yield
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await parts.answering.finish(settings.server.stop_within_s / 2)
        await parts.jobs.stop()
        await parts.services.tally.flush(services.database, services.keys)
    await parts.services.database.close()


def resource(package: str, name: str) -> Path:
    """A file or folder that ships with one of our packages."""
    return Path(str(importlib.resources.files(package).joinpath(name)))
