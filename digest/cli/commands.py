"""Every command, in the order in which `digest --help` lists them."""

from collections.abc import Callable, Sequence
from pkgutil import resolve_name

import typer

from digest.cli.application import application, command_named
from digest.cli.help import CommandWithExample, GroupedCommands

Commands = tuple[tuple[str, str], ...]
"""Commands by name, each with where in this package its function stands."""

COMMANDS: Commands = (
    ("init", "config:init_command"),
    ("build", "build:build_command"),
    ("collect", "build:collect_command"),
    ("draft", "draft:draft_command"),
    ("why", "draft:why_command"),
    ("desk", "desk:desk_command"),
    ("preview", "desk:preview_command"),
    ("check", "build:check_command"),
    ("approve", "review:approve_command"),
    ("hold", "review:hold_command"),
    ("publish", "archive:publish_command"),
    ("run", "run:run_command"),
    ("send", "send:send_command"),
    ("export", "service_drafts:export_command"),
    ("undo", "history:undo_command"),
    ("redo", "history:redo_command"),
    ("history", "history:history_command"),
    ("reopen", "archive:reopen_command"),
    ("runs", "runs:runs_command"),
    ("schema", "schemas:schema_command"),
)
GROUPS: tuple[tuple[str, str, Commands], ...] = (
    (
        "edit",
        "Change the draft page in a word, story by story.",
        (
            ("move", "edits:edit_move_command"),
            ("promote", "edits:edit_promote_command"),
            ("send", "edits:edit_send_command"),
            ("take", "edits:edit_take_command"),
            ("drop", "edits:edit_drop_command"),
            ("restore", "edits:edit_restore_command"),
            ("pin", "edits:edit_pin_command"),
            ("rewrite", "edit_words:edit_rewrite_command"),
            ("follow", "edit_words:edit_follow_command"),
            ("join", "edits:edit_join_command"),
            ("part", "edits:edit_part_command"),
            ("tell", "edits:edit_tell_command"),
            ("add", "edit_words:edit_add_command"),
            ("retitle", "edit_words:edit_retitle_command"),
            ("subject", "edit_words:edit_subject_command"),
            ("preheader", "edit_words:edit_preheader_command"),
            ("slot", "edit_words:edit_slot_command"),
        ),
    ),
    (
        "sources",
        "What the newsletter reads: feeds and files.",
        (
            ("list", "sources:sources_list_command"),
            ("read", "sources:sources_read_command"),
            ("add", "sources:sources_add_command"),
            ("discover", "sources:sources_discover_command"),
            ("import", "sources:sources_import_command"),
            ("export", "sources:sources_export_command"),
            ("health", "sources:sources_health_command"),
            ("pause", "source_edits:sources_pause_command"),
            ("resume", "source_edits:sources_resume_command"),
            ("rename", "source_edits:sources_rename_command"),
            ("weight", "source_edits:sources_weight_command"),
            ("remove", "source_edits:sources_remove_command"),
        ),
    ),
    (
        "schedule",
        "What starts the runs by themselves: systemd, cron, GitHub Actions and others.",
        (
            ("next", "moments:schedule_next_command"),
            ("show", "schedule:schedule_show_command"),
            ("install", "schedule:schedule_install_command"),
            ("remove", "schedule:schedule_remove_command"),
        ),
    ),
    (
        "issues",
        "The issues in the archive.",
        (("list", "archive:issues_list_command"),),
    ),
    (
        "archive",
        "The archive as a whole: its web site, the readers' copy, its soundness.",
        (
            ("rebuild", "archive:rebuild_command"),
            ("verify", "archive:verify_command"),
            ("diff", "archive:diff_command"),
            ("push", "archive:push_command"),
        ),
    ),
    (
        "fleet",
        "Many newsletters at once.",
        (("build", "fleet:fleet_build_command"), ("run", "fleet:fleet_run_command")),
    ),
    (
        "notices",
        "Who is told when something needs a hand.",
        (("test", "notices:notices_test_command"),),
    ),
    (
        "layouts",
        "The looks that the newsletter can have.",
        (("list", "config:layouts_list_command"),),
    ),
    (
        "config",
        "The settings in newsletter.toml.",
        (("check", "config:config_check_command"),),
    ),
)
PANELS = {
    "Start": ("init", "sources", "schedule"),
    "Every week": (
        *("build", "collect", "draft", "why", "desk", "preview", "check"),
        *("approve", "hold", "publish", "send", "export", "run"),
    ),
    "By hand": ("edit", "undo", "redo", "history", "runs"),
    "Archive": ("reopen", "issues", "archive"),
    "For programs": ("schema",),
    "Many newsletters": ("fleet",),
    "Settings": ("config", "layouts", "notices"),
}
"""The groups in which `digest --help` lists them; the first example of each stands below it."""

