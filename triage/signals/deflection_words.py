"""The words of sending elsewhere: the ways one is sent, what an answer says besides without saying anything, and what is an offer only.

All patterns meet folded text: lower case, without accents. \ue000 stands where a link was.
"""

import re

_LINK = "\ue000"
_DM = r"(?:d\.?m'?s?|p\.?m'?s?|pvt|direct messages?|private messages?|privately|in private|inbox(?: us| me)?|private chat|messenger)"
_ASK = r"(?:send|shoot|drop|pop|give|write|leave|slide|meet|join|hit|message|reach|contact|follow|continue|move|take|chat|talk|speak|discuss|respond|reply|replied|sent|answered|provide|share|forward|check|see|get|touch|post|connect)"

_PRIVATE = (
    # English
    rf"\b(?:please |pls |just |kindly |can you |could you |would you |may you |to )*(?:{_ASK}\w*|dm'?ing|dm'?d)\b[^.!?]{{0,60}}?\b{_DM}\b",
    r"\b(?:dm|pm|direct message|private message|inbox)\b (?:us|me|my|our|over|your|the|with|details|which|what|it|that|any|for|so)\b",
    r"\b(?:please|pls|kindly|can you|could you|would you|will you|via|by|through|in|over|your|our|to|a|the|my|if you)(?: a| your)? (?:dm'?s?|pm'?s?|direct messages?|private messages?)\b",
    r"\bcheck (?:your )?(?:dms?|inbox|messages|direct messages|private messages)\b|\b(?:replied|responded|answered|sent|messaged) (?:you )?(?:privately|in private|via dm)\b",
    r"\bmessage (?:us|me)\b(?! back)|\bsend (?:us|me) (?:a|your) (?:quick |private |short )?(?:message|msg)\b|\bfollow (?:us|me|back)\b[^.!?]{0,40}\b(?:so|and|to)\b",
    r"\b(?:just |only )?a dm away\b|\bslide into\b|\bdm (?:me|us)?$|\bdms? (?:are|is) open\b",
    # German, Dutch, Scandinavian
    r"\b(?:pn|dm|direktnachricht|privatnachricht|private nachricht|private nachrichten|persönliche nachricht|personliche nachricht|posteingang|direct message)\b",
    r"\b(?:schreib|schick|sende?|kontaktier)\w*\b[^.!?]{0,40}\b(?:nachricht|privat|pn|dm)\b|\bper (?:pn|dm|direktnachricht)\b",
    r"\b(?:stuur|stuurt|sturen)\b[^.!?]{0,50}\b(?:dm|pb|prive ?bericht|priveberichtje|bericht|berichtje)\b|\b(?:via|per) (?:dm|pb|prive ?bericht)\b|\bin je inbox\b",
    r"\b(?:skicka|send|sende)\b[^.!?]{0,40}\b(?:dm|pm|pb|meddelande|direktmeddelande|privat besked|besked|melding|privatmelding)\b",
    # French, Spanish, Italian, Portuguese
    r"\b(?:mp|dm|message prive|messages prives|en prive|message direct|messagerie privee)\b",
    r"\b(?:md|mensaje directo|mensajes directos|mensaje privado|mensajes privados|por privado|por interno|por dm|al dm|bandeja de entrada)\b",
    r"\b(?:messaggio privato|messaggi privati|messaggio diretto|in privato|in direct|in dm)\b",
    r"\b(?:mensagem privada|mensagens privadas|mensagem direta|mensagens diretas|inbox|no privado|por privado|via dm|por dm|na dm)\b",
    # Polish, Turkish, Russian, Indonesian
    r"\b(?:wiadomosc prywatna|prywatna wiadomosc|wiadomosci prywatnej|prywatnej wiadomosci|wiadomosc na priv|na priv|na pw)\b",
    r"\b(?:dm'?den|dm yoluyla|ozel mesaj|direkt mesaj|dm uzerinden|dm gonder\w*)\b",
    r"личн(?:ые|ое|ых|ом) сообщени\w*|\bв (?:лс|личку|директ)\b|\b(?:via dm|lewat dm|melalui dm|pesan langsung|pesan pribadi)\b",
    # Arabic, Hindi, Japanese, Chinese, Korean, Thai
    r"رساله (?:خاصه|مباشره)|الرسائل (?:الخاصه|المباشره)|(?:علي|عبر|في) الخاص|راسلنا|डीएम|मैसेज करें|मैसेज भेजें|इनबॉक्स|सीधा संदेश|व्यक्तिगत संदेश",
    r"ダイレクトメッセージ|dmにて|dmで|dmを|dmまで|私信|私讯|私訊|私聊|소통창|쪽지|dm으로|dm을|dm 주|다이렉트 메시지|ข้อความส่วนตัว|ทักแชท|ทักแชต|อินบ็อกซ์|กล่องข้อความ|inbox",
)
_MAIL = (
    r"\b(?:e-?mail|mail|write to|write) (?:us|me|our)\b|\b(?:send|drop|shoot)\b[^.!?]{0,30}\b(?:an )?e-?mail\b|\b[\w.+-]+@[\w-]+\.\w{2,}|__email__",
    r"\b(?:schreib\w*|send\w*|schick\w*)\b[^.!?]{0,40}\be-?mail\b|\bper e-?mail\b|\b(?:envoye\w*|ecri\w+|contacte\w*)\b[^.!?]{0,40}\b(?:e-?mail|courriel|mail)\b|\bpar (?:e-?mail|courriel|mail)\b",
    r"\b(?:escrib\w+|envi\w+|contact\w+|mand\w+|scriv\w+|inviat?\w*|escrev\w+)\b[^.!?]{0,40}\b(?:e-?mail|correo|mail)\b|\bstuur\w*\b[^.!?]{0,30}\b(?:e-?mail|mail|mailtje)\b|\bnapisz\w*\b[^.!?]{0,30}\b(?:e-?mail\w*|maila)\b|メールにて|メールで|邮件联系|이메일로",
)
_PHONE = (
    r"\b(?:call|phone|ring|dial|text) (?:us|our|me|in|back|on|at|using|\+?\d)\b|\bgive (?:us|our \w+) a (?:call|ring|shout on)\b|\b(?:reach|contact|speak|talk)\b[^.!?]{0,50}\b(?:at|on|via|by) (?:phone|\+?\(?\d[\d ()-]{5,})|\bphone/chat\b|\bchat/phone\b",
    r"\b(?:ruf\w*|anrufen)\b[^.!?]{0,30}\b(?:an|hotline|uns)\b|\b(?:hotline|kundentelefon)\b|\b(?:appele\w*|telephone\w*|joindre)\b[^.!?]{0,30}\b(?:nous|au|numero)\b|\b(?:llam\w+|comunic\w+|marqu\w+)\b[^.!?]{0,30}\b(?:al|nos|telefono|numero)\b",
    r"\b(?:chiam\w+|telefon\w+)\b[^.!?]{0,30}\b(?:al|il|ci|numero|\d)|\b(?:lig\w+|telefon\w+)\b[^.!?]{0,30}\b(?:para|numero|nos|\d)|\bbel\b[^.!?]{0,30}\b(?:ons|naar|met|\d)|\bring\b[^.!?]{0,20}\b(?:oss|os|kundtjanst|kundeservice)\b|\bzadzwon\w*\b|お電話|拨打|撥打|致电|致電|전화",
)
_DESK = r"(?:customer (?:service|support|care|relations)|support(?: team| specialists?)?|care team|help ?desk|help ?cent(?:er|re)|service (?:cent(?:er|re)|desk|team)|claims?|reservations?|our (?:\w+ ){0,3}(?:team|agents?|office|department|specialists?|experts?))"
_CONTACT = (
    rf"\b(?:contact|reach(?: out)?(?: to)?|get in touch|get in contact|touch base|speak|talk|connect|chat|refer|report|escalate|follow up|check in)\b[^.!?]{{0,40}}\b{_DESK}\b",
    r"\b(?:contact|reach|reach out to|chat with|connect with|write to|write in to|write|get in touch|get in contact|touch)\b(?: with)?(?: us| me)?\b[^.!?\ue000]{0,60}\b(?:here|via|at|through|using|by|on|link|chat|form)\b",
    rf"\b(?:contact|reach|reach out|get in touch|follow up|tell us more|look into this|write|send|drop|shoot|provide|share|submit|report|fill|connect|chat|visit)\b[^.!?{_LINK}]{{0,80}}{_LINK}",
    r"\b(?:reach out|get in touch|contact us|follow up here|chat with us|live chat|web ?chat|fill (?:in|out)|contact form|web form|submit a (?:request|ticket|claim)|open a ticket|log a ticket|refund form|tell us more\b[^.!?]{0,30}here|our experts? here|continue (?:our|the|this) conversation|options here|(?:post|ask|suggest|discuss)\b[^.!?]{0,40}\b(?:forums?|community)|(?:sorted|sort)\b[^.!?]{0,25}\bvia|use (?:this|the|our|that) (?:link|form|page)\b[^.!?]{0,40}\b(?:contact|provide|send|state|share|submit|reach|tell|write)|more info\w*[^.!?]{0,20}visit|question for your local|via the form|use the form)\b",
    r"\b(?:kontaktformular|kundenservice|kundendienst|wende?n? (?:sie|dich|euch)|melde (?:dich|euch)|melden sie sich)\b|\b(?:contacte\w*|adresse\w* vous|rapproche\w* vous)\b|\b(?:service client|formulaire de contact)\b",
    r"\b(?:contact[ae]\w*|comunicate|comunicarte|comuniquese|ponte en contacto|pongase en contacto)\b[^.!?]{0,60}|\b(?:formulario de contacto|servicio al cliente|atencion al cliente)\b",
    r"\b(?:contatt\w+|rivolg\w+)\b[^.!?]{0,40}|\b(?:servizio clienti|modulo di contatto)\b|\b(?:contat\w+|entre em contato|entre em contacto|fale conosco)\b|\bneem\b[^.!?]{0,20}\bcontact\b|\bklantenservice\b|\bcontactformulier\b",
    r"\b(?:kontakta|kontakt|kundtjanst|kundeservice|kundesenter|formularz\w* kontaktow\w*|skontaktuj\w*|biur\w* obslugi|musteri hizmetleri|iletisime gec\w*)\b|службу поддержки|обратитесь|تواصل\w* مع|خدمه العملاء|संपर्क करें|カスタマーサービス|お問い合わせ(?:ください|窓口)|联系客服|聯絡客服|고객센터|ติดต่อ",
)


