"""What each measure is called and means, and what none of them says."""

from typing import Final

from kg.errors import Text

# Measure -> heading, meaning. The numeric ones of kg.network.measures.measure.Measured, then the community.
MEASURES: Final = {
    "degree": (Text("度", "degree"), Text("以它为一端的关系有几条", "how many relations have it for an end")),
    "neighbours": (
        Text("邻居", "neighbours"),
        Text("与几个别的事物直接相连", "how many other things it is linked to"),
    ),
    "betweenness": (
        Text("中介中心性", "betweenness"),
        Text(
            "其他任意两个事物之间的最短路经过它的份额（0 到 1，不计方向）",
            "the share of the shortest ways between any two other things that pass it (0 to 1, in either direction)",
        ),
    ),
    "pagerank": (
        Text("PageRank", "PageRank"),
        Text(
            "沿关系的方向随意走，停在它那里的时间份额（全部合计 1）",
            "the share of time that a random walk along the relations spends at it (all together 1)",
        ),
    ),
    "broker": (
        Text("政策—挑战中介", "broker"),
        Text(
            "治理依据与挑战之间的最短路经过它的份额（0 到 1）",
            "the share of the shortest ways between a governance instrument and a challenge that pass it (0 to 1)",
        ),
    ),
    "parts": (
        Text("失之则断", "parts"),
        Text(
            "没有它，多少对治理依据与挑战就不再相连",
            "how many pairs of an instrument and a challenge would no longer hang together without it",
        ),
    ),
    "community": (
        Text("群", "community"),
        Text(
            "彼此相连多于对外的一群（Louvain，种子固定），从最大的数起",
            "a group that is linked more within than without (Louvain, fixed seed), numbered from the largest",
        ),
    ),
}
BRIDGES: Final = Text(
    "桥：没有这一条关系，网络就分成两块；“失之则断”是因此断开的治理依据与挑战的对数",
    "a bridge: without this one relation the network falls in two; parts: pairs of an instrument and a challenge lost by it",
)
COMMUNITIES: Final = Text(
    "群：彼此相连多于对外的事物；“以……为中心”是其中相连最多的一个，群的划分是启发式的，不是唯一的",
    "a community: things linked more among themselves than with others; around: the most linked of them; the division is "
    "a heuristic, not the only one",
)
CAUTION: Final = Text(
    "这些数字衡量的是本图谱对报告的编码，不是现实世界的重要性",
    "these figures measure how this graph encodes the report, not what matters in the world",
)
