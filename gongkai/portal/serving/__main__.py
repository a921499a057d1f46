"""``python -m gongkai.portal.serving ROOT --port 8080 --static FOLDER``: the portal alone."""

import argparse
from pathlib import Path

from gongkai.portal.serving.lone import serve_portal


def main() -> None:
    """Read the command line and serve until stopped."""
    parser = argparse.ArgumentParser(
        prog="python -m gongkai.portal.serving",
        description="只提供公开门户页面的服务器：办公系统和数据库停机时，公众仍能查阅。",
    )
    parser.add_argument("root", type=Path, help="门户页面目录")
    parser.add_argument("--port", type=int, default=8080, help="端口")
    parser.add_argument("--address", default="127.0.0.1", help="监听地址")
    parser.add_argument("--static", type=Path, help="静态文件目录（样式、脚本、图标）")
    asked = parser.parse_args()
    if not asked.root.is_dir():
        parser.error(f"门户页面目录 {asked.root} 不存在，请先发布页面")
    serve_portal(asked.root, asked.port, asked.static, address=asked.address)


if __name__ == "__main__":
    main()
