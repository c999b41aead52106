"""Issues of every kind, with texts of our own, for tests, benchmarks and looking."""

from dataclasses import replace
from datetime import UTC, date, datetime

from digest.model.articles import Image
from digest.model.issues import (
    ContentsLine,
    Coverage,
    Earlier,
    EarlierIssue,
    Emphasis,
    Issue,
    Item,
    Paragraph,
    ParagraphKind,
    RelatedStory,
    Section,
    SectionStyle,
    Slot,
    SlotKind,
    Span,
)
from digest.model.presentation import (
    CallToAction,
    Colophon,
    Envelope,
    Masthead,
    NamedLink,
)

SITE = "https://harbour.example"


def picture(name: str) -> Image:
    """A picture of the imaginary newspaper."""
    return Image(
        url=f"{SITE}/pictures/{name}.jpg",
        alt="Two delegations at a long table under a painted ceiling",
        credit="Photo: Ines Maro / The Harbour Review",
        width=1200,
    )


def lead_item() -> Item:
    """A lead with every field and every kind of paragraph."""
    return Item(
        id="lead-1",
        kicker="Reporting | Straits",
        headline="Strait Watch: Ferry talks resume after a nine-day silence",
        dek="Both capitals say the timetable is settled. Their pilots, who must sail it, do not.",
        byline="Ines Maro and Tobias Achterberg",
        source="The Harbour Review",
        url=f"{SITE}/2024/ferry-talks?utm_source=rss",
        published=datetime(2024, 8, 8, 9, 30, tzinfo=UTC),
        image=picture("talks"),
        body=(
            Paragraph(
                spans=(
                    Span(text="Negotiators returned on Tuesday to the customs house at Veldt, "),
                    Span(text="where the last round broke off", url=f"{SITE}/2024/broke-off"),
                    Span(text=" over who inspects the night boats. Nobody shook hands for the "),
                    Span(text="cameras", emphasis=Emphasis.EMPHASIS),
                    Span(text="; everybody stayed for dinner."),
                )
            ),
            Paragraph(
                spans=(
                    Span(
                        text="The draft that circulated afterwards gives each side what it asked "
                        "for in spring and takes back what it won in summer. Fuel is to be "
                        "metered, crews are to be mixed, and the lighthouse at Cape Orl is "
                        "nobody's for ninety-nine years."
                    ),
                )
            ),
            Paragraph(kind=ParagraphKind.HEADING, spans=(Span(text="What the pilots want"),)),
            Paragraph(
                kind=ParagraphKind.QUOTE,
                spans=(
                    Span(
                        text="“A timetable is a promise made to the tide. We were not asked, and "
                        "neither was the tide.”"
                    ),
                ),
            ),
            Paragraph(
                kind=ParagraphKind.BULLET,
                spans=(
                    Span(text="Two tugs", emphasis=Emphasis.STRONG),
                    Span(text=" on call at either quay, paid by both treasuries."),
                ),
            ),
            Paragraph(
                kind=ParagraphKind.BULLET,
                spans=(Span(text="A common radio channel, and one language on it."),),
            ),
            Paragraph(
                spans=(
                    Span(
                        text="Whether the deal holds will be seen on the first foggy Friday, when "
                        "the late boat from Orl must wait or sail. The ministers will be asleep."
                    ),
                )
            ),
        ),
        truncated=True,
        also=(
            Coverage(
                source="Ocean Wire", title="Straits: a deal of sorts", url="https://ocean.example/1"
            ),
            Coverage(
                source="La Dársena",
                title="Vuelven los barcos",
                url="https://darsena.example/7",
                language="es",
            ),
        ),
        also_this_week=(
            RelatedStory(
                headline="Pilots of Orl call a strike for the first foggy Friday",
                source="Ocean Wire",
                url="https://ocean.example/strike",
                day=date(2024, 8, 6),
            ),
            RelatedStory(
                headline="Los barcos de noche no salen",
                source="La Dársena",
                url="https://darsena.example/8",
                day=date(2024, 8, 7),
                language="es",
            ),
        ),
    )


