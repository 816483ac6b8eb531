"""The words of praise in whole sentences: what praises, and what may stand around praise and thanks without a meaning of its own.

Written as people say it; phrases are separated by semicolons; {a|b|} spreads. Whatever is missing here costs an agent a glance.
"""

from triage.signals.closing_words import BESIDE
from triage.signals.warm_words import SPACED, WARM
from triage.signals.wording import fold, spread, words_of

_OF_KIND = "{kind|lovely|helpful|friendly|patient|wonderful|amazing|brilliant|great|nice|sweet|caring|generous|thoughtful|quick|responsive|honest}"
_OUTING = "{crossing|trip|day|flight|journey|evening|weekend|experience|night|ride|sailing|holiday|summer|season|year}"
_FINE = "{great|lovely|wonderful|fantastic|brilliant|beautiful|amazing|perfect|smooth|super|fabulous|good|nice}"
_PEOPLE = "{us|me|him|her|them|everyone|everybody|people|my mum|my dad|my gran|my family|my kids|the kids|our kids|my son|my daughter|our family}"

# By language, beside the warm words and the thanks: what praises / what may stand beside it.
_PHRASES: dict[str, tuple[str, str]] = {
    "en": (
        "{so|very|really|such a|a|} {great|nice|kind|friendly|helpful|sweet|thoughtful|caring|charming|cheerful|cosy|cozy|impressive|magnificent|marvelous|glorious|heartwarming|welcoming|professional|attentive|generous|unforgettable|exceptional|extraordinary|immaculate|spotless|impeccable|dreamy|grand|fab|courteous|polite|pleasant|comfortable|comfy|seamless|effortless|smooth|relaxing|refreshing|cheery|hospitable};"
        "{the|} {softest|smoothest|warmest|happiest|sweetest|tastiest|calmest|cosiest|finest|comfiest|funniest}; {deserve|deserves} a medal; {team|crew|staff|service|captain} {rocks|rocked}; much respect; {absolute|you|you are|youre|} {star|stars|legend|legends|hero|heroes|angel|angels|gem|gems|jewel|lifesaver|lifesavers|treasure|treasures|champion|champions|superstar|superstars};"
        "{i|we|} {really|so|thoroughly|absolutely|} enjoyed; {i|we} {really|so|thoroughly|absolutely|} enjoy; {what a|such a|a|a real|an absolute|always a} {pleasure|delight|treat|joy|triumph|blast}; {a|} credit to {you|the company|your company|your team|the team}; above and beyond; {has|have|you|} restored my faith {in|}; {means|meant} {so much|a lot|the world} {to me|to us|};"
        "{first|world} class; class act; top notch; spot on; second to none; good {service|job|stuff|vibes|times|fun|value|food|company|people|crew|work|idea}; {i|we|} {cant|cannot|can not} thank {you|them|her|him} enough; forever grateful; {so|very|truly|} {grateful|thankful}; {i|we|} {really|so|} {appreciate|appreciated}; {very|so|really|thoroughly|} {well done|nicely done|well organised|well organized|well run|looked after}; nailed it; smashed it; over the moon; {so|very|} {happy|pleased|delighted} with; pleasantly surprised;"
        "made {us|me|everyone|him|her|them} {all|} {smile|feel welcome|so welcome|very welcome|feel at home|feel special}; {made|making} {my|our|the} {day|evening|morning|night|trip|week|weekend|holiday|journey|birthday|wedding|anniversary}; {a|} {big|huge|massive} {smile|smiles|hug|hugs}; {10|ten|5|five|11|eleven} {out of|of|} {10|ten|5|five}; {5|five} {star|stars}; feels like home; like a dream; {i|we|} would {highly|definitely|happily|thoroughly|} recommend {it|you|them|this|}; {highly|thoroughly} recommend;"
        f"another {_FINE} {_OUTING}; {{cant|cannot|can not}} {{fault|recommend}} {{them|you|it|the crew|the service}} {{enough|}}; {{how|what}} it {{should|ought to}} {{be|be done|work|go}}; couldnt have been {{nicer|kinder|better|more helpful|lovelier|friendlier}}; {{nothing but|full of}} praise; {{big|huge|massive}} fan; {{thats|that is|now thats|now that is}} {{customer|}} service",
        "she; he; her; his; him; us; me; their; them; who; whoever; there; here; be; been; being; were; was; am; im; youre; theyre; hes; shes; weve; ive; youve; did; do; does; had; have; has; by; as; into; out; up; over; after; before; back; home; also; quite; all; each; every; everybody; one; two; three; first; next; soon; week; year; years; morning; evening; afternoon; tonight; yesterday; lady; man; woman; young; gentleman; lad; lads; girl; girls; boy; boys; kids; children; mum; mom; dad; wife; husband; daughter; son; gran; dog; dogs; cat; steward; stewards; skipper; deckhand; baker; cook; barista; waiter; waitress; agents; chef; pilot; pilots; attendant; attendants; {gate|flight|ticket|booking|call} {agent|agents|attendant|attendants|staff};"
        f"for being {{so|such|very|there|}} {_OF_KIND}; for being {{there|you|you all|such a lovely crew|such stars|the best}}; for {{making|helping to make}} {{my|our|the}} {_OUTING}; for making {_PEOPLE} {{all|}} {{smile|laugh|feel welcome|feel special|so welcome|very welcome|feel at home|feel safe|feel better|happy}}; for keeping {_PEOPLE} {{safe|warm|informed|updated|posted|entertained|company|happy|dry|going|all safe}}; for taking {{such|}} {{good|great|wonderful|}} care of {_PEOPLE}; for taking care of {{it|this|everything}}; for taking the time; for holding the {{door|boat|ferry|ramp}} {{for|}}; for giving {_PEOPLE} {{a lift|a hand|a hug|a tour|a smile|such a warm welcome|a warm welcome}};"
        f"for {{bringing|getting}} {_PEOPLE} {{all|}} {{home|back|there|across|over|safely|safe}} {{safe|safely|}}; for having {_PEOPLE}; for letting {{me|us}} know; for finding {{my|our|his|her|it|us}}; for treating {_PEOPLE} so {{well|kindly}}; for {{looking after|caring for|feeding|helping|welcoming|rescuing|saving}} {_PEOPLE}; for {{listening|caring|sharing|the memories|the laughs|the ride|the lift|the upgrade|the hospitality|the company|the music|the drinks|the snacks|the treats|the cake|the kind words|the smiles|the fun|the warm welcome|the welcome|the care|the tour|the show|the love|the support|the follow|the shout out|the shoutout|the birthday wishes|the kindness|your hard work|the hard work|your patience|your care|your service|your support|your kind words|your hospitality|your kindness}}; for going {{above and beyond|the extra mile}}; for {{all you do|everything you do|all that you do|coming|coming back|everything|all of it|all of that}};"
        "safe; safely; warm; calm; happy; smile; smiles; smiling; kindness; hospitality; welcome; care; patience; laughs; fun; memories; birthday; wishes; hug; hugs; heart; hearts; well; lots; bit; little; much; more; many; good; wow; yum; honestly; genuinely; seriously; literally; definitely; certainly; from both of us; from us all; from {the|my} whole family; you lot; keep it up; {i|we|} {cannot|cant|can not} wait; done in a minute; {all set|got it}; {no|not a} {fuss|problem|problems|bother}; what a {relief|day|night|view|team|crew|ride}; such a relief; peace of mind; not a complaint; good morning; good evening;"
        "{i|we|} will {definitely|certainly|} {be back|come back|return|be returning|visit again|sail again|fly again|travel again|recommend|remember it|remember this|treasure it}; {ill|well} {definitely|certainly|} {be back|come back|sail again|visit again|remember it|remember this}; {i|we|} would {definitely|happily|} {cross|sail|travel|fly|come|visit|go} again; {i|we|} {will|ill|well} never forget {it|this|that|her|him|them|you|}; see you {again|next year|next week|next summer|on sunday|on saturday|on monday}; {i|we|} hope you {all|guys|} have a {great|lovely|good|nice|wonderful|fantastic} {day|evening|weekend|week|night|shift|one|christmas|summer}; {me|you} too",
    ),
    "de": (
        "{so|sehr|wirklich|echt|ganz|} {freundlich|nett|herzlich|liebevoll|lieb|hilfsbereit|aufmerksam|zuvorkommend|gemütlich|professionell|schön|toll|klasse|wunderbar|wunderschön|herrlich|großartig|fantastisch|hervorragend|ausgezeichnet|perfekt}; {wunderschöne|wunderschönes|wunderschöner|wunderschönen|freundliche|nette|herzliche|schöne|tolle|wunderbare|großartige|hervorragende|ausgezeichnete|nettes|schönes|tolles|wunderbares|netter|toller|schöner|freundlichen|netten|herzlichen|schönen|tollen|wunderbaren}; {wir waren|ich bin|} begeistert; genossen; {hat|haben} {uns|mir|es uns|es mir|} {sehr|so|gut|} gefallen; {ein|} {lob|kompliment} an; das {nennen wir|nenne ich} service; {ihr seid|seid} {spitze|klasse|toll|helden|engel|die besten|wunderbar}; {ein|} {herzliches|dickes|großes|riesiges} {lob|kompliment|dankeschön}",
        "für {die|eure|den|das|euren|ihren|ihre|diese|diesen} {schöne|tolle|nette|wunderbare|liebe|herzliche|schönen|tollen|netten|wunderbaren|herzlichen|} {überfahrt|fahrt|tag|abend|empfang|betreuung|zeit|erlebnis|stunden|reise|gastfreundschaft}; morgen; kinder; familie; hund; alle; allen; beteiligten; ganze; dass ihr da wart; hat; haben; gemacht; geholfen; uns; mir; meine; meiner; unserer; unseren; es; er; sie; wieder; gern; gerne; kommen wieder; wir kommen {gerne|gern|} wieder; bis zum nächsten mal; das vergessen wir {euch|ihnen} nicht; das vergesse ich {euch|ihnen} nicht",
    ),
    "fr": (
        "{très|si|vraiment|tellement|} {agréable|agréables|accueillant|accueillante|accueillants|chaleureux|chaleureuse|sympa|sympas|sympathique|sympathiques|aimable|aimables|adorable|adorables|attentionné|attentionnés|souriant|souriante|souriants|professionnel|professionnels|impeccable|exceptionnel|exceptionnelle|excellent|excellente|inoubliable|charmant|charmante|ravi|ravie|ravis|enchanté|enchantés}; {un|une|} {vrai|vraie|} {plaisir|bonheur}; {quel|quelle|} {accueil|gentillesse} {chaleureux|formidable}; au top; des {amours|anges|perles|champions}; {nous avons|on a|jai} {adoré|passé un très bon moment|passé un bon moment}; {magnifique|superbe|merveilleux|merveilleuse|formidable|génial|géniale|parfait|parfaite|délicieux|délicieuse}; {belle|beau|bon|bonne} {traversée|voyage|journée|moment|souvenir|accueil|équipe|équipage}",
        "pour {votre|cette|ce|la|le|les} {belle|magnifique|superbe|merveilleuse|bonne|} {traversée|journée|soirée|accueil|gentillesse|sourire|moment|voyage}; nous; on; je; jai; avons; passé; passée; un; une; souvenirs; sourire; enfants; famille; matin; soir; léquipage; lensemble; dune; dun; cest; cétait; étaient; dans; par; aussi; vive; on sen souviendra {longtemps|}; on reviendra; nous reviendrons",
    ),
    "es": (
        "{muy|tan|qué|súper|} {amable|amables|simpático|simpática|simpáticos|atento|atenta|atentos|agradable|agradables|acogedor|acogedora|profesional|profesionales|cariñoso|cariñosa|impecable|excepcional|inolvidable|encantador|encantadora|encantadores|excelente|estupendo|estupenda|fantástico|fantástica|magnífico|magnífica|maravilloso|maravillosa}; {un|todo un|} {placer|gustazo}; {nos ha|me ha} encantado; sois {unos|} {soles|ángeles|cracks|maravillosos|geniales}; {gran|buena|buen|bonita|bonito|preciosa|precioso|linda|lindo} {viaje|travesía|día|tarde|noche|recuerdo|experiencia|gente|sitio|lugar}",
        "por {el|la|los|las|su|vuestro|vuestra|este|esta} {maravilloso|maravillosa|precioso|preciosa|buen|buena|gran|} {viaje|travesía|trato|día|tarde|noche|cariño|atención|servicio|experiencia|sonrisa}; por {cuidarnos|tratarnos tan bien|todo lo que hacéis}; trato; niños; familia; tarde; noche; mañana; nos; me; ha; han; hemos; pasado; disfrutado; sonrisa; cariño; atención; bien; se; lo; que; siempre; volveremos {pronto|}",
    ),
    "it": (
        "{molto|davvero|così|veramente|tanto|} {gentile|gentili|simpatico|simpatici|cordiale|cordiali|accogliente|accoglienti|disponibile|disponibili|professionale|professionali|impeccabile|impeccabili|eccezionale|eccezionali|indimenticabile|piacevole|meraviglioso|meravigliosa|splendido|splendida|bellissimo|bellissima|ottimo|ottima|eccellente|eccellenti}; {un|un vero|} piacere; {che|} {bella|bel|bello} {viaggio|traversata|giornata|serata|esperienza|gente|posto|accoglienza|equipaggio}; {ci è|mi è|} piaciuto {molto|tantissimo}; siete {fantastici|splendidi|meravigliosi|speciali|angeli}",
        "per {il|la|i|le|lo|questa|questo} {bella|bel|bellissima|bellissimo|splendida|splendido|} {viaggio|traversata|giornata|serata|accoglienza|gentilezza|sorriso|esperienza}; equipaggio; bambini; famiglia; sorriso; ci; mi; abbiamo; passato; passata; fatto; stati; siamo; stato; stata; con; che; di; del; della; al; alla; sempre; bene; così; stamattina; torneremo {presto|}",
    ),
    "pt": (
        "{muito|tão|super|bem|} {simpático|simpática|simpáticos|simpáticas|atencioso|atenciosa|atenciosos|acolhedor|acolhedora|gentil|gentis|educado|educados|profissional|profissionais|impecável|excepcional|inesquecível|agradável|querido|querida|queridos|maravilhoso|maravilhosa|excelente|fantástico|fantástica|ótimo|ótima}; {um|que|} prazer; {que|} {bela|belo|boa|bom|linda|lindo} {viagem|travessia|passeio|experiência|gente|lugar|equipe|equipa|tripulação}; {nós|eu|} {adorei|adoramos|amei|amamos|curtimos}; vocês são {incríveis|maravilhosos|anjos|demais|ótimos}",
        "por {tudo|essa viagem|esta viagem|cuidarem da gente|cuidarem de nós}; pela {viagem|travessia|simpatia|gentileza|experiência|acolhida|noite|manhã}; pelo {carinho|passeio|sorriso|atendimento}; manhã; noite; família; crianças; sorriso; carinho; nos; me; foi; foram; fomos; tão; muito; bem; sempre; que; com; voltaremos {em breve|}",
    ),
    "nl": (
        "{heel|zo|erg|echt|super|wat|} {vriendelijk|vriendelijke|aardig|aardige|behulpzaam|behulpzame|gastvrij|gastvrije|attent|attente|zorgzaam|professioneel|gezellig|gezellige|prachtig|prachtige|mooi|mooie|heerlijk|heerlijke|geweldig|geweldige|fantastisch|fantastische|fijn|fijne|leuk|leuke|lief|lieve|uitstekend|uitstekende}; {een|} {waar|groot|} {genot|plezier|feest}; {wat een|} {service|feest|genot|mooie dag|fijne dag|mooie overtocht}; {een|} {groot|dik|} compliment; {we hebben|} genoten; tot in de puntjes; jullie zijn {engelen|helden|schatten|toppers}",
        "voor {de|het|een|deze|jullie} {mooie|fijne|leuke|heerlijke|geweldige|} {overtocht|tocht|reis|dag|avond|ochtend|zorg|gastvrijheid|ontvangst}; kinderen; gezin; hond; lach; hebben; heeft; ons; me; mij; hele; dat; ook; blij; weer; tot de volgende keer",
    ),
}


# With a word before them they praise; alone they compare ("estaba mejor") or begin a sentence ("Bon, …").
_NOT_ALONE = frozenset(
    "mejor mejores melhor melhores meglio migliore migliori meilleur meilleure meilleurs meilleures bon bonne".split()
)


def _folded(template: str) -> set[str]:
    return {" ".join(words_of(fold(reading).said)) for reading in spread(template)} - {""}


def _known(language: str) -> dict[str, int]:
    """The warm words of a language, thanks and greetings among them, and these."""
    known = dict(SPACED[language])
    for kind, listed in zip((WARM, BESIDE), _PHRASES[language], strict=True):
        for phrase in (phrase for template in listed.split(";") for phrase in _folded(template)):
            known[phrase] = max(kind, known.get(phrase, kind))
    return {phrase: kind for phrase, kind in known.items() if phrase not in _NOT_ALONE}


# By language: a phrase → its kind. And all words of those phrases.
KNOWN = {language: _known(language) for language in _PHRASES}
VOCABULARY = {language: frozenset(" ".join(known).split(" ")) for language, known in KNOWN.items()}
