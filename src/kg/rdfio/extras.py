"""Libraries that are extras of the installation."""

import importlib.util

from kg.errors import NotFound, Text


def require(module: str, extra: str, need: Text) -> None:
    """Raises NotFound, with the remedy, unless the module is installed. need: what wants it, in words."""
    if importlib.util.find_spec(module) is None:
        remedy = f"pip install 'internet-report-kg[{extra}]'"
        raise NotFound(f"{need.zh}：{remedy}", f"{need.en}: {remedy}")