_BULLETS = (
    (
        "Grain corridor reopens with fewer ships and more lawyers",
        "Insurers agreed to a daily cap after a week in which no vessel left port; the first "
        "convoy is due on Sunday, weather and paperwork permitting.",
        "Ocean Wire",
    ),
    (
        "Parliament in Veldt passes the border budget by one vote",
        "The deciding ballot came from a member who had spoken against it for two hours. Money "
        "for the checkpoints is released in thirds, each after a report.",
        "Veldt Tribune",
    ),
    (
        "Envoys of six island states ask for a seat of their own",
        "Their letter is a page long and names no rival. Diplomats who read it say the map "
        "attached to it says the rest.",
        "Atoll Letter",
    ),
    (
        "Prisoner lists exchanged, for the first time without a mediator",
        "Each list holds forty names. Families were called before the press was told, which both "
        "sides describe as the point.",
        "The Harbour Review",
    ),
)


_PLACES = ("Veldt", "Orl", "Saint Brede", "Kessim", "The Atolls", "Norrhaven", "Tarn Bay")
_DOINGS = ("reopens", "sells", "counts", "lends out", "forgets")
_THINGS = (
    *("its pilot school", "the eastern quay", "forty lamps", "a customs cutter", "the ice road"),
    *("two bridges", "the tide tables", "a treaty of 1911", "the night ferry", "its harbour bell"),
    "the fish market",
)


def bullet_item(number: int) -> Item:
    """A bullet; after four told ones come some that only have different headlines."""
    told = number < len(_BULLETS)
    headline, blurb, source = _BULLETS[number % len(_BULLETS)]
    place, doing, thing = _PLACES[number % 7], _DOINGS[number % 5], _THINGS[number % 11]
    return Item(
        id=f"bullet-{number}",
        headline=headline if told else f"{place} {doing} {thing}",
        source=source,
        url=f"https://wire.example/story/{number}",
        blurb=(
            Span(
                text=blurb
                if told
                else f"Why {place} {doing} {thing} was the question of the week; an answer that "
                f"satisfied nobody came on day {number}, from an office that was closed."
            ),
        ),
        also=(
            Coverage(
                source="La Dársena", title="Otra vez", url=f"https://darsena.example/{number}"
            ),
        )
        if number % 4 == 1
        else (),
        also_this_week=(
            RelatedStory(
                headline="Checkpoints at Kessim count their lamps",
                source="Atoll Letter",
                url="https://atoll.example/lamps",
                day=date(2024, 8, 5),
            ),
        )
        if number == 1
        else (),
    )


def bullets(count: int) -> Section:
    """A section of `count` prose bullets."""
    return Section(
        id="news",
        heading="In other diplomatic news around the straits:",
        style=SectionStyle.BULLETS,
        items=tuple(bullet_item(number) for number in range(count)),
    )


def cards(count: int = 3) -> Section:
    """A section of feature cards."""
    told = (
        (
            "Long read",
            "The clerk who kept every map",
            "For thirty years Amalia Fenn filed the charts that two ministries wished to lose.",
        ),
        (
            "Opinion",
            "Neutral ground is a place somebody sweeps",
            "What the caretakers of conference halls know about peace, and why they are not asked.",
        ),
        (
            "Archive",
            "When the lighthouse changed hands four times in a night",
            "A log book from 1911, read again with the help of a retired signaller.",
        ),
    )
    return Section(
        id="features",
        heading="From our pages",
        style=SectionStyle.CARDS,
        more="Keep reading",
        items=tuple(
            Item(
                id=f"card-{number}",
                kicker=told[number % 3][0],
                headline=told[number % 3][1],
                byline="Rosa Quill",
                source="The Harbour Review",
                url=f"{SITE}/features/{number}",
                image=picture(f"feature-{number}"),
                blurb=(Span(text=told[number % 3][2]),),
            )
            for number in range(count)
        ),
    )


