"""Two applications in, the desk's and the content's; one that only the editor can use, out."""

# Three things must come together before anything is changed: the cookie of this run, a request
# of the desk's own page, and the token that stands in its forms.

from collections.abc import Collection

from starlette.types import ASGIApp

from digest.desk.guard.access import Access as Access
from digest.desk.guard.changes import PATIENCE, Forms, SameOrigin
from digest.desk.guard.hosts import ByHost, UnderSecretPath
from digest.desk.guard.origins import Origin as Origin
from digest.desk.guard.origins import Origins as Origins
from digest.desk.guard.origins import loopback_origins as loopback_origins
from digest.desk.guard.origins import network_origins as network_origins
from digest.desk.guard.policies import Headed, content_headers, desk_headers
from digest.desk.guard.policies import archive_policy as archive_policy
from digest.desk.guard.policies import mail_policy as mail_policy
from digest.desk.guard.sign_in import SignedIn


def guard_desk(
    desk: ASGIApp,
    content: ASGIApp,
    access: Access,
    *,
    may_edit: bool,
    uploads: Collection[str] = (),
    patience: float = PATIENCE,
) -> ASGIApp:
    """Both behind one door; files may be sent to the desk's paths `uploads`.

    A form may take `patience` seconds to arrive.
    """
    forms = SignedIn(Forms(desk, access, uploads=uploads, patience=patience), access)
    return ByHost(
        access.origins,
        desk=Headed(SameOrigin(forms, access, may_edit=may_edit), desk_headers(access.origins)),
        content=Headed(UnderSecretPath(content, access), content_headers(access.origins)),
    )
