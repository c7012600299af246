"""Legal forms that stand after the name proper of a company: they say nothing of which one it is."""

from typing import Final

LEGAL_ZH: Final = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团公司",
    "控股公司",
    "总公司",
    "公司",
    "集团",
    "控股",
    "股份",
)
# In lower case and without a point.
LEGAL_EN: Final = frozenset(
    [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "co",
        "company",
        "corp",
        "corporation",
        "group",
        "holding",
        "holdings",
        "plc",
        "llc",
        "lp",
        "llp",
        "gmbh",
        "ag",
        "sa",
        "se",
        "nv",
        "bv",
        "pte",
        "pty",
        "kk",
        "spa",
        "srl",
        "ab",
        "asa",
        "oyj",
    ]
)