def slots() -> tuple[Slot, ...]:
    """A slot of each kind, each at a place of its own."""

    def said(text: str) -> tuple[Paragraph, ...]:
        return (Paragraph(spans=(Span(text=text),)),)

    return (
        Slot(
            id="desk",
            kind=SlotKind.NOTE,
            words=said("We are away next Friday, and back with the first fog."),
        ),
        Slot(
            id="chandler",
            kind=SlotKind.SPONSOR,
            place="lead",
            heading="Lamps that burn in any weather",
            words=said("Brede & Daughters have lit the strait since 1902."),
            button="See the lamps",
            url="https://chandler.example/lamps",
        ),
        Slot(
            id="evening",
            kind=SlotKind.EVENT,
            place="end",
            heading="An evening with two pilots",
            words=said("At the customs house, with tea."),
            button="Keep a chair",
            url=f"{SITE}/evening",
            until=date(2024, 8, 20),
        ),
    )


def rich_issue() -> Issue:
    """An issue in which every block and every field is used."""
    return told_in(bullets(4), cards())


def told_in(*sections: Section) -> Issue:
    """The rich issue with these sections, and their first five items in its contents."""
    told = [item for section in sections for item in section.items]
    return Issue(
        date=date(2024, 8, 9),
        number=41,
        cut_off=datetime(2024, 8, 9, 7, 0, tzinfo=UTC),
        subject="Strait Watch: Ferry talks resume after a nine-day silence",
        preheader="Both capitals say the timetable is settled. Their pilots do not.",
        masthead=Masthead(
            title="Strait Watch",
            tagline="A week of quiet diplomacy, read closely",
            url=SITE,
            social=(
                NamedLink(name="Mastodon", url="https://social.example/@straitwatch"),
                NamedLink(name="RSS", url=f"{SITE}/feed"),
            ),
            view_in_browser=f"{SITE}/issues/2024-08-09/",
        ),
        lead=lead_item(),
        lead_read_more="Read the full report",
        sections=sections,
        minutes=4,
        contents=tuple(ContentsLine(item=item.id, name=item.headline) for item in told[:5]),
        slots=slots(),
        earlier=Earlier(
            heading="Earlier in this series",
            issues=(
                EarlierIssue(
                    date=date(2024, 8, 2),
                    number=40,
                    headline="Strait Watch: The mediators go home early",
                    url=f"{SITE}/issues/2024-08-02/",
                ),
                EarlierIssue(
                    date=date(2024, 7, 26),
                    number=39,
                    headline="Strait Watch: A harbour master speaks, briefly",
                    url=f"{SITE}/issues/2024-07-26/",
                ),
            ),
        ),
        source_call=CallToAction(
            text="Want more of our stories on Google?",
            button="Make us a preferred source",
            url="https://www.google.com/preferences/source?q=harbour.example",
        ),
        subscribe=CallToAction(
            heading="Did a friend send you this?",
            text="Strait Watch comes every Friday before breakfast. It is free, and it is short.",
            button="Subscribe",
            url=f"{SITE}/subscribe",
        ),
        colophon=Colophon(
            reason="You get this mail because you signed up at harbour.example.",
            address="The Harbour Review, 4 Quay Lane, Orl",
            unsubscribe_url=f"{SITE}/unsubscribe?list=watch&reader=1",
            preferences_url=f"{SITE}/preferences",
        ),
        envelope=Envelope(
            sender="Strait Watch <desk@harbour.example>",
            reply_to="letters@harbour.example",
            list_id="watch.harbour.example",
        ),
    )


def plain_issue() -> Issue:
    """The least that an issue can be: one bullet, nothing around it."""
    return Issue(
        date=date(2024, 8, 9),
        number=1,
        cut_off=datetime(2024, 8, 9, 7, 0, tzinfo=UTC),
        subject="Strait Watch",
        preheader="",
        masthead=Masthead(title="Strait Watch", show_date=False, show_number=False),
        lead=None,
        sections=(bullets(1),),
    )


def imageless_issue() -> Issue:
    """The rich issue without any picture."""
    issue = rich_issue()
    return replace(
        issue,
        lead=replace(lead_item(), image=None),
        sections=tuple(
            replace(section, items=tuple(replace(item, image=None) for item in section.items))
            for section in issue.sections
        ),
    )


