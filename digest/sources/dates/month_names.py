"""Month names as feeds write them in 30 languages, from the Unicode CLDR; a Python table.

Names stand without accents and in lower case; full and short forms, each with its own month.
"""

_NAMES = (
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

MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in names.split()}
