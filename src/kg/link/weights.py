"""The weights of the features, and from what probability on a link is accepted: one file that people can read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import NotFound, ParseError, Text

DEFAULT: Final = Path(__file__).parent / "weights.yaml"


@dataclass(frozen=True, slots=True)
class Weights:
    """bias: log-odds of a record of which nothing else is known, against there being none. features: log-odds for
    a value of 1. prior: what fitting holds them near, 0 where nothing stands here. names: of the features, in words. accept: from this probability on without a person; open: from
    this one on a person looks; below, there is no match."""

    bias: float
    features: Mapping[str, float]
    prior: Mapping[str, float]
    names: Mapping[str, Text]
    accept: float
    open: float


@cache
def read_weights(path: Path = DEFAULT) -> Weights:
    """The weights of a file. Raises NotFound for no file and ParseError for one that is not written like ours."""
    import yaml  # late: only linking reads it

    try:
        found: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Weights(
            bias=float(found["bias"]),
            features={name: float(one["weight"]) for name, one in found["features"].items()},
            prior={name: float(one["prior"]) for name, one in found["features"].items() if "prior" in one},
            names={name: Text(one["zh"], one["en"]) for name, one in found["features"].items()},
            accept=float(found["accept"]),
            open=float(found["open"]),
        )
    except FileNotFoundError:
        raise NotFound(f"没有权重文件 {path}", f"there is no file of weights {path}") from None
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        what = str(error).splitlines()[0]
        raise ParseError(
            f"{path} 不是权重文件（{what}）；应有 bias、accept、open 与 features，每项含 weight、zh、en",
            f"{path} is no file of weights ({what}); it has bias, accept, open and features, each with weight, zh, en",
        ) from None


def written(weights: Weights) -> str:
    """The weights as a file that read_weights reads, rounded to hundredths."""
    lines = [
        "# How much each feature says, in log-odds; kg link fit writes this file from judged answers. A prior is what",
        "# is held to where these tell little. 各特征的权重（对数几率），由 kg link fit 据已判断的答案写成；prior 为先验。",
        f"bias: {weights.bias:.2f}",
        "# Accepted without a person from this probability on; open for a person from the second one on.",
        f"accept: {weights.accept:g}",
        f"open: {weights.open:g}",
        "features:",
    ]
    for name, weight in weights.features.items():
        text = weights.names[name]
        prior = f", prior: {weights.prior[name]:g}" if name in weights.prior else ""
        lines.append(
            f"  {name}: {{weight: {weight:.2f}{prior}, zh: {_quoted(text.zh)}, en: {_quoted(text.en)}}}"
        )
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