def long_headline_issue() -> Issue:
    """Headlines of 200 characters everywhere."""
    long = (
        "Negotiators who had agreed on the agenda of the agenda now agree that the agenda of the "
        "agenda was the agreement, and ask the harbour masters of both shores to sail until "
        "further notice by the old one"
    )
    issue = rich_issue()
    return replace(
        issue,
        subject=long,
        lead=replace(lead_item(), headline=long),
        sections=tuple(
            replace(section, items=tuple(replace(item, headline=long) for item in section.items))
            for section in issue.sections
        ),
    )


def long_issue(count: int = 40) -> Issue:
    """The rich issue with `count` bullets."""
    return replace(told_in(bullets(count), cards()), slots=())


def arabic_issue() -> Issue:
    """A right-to-left issue with Latin words in it."""
    lead = Item(
        id="lead-ar",
        kicker="تقرير | المضيق",
        headline="محادثات العبّارات تُستأنف بعد صمت دام تسعة أيام",
        dek="العاصمتان تقولان إن الجدول حُسم، أما المرشدون الذين سيبحرون به فلا يقولون شيئًا.",
        byline="إيناس مارو",
        source="مجلة الميناء",
        url=f"{SITE}/ar/1",
        image=picture("talks"),
        body=(
            Paragraph(
                spans=(
                    Span(text="عاد المفاوضون يوم الثلاثاء إلى مبنى الجمارك في فيلدت، "),
                    Span(text="حيث توقفت الجولة الأخيرة", url=f"{SITE}/ar/2"),
                    Span(text=" (Ocean Wire) بسبب الخلاف على تفتيش قوارب الليل."),
                )
            ),
            Paragraph(
                kind=ParagraphKind.QUOTE, spans=(Span(text="«الجدول وعدٌ للمدّ، ولم يسألنا أحد.»"),)
            ),
            Paragraph(kind=ParagraphKind.BULLET, spans=(Span(text="قاطرتان عند كل رصيف."),)),
            Paragraph(kind=ParagraphKind.BULLET, spans=(Span(text="قناة لاسلكية واحدة."),)),
        ),
        also=(Coverage(source="Ocean Wire", title="A deal", url="https://ocean.example/1"),),
    )
    news = Item(
        id="bullet-ar",
        headline="ممر الحبوب يفتح من جديد بسفن أقل",
        source="تريبيون فيلدت",
        url="https://wire.example/ar",
        blurb=(
            Span(text="وافقت شركات التأمين على سقف يومي بعد أسبوع لم تغادر فيه أي سفينة الميناء."),
        ),
    )
    foreign = replace(bullet_item(0), language="en")
    feature = Item(
        id="card-ar",
        kicker="قراءة طويلة",
        headline="الكاتبة التي حفظت كل خريطة",
        source="مجلة الميناء",
        url=f"{SITE}/ar/3",
        image=picture("map"),
        blurb=(Span(text="ثلاثون عامًا وهي ترتّب الخرائط التي تمنّت وزارتان أن تضيع."),),
    )
    issue = rich_issue()
    return replace(
        issue,
        contents=(),
        slots=(),
        subject="مرصد المضيق: المحادثات تُستأنف",
        preheader="العاصمتان تقولان إن الجدول حُسم.",
        masthead=replace(
            issue.masthead,
            title="مرصد المضيق",
            tagline="أسبوع من الدبلوماسية الهادئة",
            language="ar",
            direction="rtl",
        ),
        lead=lead,
        lead_read_more="اقرأ التقرير كاملًا",
        also_label="تناوله أيضًا",
        sections=(
            Section(
                id="news",
                heading="في أخبار أخرى:",
                style=SectionStyle.BULLETS,
                items=(news, foreign),
            ),
            Section(
                id="features",
                heading="من صفحاتنا",
                style=SectionStyle.CARDS,
                more="تابع القراءة",
                items=(
                    feature,
                    replace(
                        feature,
                        id="card-ar-2",
                        headline="حين تغيّر صاحب المنارة أربع مرات في ليلة",
                        url=f"{SITE}/ar/4",
                        blurb=(Span(text="دفتر من عام 1911 يُقرأ من جديد."),),
                    ),
                ),
            ),
        ),
        earlier=None,
        source_call=None,
        subscribe=CallToAction(
            heading="هل وصلك هذا من صديق؟",
            text="يصدر كل يوم جمعة قبل الفطور.",
            button="اشترك",
            url=f"{SITE}/subscribe",
        ),
        colophon=replace(
            issue.colophon, reason="وصلتك هذه الرسالة لأنك اشتركت في harbour.example."
        ),
    )


