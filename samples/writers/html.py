"""Government web pages: head, metadata table, body, navigation around them."""

from html import escape
from pathlib import Path

from content.pages import Page


def write_page(path: Path, page: Page) -> None:
    """Write the page in its real encoding, whatever it declares."""
    charset = f'<meta http-equiv="Content-Type" content="text/html; charset={page.declared}">' if page.declared else ""
    cells = "".join(f"<tr><th>{escape(k)}：</th><td>{escape(v)}</td></tr>\n" for k, v in page.metadata)
    body = "".join(f"<p>&emsp;&emsp;{escape(line)}</p>\n" for line in page.body)
    text = (
        f"<!DOCTYPE html>\n<html>\n<head>{charset}\n<title>{escape(page.title)}_云汐市人民政府门户网站</title>"
        "</head>\n<body>\n"
        '<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>'
        ' &gt; <a href="/zwgk/wj/">政策文件</a></div>\n'
        f'<table class="meta">\n{cells}</table>\n<h1>{escape(page.title)}</h1>\n'
        f'<div class="content">\n{body}</div>\n'
        '<div class="footer">主办：云汐市人民政府办公室　网站标识码：9801000001　'
        '<a href="/about/">关于我们</a></div>\n</body>\n</html>\n'
    )
    path.write_bytes(text.encode(page.encoding))
