"""The words that leave praise to a person: refusal and contrast, wishes and requests, waiting, what goes wrong, what is paid for, and mockery.

A word that stands here without need costs an agent a glance; one that is missing may cost somebody the answer. In doubt it stands here.
"""

import re

from triage.signals.language_words import VOTES
from triage.signals.wording import fold, words_of

# By language: whole words / how words begin.
_WORDS: dict[str, tuple[str, str]] = {
    "en": (
        "no not nor none never neither nothing nobody noone nowhere non nope nah without cant cannot dont doesnt didnt wont wouldnt couldnt shouldnt isnt wasnt"
        " arent werent havent hasnt hadnt aint unless cuz but however although though tho yet except despite instead unlike otherwise besides anyway anyways"
        " regardless whereas still until till if only almost nearly rather hardly barely rarely seldom too please pls plz want wanna wants wanted need"
        " needs needed needing could would should can may might must shall id wish wishes wishing hope hopes hoping hopefully hoped looking ask asked asking"
        " tell told let lemme send sent email emailed mail mailed dm dms dmed dmd pm inbox contact contacted call called phone phoned ring rang text texted will"
        " ill gonna gotta try trying tried await awaiting pending advise confirm confirmed update updates updated status info details detail explain fix change"
        " changed changes switch switched improve improved suggestion suggestions suggest feedback consider when why how whether whichever late later hour hours"
        " hr hrs min mins minute minutes ago overdue long longer slow slower slowly short again finally eventually apparently supposedly obviously clearly"
        " somehow allegedly meanwhile already twice thrice another once anymore used former formerly bad badly worse worst poor poorly wrong sad sadly sorry mad"
        " ugly weird odd strange hard difficult cold hot freezing wet loud noisy dirty filthy smelly empty hungry thirsty sick hurt hurts dead dying die died"
        " cry cried crying tears rip scary scared worried worry lost lose loses losing loss missing miss missed broke broken break breaking down off gone stuck"
        " stood standing queue queues queuing queueing line lines wait waited waits waiting hold held blocked locked closed shut behind less lack lacking unable"
        " limbo pay paid paying cost costs price prices pricey fee fees bill bills charge charged money cash refund refunded refunds voucher vouchers bag bags"
        " luggage suitcase suitcases baggage order orders ordered account password login code parcel package ticket tickets claim claims booking bookings"
        " reservation reservations case ref reference number joke jokes irony ironic sarcasm sarcastic sarcastically lol lmao lmfao rofl smh ugh meh sigh hmm"
        " huh eh oof yikes wtf ffs hell damn crap shit suck sucks sucked clown clowns bloody deal deals offer offers discount promo promotion giveaway win"
        " winner winners prize follow following subscribe subscribed click link bio channel join check vote rt retweet sale sales buy bought sell sold hiring"
        " invest crypto stop stopped remove removed bumped moved gate alternative elsewhere competitor competitors request requests requested require required"
        " report reported issue issues problem problems trouble troubles error errors bug bugs glitch glitches fault faults mistake mistakes mess oversight"
        " doctor police ambulance hospital emergency danger dangerous fire smoke alarm blood accident injury unsafe yes yep yeah better leaving"
        " boarding sinking leak leaking leaked dry flat stale burnt raw mouldy moldy hair cockroach rats mouse bedbugs spilled spilt tripped slipped fell fallen"
        " crowded packed cramped squashed vomit puke toilet toilets interested data deposit tooth mould mold lousy mediocre tasteless bland greasy soggy undercooked overcooked burned sticky slippery"
        " steep bumpy seasick bitten bruise bruised scar scratch scratched dent dented scrape scraped puddle flooded rain rained zero threw thrown kicked"
        " shouted yelled screamed swore argued fight fought expired expire invalid denied declined refused rejected weak wobbly loose rusty rotten sharp drunk"
        " wasp spider owe owes debt lawyers solicitor court penalty invoice receipt form option options give raise raises somebody someone anybody anyone left blame"
        " excuse excuses quit resign sue lawyer",
        "delay cancel disappoint frustrat annoy anger angr furious outrag unaccept unhelp unprofession unfortun unhappy unsatisf unimpress dissatisf terribl"
        " horribl horrend horrif awful dread atroc appal disgust disgrac shame embarrass ridicul laughab incompet useless worthless rubbish garbage trash crap"
        " shit fuck pathetic complain compensat apolog regret ignor unanswer unrespons fail crash damag destroy ruin waste wasting stole steal theft thief fraud"
        " scam cheat overcharg overbook oversold overpric expens strand divert reroute reschedul rebook misplac mislead misled misinform confus hassle nightmare"
        " disaster fiasco chaos malfunct defect forgot forget neglect rude insult abus discrimin harass threat hate hating stress idiot stupid moron dumm bitch robb disagree diarrh naus headache robotic canned generic"
        " automat unreliab inconsist inconven inadequat insuffic impossib inexcus unbelievabl incredul suppos pretend fake lying liar allerg unsubscrib boycott"
        " incompl unfinish unclear understaff unattend unload unwell unpleas inaccess",
    ),
    "de": (
        "nicht nichts kein keine keinen keinem keiner nie niemals niemand nirgends ohne weder aber jedoch allerdings trotzdem obwohl dennoch sondern leider"
        " schade nur noch schon erst endlich warum wieso weshalb wann wie wo wohin wer ob wenn falls bitte bitten will möchte möchten würde würden könnte"
        " könnten könnt kann können sollte sollten soll muss müssen brauche brauchen wünsche wünschen wünschte hoffe hoffen hoffentlich frage fragen gefragt"
        " spät später warten warte gewartet wartet stunden stunde minuten lange länger langsam schlecht schlechte schlechter schlechtes schlimm miserabel"
        " peinlich falsch fehlt fehlen fehler kaputt verloren weg verpasst besser statt außer bis sonst angeblich weniger geld bezahlt bezahlen kosten koffer"
        " gepäck paket ticket tickets buchung schuld tot krank kalt nass laut dreckig schmutzig hunger müde unfall polizei arzt notfall feuer rauch gefahr wegen"
        " zu",
        "verspät ausfall ausgefallen storn erstatt rückerstatt gutschein beschwer enttäusch frech unverschämt unfreundlich unmöglich unfassbar katastroph"
        " skandal betrug abzock ärger problem störung defekt verschwend vergess verloren entschädig lächerlich armselig schlamp chaos zumut unzumutbar"
        " warteschlange hotline kaltes",
    ),
    "fr": (
        "ne pas jamais rien aucun aucune personne sans mais cependant pourtant toutefois malgré sauf sinon dommage hélas malheureusement encore enfin quand"
        " pourquoi comment combien où si svp stp voudrais voudrait voulais aimerais aimerait pourriez pouvez pourrait peut peux pouvoir veux voulez devrait"
        " devriez dois faut besoin espère espérons espérer souhaite souhaitons demande demander attend attends attendre attente attendu attendons depuis heures"
        " heure minutes minute tard long longue lent lente mauvais mauvaise pire nul nulle sale froid cher chère payé payer prix argent frais bagage bagages"
        " valise colis billet billets commande réservation perdu perdue perdus cassé cassée panne manque manqué raté ratée mieux moins faux triste désolé honte"
        " malade mort urgence police feu fumée danger accident non",
        "retard annul rembours réclam déçu déce décevant scandal arnaque inadmiss inaccept lamentabl catastroph honteu problèm erreur plaint plainte incompét"
        " ridicul galère grève dédommag inquiét insupport horribl affreu",
    ),
    "es": (
        "no nada nadie nunca jamás ningún ninguna ninguno sin pero aunque sino excepto salvo todavía aún solo sólo apenas lástima desgraciadamente"
        " lamentablemente ojalá cuando cuándo porqué cómo cuánto dónde si favor quisiera quiero queremos querría gustaría podría podrían pueden puede podéis"
        " poder debería deberían necesito necesitamos necesita espero esperamos esperando espera esperar esperas horas hora minutos demora lento lenta mal mala"
        " malo malos peor pésimo pésima fatal sucio sucia frío caro cara pagar pagado dinero precio maleta maletas equipaje paquete pedido billete billetes"
        " reserva perdido perdida perdí perdieron roto rota falta faltan fallo menos tampoco triste enfermo muerto urgencia policía fuego humo peligro accidente"
        " vergüenza asco basura otra",
        "retras cancel devol reembols reclam decepcion estafa robo timo engañ problem error queja avería incompet inacept lamentabl horribl terribl ridicul"
        " desastr vergonz ignora maltrat",
    ),
    "it": (
        "non niente nulla nessuno nessuna mai senza ma però tuttavia nonostante tranne purtroppo peccato finalmente solo soltanto appena quando perché quanto"
        " dove se favore prego vorrei vorremmo voglio vogliamo potrei potreste potete può posso dovreste dovrebbe bisogno spero speriamo sperando aspetto"
        " aspettando attesa aspettare ore minuti tardi lento lenta male brutto brutta cattivo peggio peggiore pessimo pessima sporco sporca freddo caro cara"
        " pagare pagato soldi prezzo valigia valigie bagaglio bagagli pacco ordine biglietto biglietti prenotazione perso persa persi rotto rotta manca mancano"
        " meno triste malato morto urgenza polizia fuoco fumo pericolo incidente vergogna schifo no ancora",
        "ritard cancell rimbors reclam delus deludent truff problem errore guast scioper disserviz incompet inaccett lamentel orribil terribil ridicol disastr"
        " vergogn ignorat maledu scandal",
    ),
    "pt": (
        "não nao nada ninguém nunca jamais nenhum nenhuma sem mas porém contudo embora exceto infelizmente pena ainda só somente apenas finalmente quando"
        " porque porquê quanto onde se favor queria quero queremos gostaria podia poderia poderiam podem pode posso devia deveria deveriam preciso precisamos"
        " espero esperamos esperando espera esperar aguardo aguardando horas hora minutos lento lenta mal mau má ruim pior péssimo péssima sujo suja frio caro"
        " cara pagar paguei dinheiro preço mala malas bagagem encomenda pedido bilhete bilhetes passagem reserva perdido perdida perdi perderam quebrado"
        " quebrada falta faltou menos triste doente morto urgência polícia fogo fumaça fumo perigo acidente vergonha nojo lixo outra",
        "atras cancel devol reembols reclam decepcion dececion golpe roub engan problem erro queixa avari incompet inaceit lament horrív terrív ridícul desastr"
        " vergonh ignora maltrat descaso",
    ),
    "nl": (
        "niet niets niks geen nooit niemand nergens zonder maar echter hoewel toch behalve helaas jammer nog pas eindelijk alleen slechts wanneer waarom hoe"
        " waar wie of als graag alsjeblieft alstublieft aub ajb wil willen zou zouden kan kunnen kun kunt mag moet moeten hoop hopen hopelijk vraag vragen wacht"
        " wachten gewacht uur uren minuten laat later lang langer traag slecht slechte slechter vies vieze koud duur betalen betaald geld prijs koffer koffers"
        " bagage pakket bestelling kaartje kaartjes boeking kwijt verloren kapot gemist beter minder fout triest ziek dood nood politie brand rook gevaar"
        " ongeluk",
        "vertrag vertraag annul geannul terugbetal klacht klag teleurgesteld schandal schande oplicht onbeschoft onaccept problem storing belachelijk"
        " waardeloos ergern vergeten chaos ramp",
    ),
}
# Turns that no single word gives away. They meet one clause at a time, without its apostrophes, one space between words.
_TURNS = re.compile(
    r"\b(?:last time|good (?:thing|job) (?:i|you|we|that|the|there|your|my)|now (?:do|fix|open|bring|make)|(?:run|ran|running) out|small print|one (?:star )?for|(?:one|two|1|2|zero|half a) stars?|kind of|so (?:little|few)|yourself|yourselves|than (?:you|the|any|your)|sort of|(?:any|some) (?:help|advice|info\w*|input|tips?)|help (?:is|with|me|us|needed|appreciated)|appreciate (?:an?|any|some|you looking)|(?:hello|hi|hey|hiya|morning|afternoon|evening|dear|sorry|alright|again|ta|cheers|thanks) love|(?:hello|hi|hey|hiya|dear|morning) (?:\w+ )?(?:lovely|lovelies|beautiful|gorgeous|wonderful|great|amazing|awesome|kind)|gro(?:ss|ß)es kino|out of (?!this world|ten\b|10|five|5|(?:your|their|his|her) way|the top)|(?:\w*s|are|were|look) pretty (?!and )\w+|full of (?!love|joy|smiles|life|praise|character)|at least|at last|as usual|for now|on board yet|you were the best|were the best until|good luck|best of luck|thanks to your|thank god|thank goodness|thank heavens|thanks obama|yeah right|of course|so called|so much for|next time|other (?:airline|ferr|compan|bank|shop)\w*|own fault|your turn|over to you|get (?:me|us|my|our|it|this|that)|bring (?:back|it back|me|us)|give (?:me|us|back)|make (?:it|this|that|sure)|take (?:me|us|it|that)|add (?:a|some|more|an)|keep (?:me|us) (?:posted|updated|informed)|(?:looking|look) forward to (?:your|hearing|a|an|the) ?(?:reply|answer|response|call|hearing|from)?|see (?:above|below|attached|what you can)|hear (?:back|from you)|nice try|my (?:favou?rite|best|loveliest) (?:part|bit|thing) (?:is|was)|love (?:it |that |this )?(?:how|when|that|the way|being|to)|(?:just|exactly|precisely) what (?:i|we) |what a (?:surprise|shock|way to|start|joke|farce|shambles)|great start|way to go|way to start|thanks (?:a lot|a bunch|so much|very much)? ?(?:guys )?for (?:the |a |an |your )?(?:\w+ ){0,2}(?:wait|hour|minute|day|night|trip|bill|surprise|reminder|lesson|experience|stress|tour) (?:in|at|on|of|to|from)"
    r"|second (?:best|to last)|least fav\w*|(?:best|nicest|kindest) you (?:can|could)|best if|(?:best|great|good|lovely) way to|(?:would|could|might) be (?:great|nice|lovely|good)|was (?:great|good|nice|lovely) (?:until|before|when)|von wegen|danke auch|super gemacht|tolle leistung|na super|na toll|bravo pour|merci pour rien|merci quand meme|gracias por nada|grazie al cazzo|grazie lo stesso|obrigad[oa] por nada|lekker dan|fijn dan|mooi is dat|bedankt he)\b"
)
# Words in -ing that please, or name a thing. Any other tells what is going on: "great job losing", "lovely evening, sitting".
_PLEASANT_ING = frozenset(
    "crossing sailing morning evening spring everything anything something wedding landing takeoff flying travelling traveling cruising swimming cycling walking hiking singing dancing dining baking cooking seating bedding lighting painting"
    " drawing filming writing reading styling colouring coloring knitting planning timing training swing king ring wing thing outing setting greeting blessing housekeeping catering building clothing living sing bring kayaking fishing camping"
    " smiling laughing caring loving charming amazing outstanding stunning welcoming heartwarming breathtaking exciting relaxing refreshing inspiring interesting touching moving entertaining uplifting soothing comforting glowing sparkling shining"
    " dazzling mesmerising mesmerizing thrilling pleasing hardworking easygoing astounding astonishing helping listening sharing explaining rescuing celebrating cheering seeing meeting visiting working".split()
)
# How questions begin that end without a mark, and how biddings do that say no please: "Lovely crossing. Is Sunday busy".
_ASKS = frozenset("who whose where what is are was were do does did has have had can any am".split())
_BIDS = frozenset(
    "add answer be book bring build buy cancel close count explain fix get give hire hurry let make mend open put reply reserve respond sell send show sort start stop take tell try use".split()
)


