"""Zone names as feeds write them (`EST`, `CEST`, `IST`) in, hours from UTC out."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# RFC 822 defined the American names; the rest is common use. Single letters are UTC (RFC 2822).
_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0,
    "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "WAT": 1,
    "CEST": 2, "MESZ": 2, "EET": 2, "SAST": 2, "CAT": 2,
    "EEST": 3, "MSK": 3, "EAT": 3, "IDT": 3, "TRT": 3, "MSD": 4, "GST": 4, "IRST": 3.5,
    "PKT": 5, "IST": 5.5, "NPT": 5.75, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9,
    "SGT": 8, "HKT": 8, "PHT": 8, "MYT": 8, "AWST": 8, "JST": 9, "KST": 9,
    "ACST": 9.5, "AEST": 10, "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "NST": -3.5, "NDT": -2.5, "BRT": -3, "BRST": -2, "ART": -3, "CLST": -3, "CLT": -4,
    "VET": -4, "COT": -5, "PET": -5, "AST": -4, "ADT": -3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "HADT": -9, "HAST": -10,
}  # fmt: skip
# Names that mean winter or summer time by the date.
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}


def offset_of(name: str, moment: datetime, zone: ZoneInfo) -> timedelta | None:
    """How far `name`, in capitals, is from UTC at the naive `moment`; None where unknown.

    A name that `zone` itself uses means what it means there: IST is Irish in Dublin, Indian in
    Kolkata and Israeli in Jerusalem; elsewhere it is the commonest.
    """
    for month in (moment.month, 1, 7):
        local = moment.replace(month=month, day=1, tzinfo=zone)
        if local.tzname() == name:
            return local.utcoffset()
    if name in _PLACES:
        return moment.replace(tzinfo=ZoneInfo(_PLACES[name])).utcoffset()
    if name in _HOURS:
        return timedelta(hours=_HOURS[name])
    return timedelta(0) if len(name) == 1 and name.isascii() and name != "J" else None
