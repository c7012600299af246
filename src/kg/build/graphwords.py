"""What each graph is, in both languages, and its licence: the words of data/void.ttl."""

from typing import Final, NamedTuple

from kg.errors import Text

CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"
CC0: Final = "https://creativecommons.org/publicdomain/zero/1.0/"

TITLE: Final = Text(
    "中国互联网行业政策报告知识图谱", "Knowledge graph of a policy report on China's internet industry"
)
DESCRIPTION: Final = Text(
    "把一份互联网行业政策报告的主体、规则、挑战、建议与数据写成 RDF，每条陈述都标出所据的句子；报告文字不在其中。",
    "The actors, rules, challenges, recommendations and figures of a policy report on the internet industry "
    "as RDF, each statement with the sentence it stands on; the text of the report is not included.",
)
RIGHTS: Final = Text(
    "数据与本体：CC BY 4.0；链接、标识与标签：CC0 1.0。报告本身归其出版者所有，不在数据集中。",
    "Data and ontology: CC BY 4.0; links, identifiers and labels: CC0 1.0. The report belongs to its "
    "publisher and is no part of the dataset.",
)


class GraphWords(NamedTuple):
    """Title, description and licence of a graph."""

    title: Text
    description: Text
    licence: str = CC_BY


GRAPHS: Final = {
    "report": GraphWords(
        Text("报告图（默认图）", "Graph of the report (default graph)"),
        Text(
            "本体、概念方案、报告所述的事物，以及全部陈述。",
            "The ontology, the concept schemes, the things that the report speaks of and every claim.",
        ),
    ),
    "inferred": GraphWords(
        Text("推理图", "Inferred graph"),
        Text("由规则从陈述得出的三元组。", "Triples that rules draw from the claims."),
    ),
    "editorial": GraphWords(
        Text("编者图", "Editorial graph"),
        Text(
            "编者陈述的边，装载时由陈述得出。", "Edges of editorial claims, derived when a store is filled."
        ),
    ),
    "projected": GraphWords(
        Text("展望图", "Projected graph"),
        Text(
            "计划、预测、建议和假设的边，装载时由陈述得出。",
            "Edges of what is planned, forecast, recommended or hypothetical, derived when a store is filled.",
        ),
    ),
    "outside": GraphWords(
        Text("外部图", "Outside graph"),
        Text(
            "报告以外的来源所载的事实，与报告所述分开。",
            "Facts of record from sources other than the report, kept apart from what it says.",
        ),
    ),
    "links": GraphWords(
        Text("链接图", "Graph of links"),
        Text("到其他数据集的链接。", "Links to other datasets."),
        CC0,
    ),
    "alignments": GraphWords(
        Text("词汇对照图", "Graph of alignments"),
        Text("本体与其他词汇的对照。", "Mappings from the ontology to other vocabularies."),
    ),
    "shapes": GraphWords(
        Text("形状图", "Graph of shapes"),
        Text("数据须满足的 SHACL 形状。", "The SHACL shapes that the data must fit."),
    ),
    "queries": GraphWords(
        Text("问题目录图", "Graph of the catalogued questions"),
        Text(
            "目录中的每个问题：题目、说明、参数与 SPARQL，可以查询，也可以执行。",
            "Each catalogued question with title, summary, parameters and SPARQL, to be queried and to be run.",
        ),
    ),
    "void": GraphWords(
        Text("数据集说明图", "Description of the dataset"),
        Text(
            "本说明：各图的内容、许可、计数与校验和。",
            "This description: contents, licences, counts and checksums.",
        ),
    ),
}


def words_of(graph: str) -> GraphWords:
    """The words for a graph; its short name where none are written."""
    return GRAPHS.get(graph) or GraphWords(Text(graph, graph), Text(graph, graph))
