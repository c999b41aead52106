"""The words that sites put around their articles; patterns for whole lines, case ignored.

They are those of many sites, never of one alone. A line of a list is an alternative.
"""

import re


def _lines(phrases: str) -> re.Pattern[str]:
    alternatives = "|".join(line.strip() for line in phrases.strip().split("\n"))
    return re.compile(rf"\W*(?:{alternatives})\W*", re.IGNORECASE)


_FOLD = r"(show|see|view|read) (less|more)"
TOGGLE = re.compile(
    rf"\W*((continue|keep|read)\s?(reading|more|on|the (rest|full)[\w ]*)|{_FOLD}|weiterlesen"
    rf"|mehr lesen|lire (la suite|plus)|leer más|seguir leyendo|continua a leggere)"
    rf"\W*({_FOLD})?\W*",
    re.IGNORECASE,
)

_PLACES = (
    r"facebook|twitter|x|linkedin|reddit|whatsapp|telegram|flipboard|pinterest|bluesky|threads"
    r"|mastodon|pocket|instagram|youtube|rss"
)
# A button, a menu entry, a label: nothing but these words stands on the line.
BUTTON = _lines(rf"""
    (share|tweet|post|e-?mail|print|save|follow|like)( (this|on|to|via|with|us|now)\b.{{0,30}})?
    (share (on|to|via) )?({_PLACES})
    copy( link)?|listen( to this.*)?|download|pdf|bookmark|reply|link|gift( this)?( article)?
    (\d+ )?(comments?|shares?|likes?|views?)|add (a )?comments?|leave a (comment|reply)
    ad(vertisement)?s?|sponsored( content)?|anzeige|werbung|publicité|publicidad|pubblicità
    skip to .*|(main )?menu|search( \w+)?|close|open menu|toggle .*|home|back to .{{0,30}}
    (sign|log) ?(in|up|out)\b.{{0,40}}|subscribe(\b.{{0,60}})?|register|my account|donate( \w+)?
    newsletters?|become a member.*|support (us|our)\b.*|follow us\b.*|contact( us)?
    (see|view|show|load) (all|more)\b.{{0,40}}|(next|previous|prev)( (article|story|post))?
    loading\.*|invalid email address\.?|thanks for (signing up|subscribing)[.!]?
    your e-?mail( address)?|\d+[ -]?min(ute)?s?( read)?|(reading|read) time\b.{{0,20}}
    enlarge( this image)?|toggle caption|hide caption|play( video)?|watch (now|video|live)
    image|photo|video|gallery|transcript|topics?|tags?|filed under.*|tagged.*
    (privacy|cookies?)( (policy|settings|notice|preferences))?|imprint|impressum|datenschutz
    terms( (of \w+|and conditions|& conditions))?|accept( all)?( cookies)?|reject( all)?
    (manage|customi[sz]e) (cookies|preferences|consent)|got it|ok(ay)?
""")

# Whole sentences that ask for something, or are small print.
_PAPER = (
    r"(newsletters?|in(to )?your inbox|e-?mail|round-?up|mailing list|google|our stories|alerts)"
)
_OUT = r"(published|appeared|updated|republished|syndicated)"
PLEA = _lines(rf"""
    (we|this (web)?site|our (web)?site|our partners|wir|nous|ce site)\b.{{0,80}}\bcookies?\b.*
    by (using|continuing|clicking|subscribing|signing)\b.{{0,200}}\b(agree|accept|consent|terms)\b.*
    (subscribe|sign up|join|register|get|enter|want more)\b.{{0,160}}\b{_PAPER}\b.*
    (click here to )?(make|add|set) us\b.{{0,40}}\bpreferred source\b.*
    follow (us|@?\w+) on\b.*
    (enjoy(ed|ing)|liked?) (this|reading|what)\b.{{0,160}}\b(subscribe|support|donat|share).*
    (please )?(support|donate)\b.{{0,120}}\b(journalism|donation|today|gift)\b.*
    (the )?(views|opinions)( and (views|opinions))? expressed\b.*
    this (article|story|piece|post) (was|is|has been|originally|first)\b.{{0,60}}\b{_OUT}\b.*
    originally published\b.*|republish (this|our)\b.*|©.*|\(c\) ?(19|20)\d\d.*|copyright\b.*
    .{{0,80}}\ball rights reserved\b.*
    .{{0,120}}\bjavascript\b.{{0,40}}\b(enable|disabled|required|turn).*
    (you|this browser)\b.{{0,60}}\b(outdated|unsupported|free articles?)\b.*
""")

# Points to another article from within the text.
POINTER = _lines(r"""
    related( (articles?|stories|posts?|content|coverage|reading|news))? ?: ?\S.*
    (see also|also read|read (also|more|next)|recommended|don['’]t miss|watch|listen) ?: ?\S.*
    more (from|in|on|stories|news|about)\b.{0,40}: ?\S.*
    (lies auch|lesen sie auch|mehr zum thema|lire aussi|lea también|leggi anche) ?: ?\S.*
""")

_PIECES = r"news|stories|articles?|posts?|headlines"
# A heading over what is no longer the article.
ENDING = _lines(rf"""
    related( ({_PIECES}|content|coverage|reading|topics?|links?|issues))?
    (more|latest|other|further|recent|top|trending|popular) (from|in|on|by|{_PIECES})\b.{{0,60}}
    (the )?latest|most (read|popular|viewed|shared|recent)\b.{{0,30}}|trending( now)?
    editor['’]?s['’]? picks?|recommended( (for you|reading|stories))?
    you (may|might) (also )?(like|enjoy|be interested)\b.*
    about the authors?|written by:?|read next|up next|what to read next|keep up with\b.*
    (\d+ )?comments?( ?\(\d+\))?|join the (conversation|discussion)\b.*|leave a (reply|comment)\b.*
    discover more\b.*|sponsored stories|from around the web
    tags? ?:.*|filed under\b.*|topics? ?:.*|(foot)?notes?|recent issues
    mehr zum thema|zum thema|verwandte artikel|à lire aussi|sur le même sujet
""")

# Of these endings, some also head a box in the middle of a text.
ASIDE = re.compile(
    r"\W*(related|more|latest|recommended|most|trending|you (may|might)|read next)\b", re.IGNORECASE
)
