"""A script that does run on the content's origin, as one in the archive might: what it can reach.

The browser is the editor's own, let in; the script is tried under the archive's policy and without.
"""

from collections.abc import Iterator

import pytest
from desk.chromium import fresh_browser
from desk.writing import writing_desk
from playwright.sync_api import BrowserContext, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from digest.desk.guard import Origins, archive_policy, loopback_origins

pytestmark = pytest.mark.browser

PAGE = "<!DOCTYPE html><title>archive</title><form id=f></form><script src=evil.js></script>"
EVIL = """
const desk = new URLSearchParams(location.search).get("desk");
window.caught = [];
const body = new URLSearchParams({ words: "x", token: "guessed" });
const post = { method: "POST", body, credentials: "include" };
const attempts = {
  fetch: () => fetch(`${desk}/edits`, post),
  opaque: () => fetch(`${desk}/edits`, { ...post, mode: "no-cors" }),
  read: async () => (await fetch(`${desk}/`, { credentials: "include" })).text(),
  beacon: () => navigator.sendBeacon(`${desk}/edits`, body),
  frame: () => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.src = `${desk}/`;
    frame.onload = () => done(frame.contentDocument);
    document.body.append(frame);
  }),
  form: () => {
    const form = document.querySelector("form");
    Object.assign(form, { action: `${desk}/edits`, method: "post", target: "sent" });
    form.innerHTML = "<input name=token value=guessed><input name=words value=x>";
    form.submit();
  },
  image: () => new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = done;
    image.src = `${desk}/edits?words=x`;
  }),
  cookie: () => document.cookie,
};
window.done = (async () => {
  for (const [name, attempt] of Object.entries(attempts)) {
    const got = await Promise.resolve().then(attempt).catch(() => "");
    if (typeof got === "string" && got) caught.push(`${name}: ${got}`);
  }
})();
"""


async def archive(request: Request) -> Response:
    """The page, or its script; `policy` says whether the archive's own one is given."""
    if request.path_params["name"] == "evil.js":
        return Response(EVIL, media_type="text/javascript")
    given = request.query_params.get("policy") == "yes"
    origins: Origins = loopback_origins(int(request.query_params["port"]))
    policy = archive_policy(origins) if given else "frame-ancestors *"
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": policy})


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[BrowserContext]:
    """A browser."""
    with fresh_browser(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    """A tab."""
    page = browser.new_page()
    yield page
    for one in browser.pages:
        one.close()


@pytest.mark.parametrize("policy", ["yes", "no"])
def test_it_can_neither_read_the_desk_nor_change_anything(page: Page, policy: str) -> None:
    """By script, form, frame, picture or beacon; the cookie stays with the desk."""
    content = Starlette(routes=[Route("/archive/{name}", archive)])
    with writing_desk(content=content) as (desk, writes):
        page.goto(desk.address)
        assert page.inner_text("body") == "done"
        at = f"{desk.access.content_address}/archive/index.html"
        page.goto(f"{at}?desk={desk.access.origins.desk}&policy={policy}&port={desk.port}")
        page.evaluate("Promise.race([window.done, new Promise((end) => setTimeout(end, 5000))])")
        page.wait_for_timeout(300)
        assert page.evaluate("window.caught") == []
        assert page.evaluate("window.origin") == str(desk.access.origins.content)
        page.goto(f"{desk.access.origins.desk}/")
        assert page.inner_text("body") == "done", "the editor is still let in"
    assert writes == []


def test_the_desks_own_page_can_do_what_the_other_could_not(page: Page) -> None:
    """The trial is a real one; a form is sent with the desk's Origin, by a script and without."""
    with writing_desk() as (desk, writes):
        page.goto(desk.address)
        page.evaluate(
            "token => fetch('/edits', { method: 'POST', mode: 'same-origin',"
            " body: new URLSearchParams({ words: 'by a script', token }) })",
            desk.access.form,
        )
        page.evaluate(
            "token => { const form = document.createElement('form');"
            " Object.assign(form, { action: '/edits', method: 'post' });"
            " for (const [name, value] of Object.entries({ words: 'plain', token }))"
            "  form.append(Object.assign(document.createElement('input'), { name, value }));"
            " document.body.append(form); form.submit(); }",
            desk.access.form,
        )
        page.wait_for_url("**/edits")
    assert [one["words"] for one in writes] == ["by a script", "plain"]
