"""The ``gongkai`` command.

Exit status: 0 done, 1 the input has errors (all listed), 2 wrong usage. Bad input never ends in a
traceback.
"""

import os
import sys

import typer
from typer._click import exceptions as usage

from gongkai.config.commands import (
    assess,
    audit,
    backup,
    check,
    clock,
    demo,
    measure,
    packs,
    portal,
    recognise,
    rounds,
    serve,
    setup,
    worker,
)
from gongkai.config.console import Exit, UsageError, print_problems, say
from gongkai.policy.problems import ProblemsError

app = typer.Typer(
    name="gongkai",
    help="政务公开：考核、公开、测量。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
measure.register(app)
assess.register(app)
clock.register(app)
check.register(app)
app.add_typer(packs.app, name="packs")
app.add_typer(rounds.app, name="rounds")
recognise.register(app)
serve.register(app)
worker.register(app)
setup.register(app)
backup.register(app)
demo.register(app)
app.add_typer(portal.app, name="portal")
app.add_typer(audit.app, name="audit")
app.add_typer(portal.search, name="search")


def main() -> None:
    """Run the command and turn every expected failure into a message and a status."""
    sys.exit(int(_run()))


def _run() -> int:
    try:
        result = app(standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else Exit.DONE
    except ProblemsError as error:
        print_problems(error.problems)
        return Exit.ERRORS
    except UsageError as error:
        say(f"用法不对：{error}")
        return Exit.USAGE
    except usage.NoArgsIsHelpError as error:
        typer.echo(error.ctx.get_help())
        return Exit.USAGE
    except usage.ClickException as error:
        say(f"用法不对：{_chinese(error)}")
        return Exit.USAGE
    except (KeyboardInterrupt, typer.Abort):
        say("已停止。")
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: nothing is wrong with the input.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _chinese(error: usage.ClickException) -> str:
    """Return the command line library's complaint in Chinese."""
    if isinstance(error, usage.NoSuchOption):
        near = f"，是否想写 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, usage.MissingParameter):
        return f"缺少参数 {_name(error)}；可用 --help 查看用法"
    if isinstance(error, usage.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写一个值"
    if isinstance(error, usage.BadParameter):
        return f"参数 {_name(error)} 的值不对：{_allowed(error)}"
    message = error.format_message()
    if message.startswith("No such command"):
        wrong, _, near = message.removeprefix("No such command").partition("Did you mean")
        mend = f"，是否想写 {near.strip(' ?')}？" if near else "；可用 --help 查看"
        return f"没有命令 {wrong.strip(' .')}{mend}"
    if message.startswith("Got unexpected extra argument"):
        return f"多了参数 {message.rpartition('(')[2].rstrip(')')}"
    return message


def _name(error: usage.BadParameter) -> str:
    """Return how the user writes the parameter: ``--pack``, or the name of an argument."""
    param = error.param
    if param is None:
        return str(error.param_hint or "")
    return "/".join(param.opts) if param.opts and param.opts[0].startswith("-") else str(param.name)


def _allowed(error: usage.BadParameter) -> str:
    """Return the complaint with the allowed values, without the words of the library."""
    message = error.message.removeprefix("Value error, ")
    wrong, found, allowed = message.partition(" is not one of ")
    if found:
        return f"{wrong}，可用：{allowed.rstrip('.')}"
    wrong, found, _ = message.partition(" does not match the format")
    if found:
        return f"{wrong}，应写成 2026-11-22"
    wrong, found, _ = message.partition(" is not a valid int")
    return f"{wrong} 不是整数" if found else message


if __name__ == "__main__":
    main()
