"""Traditional characters as simplified ones, character by character, so that names in both compare as one."""

from functools import cache

from kg.errors import KgError

_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000))


@cache
def simplified() -> dict[int, str]:
    """For str.translate: code point of a traditional character -> its simplified form.

    Made once from OpenCC's table, since converting name by name in its Python takes 20 times as long.
    Raises KgError where the library is not installed.
    """
    try:
        from opencc import OpenCC
    except ImportError:
        raise KgError(
            "链接需要 opencc-python-reimplemented：pip install 'internet-report-kg[link]'",
            "linking needs opencc-python-reimplemented: pip install 'internet-report-kg[link]'",
        ) from None
    chars = [chr(code) for first, end in _BLOCKS for code in range(first, end)]
    simple = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {ord(one): other for one, other in zip(chars, simple, strict=True) if one != other}
