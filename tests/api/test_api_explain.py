"""explain asks the store no more than it must: one preparation, and of the answer its first row."""

from collections.abc import Iterator, Sequence

import pytest
from click.testing import CliRunner

import kg
from kg.cli.query import command
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Dataset, Row, Stream
from kg.store.terms import Triple

MANY = f"SELECT * {{ {''.join(f'VALUES ?{n} {{ 0 1 2 3 4 5 6 7 8 9 }} ' for n in 'abc')} }}"
BY_NAME = {"instrument": "数据安全法"}


class Recording(EmbeddedStore):
    """Keeps what it was asked, and counts the rows that were taken."""

    asked: list[str]
    taken: int

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        self.asked.append(text)
        found = super().stream(text, with_graphs=with_graphs, dataset=dataset)
        return Stream(found.variables, self._counted(found.rows)) if isinstance(found, Stream) else found

    def _counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            self.taken += 1
            yield row


@pytest.fixture
def store() -> Recording:
    found = Recording.packaged()
    assert isinstance(found, Recording)
    found.asked, found.taken = [], 0
    return found


def test_of_a_long_answer_one_row_is_taken(store: Recording) -> None:
    without = kg.Graph(store, "en").explain("SELECT ?x { ?x <urn:no> 1 }")
    before = store.taken
    assert without
    kg.Graph(store, "en").explain(MANY)
    assert store.taken - before < 100


def test_a_name_is_looked_up_once(store: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    kg.Graph(store, "en").explain("policy-challenge", BY_NAME)
    assert len(store.asked) == len(set(store.asked))
    store.asked.clear()
    monkeypatch.setattr("kg.store.open.open_store", lambda *_args, **_options: store)
    done = CliRunner().invoke(
        command, ["policy-challenge", "-p", "instrument=数据安全法", "--explain", "-f", "csv"], obj="en"
    )
    assert done.exit_code == 0
    assert len(store.asked) == len(set(store.asked))
