"""Reading a report file that somebody holds: plain text in UTF-8, or a PDF with a text layer."""

from pathlib import Path
from typing import Final, NoReturn

from kg.errors import ReportError

MAX_FILE_BYTES: Final = 64_000_000
MAX_TEXT_CHARS: Final = 500_000
_PDF: Final = b"%PDF-"
_PDF_HEADER_WITHIN: Final = 1024


def read_report(path: Path) -> str:
    """The text of a report file, lines ending in LF; pages of a PDF follow each other.

    Raises ReportError: file and remedy in one line.
    """
    content = _read_bytes(path)
    is_pdf = _PDF in content[:_PDF_HEADER_WITHIN]
    if path.suffix.lower() == ".pdf" and not is_pdf:
        _refuse(
            path,
            "不是 PDF 文件；请给出 PDF 原件或 UTF-8 文本（.txt）",
            "not a PDF; give the PDF or UTF-8 text (.txt)",
        )
    text = _read_pdf(path, content) if is_pdf else _read_text(path, content)
    if not text.strip():
        if is_pdf:
            _refuse(
                path,
                "PDF 中没有文字层；请先做文字识别，或给出文本文件",
                "the PDF has no text layer; run text recognition on it first, or give a text file",
            )
        _refuse(path, "文件是空的；请给出报告全文", "the file is empty; give the full text of the report")
    if len(text) > MAX_TEXT_CHARS:
        _refuse(
            path,
            f"文本超过 {MAX_TEXT_CHARS} 字，不像一份报告；请只给出报告全文",
            f"more than {MAX_TEXT_CHARS} characters, too long for one report; give the report alone",
        )
    return text


def _read_bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            _refuse(
                path,
                "没有这个文件；请检查 --report 或 KG_REPORT",
                "no such file; check --report or KG_REPORT",
            )
        if not path.is_file():
            _refuse(path, "不是普通文件；请给出报告文件", "not a regular file; give the report file itself")
        if path.stat().st_size > MAX_FILE_BYTES:
            _refuse(
                path,
                f"文件超过 {MAX_FILE_BYTES} 字节；请给出报告文本",
                f"larger than {MAX_FILE_BYTES} bytes; give the report's text",
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReportError(
            f"{path}：无法读取（{reason}）；请检查权限",
            f"{path}: cannot be read ({reason}); check its permissions",
        ) from None


def _read_text(path: Path, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start + 1
        raise ReportError(
            f"{path}：不是 UTF-8 文本（第 {place} 个字节）；请先转换，例：iconv -f GB18030 -t UTF-8",
            f"{path}: not UTF-8 text (byte {place}); convert it first, e.g. iconv -f GB18030 -t UTF-8",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_pdf(path: Path, content: bytes) -> str:
    import pypdfium2  # heavy, and only needed here

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ReportError(
            f"{path}：无法打开 PDF（{error}）；若有密码请先去除，或给出文本文件",
            f"{path}: the PDF cannot be opened ({error}); remove its password if it has one, or give a text file",
        ) from None
    pages = []
    try:
        for page in document:
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range())
            text_page.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise ReportError(
            f"{path}：PDF 第 {len(pages) + 1} 页无法读取（{error}）；请给出文本文件",
            f"{path}: page {len(pages) + 1} of the PDF cannot be read ({error}); give a text file",
        ) from None
    finally:
        document.close()
    return "\n".join(pages).replace("\r\n", "\n").replace("\r", "\n")


def _refuse(path: Path, zh: str, en: str) -> NoReturn:
    raise ReportError(f"{path}：{zh}", f"{path}: {en}")
