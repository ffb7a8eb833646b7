"""Generated pages about the whole: environment variables, commands, the API."""

import json
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from django.core.management import get_commands, load_command_class

from longbien.kernel.reference import page
from longbien.site.api import api
from longbien.site.environment import VARIABLES


@page("settings")
def settings_page() -> str:
    """Every environment variable with its default and its meaning."""
    rows = "".join(f"| `{name}` | {default} | {meaning} |\n" for name, (default, meaning) in VARIABLES.items())
    return f"""\
# Settings

Generated from `longbien/site/environment.py` by `longbien docs build`. The environment decides; nothing else does.

| variable | default | meaning |
|---|---|---|
{rows}"""


@page("commands")
def commands_page() -> str:
    """Every command of the house with its verbs, options and exit codes."""
    ours = sorted(name for name, app in get_commands().items() if str(app).startswith("longbien."))
    return (
        "# Commands\n\nGenerated from the commands themselves by `longbien docs build`; `longbien COMMAND --help` says "
        "the same.\n" + "".join(_command(name) for name in ours)
    )


def _command(name: str) -> str:
    parser = load_command_class(get_commands()[name], name).create_parser("longbien", name)
    said = (parser.description or "").strip()
    return f"\n## longbien {name}\n\n```text\n{said}\n```\n\n" + "".join(_arguments(parser))


def _arguments(parser: ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for verb, verb_parser in action.choices.items():
                said = helps.get(verb) or ""
                yield f"- **{verb}** {said}".rstrip() + "\n"
                yield from (f"  {line}" for line in _arguments(verb_parser))
        elif _is_ours(action):
            names = ", ".join(f"`{option}`" for option in action.option_strings)
            yield f"- {names or f'`{_positional(action)}`'} {action.help or ''}".rstrip() + "\n"


def _is_ours(action: Action) -> bool:
    """Django gives every command a dozen options that nobody needs here."""
    return action.help != "==SUPPRESS==" and not DJANGOS & {action.dest}


DJANGOS = {
    "help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks",
}  # fmt: skip


def _positional(action: Action) -> str:
    shown = action.metavar or action.dest
    return " ".join(shown) if isinstance(shown, tuple) else shown


@page("api")
def api_page() -> str:
    """Every operation of the API with what it takes and answers."""
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    rows = "".join(
        f"| `{verb.upper()} {path}` | {operation.get('summary', '')} | {', '.join(operation.get('responses', {}))} |\n"
        for path, operations in sorted(schema["paths"].items())
        for verb, operation in operations.items()
    )
    return f"""\
# The API

Generated from the code by `longbien docs build`; the whole description is served at `/api/openapi.json`, errors are
RFC 9457 problem details in every language of the hub.

| operation | what it does | answers |
|---|---|---|
{rows}"""
