"""A server of Wikidata's API on loopback, with some records of Wikidata (CC0), shortened, in the shape of its replies."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.store.servers import answering

from kg.link.cache import Cache
from kg.link.service import Service
from kg.link.snapshot.datasets import WIKIDATA
from kg.link.snapshot.fetch import fetch
from kg.link.snapshot.records import Snapshot
from kg.link.snapshot.wikibase import Api
from kg.namespaces import PREFIXES

WD = PREFIXES["wd"]
Asked = Mapping[str, list[str]]
Item = dict[str, Any]

# Classes, places and exchanges that the records point to: English and Chinese label.
NAMES = {
    "Q148": ("People's Republic of China", "中华人民共和国"),
    "Q30": ("United States", "美国"),
    "Q4970": ("Hangzhou", "杭州市"),
    "Q15174": ("Shenzhen", "深圳市"),
    "Q956": ("Beijing", "北京市"),
    "Q189471": ("Cupertino", "库比蒂诺"),
    "Q4830453": ("business", "商业"),
    "Q6881511": ("enterprise", "企业"),
    "Q891723": ("public company", "上市公司"),
    "Q13677": ("New York Stock Exchange", "纽约证券交易所"),
    "Q496672": ("Hong Kong Stock Exchange", "香港交易所"),
    "Q82059": ("Nasdaq", "纳斯达克"),
}


def item(
    qid: str,
    en: str,
    zh: str = "",
    *,
    kinds: Iterable[str] = ("Q4830453",),
    country: str = "",
    founded: tuple[str, int] | None = None,
    seat: str = "",
    site: str = "",
    listed: Iterable[tuple[str, str]] = (),
    lei: str = "",
    aliases: Iterable[str] = (),
) -> Item:
    """founded: time and precision as Wikibase has them; listed: exchange and code."""
    claims: dict[str, list[Any]] = {}

    def say(prop: str, value: object, **more: object) -> None:
        claims.setdefault(prop, []).append({"mainsnak": _snak(value), "rank": "normal", **more})

    for kind in kinds:
        say("P31", {"id": kind})
    for prop, place in (("P17", country), ("P159", seat)):
        if place:
            say(prop, {"id": place})
    if founded:
        say("P571", {"time": f"+{founded[0]}T00:00:00Z", "precision": founded[1]})
    for prop, text in (("P856", site), ("P1278", lei)):
        if text:
            say(prop, text)
    for number, (exchange, code) in enumerate(listed):
        say("P414", {"id": exchange}, id=f"{qid}$A{number}", qualifiers={"P249": [_snak(code)]})
    return {
        "id": qid,
        "lastrevid": 1000 + int(qid[1:]) % 1000,
        "modified": "2026-11-01T08:00:00Z",
        "labels": _texts(en, zh),
        "aliases": {"en": [{"language": "en", "value": one} for one in aliases]},
        "descriptions": {},
        "claims": claims,
    }


def _snak(value: object) -> Item:
    return {"snaktype": "value", "datavalue": {"value": value}}


def _texts(en: str, zh: str) -> Item:
    both = (("en", en), ("zh", zh))
    return {lang: {"language": lang, "value": text} for lang, text in both if text}


COMPANIES = {
    one["id"]: one
    for one in (
        item("Q1359568", "Alibaba Group", "阿里巴巴集团", country="Q148", founded=("1999-04-04", 11), seat="Q4970",
             site="https://www.alibabagroup.com/", listed=[("Q13677", "BABA"), ("Q496672", "9988")]),
        item("Q15907772", "Meituan", "美团", country="Q148", founded=("2010-03-00", 10), seat="Q956",
             site="https://www.meituan.com", listed=[("Q496672", "3690")]),
        item("Q860580", "Tencent", "腾讯", country="Q148", founded=("1998-00-00", 9), seat="Q15174",
             site="https://www.tencent.com/", listed=[("Q496672", "0700")], kinds=("Q4830453", "Q891723"),
             lei="254900N4SLUMW4XUYY11"),
        item("Q14772", "Baidu", "百度", country="Q148", founded=("2000-01-18", 11), seat="Q956",
             site="https://www.baidu.com/", listed=[("Q82059", "BIDU")]),
        item("Q312", "Apple Inc.", "苹果公司", country="Q30", founded=("1976-04-01", 11), seat="Q189471",
             site="https://www.apple.com/", listed=[("Q82059", "AAPL")], kinds=("Q4830453", "Q6881511", "Q891723")),
    )
}  # fmt: skip


def wikibase(
    items: Mapping[str, Item] = COMPANIES,
    *,
    day: str = "2026-11-20",
    moved: Mapping[str, str] | None = None,
    fails_at: int | None = None,
) -> Callable[[Asked], tuple[int, str, bytes]]:
    """What the server replies. moved: id -> the one that it was merged into; fails_at: the request from which on the
    service is down, from 1."""
    count = 0

    def reply(request: Asked) -> tuple[int, str, bytes]:
        nonlocal count
        count += 1
        if fails_at is not None and count >= fails_at:
            return 503, "text/plain", b"down"
        entities: Item = {}
        for qid in request["ids"][0].split("|"):
            now = (moved or {}).get(qid, qid)
            if now in items:
                entities[qid] = dict(items[now])
                if now != qid:
                    entities[qid]["redirects"] = {"from": qid, "to": now}
            elif now in NAMES:
                entities[qid] = {"id": now, "labels": _texts(*NAMES[now])}
            else:
                entities[qid] = {"id": qid, "missing": ""}
        body = {"curtimestamp": f"{day}T10:00:00Z", "entities": entities, "success": 1}
        return 200, "application/json", json.dumps(body).encode()

    return reply


def fetched(
    reply: Callable[[Asked], tuple[int, str, bytes]], *qids: str, cache: Cache | None = None
) -> Snapshot:
    """What is fetched of items, of all COMPANIES when none is named, from a server that replies so."""
    with answering(reply) as (url, _):
        service = Service(url, cache=cache, tries=1, sleep=lambda _: None)
        return fetch(Api(service), WIKIDATA, [WD + qid for qid in qids or COMPANIES])


def linking(folder: Path) -> Path:
    """A root with two links into Wikidata, one thing that is none there, and one pair that is judged different."""
    (folder / "data/links").mkdir(parents=True)
    head = (
        "#curie_map:\n#  company: https://w3id.org/internet-report-kg/id/company/\n"
        f"#  wd: {WD}\n#extension_definitions:\n"
        "#- property: https://w3id.org/internet-report-kg/ontology#judgement\n#  slot_name: judgement\n"
        "#  type_hint: http://www.w3.org/2001/XMLSchema#string\n"
        "#license: https://creativecommons.org/publicdomain/zero/1.0/\n"
        "#mapping_set_id: https://w3id.org/internet-report-kg/links/wikidata\n"
    )
    columns = "subject_id predicate_id predicate_modifier object_id mapping_justification author_label mapping_date judgement"
    rows = [
        ("company:alibaba", "skos:exactMatch", "", "wd:Q1359568", "same"),
        ("company:tencent", "skos:exactMatch", "", "wd:Q860580", "same"),
        ("company:apple", "skos:exactMatch", "Not", "wd:Q89", "different"),
        ("company:shein", "skos:exactMatch", "", "sssom:NoTermFound", "same"),
    ]
    lines = [
        "\t".join((*row[:4], "semapv:ManualMappingCuration", "Li Hua", "2026-11-01", row[4])) for row in rows
    ]
    body = "\n".join(("\t".join(columns.split()), *lines)) + "\n"
    (folder / "data/links/wikidata.sssom.tsv").write_text(head + body, encoding="utf-8")
    return folder
