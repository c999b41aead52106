"""Which addresses `--links` asks for."""

from checks.mails import Case, rendered

from digest.checks import web_addresses


def test_links_and_pictures_are_asked_for_once() -> None:
    """In order, links first; the unsubscribe page never, since to ask might unsubscribe."""
    assert web_addresses(rendered(Case(why="the good mail"))) == (
        "https://weir.example/sluice",
        "https://canal.example/toll",
        "https://delta.example/ferry",
        "https://marsh.example/reeds",
        "https://weir.example/subscribe",
        "https://weir.example/sluice.jpg",
    )


def test_addresses_inside_are_left_alone() -> None:
    """Neither localhost nor a private address, a mail address or a service's tag."""
    case = Case(
        why="addresses of all kinds",
        html=(
            ("https://canal.example/toll", "http://127.0.0.1/toll"),
            ("https://delta.example/ferry", "mailto:a@delta.example"),
            ("https://marsh.example/reeds", "{{ email_url }}"),
        ),
    )
    assert len(web_addresses(rendered(case))) == 3


def test_a_hundred_addresses_are_asked_at_most() -> None:
    """The good mail has six of its own."""

    def asked(more: int) -> int:
        links = "".join(f'<a href="https://a.example/{number}">a</a>' for number in range(more))
        return len(web_addresses(rendered(Case(why="many", html=(("<ul>", f"{links}<ul>"),)))))

    assert [asked(93), asked(94), asked(95)] == [99, 100, 100]
