"""Breaking a title into lines of complete phrases and similar length, as the standard asks."""

# 156 mm hold twenty characters of 22 pt.
LINE_WIDTH = 20
_BREAK_BEFORE = (
    "政务公开", "政府信息公开", "示范点", "建设", "工作", "考核", "考评", "测评", "评估", "结果",
    "情况", "有关", "进行", "开展", "答复", "告知",
)  # fmt: skip


def width(text: str) -> float:
    """Return the width of a text in characters; Latin letters and digits take half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def balanced(title: str) -> str:
    """Return a long title broken once where a phrase ends, nearest to its middle.

    A title that is broken already, short enough, or without a fitting place stays as it is.
    """
    if "\n" in title or width(title) <= LINE_WIDTH:
        return title
    breaks = {
        index
        for word in _BREAK_BEFORE
        for index in range(2, len(title) - 1)
        if title.startswith(word, index)
    }
    fitting = [
        index
        for index in breaks
        if width(title[:index]) <= LINE_WIDTH and width(title[index:]) <= LINE_WIDTH
    ]
    if not fitting:
        return title
    middle = width(title) / 2
    best = min(sorted(fitting), key=lambda index: abs(width(title[:index]) - middle))
    return f"{title[:best]}\n{title[best:]}"