def _listed(words: str) -> set[str]:
    return set(words_of(fold(words).said))


def _is_everyday(word: str, language: str) -> bool:
    return any(speaks == language for speaks, _share in VOTES.get(word, ()))


def _gather(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """A language's own, and those of the others that are no everyday words of it: people mix, and one word of praise is told in many."""
    words: set[str] = set()
    beginnings: set[str] = set()
    for other, (whole, begun) in _WORDS.items():
        words |= {word for word in _listed(whole) if other == language or not _is_everyday(word, language)}
        beginnings |= _listed(begun)
    return frozenset(words), re.compile("|".join(sorted(beginnings)))


_GATHERED = {language: _gather(language) for language in _WORDS}


def is_doubtful(word: str, language: str) -> bool:
    """Whether a folded word leaves a text of this language to a person, whatever else it says."""
    words, beginnings = _GATHERED[language]
    if word in words or beginnings.match(word):
        return True
    return language == "en" and word.endswith("ing") and word not in _PLEASANT_ING


def is_turned(said: str) -> bool:
    """Whether folded words, one space apart, mock or ask in a turn of phrase: "love how", "what a way to", "get us"."""
    return _TURNS.search(said) is not None


def asks(word: str) -> bool:
    """Whether a clause that begins with this word may be a question without its mark. So may praise be: "was lovely"."""
    return word in _ASKS


def bids(word: str) -> bool:
    """Whether a clause that begins with this word bids somebody do something."""
    return word in _BIDS
