"""The words of praise, language by language: what praises, and what may stand beside it. Phrases are separated by semicolons; {a|b|} spreads.

The things that can be praised are listed too: "love your boats" is praise, "love your delays" is not.
"""

from triage.signals.closing_words import BESIDE, SOLVED
from triage.signals.closing_words import DENSE as CLOSING_DENSE
from triage.signals.closing_words import SPACED as CLOSING_SPACED
from triage.signals.wording import fold, spread, words_of

# Heavier than all kinds of a closing.
WARM = 5

# By language: praise / what may stand beside it.
_SPACED: dict[str, tuple[str, str]] = {
    "en": (
        "love; loved; loving; adore; adored; {i|we} {really|absolutely|just|} {love|loved|adore|enjoyed} {it|this|that|these|you|you all|you guys|yall}; {the|simply the|you are the|youre the|still the|by far the|} best;"
        "{so|very|super|really|absolutely|how|that is|thats|its|it is|this is|they are|you are|youre|it was|that was|was|were|looks|look|looking|just|simply|what a|such a|a|} {beautiful|gorgeous|lovely|delicious|yummy|tasty|stunning|adorable|wonderful|amazing|awesome|fantastic|excellent|perfect|brilliant|incredible|fabulous|superb|marvellous|magical|outstanding|breathtaking|scrumptious|delightful|terrific|phenomenal|spectacular};"
        "{so|very|super|really|absolutely|thats|its|this is|they are|looks} {cute|pretty|cool}; {such|what|so|} {great|lovely|kind|friendly|nice|sweet|helpful} {people|crew|staff|team|service|place|guys}; great {service|crew|staff|team|work|job|stuff|food|place|trip|crossing|experience|day|night|photo|picture|pic|shot|music|coffee};"
        "{keep up the|} {great|good|amazing|fantastic|brilliant} work; my {favourite|favorite|absolute favourite}; you {guys|all|} {rock|rule|are the best|are amazing|are awesome|are brilliant|are wonderful|are lovely|are great}; {so|very|super|} impressed; {highly|really|} {recommend|recommended} {it|them|you|this|this place|this crew|};"
        "yum; yummy; {congrats|congratulations|well done|bravo|kudos|hats off|shout out|shoutout|big up|props}; well deserved; happy {birthday|anniversary|new year|easter|christmas|holidays|halloween}; made {my|our} {day|week|trip|night|holiday}; cant wait to {come back|go back|be back|see you again|sail again|visit again};"
        "had a {great|lovely|wonderful|fantastic|brilliant|amazing|perfect|fabulous|super} {time|day|trip|crossing|journey|evening|night|weekend|holiday|experience|meal|flight|stay}; {best|nicest|loveliest|friendliest|kindest|greatest|coolest|cutest|prettiest}; goals; swoon; {10|ten} out of {10|ten}; five stars; heavenly; flawless; so proud of {you|you all}",
        "i; we; my; our; your; the; this; that; these; those; it; you; a; an; such a; what a; what an; so; very; really; truly; absolutely; totally; just; always; ever; in the world; in town; around; of all time; with you; with you guys; as always; as ever; to the; to your; to; of; on; at; with; from; for; and; is; are; {it|that|this|crew|team|staff|service|food|trip|crossing|everyone|everything} {was|were}; too; today; tonight; this morning; this evening; this weekend; yesterday; everything about; all of; by far; even;"
        "crew; crews; team; staff; service; boat; boats; ferry; ferries; ship; ships; fleet; captain; captains; deck; crossing; crossings; trip; trips; ride; journey; sailing; voyage; cruise; flight; flights; airline; company; people; person; guys; folks; place; places; shop; store; cafe; bakery; restaurant; bar; hotel; food; coffee; tea; bread; cake; cakes; bun; buns; croissant; croissants; pie; pies; breakfast; lunch; dinner; meal; menu; sandwich; pizza; burger; burgers; burrito; chocolate; biscuits; cookies; ice cream;"
        "app; website; site; product; products; phone; design; colour; colours; color; colors; logo; packaging; photo; photos; picture; pictures; pic; pics; shot; video; videos; post; posts; song; songs; album; music; playlist; show; film; movie; book; game; games; view; views; sunset; sunrise; scenery; sea; harbour; island; islands; summer; christmas; holiday; weekend; day; night; time; experience; atmosphere; vibe; vibes; style; idea; thing; things; stuff; work; job; brand; family; drivers; driver; gift; gifts; dress; shoes; coat; scarf; look; looks; smell; taste; flavour; flavours; new; old; little; big; whole; latest; local; summer; winter; red; blue; green; great; good; nice; friendly; kind; sweet",
    ),
    "de": (
        "{ich|wir|} {liebe|lieben|liebs} {es|euch|das|dieses|diese|diesen}; {so|sehr|wirklich|echt|total|einfach|wie|ganz|} {schön|wunderschön|lecker|traumhaft|herrlich|großartig|wunderbar|fantastisch|genial|toll|klasse|spitze|süß|köstlich|zauberhaft|hübsch}; {die|das|der|einfach die|immer noch die|ihr seid die|} {beste|besten|bester|bestes|netteste|nettesten|schönste|schönsten|leckerste|leckersten}; glückwunsch; herzlichen glückwunsch; gratulation; gratuliere; alles gute; weiter so; daumen hoch; hut ab; großes lob; {ein|} {großes|dickes|} {lob|kompliment}; {sehr|nur|} {zu|} empfehlen; gerne wieder; immer wieder gerne; lecker; hammer; mega; ein traum; {tolle|super|klasse|nette|großartige|wunderbare|schöne|liebe|freundliche} {crew|mannschaft|leute|fahrt|überfahrt|arbeit|aktion|idee|bilder|fotos|sache|team}; {tolles|schönes|wunderschönes|super|klasse} {team|schiff|foto|bild|essen|erlebnis|video}; toller {tag|service|ausflug|laden}",
        "ich; wir; die; das; der; den; dem; ein; eine; einen; euer; eure; euren; unser; unsere; ihr; seid; ist; war; waren; sind; so; sehr; echt; wirklich; total; einfach; ganz; immer; immer wieder; heute; gestern; aller zeiten; der welt; der stadt; und; auch; mit; bei; an; auf; von; euch; crew; team; mannschaft; personal; kapitän; schiff; schiffe; fähre; fähren; boot; boote; fahrt; überfahrt; ausflug; reise; tag; wochenende; urlaub; service; essen; kaffee; kuchen; brot; brötchen; torte; eis; laden; café; bäckerei; restaurant; foto; fotos; bild; bilder; video; lied; song; album; musik; farbe; farben; design; app; leute; menschen; idee; insel; meer; aussicht; sonnenuntergang; geschmack; neue; neuen; neues; ganze; ganzen; freundlich; nett; nette",
    ),
    "fr": (
        "{j|} adore; jadore; {on|nous} {adore|adorons|aime}; jaime {beaucoup|trop|}; {trop|très|si|tellement|vraiment|que c est|quel|quelle|cest|cetait|} {beau|belle|magnifique|délicieux|délicieuse|superbe|sublime|magique|merveilleux|merveilleuse|splendide|génial|géniale|top|parfait|parfaite|mignon|joli|jolie|bon|bonne}; {le|la|les|} {meilleur|meilleure|meilleurs|meilleures}; félicitations; bravo; chapeau; coup de coeur; je recommande; continuez {comme ça|ainsi|}; un régal; une merveille; une tuerie; {super|belle|bonne|magnifique} {équipe|traversée|journée|photo|expérience|ambiance|idée}; {excellent|super|bel} {accueil|service|équipage|moment|endroit}; joyeux {anniversaire|noël}; bonne année",
        "le; la; les; un; une; des; ce; cette; ces; votre; vos; notre; nos; mon; ma; mes; et; est; sont; était; très; trop; vraiment; toujours; tout; tous; toute; du monde; de tous les temps; de la ville; au monde; à; au; avec; de; du; pour; en; équipage; équipe; bateau; bateaux; ferry; traversée; voyage; service; personnel; capitaine; photo; photos; vidéo; chanson; musique; pain; gâteau; gâteaux; croissants; café; boulangerie; restaurant; produit; produits; couleur; couleurs; île; mer; vue; coucher de soleil; gens; endroit; journée; soirée; aujourdhui; hier",
    ),
    "es": (
        "me {encanta|encantan|encantó|encantaron|fascina}; nos {encanta|encantó|encantan}; {los|las|os|te} {amo|adoro|quiero|queremos}; lo {amo|adoro}; {qué|muy|tan|super|súper|es|son|está|} {bonito|bonita|lindo|linda|rico|rica|ricos|hermoso|hermosa|precioso|preciosa|maravilloso|maravillosa|delicioso|deliciosa|espectacular|increíble|genial|guapo|bello|bella|chulo}; {el|la|los|las|} {mejor|mejores}; felicidades; enhorabuena; felicitaciones; bravo; recomendado; recomendable; {muy|} recomendables; un encanto; una maravilla; una pasada; sigan así; seguid así; {gran|excelente|buen|buena} {equipo|servicio|trabajo|atención|tripulación|trato|viaje|travesía|foto}; feliz {cumpleaños|navidad|año}; {qué|} belleza",
        "el; la; los; las; un; una; este; esta; estos; ese; esa; su; sus; tu; tus; vuestro; vuestra; nuestro; mi; y; es; son; fue; está; muy; tan; siempre; todo; todos; toda; del mundo; de todos; de la ciudad; a; con; de; del; en; para; tripulación; equipo; barco; barcos; ferry; viaje; travesía; servicio; personal; capitán; foto; fotos; vídeo; video; canción; música; disco; pan; pastel; pasteles; tarta; café; panadería; restaurante; comida; producto; productos; color; colores; isla; mar; vista; vistas; atardecer; gente; lugar; sitio; día; hoy; ayer; nuevo; nueva; mundo",
    ),
    "it": (
        "{lo|la|vi|li|} {adoro|amo|adoriamo}; {mi|ci} {piace|piacciono} {molto|tantissimo|un sacco|}; {che|molto|davvero|è|sono|troppo|quanto è|} {bello|bella|belli|belle|bellissimo|bellissima|bellissimi|bellissime|buono|buona|buonissimo|buonissima|buonissimi|meraviglioso|meravigliosa|stupendo|stupenda|splendido|splendida|spettacolare|fantastico|fantastica|delizioso|deliziosa|magnifico|magnifica|incantevole|carino|carina}; {il|la|i|le|siete i|} {migliore|migliori|meglio}; complimenti; bravi; bravissimi; bravissime; auguri; congratulazioni; {che|} {spettacolo|meraviglia|bontà}; consigliatissimo; consigliato; continuate così; {ottimo|ottima|grande|bel|bella} {servizio|equipaggio|squadra|lavoro|viaggio|traversata|esperienza|foto|posto|accoglienza}; buon {compleanno|natale|anno}",
        "il; lo; la; i; gli; le; un; una; questo; questa; questi; queste; vostro; vostra; vostri; vostre; nostro; mio; mia; e; è; sono; era; molto; davvero; sempre; tutto; tutti; tutta; del mondo; di tutti; della città; al mondo; a; con; di; del; della; in; per; equipaggio; squadra; staff; barca; barche; traghetto; traghetti; nave; navi; viaggio; traversata; servizio; personale; capitano; foto; video; canzone; musica; pane; torta; torte; dolci; caffè; panetteria; ristorante; cibo; prodotto; prodotti; colore; colori; isola; mare; vista; tramonto; gente; posto; giornata; oggi; ieri; nuovo; nuova",
    ),
    "pt": (
        "{eu|} {amo|adoro|amei|adorei|amamos|adoramos} {isso|isto|vocês|demais|muito|tudo|}; {que|muito|tão|super|é|são|está|} {lindo|linda|lindos|lindas|maravilhoso|maravilhosa|gostoso|gostosa|delicioso|deliciosa|incrível|perfeito|perfeita|sensacional|espetacular|fofo|fofa|bonito|bonita}; {o|a|os|as|} {melhor|melhores}; parabéns; arrasaram; arrasou; sucesso; recomendo {muito|}; uma delícia; um espetáculo; uma maravilha; {ótimo|excelente|belo|bom} {serviço|atendimento|trabalho|time|passeio|lugar}; {ótima|excelente|bela|boa} {equipe|equipa|tripulação|viagem|travessia|foto|experiência}; feliz {aniversário|natal|ano novo}; top demais; nota {10|dez}",
        "o; a; os; as; um; uma; este; esta; esse; essa; esses; seu; sua; vosso; vossa; nosso; nossa; meu; minha; e; é; são; foi; muito; sempre; tudo; todos; toda; do mundo; de todos; da cidade; com; de; do; da; no; na; em; para; vocês; tripulação; equipe; equipa; barco; barcos; ferry; balsa; viagem; travessia; passeio; serviço; atendimento; capitão; foto; fotos; vídeo; música; pão; bolo; bolos; café; padaria; restaurante; comida; produto; produtos; cor; cores; ilha; mar; vista; gente; lugar; dia; hoje; ontem; novo; nova; mundo; demais",
    ),
    "nl": (
        "{ik|wij|we|} {hou|houden} {hiervan|van jullie}; {wat|heel|zo|echt|erg|super|} {mooi|prachtig|lekker|heerlijk|geweldig|fantastisch|leuk|schattig|gezellig|lief|tof|schitterend}; {de|het|jullie zijn de|nog steeds de|} {beste|leukste|lekkerste|mooiste|liefste|aardigste}; gefeliciteerd; proficiat; hulde; chapeau; aanrader; een aanrader; compliment; complimenten; {grote|} klasse; ga zo door; genoten; {leuke|geweldige|fijne|mooie|lieve|toffe|super} {crew|bemanning|overtocht|dag|foto|service|ervaring|mensen|boot|plek|actie}; duimpje omhoog; smullen; toppers",
        "ik; wij; we; wat een; de; het; een; deze; dit; dat; die; jullie; je; uw; onze; mijn; en; is; zijn; was; waren; heel; zo; echt; erg; altijd; weer; allemaal; ter wereld; ooit; van de stad; van; met; bij; op; aan; voor; vandaag; gisteren; crew; bemanning; team; personeel; kapitein; boot; boten; veerboot; pont; schip; overtocht; reis; tocht; service; eten; koffie; brood; taart; gebak; bakker; bakkerij; winkel; restaurant; foto; foto's; video; liedje; nummer; muziek; album; kleur; kleuren; product; app; eiland; zee; uitzicht; zonsondergang; mensen; plek; dag; nieuwe; mooie; leuke; fijne",
    ),
    "sv": (
        "{jag|vi|} älskar {er|det|detta|den|det här}; {så|jätte|vad|mycket|väldigt|helt|} {fint|fin|fina|vackert|vacker|gott|god|underbart|underbar|härligt|härlig|fantastiskt|fantastisk|mysigt|snyggt|snygg|gulligt}; {de|den|det|ni är|} {bästa|bäst|finaste|godaste}; grattis; bravo; heja; {rekommenderas|rekommenderar} {varmt|}",
        "jag; vi; er; era; ert; den; det; de; en; ett; och; är; var; så; alltid; i världen; någonsin; med; på; av; besättning; besättningen; personal; personalen; båt; båten; båtar; färja; färjan; resa; resan; tur; turen; service; mat; maten; kaffe; bröd; bulle; bullar; tårta; bageri; bild; bilder; foto; låt; musik; färg; ö; hav; utsikt; dag; idag; ni",
    ),
    "pl": (
        "{kocham|uwielbiam|kochamy|uwielbiamy} {was|to|ten|tę|te|}; {jakie|jaki|jaka|bardzo|przepięknie|naprawdę|} {piękne|piękny|piękna|pyszne|pyszny|pyszna|cudowne|cudowny|cudowna|wspaniałe|wspaniały|wspaniała|śliczne|śliczny|śliczna|super}; {najlepszy|najlepsza|najlepsze|najlepsi} {na świecie|w mieście|}; gratulacje; brawo; {gorąco|} polecam; tak trzymać; pychota; miodzio",
        "i; to; ten; ta; te; wasz; wasza; wasze; jest; są; był; była; bardzo; zawsze; na; w; z; dla; załoga; załogę; ekipa; prom; promy; statek; rejs; podróż; obsługa; kapitan; zdjęcie; zdjęcia; film; piosenka; muzyka; chleb; ciasto; ciasta; kawa; piekarnia; restauracja; jedzenie; kolor; kolory; wyspa; morze; widok; widoki; ludzie; miejsce; dzień; dzisiaj; wczoraj; świecie",
    ),
    "tr": (
        "{çok|} {seviyorum|seviyoruz|sevdim|beğendim|bayıldım}; bayıldık; {çok|ne kadar|ne|} {güzel|harika|lezzetli|şahane|muhteşem|tatlı|nefis|enfes}; {en|} {iyisi|güzeli|iyisisiniz}; tebrikler; tebrik ederim; bravo; helal olsun; ellerinize sağlık; elinize sağlık; tavsiye ederim; on numara; efsane; kesinlikle tavsiye ederim",
        "bu; sizi; sizin; bir; ve; çok; her zaman; ekip; ekibi; mürettebat; kaptan; vapur; feribot; gemi; yolculuk; hizmet; yemek; ekmek; pasta; kahve; fotoğraf; video; şarkı; müzik; renk; deniz; ada; manzara; yer; gün; bugün; dün; dünyanın; en",
    ),
    "ar": (
        "{انا|} {احب|احبكم|احبه|احبها|نحبكم|عشقي|اعشق}; {ما شاء الله|ماشاءالله|ماشاء الله|ما شاءالله}; {ما اجمل|ما احلي|ما اروع}; {رائع|رائعه|رائعين|جميل|جميله|روعه|ممتاز|ممتازه|مذهل|مذهله|خيال|ابداع|مبدعين|حلو|حلوه|لذيذ|لذيذه|فخم|فخمه|يجنن|تجنن} {جدا|}; {افضل|احسن|اجمل|احلي} {طاقم|خدمه|شركه|مكان|مطعم|رحله|فريق}; مبروك; الف مبروك; مبارك; بالتوفيق; كفو; كل عام وانتم بخير; الله يوفقكم",
        "جدا; والله; في العالم; في المدينه; الطاقم; طاقم; الفريق; الخدمه; خدمه; الرحله; رحله; المكان; الطعام; القهوه; الخبز; الصوره; صوره; الفيديو; الاغنيه; الالوان; البحر; الجزيره; المنظر; هذا; هذه; انتم; كل; شي; شيء; دائما; يا; و",
    ),
    "hi": (
        "{बहुत|कितना|कितनी|} {सुंदर|सुन्दर|शानदार|बढ़िया|लाजवाब|स्वादिष्ट|प्यारा|प्यारी|खूबसूरत|बेहतरीन|ज़बरदस्त|जबरदस्त}; {बहुत|} बहुत {पसंद|अच्छा|अच्छी} {आया|लगा|}; बधाई; {बहुत|बहुत बहुत|} बधाई; {bahut|bohot|} {sundar|shandar|badhiya|badiya|pyara|zabardast|jabardast|lajawab|accha laga|acha laga}; mast; kamaal; badhai",
        "है; हैं; था; थी; ये; यह; वो; आपका; आपकी; आपके; हमेशा; सब; सेवा; टीम; यात्रा; खाना; तस्वीर; फोटो; गाना; वीडियो; hai; hain; ye; yeh; aapka; aapki; team; photo; video; song; service; ji; sir; bhai; yaar",
    ),
    "ru": (
        "{очень|} {люблю|любим|обожаю} {вас|это|}; {как|очень|так|какая|какой|какое|} {красиво|красота|вкусно|прекрасно|чудесно|великолепно|замечательно|потрясающе|шикарно|здорово|классно|мило|уютно}; {самый|самая|самое|самые} {лучший|лучшая|лучшее|лучшие} {в мире|в городе|}; {вы|} лучшие; {поздравляю|поздравляем|с днём рождения|с праздником}; молодцы; браво; рекомендую; так держать; супер; огонь; восторг",
        "и; это; ваш; ваша; ваше; ваши; всегда; всё; все; команда; экипаж; паром; корабль; поездка; сервис; еда; хлеб; кофе; торт; фото; видео; песня; музыка; море; остров; вид; день; сегодня; вчера; у; вас; на; с; в",
    ),
}