def _each(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    # One by one: a pattern that can skip ahead to its first letters is far quicker than all of them joined.
    return tuple(re.compile(pattern) for pattern in patterns)


# In the order in which one is named when a sentence opens two.
CHANNELS = (
    ("private", _each(_PRIVATE)),
    ("phone", _each(_PHONE)),
    ("mail", _each(_MAIL)),
    ("contact", _each(_CONTACT)),
)

# Open for later: no way elsewhere for what was asked now.
OFFER = re.compile(
    r"\b(?:if|should|in case|when|whenever|let us know|w/|with)\b[^.!?]{0,40}\b(?:anything else|something else|anything more|need (?:us|more)|ever need|any (?:further |other |more |additional )?(?:questions?|concerns?|queries)"
    r"|any ?(?:other|further|additional) (?:help|assistance|support|issues?|problems?)|(?:other|further|more) questions?|further concerns?|happens again|help again|else we can)\b"
    r"|\b(?:in (?:the )?future|any ?time you|we can help further|future \w+ (?:support )?questions|you need (?:some |any )?(?:further|more|other) (?:help|assistance|info\w*|details))\b"
    r"|\b(?:weitere\w* fragen|noch (?:etwas|fragen)|d'autres questions|autres? questions?|(?:alguna|cualquier|otra) (?:otra )?(?:duda|pregunta|consulta)|mas (?:dudas|preguntas)|altre domande|outras? (?:duvidas?|perguntas?)"
    r"|mais (?:duvidas|perguntas)|nog vragen|andere vragen|fler fragor|flere sporsmal|inne pytania|baska (?:bir )?soru\w*)\b|أي استفسار|اي استفسار|ほかにも|他にご|其他问题|其他問題|추가 문의"
)

# Said out of kindness or custom; tells nothing about what was asked.
SET_ASIDE = re.compile(
    # greetings and thanks for writing
    r"^\s*(?:hi|hey|hello|hiya|hola|hallo|bonjour|ciao|ola|hoi|hei|hej|good (?:morning|afternoon|evening|day)|greetings|dear|guten \w+|liebe\w?|yes|sure|certainly|of course|absolutely|definitely|claro|gerne|bien sur|certo|natuurlijk|no (?:worries|problem))\b(?:\W+\w+){0,5}\W*$"
    r"|\b(?:thanks?|thank you|thx|cheers|appreciate)\b|\byou'?re (?:very )?welcome\b|\b(?:danke|vielen dank|merci|gracias|grazie|obrigad[oa]|bedankt|tack|takk|tak for|dziekuj\w+|tesekkur\w*|شكرا|धन्यवाद|спасибо)\b"
    # regret and fellow feeling
    r"|\b(?:sorry|apolog\w+|regret|unfortunate|oh no|yikes|uh oh|oops|ouch|bummer|frustrat\w+|disappoint\w+|upset\w*|inconvenien\w+|concerning|troubl\w+|odd|strange|distressing|disheartening|unacceptable|not (?:good|ok|okay|right|ideal|cool|great|what we|the (?:kind|experience|way))|no good|that's (?:strange|odd|weird|no)|never (?:fun|easy|what)|seriously|(?:not|\w+n'?t) (?:sound|look|seem) (?:good|right|great|fun|like)|(?:can'?t|cannot|unable to|not able to|don'?t have) (?:access|view|see|discuss|share|address|check|look|handle)|(?:we|i)(?:'d| would|'m| am|'re| are)? (?:be )?(?:love|like|want|glad|happy|hate|hope|wish)|not on my watch|breaking to hear|hate to (?:hear|see|lose)|sad to|don'?t (?:want|like|love)|wouldn'?t want|isn'?t (?:the|what|good|right)|we (?:hear|get) you|understand|understandable|know how|imagine)\b"
    r"|\b(?:tut (?:mir|uns)|schade|entschuldig\w+|verzeihung|bedauer\w+|argerlich|desole\w*|navre\w*|excuse\w*|lo (?:siento|sentimos|lamento|lamentamos)|lamentamos|sentimos|disculp\w+|sinto muito|lamentamos|pedimos desculpa\w*|desculp\w+|ci (?:dispiace|scusiamo)|mi (?:dispiace|spiace|scuso)|scusa\w*|spijt\w*|vervelend|excuses|beklag\w+|ledsamt|ursakta|tråkigt|trakigt|przykro|przeprasza\w+|uzgunuz|ozur|извин\w+|сожале\w+|نعتذر|ناسف|عذرا|खेद|क्षमा)|ご不便|ご迷惑|申し訳|お詫び|抱歉|对不起|對不起|죄송|ขออภัย"
    # wish to help, to look into it
    r"|\b(?:(?:we|i|we're|i'm|we'd|i'd|we'll|i'll|let|let's|let us|let me|happy|glad|love|like|want|here|able|can|would|so|to)\b[^.!?]{0,50}\b(?:help|assist\w*|look(?:ing)?(?: closer)? (?:at|into)|looked into|take a (?:\w+ ){0,2}look|see what|check|investigate\w*|sort\w*|get (?:this|that|to the)|fix\w*|resolve\w*|make (?:this|it|things) right|hear (?:more|about)|learn more|know more|find out|turn (?:this|that) around|chat|talk|discuss|address\w*|connect|follow up|work (?:on|with)|track|review|look))\b"
    r"|^\s*let(?:'?s| us| me)\b|\b(?:let (?:us|me) know|tell (?:us|me)|keep (?:us|me) posted)\b"
    r"|^\W*(?:and |so |then |but |also )?(?:for (?:your |account )?(?:security|privacy|safety|protection|assistance)|due to|as we|because|since we|so (?:we|i|that)|to (?:get|better|further|protect|help|assist|start|discuss|look|avoid|verify|confirm)\b|in order to|once (?:you|we|i)"
    r"|(?:we|i)(?:'ll| will) (?:go|be|take|get|have|do|make|start|need|pass|see|forward)|(?:we|i) need|(?:we|i)(?:'ve| have) (?:just |now |already )*(?:sent|replied|responded|answered)|click|tap|at the (?:top|bottom) of (?:your|our|this))\b"
    r"|\b(?:helfen|anschauen|ansehen|prufen|kummern|nachsehen|aider|regarder|verifier|ayudar\w*|revisar\w*|aiutar\w*|verificar\w*|controllar\w*|ajudar\w*|helpen|kijken|uitzoeken|hjalpa|hjelpe|hjaelpe|pomoc|pomoz\w*|sprawdz\w*|yardimci|помочь|مساعد\w*)\b|お手伝い|确认|確認|为您|為您|도와|ช่วยเหลือ|ตรวจสอบ"
    # what to send
    r"|\b(?:send|provide|include|share|give|confirm|dm|forward|supply|verify|attach|mention|reply)\b[^.!?]{0,40}\b(?:us|me|your|the|a|any|more|details|number|name|email|address|deine\w*|ihre\w*|eure\w*)\b"
    r"|\b(?:bitte|veuillez|merci de|por favor|per favore|per cortesia|graag|gelieve|prosze|lutfen|пожалуйста|يرجي|الرجاء|कृपया)\b[^.!?]{0,60}\b(?:deine\w*|ihre\w*|eure\w*|votre|vos|tu|su|sus|tus|vostr\w+|tuo|seu|sua|je|jullie|uw|swoj\w*)\b"
    r"|^\s*(?:your |the |with |deine |votre |tu |su )?(?:full |account |booking |order |phone |confirmation |zip |e-?mail )*(?:name|number|address|email|phone|details|code|reference|postcode|nummer|numero)\b"
    r"|\b(?:schreib|schick|sende|meld|wend|kontaktier|envoye|ecri|contact|envi|manda|mande|escrib|escrev|scriv|invia|contatt|stuur|neem|skicka|kontakt|napisz|prosimy)\w*\b"
    r"|\b(?:no need to|keep us posted|stay tuned|talk soon|speak soon|have a (?:great|good|nice|lovely))\b|お手数|恐れ入り|請|请您|부탁"
)

# A quick look before the long one: with none of these beginnings of words, no such way is open.
_GATES = {
    "private": r"d\.?m|p\.?m|mp|pn|pb|md|pw|lc|priv|inbox|messag|mensag|mensaj|direkt|direct|nachricht|posteingang|bericht|besked|melding|meddel|message|follow|slide|respond|replied|answered|interno|bandeja|wiadomo|ozel|pesan|личн|лс|личк|директ",
    "phone": r"call|phone|ring|dial|text|speak|talk|reach|contact|chat|anruf|ruf|hotline|kundentel|appel|telef|telep|joindre|llam|comunic|marqu|chiam|lig|bel|zadzwon",
    "mail": r"e-?mail|mail|write|send|drop|shoot|courriel|correo|__email|schreib|schick|envoy|ecri|contact|escrib|envi|mand|scriv|inviat|escrev|stuur|napisz|[\w.+-]+@",
    "contact": r"contact|contat|kontakt|reach|touch|speak|talk|connect|chat|refer|report|escalat|follow|check in|write|send|drop|shoot|provide|share|submit|fill|visit|live|web|form|open a|log a|refund|tell us|options|post|ask|suggest|discuss|sort|use|more info"
    r"|question for|kunden|wende|melde|adress|rapproch|service|servizio|formul|comuni|ponte|pongase|atencion|rivolg|modulo|entre em|fale|neem|klanten|kundtj|kundes|skontakt|biur|musteri|iletisim|службу|обратит",
}
GATES = {
    value: re.compile(rf"\b(?:{stems})|[\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
    for value, stems in _GATES.items()
}

# A question about what was tried already sends nobody anywhere; nor does what we are going to do.
PAST_QUESTION = re.compile(
    r"\b(?:have|has|had|did|were|was|who|when|why|is|are) (?:you|your|they|it|anyone|someone|the|she|he|advised|told)\b[^?]*\?"
)
OURS_BEFORE = re.compile(r"\b(?:we|i|they|team)(?:'ll| will|'ve| have|'re| are|'m| am)?(?: \w+){0,4} $|\bbefore i $")

# A short sentence about us and you is mostly warmth ("your love means the world to us"), unless it says what can be done or is so.
BETWEEN_US = re.compile(r"\b(?:we|we're|we've|we'll|we'd|our|us|i|i'm|i'll|i've|my|me|you|your|you're|you've)\b")
TELLS = re.compile(
    r"\d|\b(?:you (?:can|could|may|must|should|will|need|have to|do|only)|you'll|you'd|we (?:do|are not|will not|offer|have|had|only|no longer|cannot|sell|ship|open|close|sail|run)"
    r"|\w+n't|not|never|no longer|it's|it is|there (?:is|are|will)|because|until|available|(?<!feel )free|allowed|included|went|today|tomorrow|tonight|yesterday|this (?:morning|afternoon|evening)|\w+days?|(?:has|have) been (?:sent|refunded|booked|changed|moved|cancelled)|refunded|on (?:its|the) way|departs?|leaves|sails|runs|opens|closes)\b"
)
# Within a sentence that is otherwise set aside: "we can look into it, but you won't be able to change boats".
SAYS_OUTRIGHT = re.compile(
    r"\d\d|\b(?:you (?:can|may|will|won't|need|have to|don't|aren't)|you'll|there (?:is|are)|it (?:is|was) not)\b"
)
