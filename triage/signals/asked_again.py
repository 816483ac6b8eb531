"""Whether somebody asks again: in words that say so, or with the same words once more. Asking again never restarts a wait, it counts for it."""

import re
from collections import Counter
from collections.abc import Sequence

from triage.signals.base import Signal
from triage.signals.wording import DENSE, HANDLE, LINK, blank, fold, words_of

_MOST_READ = 3000
_MOST_COMPARED = 400
_MOST_EARLIER = 50

# "hello??", "anyone there": the whole of a short message, or a greeting that demands.
_WHOLE_CALL = re.compile(
    r"\W*(?:(?:(?:hello+|helo+|hallo+|hey+|hi+|allo+|hola+|ola+|ciao|pronto|alo+|halo+|hoi+|hej+|hei+|yo+|oi+|merhaba|czesc)[\s,.!]{0,3})+[?]+\s*!*|(?:you|u) (?:still )?there\b"
    r"|(?:bump|bumping this|up|ping|\?+)\W*$|(?:any ?(?:news|update|updates|word|reply|response|answer|progress|body)|updates?|well|so|and)\W*\?+\W*$)"
)
_CALLING = re.compile(
    r"\b(?:(?:hello+|hallo+|allo+|hola+|alo+|halo+|hey+)\s?!*\?[?!]*"
    r"|any ?(?:one|body) (?:(?:there|here|home|out there|alive|awake|listening|reading this)(?=\s*(?:[?!,]|$))|going to (?:answer|reply|respond|help)\b)"
    r"|are (?:you|u|ya|you guys) (?:there|still there|alive|awake|asleep|ignoring (?:me|us|this))(?=\s*(?:[?!]|$))|earth to \w+"
    r"|(?:jemand (?:da|zuhause|zu hause)|ist da (?:jemand|wer|noch jemand)|lebt ihr noch|seid ihr (?:noch )?da|il y a quelqu'un|y a quelqu'un|vous etes la|hay alguien|alguien ahi|estan ahi|siguen ahi|c'e qualcuno|ci siete|tem alguem|alguem ai|estao ai"
    r"|is daar iemand|iemand daar|iemand thuis|zijn jullie er nog|ar det nagon (?:dar|hemma)|er der nogen|er det noen|jest tam kto|halo jest kto|kimse (?:yok mu|var mi)|orada misiniz)\b)"
)
# Words that say it is not the first time, or that nobody answered.
_ASK = r"(?:ask|writ|wrote|tweet|messag|contact|post|sen[dt]|call|rais|report|email|e-mail|dm|comment|request|inquir|enquir|tell|told|tr(?:y|ied) to (?:reach|contact|get))\w*"
_ORDINAL = r"(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th|7th|10th|umpteenth|nth|hundredth)"
_AGAIN = re.compile(
    r"\b(?:still (?:wait(?:ing|in)\b|no (?:reply|response|answer|word|news|update|one (?:has|answers)|solution|resolution|help|feedback|call|contact)|nothing from|haven'?t (?:heard|received an? (?:answer|reply|response)|had an? (?:answer|reply|response)|got(?:ten)? an? (?:answer|reply|response))|not (?:heard|answered|replied|had (?:a|any) (?:reply|response|answer)|received an? (?:answer|reply|response))|ignor\w+|hoping (?:for|to get) an? (?:answer|reply|response))"
    r"|(?:waiting|waited) for (?:an?|any|your|the|some)? ?(?:answer|reply|response|word|update|reaction)|(?:been |are |am |i'm |we're )waiting (?:since|for (?:\d+|two|three|four|five|six|several|many|over|days|weeks|hours|ages|a (?:week|month|day|while|long|fortnight))|\d+)"
    r"|any (?:updates?|news|word|reply|response|answer|progress|joy|luck)(?: yet| on (?:this|that|my)| about (?:this|that|my)| from (?:you|u)| so far| at all|\s?\?)|no (?:updates?|word|reply|response|answer) (?:yet|from (?:you|u|anyone)|so far|at all|since|for|to my|\?)"
    rf"|{_ORDINAL} (?:message|tweet|dm|mail|email|request|reminder|question|attempt to (?:reach|contact|get))|{_ORDINAL} time (?:now )?(?:of |in |that |to |already |this week |today |i(?:'m| am|'ve| have)? |we(?:'re| are|'ve| have)? )*{_ASK}|for the {_ORDINAL} time(?: now| today)?\s?[,:;!-]"
    r"|(?:asked|asking|wrote|written|writing|tweeted|tweeting|messaged|messaging|emailed|emailing|contacted|called|told|dm'?d|dm'?ed) (?:you |u |you guys |this |about this |the question |here |already |it |in )*(?:again|twice|already|three times|several times|many times|multiple times|\d+ times|\d+x|repeatedly|days ago|a week ago|hours ago|weeks ago)"
    r"|(?:ask|asking|saying|repeat|repeating|write|writing|tweet)(?: it| this| my question| myself| you)? (?:once more|again\b|one more time)|once again,? (?:when|where|what|why|how|can|could|is|are|do|does)\b|as i (?:wrote|asked|already)|i repeat\s?[,:]|repeating myself|how many (?:more )?times (?:do|must|should|will|have|am|did) (?:i|we)|how (?:much longer|many more (?:days|weeks|hours|messages|mails|times))"
    r"|(?:no ?one|nobody|none of you|not one of you) (?:has |have |is |are |ever |even |seem\w* to |just |here |there )*(?:answer\w*|repl(?:y|ied|ies|ying)|respond\w*|acknowledg\w+|got(?:ten)? back|get(?:s|ting)? back|car(?:es?|ing) to (?:answer|reply|respond))"
    r"|(?:you|u|they|ya'?ll|y'?all|you guys) (?:have |are |ever |even |still |just |guys |all )*(?:don'?t|do not|didn'?t|did not|haven'?t|have not|won'?t|never|not|aren'?t|can'?t) (?:even |ever |bother to |bothered to |care to |yet )*(?:answer\w*|repl(?:y|ied|ies|ying)|respond\w*|acknowledg\w+|got(?:ten)? back|get(?:ting)? back to)|(?:you|they|u|you guys|y'?all) (?:are |just |keep |still |have been )*ignor(?:e|ed|ing) (?:me|us|my|this|people|customers|every)"
    r"|(?:without|never (?:got|had|received|heard)|not (?:one|a single)|didn'?t (?:get|receive)|haven'?t (?:got|had|received|gotten)|not (?:got|had|received)) (?:an?|any|a single|your)? ?(?:answer|reply|response|word back|call back|anything back)|(?:please|pls|plz|can (?:you|someone|somebody|anyone)|could (?:you|someone)|will (?:you|someone|anyone)|why (?:don'?t|won'?t) you|would you)(?: please| pls| just| kindly| ever| guys)*(?: at least)? (?:answer|reply|respond)(?: to)? ?(?:me|us|my|this|asap|already|now|soon|please|back|!|\?|$)"
    r"|(?:ignoring|ghosting) (?:me|us|my|this)|being ignored|stop ignoring|keep(?:s)? ignoring|(?:gentle|friendly|just a|another) reminder|following up (?:on|again|about|with)|follow(?:ing)?[- ]up (?:to|on) (?:my|this|the)|just checking (?:in|on|again))"
)
_AGAIN_GATE = re.compile(
    r"\b(?:wait|answer|repl|respon|heard|ignor|updat|news|word|progress|joy|luck|twice|again|already|ago\b|longer|remind|follow|checking|acknowledg|as i|ghost|time|many|message|tweet|dm|mail|request|question|attempt|back|no ?one|nobody|still|repeat|once)"
)
_AGAIN_ELSEWHERE = re.compile(
    r"\b(?:(?:immer noch|noch immer) (?:keine (?:antwort|ruckmeldung|reaktion|nachricht|losung|hilfe|info)|nichts (?:gehort|von|passiert)|am warten|ohne antwort)|(?:warte|warten) (?:immer noch|noch immer|seit|schon|nach wie vor|weiterhin)|(?:noch|bisher|leider|immer) keine (?:antwort|ruckmeldung|reaktion|nachricht)|zum (?:zweiten|dritten|vierten|funften|x-ten|wiederholten|\d\.?) mal\b(?=[:,!]|[^.!?]{0,30}(?:frag|schreib|meld|bitt|anruf|kontakt))|(?:schon|bereits) (?:mehrfach|mehrmals|zweimal|dreimal|zum \w+ mal|gestern|letzte woche|vor \w+ \w+) (?:gefragt|geschrieben|gemeldet|kontaktiert|angerufen|nachgefragt)|(?:frage|schreibe|versuche) (?:es |ich |euch )?(?:noch ?mals?|erneut|wieder|nochmal)|(?:gibt|gibts|gibt's) (?:es )?(?:schon |inzwischen |mittlerweile |was )?neu(?:es|igkeiten)|niemand antwortet|antwortet (?:mal|ihr|doch|hier|endlich)|keiner antwortet|wann (?:bekomme ich|kommt|antwortet) (?:denn |endlich |ihr |eine )+(?:antwort|ruckmeldung|endlich)|wann antwortet ihr|nochmal(?:s)? nachfragen|wie oft (?:noch|muss ich|soll ich))\b"
    r"|\b(?:toujours (?:pas de (?:reponse|nouvelles|retour|solution)|aucune (?:reponse|nouvelle|solution)|en attente|sans (?:reponse|nouvelles))|(?:j'attends|on attend|nous attendons) (?:toujours|encore|depuis|une reponse|votre)|(?:deuxieme|troisieme|quatrieme|2e|3e|4e|2eme|3eme|4eme|enieme) (?:message|relance|tweet|mail|demande|fois que (?:je|j'|nous|on) ?(?:vous )?(?:demande|ecri|contact|appel|relanc|pose))\w*|aucune reponse|pas (?:de|eu de|encore de) (?:reponse|nouvelles|retour)|sans reponse|(?:des|du) (?:nouvelles|nouveau)\s?\?|personne (?:ne )?(?:repond|me repond)|vous (?:ne )?repondez (?:pas|jamais|plus)|je (?:me permets de )?(?:relance|repete|reitere|redemande)|je vous relance|combien de (?:fois|temps) (?:faut|dois|encore)|reponde(?:z|s)[- ]moi)\b"
    r"|\b(?:(?:sigo|seguimos) (?:esperando|sin (?:respuesta|noticias|solucion|saber nada))|(?:todavia|aun) (?:no (?:me )?(?:han (?:respond|contest)\w+|hay respuesta|responden|contestan)|espero (?:respuesta|una)|esperando|sin respuesta)|(?:segunda|tercera|cuarta|quinta|2a|3a|4a|enesima) vez que (?:les |os |le |te )?(?:pregunt|escrib|contact|llam|pid|reclam|consult|mand)\w*|sin respuesta|no (?:me )?(?:responden|contestan|han respondido|han contestado|hay respuesta)|nadie (?:me )?(?:responde|contesta|ha respondido)|(?:alguna|hay) (?:novedad|novedades|noticia|noticias|respuesta)|otra vez (?:pregunto|escribo|les)|(?:pregunto|escribo|repito)(?: de nuevo| otra vez| nuevamente)|cuanto (?:mas )?(?:tengo que|hay que|debo) esperar|cuantas veces (?:tengo|hay|debo|mas|les|os)|respondan|contesten|me pueden (?:responder|contestar))\b"
    r"|\b(?:(?:sto|stiamo) (?:ancora )?aspettando|aspetto (?:ancora|da|una|sempre)|ancora (?:nessuna (?:risposta|novita|notizia)|in attesa|senza risposta|aspettando)|(?:seconda|terza|quarta|ennesima) volta che (?:vi |le )?(?:scriv|chied|contatt|chiam|domand|richied)\w*|nessuna (?:risposta|novita|notizia)|nessuno (?:mi )?(?:risponde|ha risposto)|non (?:mi )?(?:rispondete|avete risposto|risponde nessuno)|(?:ci sono |qualche )?(?:novita|aggiornamenti)\s?\?|(?:richiedo|ripeto|riscrivo|sollecito)|quante volte (?:devo|vi|dobbiamo)|rispondete(?:mi)?|potete rispondere)\b"
    r"|\b(?:(?:ainda|continuo|sigo) (?:a espera|esperando|aguardando|sem (?:resposta|retorno|solucao)|estou (?:a )?esper\w+|nao (?:recebi|tive|responderam|obtive))|(?:estou|to|fico) (?:a )?(?:aguard\w+|esper\w+) (?:ha|desde|uma|a|resposta|ate)|(?:segunda|terceira|quarta|quinta|enesima|2a|3a) vez que (?:eu )?(?:pergunt|escrev|contat|contact|lig|pec|mand|envi)\w*|sem (?:resposta|retorno)|ninguem (?:me )?(?:responde|respondeu)|nao (?:me )?(?:respondem|responderam|responde)|(?:alguma|ha) (?:novidade|novidades|noticia|resposta)|(?:pergunto|repito|escrevo)(?: de novo| outra vez| novamente)|quantas vezes (?:tenho|preciso|vou|mais)|respondam|me respond(?:e|am))\b"
    r"|\b(?:nog (?:steeds|altijd) (?:geen (?:antwoord|reactie|bericht|oplossing|nieuws)|niks gehoord|niets gehoord|wacht\w*|aan het wachten)|(?:wacht|wachten) (?:nog|al|inmiddels|sinds|nu al)|(?:tweede|derde|vierde|2e|3e|4e|zoveelste) (?:bericht|poging|keer dat (?:ik|we) \w+)|geen (?:antwoord|reactie)|nog geen (?:antwoord|reactie)|niemand (?:reageert|antwoordt)|(?:is er )?(?:al|nog) (?:iets |enig )?nieuws|reageer(?:t)? (?:eens|nou|dan|aub|ajb)|nogmaals (?:mijn|de|vraag|vragen)|hoe vaak (?:moet|nog)|hoe lang (?:moet|duurt het nog))\b"
    r"|\b(?:vantar fortfarande|fortfarande (?:inget svar|ingen som|inte fatt)|inget svar|(?:andra|tredje|fjarde) (?:meddelandet|gangen jag \w+)|nagra nyheter|ingen svarar|venter (?:stadig|fortsatt|fremdeles|ennå)|(?:stadig|fortsatt|fremdeles) (?:intet svar|ingen svar|ikke noe svar|ikke fatt svar|venter)|intet svar|ikke noe svar|(?:anden|tredje|fjerde|andre) (?:gang|gangen) (?:jeg|vi) \w+|noe nytt|noget nyt|ingen svarer)\b"
    r"|\b(?:(?:wciaz|nadal|ciagle|dalej) (?:czekam\w*|brak odpowiedzi|zadnej odpowiedzi|bez odpowiedzi|nie (?:odpowiad|odpis|dosta)\w*)|czekam (?:juz|od|na odpowiedz|wciaz|nadal)|(?:drugi|trzeci|czwarty|kolejny|ktorys) raz (?:pytam|pisze|prosze|dzwonie)|brak odpowiedzi|nikt (?:nie )?(?:odpowiada|odpisuje)|(?:sa )?(?:jakies )?(?:nowosci|wiesci)\s?\?|odpowiecie|odpiszecie|ile (?:mozna|jeszcze) czekac|prosze o odpowiedz)\b"
    r"|\b(?:hala (?:bekli\w+|cevap|yanit|donus)|(?:ikinci|ucuncu|dorduncu|kacinci) (?:kez|defa|kere) (?:yaz|sor|ara|ulas)\w*|cevap (?:yok|vermi\w+|bekli\w+|alamad\w+|verin|verecek)|donus (?:yok|yapmad\w+|yapilmad\w+|alamad\w+)|yanit (?:yok|bekli\w+|alamad\w+)|kimse (?:cevap|donus|yanit)|gelisme var|tekrar (?:soruyorum|yaziyorum)|masih (?:menunggu|belum)|belum (?:ada|di) ?(?:balas|jawab)\w*|sudah \w+ kali|(?:abhi|ab) tak (?:koi |nahi |nahin )?(?:reply|jawab|response)|koi reply)\b"
)
# Every phrase above has one of these beginnings of words; without them it is not looked for.
_ELSEWHERE_GATE = re.compile(
    r"\b(?:antwor|antwoo|ruckmeld|wart|niemand|keiner|zum|schon|bereits|frage|schreib|versuch|gibt|nochmal|wie oft|immer|noch|bisher|leider|toujours|attend|aucun|pas |sans|nouvel|personne|vous|je|combien|repond|des|du|deux|trois|quat|\dem|\de\b|enieme"
    r"|sigo|segui|todavia|aun|segunda|tercera|cuarta|quinta|enesima|sin |no |nadie|alguna|alguma|hay|otra|pregunto|escribo|repito|cuant|respond|contest|me |sto|stiamo|aspett|ancora|seconda|terza|quarta|ennesima|nessun|non|novita|aggiorn|ci |qualche|richiedo|ripeto|riscrivo|sollecito|quante|rispond|potete"
    r"|ainda|continuo|estou|to |fico|terceira|sem |ninguem|nao|ha |quantas|nog|wacht|tweede|derde|vierde|zoveelste|geen|is er|al |reageer|hoe|vantar|fortf|inget|andra|tredje|fjarde|nagra|ingen|venter|stadig|fremdeles|intet|ikke|anden|andre|fjerde|noe|noget"
    r"|wciaz|nadal|ciagle|dalej|czekam|drugi|trzeci|czwarty|kolejny|ktorys|brak|nikt|sa |jakies|nowosci|wiesci|odpo|odpi|ile|prosze|hala|ikinci|ucuncu|dorduncu|kacinci|cevap|donus|yanit|kimse|gelisme|tekrar|masih|belum|sudah|abhi|ab |koi|nieuws)"
)
# Who hopes for an answer, or asks whether one will come, had none: "still hoping someone can tell me", "any chance of a reply".
_REPLY = r"(?:answer|reply|response)"
_HOPING = re.compile(
    rf"\b(?:still hoping (?:that )?(?:some ?(?:one|body)|any ?(?:one|body)|one of you|you|u|you guys|they)(?: there| here| at \w+)? (?:can |could |will |would |might |may |is able to )?(?:please )?(?:tells?|answers?|repl(?:y|ies)|responds?|helps?|gets? back|explains?|confirms?|says?|lets?|looks? (?:at|into)|sees? this|reads? this)\b"
    rf"|(?:hoping|hope) (?:to (?:get|have|receive) |for )(?:an?|any|some|your|the)?(?: (?:quick|actual|real|straight|proper))? ?{_REPLY}\b|still hop(?:e|ing) to hear (?:back|from you|something)"
    rf"|any (?:chance|hope|prospect|possibility) (?:of|for|to get|i get|we get) (?:getting |hearing |receiving |having )?(?:an?|any|some|your)?(?: (?:quick|actual|real|straight|proper))? ?(?:{_REPLY}|word back|hearing back)\b"
    rf"|(?:any|some) ?(?:one|body)(?: here| there| out there| at all)? (?:able|willing|free|around|available) to (?:tell|answer|help|reply|respond)(?: to)?(?: me| us| this)?(?=\s*(?:[?!.,]|$))"
    rf"|still (?:wondering (?:if|whether|when|about)|asking|none the wiser|in the dark|unanswered|need(?:ing)? (?:an? {_REPLY}|to know))|(?:would|'d) still (?:like|love|need) (?:to (?:know|hear)|an? {_REPLY})|(?:nice|great|good|lovely) to (?:get|have|hear) (?:an?|any|some) {_REPLY}|trying (?:you )?once more"
    r"|(?:hoffe|hoffen) (?:immer noch|noch immer|noch|weiter|weiterhin|nach wie vor|weiter hin)(?: immer)?,? (?:auf (?:eine |eure |ihre )?(?:antwort|ruckmeldung|reaktion)|dass (?:mir |uns )?(?:jemand|einer|ihr|sie))|(?:chance|hoffnung|aussicht) auf (?:eine )?(?:antwort|ruckmeldung|reaktion)|(?:bekomme|bekommen|kriege|krieg) (?:ich|wir) (?:noch |mal |irgendwann |vielleicht |heute |jemals |auch )+(?:eine )?(?:antwort|ruckmeldung)|kann (?:mir|uns) (?:denn |vielleicht |endlich |noch |mal |bitte )*jemand antworten"
    r"|j'espere (?:toujours|encore) (?:une reponse|avoir|obtenir|recevoir|que quelqu'un|qu'on|que vous)|(?:toujours|encore) (?:l'espoir|dans l'espoir) d'(?:une|avoir une) reponse|(?:une|la moindre) (?:petite )?chance d'(?:avoir|obtenir) une reponse|(?:aurai|aurons|aura)-(?:je|nous|t-on) (?:un jour |enfin )?une reponse|quelqu'un (?:pour|peut) (?:me |nous )?repondre"
    r"|(?:sigo|seguimos) con la esperanza|(?:todavia|aun) (?:espero|esperamos|confio|confiamos) (?:en )?que (?:alguien|me|nos)|(?:alguna|hay) (?:posibilidad|esperanza|opcion) de (?:una |recibir |tener |obtener )*(?:respuesta|que (?:me |nos |alguien )*(?:respond|contest)\w+)|alguien (?:me |nos )?(?:puede|podria) (?:responder|contestar)(?:me|nos)?\b"
    r"|(?:spero|speriamo) (?:ancora|sempre) (?:in una risposta|che qualcuno|che mi|di (?:avere|ricevere) (?:una )?risposta)|(?:speranza|possibilita) di (?:avere |ricevere )?(?:una )?risposta|qualcuno (?:mi |ci )?(?:puo|potrebbe) rispondere|qualcuno (?:che )?(?:mi |ci )?rispond[ae]\b"
    r"|ainda (?:espero|esperamos|tenho esperanca|na esperanca)(?: de)? (?:uma resposta|por (?:uma )?resposta|que (?:alguem|me|nos))|(?:alguma|ha|tem) (?:chance|hipotese|possibilidade|esperanca) de (?:uma |ter |receber |obter )*(?:resposta|que me respondam|me responderem|alguem responder)|alguem (?:me )?(?:pode|poderia|consegue|vai) (?:me )?responder"
    r"|(?:hoop|hopen) nog (?:steeds|altijd)?\s?(?:op (?:een )?(?:antwoord|reactie)|dat (?:iemand|jullie))|kans op (?:een )?(?:antwoord|reactie)|kan (?:er )?(?:nog )?iemand (?:mij |me |ons )?(?:nog )?(?:antwoorden|reageren|antwoord geven)|krijg(?:en)? (?:ik|we) (?:nog|ooit|misschien) (?:een )?(?:antwoord|reactie)"
    r"|hoppas fortfarande (?:pa (?:ett )?svar|att nagon)|haber stadig (?:pa (?:et )?svar|at nogen)|haper fortsatt (?:pa (?:et )?svar|at noen)|(?:wciaz|nadal|ciagle) (?:mam nadzieje|licze) na odpowiedz|szansa na odpowiedz|(?:вс[её] ещ[её]|по-прежнему) надеюсь (?:на ответ|,? ?что))\b"
    # Where it begins a clause: "me again about the bag", and not "it made me again think of".
    r"|(?:^\s*|[.!?,:\n]\s{0,3}|\b(?:hi|hello|hey|sorry) )(?:it'?s |only |just )?me again\b"
)
_HOPING_GATE = re.compile(
    r"\b(?:hop|hoo|hoff|j'esper|l'espoir|esper|sper|haper|haber|chance|any|some ?(?:one|body)|still|me again|once more|answer|reply|respon|kann (?:mir|uns)|bekomm|krieg|krijg|kan|aussicht|aur|quelqu|confi|alg|posib|possib|qualcuno|hipotes|nadziej|licze|szansa|надеюсь)"
)
_OTHER_SCRIPTS = re.compile(
    r"есть кто|вы там|ау\b|(?<!\w)(?:هل من (?:احد|مجيب)|وينكم)(?!\w)|कोई है|कोई जवाब|koi (?:hai|jawab)|มีใครอยู่(?:ไหม|มั้ย)|ตอบด้วย|ตอบหน่อย|誰かいますか|まだですか|返事(?:が|は)?(?:ない|ありません|まだ|ください|下さい|来ない)|返信(?:が|は)?(?:ない|ありません|まだ|ください|下さい|来ない)|有人吗|有人嗎|在吗|在嗎|人呢|거기 (?:누구|아무도)|아무도 없|답변 (?:좀|언제|안)|답장 (?:좀|언제|안)|대답 (?:좀|안)"
    r"|(?<!\w)(?:вс[её] ещ[её] (?:жду|нет|не)|до сих пор (?:нет|не|жду|никто)|жду (?:ответа|уже|вашего)|(?:второй|третий|четвертый|который) раз (?:пишу|спрашиваю|прошу|звоню)|никто не (?:отвечает|ответил)|нет ответа|(?:есть )?новости\s?\?|ответьте|сколько (?:можно|еще) ждать)(?!\w)"
    r"|(?<!\w)(?:مازلت (?:انتظر|بانتظار)|ما زلت (?:انتظر|بانتظار)|لا زلت انتظر|للمره (?:الثانيه|الثالثه|الرابعه|الاخيره|المليون)|(?:ثاني|ثالث|رابع|عاشر) مره|لم (?:يرد|تردوا|يتم الرد|اتلق|احصل علي رد)|ما (?:رديتو|رديتوا|ردو|ردوا|احد رد|حد رد|في رد)|محد (?:رد|يرد)|لا (?:احد يرد|يوجد رد|رد)|(?:هل من|اي) (?:جديد|رد|تحديث)|ردوا|ردو علي\w*|منتظر (?:ردكم|الرد)|بانتظار (?:ردكم|الرد))(?!\w)"
    r"|अभी तक (?:कोई|नहीं|जवाब)|अब तक (?:कोई|नहीं)|(?:दूसरी|तीसरी|चौथी|कई|आखिरी) बार|जवाब (?:नहीं|दो|दीजिए|कब)|इंतज़ार कर|इंतजार कर"
    r"|ยังไม่(?:ตอบ(?!สนอง)|ได้รับคำตอบ|มีใครตอบ|ได้คำตอบ)|รอ(?:คำตอบ|นานแล้ว)|รอ(?:มา)?หลาย(?:วัน|ชั่วโมง)|ถาม(?:ไป)?(?:หลายรอบ|หลายครั้ง|อีกครั้ง|อีกรอบ|รอบที่|ครั้งที่)|ไม่มีใครตอบ|ทำไมไม่ตอบ|ไม่เห็นตอบ|เมื่อไหร่จะตอบ"
    r"|まだ(?:返信|返事|回答|連絡|待って)|(?:二|三|四|2|3|4|何)(?:度|回)目|何度(?:も|目)|ずっと待って|連絡(?:が|は)?(?:ない|ありません|来ません|まだ)|再度|もう一度(?:聞|お聞|質問|伺)|無視"
    r"|(?:还|還)(?:在等|没有?回|沒有?回|没人|沒人|没消息|沒消息)|一直在等|第(?:二|三|四|五|2|3|4|n|N|几|幾)次(?:问|問|了|联系|聯繫|留言)?|没人(?:回|理)|沒人(?:回|理)|(?:怎么|怎麼|为什么|為什麼)(?:还|還)?不(?:回|理)|有(?:消息|进展|進展|结果|結果|回复|回覆)(?:了)?(?:吗|嗎|没)|再(?:问|問)一(?:次|遍)|不回(?:复|覆|消息)"
    r"|아직(?:도)? (?:답|기다|연락|못|안|소식)|(?:두|세|네|몇|여러) ?번째|(?:두|세|네|몇|여러) ?번(?:이나)? (?:문의|물어|연락|말)|답(?:변|장)이? (?:없|안|아직)|연락이? (?:없|안)|다시 (?:한번 )?(?:문의|묻|물어|질문)|기다리고 있"
)
_WAIT_WORDS = frozenset(
    "yes no ok okay yeah yep nope thanks thank you hi hello hey done sent please ja nein oui non si sim nao nee tak nie".split()
)
_FEWEST_WORDS = 2
_FEWEST_LETTERS = 8
_ALIKE = 0.8


