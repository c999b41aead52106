"""A web address in; the same without the parameters that only follow readers around out.

A deny-list: a parameter that nobody named stays, because dropping `?id=` would make every article
of a site the same one.
"""

import re

_NAMES = re.compile(
    r"""utm_\w+ | (mtm|matomo|pk|piwik)_(campaign|kwd|keyword|source|medium|content|cid|group)
    | [a-z]{0,2}clid | msclkid | gclsrc | gbraid | wbraid | igsh(id)? | mc_[ce]id | mkt_tok
    | _hs(enc|mi) | __hs(tc|sc|fp) | hsctatracking | hss_channel | vero_(id|conv) | __s
    | oly_(enc|anon)_id | wickedid | _openstat | rb_clickid | s_(cid|kwcid) | sc_cid | sref
    | at_(medium|campaign|custom\d*|bbc_team|link_\w+|format|ptr_name|type)
    | ga_(source|medium|term|content|campaign) | ml_subscriber(_hash)?
    | ns_(campaign|mchannel|source|linkname|fee) | ito | maca | traffic_source | icid | ocid
    | emc | smid | smtyp | cmp | cmpid | mbid | ncid | nr_email_referer | xtor | ref_(src|url)
    | guccounter | guce_referrer(_sig)? | wt[._](mc|zmc|mc_id) | soc_(src|trk) | trk(campaign)?
    | feed(type|name) | sr_share | ftag | spm | mkcid | amp_js_v | amp_gsa | usqp""",
    re.VERBOSE | re.IGNORECASE,
)
# These names mean something on some sites; only such values give a tracker away.
_SUSPECTS = re.compile(
    r"(ref|source|src|from|via|origin|track|mod|partner|rss|referr?er)=(rss|feed|newsletter|e-?mail|"
    r"twitter|facebook|home ?page|[a-z0-9-]+\.(com|org|net)\b|djem|e2)[\w.+%-]*|rss=(1|yes|true)?",
    re.IGNORECASE,
)
_REF = re.compile(r"ref=[a-z_.-]*", re.IGNORECASE)


def without_trackers(url: str) -> str:
    """`url` less the parameters that only follow readers around; the rest is left byte for byte.

    Text that is no address, or cannot be taken apart, is left as it is, too.
    """
    if "?" not in url and "#" not in url:
        return url
    address, _, fragment = url.partition("#")
    head, _, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if not is_tracker(part))
    place = "" if _is_tracking_fragment(fragment) else fragment
    if (kept, place) == (query, fragment):
        return url
    return head + (f"?{kept}" if kept else "") + (f"#{place}" if place else "")


def is_tracker(parameter: str) -> bool:
    """Whether `parameter`, written `name=value`, says nothing of what the page is."""
    name = parameter.partition("=")[0]
    return bool(
        _NAMES.fullmatch(name) or _SUSPECTS.fullmatch(parameter) or _REF.fullmatch(parameter)
    )


def _is_tracking_fragment(fragment: str) -> bool:
    if fragment.startswith(":~:"):
        return True
    name, equals, _ = fragment.partition("&")[0].partition("=")
    return bool(equals) and bool(_NAMES.fullmatch(name.lstrip("?")))