EXAMPLES = {
    "init": 'digest init weekly --title "The Harbour Weekly"',
    "build": "digest build --publish",
    "collect": "digest collect --force",
    "draft": "digest draft --date 2024-08-09",
    "why": "digest why prisoner exchange",
    "desk": "digest desk",
    "preview": "digest preview --layout wire",
    "check": "digest check 2024-08-09 --links",
    "approve": "digest approve 2024-08-09",
    "hold": 'digest hold 2024-08-09 --reason "The mayor answers on Monday"',
    "publish": "digest publish 2024-08-09",
    "run": "digest run --json",
    "schedule next": "digest schedule next --count 10",
    "send": "digest send 2024-08-09 --to you@example.org",
    "export": "digest export 2024-08-09 --for beehiiv",
    "undo": "digest undo",
    "redo": "digest redo",
    "history": "digest history --json",
    "edit move": "digest edit move prisoner exchange --up",
    "edit promote": "digest edit promote prisoner exchange",
    "edit send": "digest edit send prisoner exchange --to other --at 2",
    "edit take": "digest edit take harbour masters --to other",
    "edit drop": "digest edit drop harbour masters",
    "edit restore": "digest edit restore harbour masters",
    "edit pin": "digest edit pin prisoner exchange",
    "edit rewrite": 'digest edit rewrite prisoner exchange --headline "Sixteen freed"',
    "edit follow": "digest edit follow prisoner exchange --only headline",
    "edit join": 'digest edit join "prisoner exchange" "families wait"',
    "edit part": 'digest edit part "prisoner exchange" "Meridian Press"',
    "edit tell": 'digest edit tell "prisoner exchange" "Meridian Press"',
    "edit add": 'digest edit add --to other --blurb "The harbour masters met."',
    "edit retitle": 'digest edit retitle other "Elsewhere"',
    "edit subject": 'digest edit subject "Sixteen freed in Ankara"',
    "edit preheader": 'digest edit preheader "And the grain moves again"',
    "edit slot": 'digest edit slot note --text "The river rose twice."',
    "runs": "digest runs --last 5",
    "schema": "digest schema issues list",
    "reopen": 'digest reopen 2024-08-09 --reason "The ship is called Aurora."',
    "sources list": "digest sources list",
    "sources read": "digest sources read https://news.example/feed.xml",
    "sources add": 'digest sources add https://news.example/feed.xml --name "The News"',
    "sources discover": "digest sources discover https://news.example",
    "sources import": "digest sources import feeds.opml",
    "sources export": "digest sources export > feeds.opml",
    "sources health": "digest sources health",
    "sources pause": 'digest sources pause "The News"',
    "sources resume": 'digest sources resume "The News"',
    "sources rename": 'digest sources rename "The News" "The Evening News"',
    "sources weight": 'digest sources weight "The News" 1.2',
    "sources remove": 'digest sources remove "The News"',
    "schedule show": "digest schedule show --as systemd",
    "schedule install": "digest schedule install --as systemd",
    "schedule remove": "digest schedule remove --as systemd",
    "issues list": "digest issues list",
    "fleet build": "digest fleet build weekly monthly --jobs 4",
    "fleet run": "digest fleet run --from newsletters.txt",
    "archive rebuild": "digest archive rebuild --afresh",
    "archive verify": "digest archive verify --mend",
    "archive diff": "digest archive diff 2024-08-02 2024-08-09",
    "archive push": "digest archive push /var/www/newsletter",
    "notices test": "digest notices test",
    "layouts list": "digest layouts list",
    "config check": "digest config check",
}


def install_commands(arguments: Sequence[str] = ()) -> None:
    """Give every command its name, its place in the help and its example.

    Where `arguments` name a command or a group, it alone: no run needs the others.
    """
    named = command_named(arguments)
    known = {name for name, *_ in (*COMMANDS, *GROUPS)}
    wanted = {named} if named in known else known
    panels = {name: panel for panel, names in PANELS.items() for name in names}
    for name, place in COMMANDS:
        if name in wanted:
            _install(application, name, place, path=name, panel=panels.get(name))
    for name, about, commands in GROUPS:
        if name not in wanted:
            continue
        group = typer.Typer(
            help=about, no_args_is_help=True, rich_markup_mode=None, cls=GroupedCommands
        )
        for command, place in commands:
            _install(group, command, place, path=f"{name} {command}")
        application.add_typer(group, name=name, rich_help_panel=panels.get(name))


def command_function(place: str) -> Callable[..., None]:
    """The function of a command, its module imported."""
    function: Callable[..., None] = resolve_name(f"{__package__}.{place}")
    return function


def _install(
    group: typer.Typer, name: str, place: str, *, path: str, panel: str | None = None
) -> None:
    group.command(name, cls=CommandWithExample, epilog=EXAMPLES.get(path), rich_help_panel=panel)(
        command_function(place)
    )