_DENSE: dict[str, tuple[str, str]] = {
    "ja": (
        "大好き{です|}; 最高{です|でした|}; 素敵{です|ですね|でした|}; 素晴らしい{です|ですね|}; すばらしい{です|}; 綺麗{です|ですね|}; きれい{です|ですね|}; 可愛い{です|ですね|}; かわいい{です|ですね|}; 美味しい{です|}; おいしい{です|}; 美味しかった{です|}; おいしかった{です|}; 楽しかった{です|}; おめでとう{ございます|}; 応援して{います|ます}; 感動{しました|です}; すごい{です|ですね|}; 神; 嬉しい{です|}; また行きたい{です|}; お気に入り{です|}; 推し",
        "とても; 本当に; ほんと; ほんとに; めっちゃ; すごく; いつも; 今日も; 今日; も; は; が; の; この; ね; よ; 世界一; 、; スタッフ; 船; フェリー; 景色; パン; ケーキ; コーヒー; 料理; 写真; 曲; 歌; 新曲; 色; 海; 島; みなさん; 皆さん; さん; です; お店; 接客; 旅; 楽しい",
    ),
    "zh": (
        "{我|我们|}{好|很|超|太|真|最|超级|}{喜欢|喜歡}{你们|你們|这个|這個|了|}; {好|很|太|真|超|非常|}{漂亮|美|好吃|好看|可爱|可愛|棒|赞|讚|精彩|美味|温馨|好听|好聽}{了|啊|呀|哦|}; {太|}{爱|愛}{了|你们|你們}; 爱了爱了; 最好的; 最棒的; 恭喜; 加油; 点赞; 點讚; 给力; 生日快乐; 新年快乐; 支持; 强烈推荐; 必须推荐",
        "的; 了; 啊; 呀; 哦; 啦; 你们; 你們; 这; 這; 这个; 這個; 真的; 都; 也; 好; 很; 太; 今天; 昨天; 服务; 服務; 船; 渡轮; 船员; 船員; 工作人员; 面包; 麵包; 蛋糕; 咖啡; 照片; 歌; 新歌; 颜色; 海; 岛; 风景; 風景; 人; 店; 菜; 味道; 世界上; 全世界",
    ),
    "ko": (
        "{너무|정말|진짜|완전|참|}{예뻐요|예쁘다|예쁘네요|이뻐요|맛있어요|맛있다|맛있네요|멋져요|멋지다|멋있어요|귀여워요|귀엽다|좋아요|좋다|좋네요|좋았어요|최고예요|최고|최고다|최고입니다|아름다워요|대박|행복해요|재밌어요|사랑해요|사랑합니다|훌륭해요|즐거웠어요}; 축하해요; 축하합니다; 축하드려요; 생일축하해요; 화이팅; 파이팅; 응원합니다; 응원해요; 강추; 추천합니다; 추천해요",
        "너무; 정말; 진짜; 완전; 항상; 오늘; 어제; 도; 이; 가; 은; 는; 직원분들; 직원; 승무원; 서비스; 배; 페리; 여행; 음식; 빵; 케이크; 커피; 사진; 노래; 신곡; 색; 바다; 섬; 풍경; 여기; ㅎㅎ; ㅎ; ㅠㅠ; 세계; 세상에서; 친절하고; 친절해요; 다들; 모두",
    ),
    "th": (
        "{ชอบ|รัก|หลงรัก}{มาก|มากๆ|เลย|สุดๆ|ที่สุด|นะ|}; {สวย|น่ารัก|อร่อย|เยี่ยม|เจ๋ง|เท่|หอม|ปัง|งดงาม|ประทับใจ|สุดยอด|เริ่ด|ดีงาม}{มาก|มากๆ|จัง|จังเลย|เลย|สุดๆ|ที่สุด|ทุกอย่าง|}; ดีที่สุด; ดีมาก{ๆ|}; ยินดีด้วย; สุขสันต์วันเกิด; สู้ๆ; เป็นกำลังใจให้; แนะนำเลย; ฟินมาก; ฟิน; รักเลย",
        "มาก; มากๆ; ๆ; เลย; จริงๆ; ครับ; คับ; ค่ะ; คะ; ค่า; นะ; นะคะ; นะครับ; จ้า; จัง; ที่สุด; ในโลก; ที่นี่; พนักงาน; ทีมงาน; บริการ; เรือ; กาแฟ; ขนม; เค้ก; ขนมปัง; อาหาร; รูป; เพลง; สี; ทะเล; เกาะ; วิว; คน; ร้าน; วันนี้; ทุกคน; และ; ก็",
    ),
}


def _phrases(language: str, lists: tuple[str, str], *, dense: bool) -> dict[str, int]:
    """Praise with what may stand beside it, thanks and greetings among that; nothing that says something was solved."""
    known = CLOSING_DENSE if dense else CLOSING_SPACED
    phrases = {phrase: kind for phrase, kind in known.get(language, {}).items() if kind != SOLVED}
    for kind, listed in zip((BESIDE, WARM), reversed(lists), strict=True):
        for template in listed.split(";"):
            for reading in spread(template):
                said = fold(reading).said
                key = "".join(said.split()) if dense else " ".join(words_of(said))
                if key:
                    phrases[key] = max(kind, phrases.get(key, kind))
    return phrases


SPACED = {language: _phrases(language, lists, dense=False) for language, lists in _SPACED.items()}
DENSE = {language: _phrases(language, lists, dense=True) for language, lists in _DENSE.items()}