def asks_again(text: str) -> Signal | None:
    """Words that say somebody asked before, or that call for an answer: "hello??", "still waiting", "third time I ask". Reads 3,000 characters.

    >>> asks_again("Hello?? Is the 9 pm boat running?").words
    'Hello??'
    >>> asks_again("Hello, is the 9 pm boat running?")
    """
    folded = fold(text[:_MOST_READ])
    said = blank(HANDLE, folded.said) if "@" in folded.said else folded.said
    said = blank(LINK, said) if "://" in said else said
    found = (
        _WHOLE_CALL.match(said)
        or _CALLING.search(said)
        or (_AGAIN.search(said) if _AGAIN_GATE.search(said) else None)
        or (_HOPING.search(said) if _HOPING_GATE.search(said) else None)
        or (_AGAIN_ELSEWHERE.search(said) if _ELSEWHERE_GATE.search(said) else None)
        or (_OTHER_SCRIPTS.search(said) if not said.isascii() else None)
    )
    if found is None or not found[0].strip():
        return None
    lead = len(found[0]) - len(found[0].lstrip())
    return folded.signal("asked_again", "", found.start() + lead, found.start() + len(found[0].rstrip()))


def repeats(text: str, earlier: Sequence[str]) -> bool:
    """Whether a text says once more what one of the earlier ones said: the same words, or nearly, and the same figures.

    Compared are 400 characters of each and the last 50 earlier texts. "Yes" twice is no repetition; "Where is my bag" twice is.
    """
    mine = _Saying(text)
    return mine.is_enough and any(mine.is_like(_Saying(before)) for before in earlier[-_MOST_EARLIER:])


