"""Trimmings of web pages at the head or tail of a document: navigation, link lists, download buttons."""

import re

_TRIMMING = re.compile(
    r"返回\S{0,8}首页|^首页|首页\s*[|>›»]|^购物车|我的足迹|加入\s*vip|免费下载|立即下载|点击下载|推荐阅读|最新文章|"
    r"相关(?:阅读|文章|推荐|链接|新闻)|热门(?:文章|推荐|排行)|猜你喜欢|上一篇|下一篇|版权所有|ICP备|公网安备|分享到|"
    r"打印本页|关闭窗口|当前位置|扫一扫|在线客服|登录\s*[|/]?\s*注册|收藏本[站页]|返回顶部|"
    r"^责任编辑|^审核\s*[:：].*编辑\s*[:：]",
    re.IGNORECASE,
)
_LIST_HEAD = re.compile(r"^(?:推荐阅读|最新文章|相关(?:阅读|文章|推荐|链接|新闻)|热门(?:文章|推荐|排行)|猜你喜欢)")
_DATED_LINK = re.compile(r"\d{2}-\d{2}$")
_LONGEST = 80


def _edge(lines: list[str], is_body: list[bool]) -> tuple[int, int]:
    """Number of lines before the first and index behind the last line of the document proper."""
    bodies = [index for index, body in enumerate(is_body) if body]
    return (bodies[0], bodies[-1] + 1) if bodies else (len(lines), len(lines))


def rubbish_lines(lines: list[str], is_body: list[bool]) -> set[int]:
    """Indexes of the lines that are recognisably no part of the document.

    Looked for only before the first and after the last line of the document proper (`is_body`: long, or a
    finished sentence, or numbered), so that a sentence about a web site in the middle is never taken for one.
    At the tail everything below the head of a link list belongs to it, and so do dated links and repeated lines.
    """
    first, behind = _edge(lines, is_body)
    found = {index for index in range(first) if len(lines[index]) <= _LONGEST and _TRIMMING.search(lines[index])}
    in_list = False
    for index in range(behind, len(lines)):
        line = lines[index]
        in_list = in_list or _LIST_HEAD.match(line) is not None
        repeated = line in lines[index + 1 : index + 2] or line in lines[max(behind, index - 1) : index]
        trimming = len(line) <= _LONGEST and (_TRIMMING.search(line) or _DATED_LINK.search(line))
        if in_list or repeated or trimming:
            found.add(index)
    return found
