"""The names in dates: months in 30 languages, and time zones (`EST`, `CEST`, `IST`)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# As feeds write them, from the Unicode CLDR: without accents and in lower case, full and short.
_MONTH_NAMES = (
    "ene enero gen gener gennaio ian ianuarie jaan jaanuar jan janeiro januar januara "
    "januari january janv janvaris janvier led leden ledna oca ocak saus sausio sausis "
    "sty styczen stycznia tammi tammikuu tammikuuta ιαν ιανουαριοσ ιανουαριου січ січень "
    "січня янв январь января яну януари јан јануар يناير",
    "feb febbraio febr febrer febrero februar februara februari februarie februaris "
    "february fev fevereiro fevr fevrier helmi helmikuu helmikuuta lut lutego luty sub "
    "subat uno unor unora vas vasario vasaris veebr veebruar φεβ φεβρουαριοσ φεβρουαριου "
    "лют лютии лютого феб фебруар фев февр февраль февраля февруари فبراير",
    "bre brezen brezna kov kovas kovo maalis maaliskuu maaliskuuta maart maer mar marc "
    "marca march marcius marco marec maret mars mart martie marts marz marzec marzo mrt "
    "μαρ μαρτιοσ μαρτιου бер березень березня мар март марта مارس",
    "abr abril apr april aprila aprile aprilie aprilis aprill avr avril bal balandis "
    "balandzio dub duben dubna huhti huhtikuu huhtikuuta kwi kwiecien kwietnia nis nisan "
    "απρ απριλιοσ απριλιου апр апрель апреля април квіт квітень квітня ابريل",
    "geg geguze geguzes kve kveten kvetna mag maggio mai maig maijs maio maj maja majus "
    "may mayo mayıs mei touko toukokuu toukokuuta μαι μαιοσ μαιου маи мая мај трав "
    "травень травня مايو",
    "birz birzelio birzelis cerven cervna cvn cze czerwca czerwiec giu giugno haz haziran "
    "iun iunie juin jun juna june junho juni junij junijs junio junius juny juuni kesa "
    "kesakuu kesakuuta ιουν ιουνιοσ ιουνιου июн июнь июня черв червень червня юни јун "
    "يونيو",
    "cervence cervenec cvc heina heinakuu heinakuuta iul iulie jly juil juillet jul jula "
    "julho juli julij julijs julio juliol julius july juuli liep liepa liepos lip lipca "
    "lipiec lug luglio tem temmuz ιουλ ιουλιοσ ιουλιου июл июль июля лип липень липня юли "
    "јул يوليو",
    "ag ago agost agosto agu agust agustos agustus aout aug august augusta augusti "
    "augusts augustus augusztus avg avgust elo elokuu elokuuta rugp rugpjucio rugpjutis "
    "sie sierpien sierpnia srp srpen srpna αυγ αυγουστοσ αυγουστου авг август августа "
    "серп серпень серпня اغسطس",
    "eyl eylul rugs rugsejis rugsejo sep sept september septembra septembre septembrie "
    "septembris septiembre set setembre setembro settembre syys syyskuu syyskuuta szept "
    "szeptember wrz wrzesien wrzesnia zar zari σεπ σεπτεμβριοσ σεπτεμβριου вер вересень "
    "вересня сент сентябрь сентября сеп септембар септември سبتمبر",
    "eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktober "
    "oktobra oktobris oktoober ott ottobre out outubro paz pazdziernik pazdziernika rij "
    "rijen rijna spal spalio spalis οκτ οκτωβριοσ οκτωβριου жовт жовтень жовтня окт "
    "октобар октомври октябрь октября اكتوبر",
    "kas kasım lapkr lapkricio lapkritis lis listopad listopada listopadu marras "
    "marraskuu marraskuuta noiembrie nov november novembra novembre novembris novembro "
    "noviembre νοε νοεμβριοσ νοεμβριου лист листопад листопада нов новембар ное ноември "
    "нояб ноябрь ноября نوفمبر",
    "ara aralık dec december decembra decembre decembrie decembris des desember desembre "
    "dets detsember dez dezember dezembro dic dicembre diciembre gru grudnia grudzien "
    "gruod gruodis gruodzio joulu joulukuu joulukuuta pro prosince prosinec δεκ "
    "δεκεμβριοσ δεκεμβριου груд грудень грудня дек декабрь декабря декември дец децембар "
    "ديسمبر",
)

MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

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


def zone_offset(name: str, moment: datetime, zone: ZoneInfo) -> timedelta | None:
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
