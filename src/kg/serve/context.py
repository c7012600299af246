"""What every group of routes in the server's own process is given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kg.serve.cache import Answers
from kg.serve.jobs import PAGE, Job, Opening, Reply
from kg.serve.nursery import Nursery
from kg.serve.pool import Pool
from kg.serve.site import Site
from kg.store.embedded import DirectoryStore, EmbeddedStore

DUMPS = "dumps/"


@dataclass
class Context(Site):
    """log, log_queries: as write and with_queries in kg.serve.access; no log if None.

    Whatever takes time runs in worker processes: queries of strangers in those of pool, pages and the API in
    those of pages, the files of /dumps in that of dumps, so that none of them waits for another.
    """

    log: Callable[[str], None] | None = None
    log_queries: bool = False
    nursery: Nursery = field(init=False)
    pool: Pool = field(init=False)
    pages: Pool = field(init=False)
    dumps: Pool = field(init=False)
    answers: Answers = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        limits = self.limits
        here = isinstance(
            self.store, EmbeddedStore | DirectoryStore
        )  # others wait for an endpoint, and work little
        self.nursery = Nursery(lambda folder: Opening(self.for_workers(folder), folder))
        self.pool = Pool(self.nursery, limits, limits.workers, limits.query_time_s, gives_way=here)
        self.pages, self.dumps = (
            Pool(self.nursery, limits, workers, time_s, for_pages=True, gives_way=here)
            for workers, time_s in ((limits.page_workers, limits.page_time_s), (1, limits.dump_time_s))
        )
        self.nursery.when_grown(self.pages.renew)
        if isinstance(self.store, EmbeddedStore):  # others have nothing more ready for queries
            self.nursery.when_grown(self.pool.renew)
        self.answers = Answers(self._run, limits.cache_bytes)

    async def close(self) -> None:
        """Ends all worker processes."""
        for pool in (self.pool, self.pages, self.dumps):
            await pool.close()
        await self.nursery.close()

    async def _run(self, job: Job) -> Reply:
        return await self._lane(job).run(job)

    def _lane(self, job: Job) -> Pool:
        if job.kind != PAGE or job.page is None:
            return self.pool
        return self.dumps if job.page.path.startswith(f"{self.path}{DUMPS}") else self.pages