def chinese_issue() -> Issue:
    """An issue in a script without spaces."""
    text = (
        "谈判代表星期二回到维尔特的海关大楼，上一轮会谈正是在那里因夜间船只由谁检查而中断。"
        "没有人在镜头前握手，但所有人都留下来吃了晚饭。随后流传的草案把双方春天提出的要求都给了他们，"
        "又把夏天赢得的东西收了回去。"
    )
    issue = rich_issue()
    news = Item(
        id="bullet-zh",
        headline="粮食通道重新开放，船少了，律师多了",
        source="海洋通讯",
        url="https://wire.example/zh",
        blurb=(Span(text=text[:60]),),
    )
    return replace(
        issue,
        contents=(),
        slots=(),
        subject="海峡观察：渡轮会谈在沉默九天后恢复",
        preheader="两国首都都说时刻表已定。",
        masthead=replace(
            issue.masthead, title="海峡观察", tagline="每周细读安静的外交", language="zh-Hans"
        ),
        lead=replace(
            lead_item(),
            kicker="报道",
            headline="渡轮会谈在沉默九天后恢复，领航员仍未表态",
            dek="两国首都都说时刻表已定，要按它航行的领航员却不这么说。",
            byline="伊内斯",
            source="港湾评论",
            body=(Paragraph(spans=(Span(text=text),)), Paragraph(spans=(Span(text=text * 2),))),
        ),
        lead_read_more="阅读全文",
        also_label="另见",
        sections=(
            Section(
                id="news",
                heading="其他外交消息",
                style=SectionStyle.BULLETS,
                items=(
                    news,
                    replace(
                        news,
                        id="bullet-zh-2",
                        headline="议会以一票之差通过边境预算",
                        url="https://wire.example/zh-2",
                        blurb=(Span(text="决定性的一票来自一位曾反对它两个小时的议员。"),),
                    ),
                ),
            ),
        ),
        earlier=None,
        source_call=None,
    )


def german_issue() -> Issue:
    """Words of a length that no column of a telephone holds in large type."""
    issue = rich_issue()
    lead = replace(
        lead_item(),
        headline="Verkehrsministerkonferenz: Meerengenfähren fahren nach neuntägigem Stillstand",
    )
    masthead = replace(issue.masthead, title="Diplomatiewochenschau", language="de")
    return replace(issue, masthead=masthead, lead=lead)


def japanese_issue() -> Issue:
    """An issue in Japanese, whose lines break anywhere."""
    issue = plain_issue()
    lead = Item(
        id="lead-ja",
        kicker="海峡",
        headline="九日間の沈黙のあと、フェリー交渉が再開",
        dek="両国の首都は時刻表が決まったと言う。操縦する水先人はそう言わない。",
        source="港湾評論",
        url=f"{SITE}/ja",
        body=(Paragraph(spans=(Span(text="交渉団は火曜日、ヴェルトの税関に戻った。" * 6),)),),
    )
    section = replace(issue.sections[0], heading="そのほかの外交ニュース")
    masthead = Masthead(title="海峡週報", tagline="静かな外交の一週間", language="ja")
    return replace(issue, masthead=masthead, lead=lead, sections=(section,), minutes=3)


def illustrated_issue() -> Issue:
    """A featured item and thumbnails, one of them missing; pictures of our own, measured."""
    issue = rich_issue()
    news = issue.sections[0]
    measured = replace(picture("quay"), width=1040, height=546)
    items = (*(replace(item, image=measured) for item in news.items[:3]), *news.items[3:])
    section = replace(news, items=items, featured=True, thumbnails=True)
    return replace(issue, sections=(section, *issue.sections[1:]))


def leadless_issue() -> Issue:
    """The rich issue without a lead."""
    return replace(rich_issue(), lead=None)