class _Saying:
    """What a text says, for comparing: its words in order and its figures."""

    def __init__(self, text: str) -> None:
        said = fold(text[:_MOST_COMPARED]).said
        said = HANDLE.sub(" ", LINK.sub(" ", said))
        self.is_dense = bool(DENSE.search(said))
        self.words = ["".join(words_of(said))[:_MOST_COMPARED]] if self.is_dense else words_of(said)
        self.figures = sorted(re.findall(r"\d+", said))

    @property
    def is_enough(self) -> bool:
        if self.is_dense:
            return len(self.words[0]) >= _FEWEST_LETTERS // 2
        telling = [word for word in self.words if word not in _WAIT_WORDS]
        return len(telling) >= _FEWEST_WORDS or sum(map(len, telling)) >= _FEWEST_LETTERS

    def is_like(self, other: "_Saying") -> bool:
        if self.words == other.words:
            return True
        if self.figures != other.figures or not other.words:
            return False
        mine, theirs = self._pieces(), other._pieces()
        shared = sum((mine & theirs).values())
        return shared >= _ALIKE * max(sum(mine.values()), sum(theirs.values()))

    def _pieces(self) -> Counter[str]:
        """Words, and pairs of letters where there are no words: what two texts may share."""
        if not self.is_dense:
            return Counter(self.words)
        whole = self.words[0]
        return Counter(whole[place : place + 2] for place in range(len(whole) - 1))
