"""How questions begin and what else asks, language by language, for texts without a question mark.

All patterns meet folded text: lower case, without accents.
"""

import re

_AUX = r"(?:can|could|cud|would|wud|will|may|might|shall|should|do|does|did|is|are|am|was|were|has|have|had|isnt|isn't|arent|aren't|cant|can't|couldnt|couldn't|wont|won't|dont|don't|doesnt|doesn't|didnt|didn't|wouldnt|wouldn't|shouldnt|shouldn't|havent|haven't|hasnt|hasn't)"
_WHO = r"(?:you|u|ya|i|we|they|he|she|it|this|that|these|those|there|the|my|your|ur|our|his|her|their|any|anyone|anybody|someone|somebody|everyone|all|a|an|one|people|kids|children|dogs|bikes|tickets|somewhere|anything|something)"

# At the beginning of a clause.
_OPENINGS = (
    # English. "When I got home, …" tells; "when is", "when do" ask.
    rf"(?:what|whats|what's|wat|where|wheres|where's|when|whens|when's|why|whys|how|hows|how's|who|whos|who's|which)(?: \w+)? {_AUX}\b",
    r"(?:what|where|when|how|why|who)(?:'s| is|'re| are) ",
    r"(?:whats|wheres|whens|whys|hows|whos|what's|where's|when's|how's|who's) ",
    r"how (?:much|many|long|often|far|late|early|old|big|soon|come|about|to|do|does|can|could|would|is|are|will)\b|what (?:time|kind|sort|about|day|date|if|for|size|colou?r|to do|happens|happened|counts|the (?:hell|heck|fuck))\b|why (?:not|do|does|is|are|was|the|would|did|cant|can't|wont)\b",
    r"which (?:\w+ ){1,3}(?:is|are|do|does|did|can|should|would|will|has|have|goes|go|runs|sails|stops)\b|where (?:to|can|could|do|does|is|are|exactly|else)\b|when (?:is|are|will|do|does|did|can|could|would|was|the next|the last|exactly)\b|who (?:do|does|can|is|are|else|to)\b|whom|whose",
    rf"(?:do|did|had|has|were) (?:you|u|ya|i|we|they|he|she|any|anyone|anybody|someone|people|dogs|bikes|kids)\b|(?:do|did|has|were) (?:your|my|the|it|there)\b|(?:can|could|would|will|may|should|does|is|are|was|isnt|isn't|arent|aren't|cant|couldnt|couldn't|doesnt|doesn't|didnt|didn't|wouldnt|wouldn't|hasnt|hasn't|havent|haven't) {_WHO}\b(?! (?:not\b|have been told))",
    r"have (?:you|u|they|we|i|any|anyone)\b|am i\b|shall (?:we|i)\b|any (?:idea|ideas|chance|news|update|updates|clue|suggestions?|tips|advice|word|word on|reason|plans?|way|possibility|one know|body know|recommendations?)\b|anyone (?:know|knows|else|here|have|has|got|tried|able|there|heard|can)\b|anybody (?:know|knows|else|here|there)\b|someone know",
    # German
    r"(?:wann|wie|wo|wohin|woher|warum|wieso|weshalb|wer|wen|wem|welche|welcher|welches|welchen|wieviel|wieviele|womit|wofur)(?: \w+){1,2}",
    r"was (?:ist|kostet|kosten|macht|mache|soll|kann|muss|passiert|bedeutet|heisst|heißt|gibt|sind|hat|habt|tun|tut|fur|haltet|genau|geht)\b",
    r"(?:gibt es|gibts|habt ihr|haben sie|hast du|kann man|kann ich|kannst du|konnt ihr|konnen sie|konnen wir|konnte ich|konnten sie|darf ich|darf man|durfen|ist das|ist der|ist die|ist es|sind die|sind das|fahrt|fahren|hat (?:jemand|der|die|das|euer|ihr)|weiss jemand|weiß jemand|wisst ihr|wissen sie|kommt (?:der|die|das|heute)|muss ich|muss man|mussen wir|soll ich|werden|wird (?:der|die|das|es)|war das|stimmt es|geht das|nehmt ihr|bietet ihr|verkauft ihr|liefert ihr|seid ihr|sind sie|bekomme ich|bekommt man)\b",
    # French
    r"(?:quand|comment|ou est|ou sont|ou puis|ou peut|ou trouver|pourquoi|combien|quel|quelle|quels|quelles|lequel|laquelle|qui est|qui peut|a quelle heure|d'ou|est-ce|est ce|qu'est|qu est|que faire|c'est quoi|c est quoi|c'est quand|c'est combien)\b",
    r"(?:peut-on|peut on|puis-je|puis je|pouvez-vous|pouvez vous|pourriez|avez-vous|avez vous|y a-t-il|y a t il|y a til|savez-vous|savez vous|faut-il|faut il|dois-je|doit-on|etes-vous|vendez-vous|acceptez-vous|quelqu'un (?:sait|peut|connait|a)|des nouvelles)\b",
    # Spanish
    r"(?:cuando|como (?:puedo|se|hago|es|funciona|puede|podria|llego|va)|donde|por que|porque no|cual|cuales|cuanto|cuanta|cuantos|cuantas|quien|quienes|a que hora|que (?:hora|dia|tal|pasa|paso|significa|debo|hago|puedo|precio|tipo|incluye)|adonde|de donde|hasta cuando|desde cuando|¿)",
    r"(?:hay (?:algun|alguna|ferry|barco|plazas|sitio|descuento|que|forma|manera|wifi)|tienen|teneis|tienes|puedo|pueden|podeis|puedes|podria|podrian|se puede|sabe alguien|alguien sabe|alguien puede|saben si|sabeis|es posible|aceptan|venden|esta abierto|alguna novedad|me (?:puede|pueden|podria|podrian|podeis) (?:decir|ayudar|indicar|explicar|confirmar))\b",
    # Italian
    r"(?:quando|come (?:posso|si|faccio|funziona|mai|e|arrivo)|dove|perche (?:non|il|la|mi|avete|e)|quanto|quanta|quanti|quante|quale|quali|qual e|chi (?:puo|sa|devo)|a che ora|che (?:ora|ore|giorno|tipo|cosa|succede)|cosa (?:devo|posso|succede|e|bisogna|significa|fare)|cos'e|da dove)\b",
    r"(?:si puo|posso|possiamo|potete|puoi|potreste|potrei|avete|hai (?:un|una|i|le|visto)|c'e (?:un|una|il|la|posto|modo|qualche|ancora|anche)|ci sono (?:ancora|posti|novita|anche|sconti)|e possibile|sapete|qualcuno (?:sa|puo|ha)|devo (?:prenotare|pagare|portare|fare|avere|chiamare)|accettate|vendete|novita\b|e aperto)\b",
    # Portuguese
    r"(?:quando|como (?:posso|faco|funciona|e que|eu|se|consigo)|onde|aonde|por que|porque (?:nao|e que|o|a)|quanto|quanta|quantos|quantas|qual|quais|quem (?:pode|sabe|e)|que horas|a que horas|o que (?:e|eu|devo|acontece|faco|aconteceu)|de onde|ate quando|cade)\b",
    r"(?:posso|podem|pode me|voces (?:tem|podem|sabem|vao|vendem|aceitam|entregam|fazem)|tem (?:como|algum|alguma|wifi|previsao|desconto|vaga|estacionamento)|ha (?:algum|alguma)|alguem (?:sabe|pode|me|ai)|e possivel|sera que|da para|da pra|sabem se|alguma (?:novidade|previsao)|aceitam)\b",
    # Dutch
    r"(?:wanneer|hoe (?:laat|lang|veel|kan|kom|werkt|gaat|moet|vaak|duur|zit|heet)|waar (?:is|kan|vind|zijn|blijft|moet|gaat|vertrekt)|waarom|wie (?:kan|weet|is)|welke|welk|hoeveel|wat (?:is|kost|zijn|moet|kan|doe|gebeurt|betekent|als|voor)|waarvoor|waarmee)\b",
    r"(?:kan ik|kun je|kunnen we|kunnen jullie|kunt u|kan iemand|mag ik|mogen|is er|is het|is de|zijn er|zijn jullie|hebben jullie|heeft u|heb je|heeft iemand|weet iemand|weten jullie|moet ik|gaat de|vaart|varen|komt er|verkopen jullie|doen jullie|rijdt)\b",
    # Swedish, Danish, Norwegian
    r"(?:nar|varfor|hur|vilken|vilket|vilka|vem|vad (?:ar|kostar|gor|hander|galler|ska)|var (?:ar|kan|finns|ligger|ska)|finns det|kan (?:man|jag|ni|vi|du|nagon)|har ni|gar det|far man|ar det|ar ni|vet nagon|vet ni|maste (?:man|jag)|gar (?:farjan|baten)|saljer ni)\b",
    r"(?:hvornar|hvorfor|hvordan|hvor|hvilken|hvilket|hvilke|hvem|hvad|hva|nar (?:gar|er|apner|kommer|lukker|stenger|sejler)|kan (?:jeg|i|dere|vi|du|nogen|noen)|har (?:i|dere|du|nogen|noen)|er der|er det|er dere|findes der|finnes det|ma (?:jeg|man)|ved nogen|vet noen|gar (?:fergen|faergen|baten)|skal (?:jeg|man|vi))\b",
    # Polish, Czech
    r"(?:czy|kiedy|gdzie|jak (?:moge|mozna|dlugo|dojechac|to|sie|zlozyc|kupic|czesto)|dlaczego|czemu|ile|kto|ktory|ktora|ktore|jaki|jaka|jakie|co (?:z|sie|to|mam|zrobic|robic)|o ktorej|skad|dokad|jest (?:jakas|moze)|macie|mozna|moge|mozecie|wie ktos|ktos wie|kdy|kde|proc|jak dlouho|kolik|mate|muzu|muzete|jede|vi nekdo)\b",
    # Turkish, Indonesian, Hindi in Latin letters
    r"(?:ne zaman|nerede|nereye|neden|nicin|niye|nasil|kac|kim|hangi|hangisi|ne kadar|var mi|bilen var|kapan|bagaimana|gimana|berapa|dimana|di mana|kenapa|mengapa|siapa|apakah|apa (?:ada|bisa|saja|itu)|bisakah|bisa (?:kah|minta)|kya|kab|kaise|kahan|kyun|kyu|kyon|kitna|kitne|kitni|kaun|kab tak)\b",
)
OPENINGS = re.compile("|".join(_OPENINGS))

# Wherever it stands.
ANYWHERE = re.compile(
    r"\b(?:"
    r"(?:does |do |did |has |is )?any(?:one|body) (?:know|knows|have|has|else (?:have|having|get|getting|see|seeing|know)|able|heard|tell|help|there|here)|any (?:idea|ideas|chance|clue|news|update|updates|word) (?:on|when|if|how|why|what|where|about|of|as|from|yet|please|pls|is|are)|any(?: one| body)? know(?:s)? (?:if|when|how|what|where|why)"
    r"|i(?:'m| am|m| was)?(?: just| still)? (?:wondering|wonder|curious|confused about) (?:if|whether|when|what|how|why|where|which|who|about|as)|wondering (?:if|whether|when|what|how|why|where)"
    r"|(?:can|could|would|will|cn|cud) (?:you|u|ya|someone|somebody|anyone|i|we)(?: guys| all)?(?: please| pls| plz| possibly| kindly| maybe| also| just)? (?:please|pls|plz|tell|let|help|check|confirm|explain|advise|send|give|show|fix|get|have|make|look|change|do|see|use|cancel|clarify|sort|resolve|put|add|update|assist|respond|reply|answer|call|contact|provide|share|reset|refund|book|pay|bring|take|buy|find|reach|be)"
    r"|do (?:you|u|they|i|we)(?: guys| all)? (?:know|have|think|sell|still|ever|offer|accept|need|take|deliver|ship|do|open|close|run|stock|plan|want|get|go|mind)|are (?:you|u|there|they|we)(?: guys| all| still| any)? (?:going|open|able|still|any|planning|sure|aware|ever|gonna|running|closed|doing|guys|there|allowed|tickets|trains|boats|buses|really)|is (?:there|it|this|that) (?:any|a|an|possible|true|still|normal|safe|open|free|allowed|ok|okay|on|working|going|down|just me|ok to|how|because|really|running|some|anyone|anything|someone|supposed)(?: way| chance)?"
    r"|(?:please|pls|plz|kindly|can you|could you)?(?: just)? ?(?:tell|explain to|show|advise|inform|remind) (?:me|us) (?:if|whether|when|what|how|why|where|which|who)|(?:instruct|update|teach|guide|help|show) (?:me|us) (?:on |with )?(?:how|whether|why)|let (?:me|us) know (?:if|whether|when|what|how|why|where|which|who|the|please|about|asap)|please (?:advise|explain|clarify|confirm|let me know|tell me)|explain (?:to (?:me|us) )?(?:why|how|what)|(?:don't|dont|do not|didn't|didnt|can't|cant|cannot|couldn't)(?: \w+)? (?:know|understand|figure out|find out|see|tell|fathom|work out) (?:how|why|when|where|what|which|whether|if)|(?:not|un)\s?(?:sure|clear|certain)(?: about| on)? (?:how|why|when|where|what|which|whether|if)"
    r"|(?:i|we)(?:'d| would| want| need|'ll)(?: really)?(?: like| love| need| want)?(?: to)? (?:know|find out|understand|ask|learn|enquire|inquire)|(?:want|wanted|like|need|trying|try|love) to (?:know|ask|find out|figure out|understand|enquire|inquire|learn)(?: if| how| why| when| what| where| whether| about| which)?|(?:have|had|got) (?:a|one|another|some|two|few|quick|a few|a quick) (?:\w+ )?questions?|quick question|question(?: for you|:| about)|what (?:is|are|was|were|do|does|did|can|should|will|would) (?:the|my|your|i|you|we|a|this|that|it|happening|going|wrong)|how (?:do|can|does|did|long|much|many|often|would|should|is it|are you|come|soon|late|far) (?:\w+)|where (?:do|can|is|are|does|should|would) (?:\w+)|when (?:will|is|are|do|does|can) (?:you|the|my|it|this|i|we|u|your|next|they|someone)|why (?:is|are|was|were|do|does|did|can't|cant|has|have|would|won't|wont|isn't|isnt|not|am|don't|dont|didn't|hasn't) \w+|what(?:'s| is|s) (?:going on|up with|the|wrong|happening|that|this|it)|who (?:do|can|should) i|(?:is|are) (?:any|there any)(?:one|body|thing)?|or (?:not|no|what)$"
    r"|weiss (?:jemand|einer)|weiß (?:jemand|einer)|wisst ihr|kann mir (?:jemand|wer|einer)|konnt ihr(?: mir)?|konnen sie mir|ich (?:frage|wollte|mochte|wurde)(?: \w+){0,3} (?:ob|fragen|wissen)|(?:mich|uns) (?:fragen|interessieren),? (?:ob|wann|wie)|(?:frage mich|wussten gern|gerne wissen|wollte wissen|keine ahnung|weiss nicht|weiß nicht),? (?:ob|wann|wie|wo|warum|was)|sagen,? (?:ob|wann|wie|wo|warum|was|welche)|eine frage|gibt es (?:\w+)|(?:ab|bis|seit|um) wann|wie (?:lange|viel|viele|oft|komme|kann|ist|geht)"
    r"|(?:est-ce|est ce) qu\w*|quelqu'un (?:sait|peut|connait)|(?:savoir|demande|dire) (?:si|quand|comment|ou|pourquoi|combien|a quelle)|une question|y a[- ]t[- ]il|pouvez[- ]vous|pourriez[- ]vous|avez[- ]vous|a quelle heure|jusqu'a quelle heure|c'est quand|c'est combien|c'est pour quand"
    r"|alguien (?:sabe|puede|me)|(?:saber|decirme|preguntar|dudas?|duda es|pregunta es|confirmar) (?:si|cuando|como|donde|por que|que|cuanto|a que)|una (?:pregunta|duda|consulta)|a que hora|(?:me|nos) (?:puede|pueden|podria|podrian|podeis|puedes) (?:decir|ayudar|indicar|explicar|confirmar|informar)|hasta que hora"
    r"|qualcuno (?:sa|puo|mi)|(?:sapere|chiedere|dirmi|chiedo) (?:se|quando|come|dove|perche|quanto|a che)|una domanda|a che ora|(?:mi|ci) (?:potete|puoi|potreste|sapete|sa) (?:dire|aiutare|spiegare|confermare)"
    r"|alguem (?:sabe|pode|me)|(?:saber|dizer|perguntar|gostaria de saber|duvida) (?:se|quando|como|onde|por que|porque|quanto|a que|que horas|qual)|uma (?:pergunta|duvida)|que horas|(?:voces|vcs) (?:tem|podem|sabem|aceitam|vendem)|gostaria de saber|queria saber|sera que"
    r"|weet iemand|iemand (?:enig idee|een idee|weet)|(?:weten|vragen|vroeg me af|afvragen|zeggen|benieuwd) (?:of|wanneer|hoe|waar|waarom|wat|welke)|een vraag(?:je)?|hoe laat|hebben jullie|kunnen jullie|(?:vet|undrar|fragar|fraga|spor|lurer pa|ved) (?:om|nar|hvornar|hur|hvordan|var|hvor|varfor|hvorfor|vad|hvad|hva|ni|nagon|noen|nogen)|hur dags|en fraga|et sporsmal|et sporgsmal"
    r"|(?:wie ktos|ktos wie|chcialbym|chcialabym|chcialem|chcialam|prosze)(?: \w+)? (?:czy|kiedy|gdzie|jak|ile|zapytac|wiedziec|o informacje)|mam pytanie|o ktorej|do ktorej|do kiedy|(?:pytanie|wiedziec|pytam|zapytac|powiedziec),? (?:czy|kiedy|gdzie|jak|ile|o)"
    r"|\w+ (?:mi|mu|misiniz|musunuz|misin|miyim|muyum|miyiz|midir|mudur|mıdır)$|var mi|mumkun mu|olur mu|degil mi|(?:ne zaman|nasil|nerede|kac|neden|ne kadar|hangi) \w+|bilen var|(?:kapan|berapa|dimana|gimana|bagaimana) \w+|apakah|(?:hai|he|hain|hoga|hogi|sakta|sakte|sakti) kya|kya (?:hai|hua|kare|karu|ho|aap|ye|yeh|main|mein|hum|koi)|(?:kab|kaise|kahan|kitna|kitne|kyun|kyu) (?:\w+)"
    r")\b"
)

# Cyrillic, Arabic, Devanagari: words apart, but other letters.
OTHER_SCRIPTS = re.compile(
    r"(?<!\w)(?:кто|что (?:делать|за|с|это|мне)|где|куда|откуда|когда|почему|зачем|как (?:мне|можно|долго|часто|это|узнать|вернуть|добраться|оплатить|быть|купить)|сколько|какой|какая|какие|какое|чей|можно ли|есть ли|не подскажете|подскажите|скажите|\w+ ли)(?!\w)"
    r"|(?<!\w)(?:هل|متي|اين|وين|كيف|ليش|ليه|لماذا|لمذا|كم|ماذا|شنو|شو|ايش|وش|من اين|امتي|ازاي|فين|ايه|ما هو|ما هي|ماهو|ماهي|مين|ممكن|لو سمحت|اي واحد|هي متي|هو متي|كم سعر|بكم|شلون|علاش|واش)(?!\w)"
    r"|(?<![\u0900-\u097f])(?:क्या|कब|कैसे|कहाँ|कहां|क्यों|क्यूँ|कितना|कितने|कितनी|कौन|कौनसा|किस|किसने|किसको|कबतक)(?![\u0900-\u097f])"
)

# Particles and words of the scripts without spaces.
DENSE_ASKS = re.compile(
    # Thai: particles at the end or before a polite ending, question words, and polite asking
    r"ไหม|ไม๊|มั้ย|(?<!ส)มัย(?=ครับ|คับ|คะ|ค่ะ|\s|$)|มั๊ย|มั่ย|มั้ง(?=ครับ|คะ)|ใหม(?=ครับ|คับ|คะ|ค่ะ|\s|$)|หรือ(?:เปล่า|ป่าว|ยัง|ไม่|ว่า(?!จะ))|ยัง(?=คะ|ค่ะ|ครับ|คับ)|ป้ะ|ป่าว(?=ค)|รึ(?:เปล่า|ป่าว|ยัง)|หรือ(?:คะ|ครับ|ค่ะ|คับ|คร้า)|หล[อ่]+(?=คะ|ครับ|คับ)|(?:หรอ|เหรอ)|(?:ปะ|ป่ะ|ป่าว|เปล่า)(?=คะ|ครับ|คับ|ค่ะ|\s|$)"
    r"|อะไร|อาไร|อรัย|อัลไล|เมื่อไหร่|เมื่อไร|เมื่อใด|ทำไม|อย่างไร|ยังไง|ยังงัย|ไง(?=บ้าง|คะ|ครับ|คับ|ดี|\s|$)|ไหน(?!ก็|ๆ)|ใหน|เท่าไหร่|เท่าไร|เท่าไหร|เท่ารัย|เทาไร|ขอรายละเอียด|รายละเอียดหน่อย|กี่|ใคร(?=เคย|มี|รู้|ใช้|พอ|ทราบ|บ้าง|คะ|ครับ)|สอบถาม|ถามหน่อย|ขอถาม|อยากทราบ|อยากรู้|อยากถาม|ขอราคา|ช่วยบอก|แนะนำ(?=หน่อย|ด้วย|ที)|รบกวน(?=ถาม|สอบถาม|แนะนำ|ขอ)|ใช่มั้ย|ได้มั้ย|ดีมั้ย|กินไร|ทำไร|มีไร"
    # Japanese
    r"|(?:ます|です|でしょう|ました|ません|ない|の|んです|たい|です?か|だろう)か(?=$|[\s。、!.]|ね|な)|(?:ですか|ますか|でしょうか|ませんか|ましたか|のか|かな|かしら|どう|どこ|いつ(?!も)|なぜ|どうして|何時|何で|なんで|どれ|どの|どちら|誰|だれ|いくら|いくつ|教えて(?:ください|下さい|ほしい)|って何|何ですか)"
    # Chinese
    r"|吗|嗎|么(?=$|[\s。!])|呢(?=$|[\s。!])|什么|什麼|怎么|怎麼|怎样|怎樣|如何|为什么|為什麼|为何|為何|哪里|哪裡|哪儿|哪个|哪個|哪些|谁|誰|几点|幾點|几个|几天|多少|多久|多长|何时|何時|是否|是不是|能不能|可不可以|有没有|有沒有|会不会|會不會|可否|请问|請問|要不要|咋|點樣|邊度|幾時"
    # Korean
    r"|(?:까요|나요|가요|은가요|는가요|습니까|ㅂ니까|니까|을까|인가요|건가요|ㄴ가요|는지요|되나|되죠|있나|없나|인지|는지 (?:궁금|알)|하죠|할까)(?=$|[\s.!~ㅠㅜ])|언제|어디|왜 |어떻게|무엇|뭐(?:예|에|가|를|야|죠|지)|몇|얼마|누구|누가|어느|무슨|궁금|문의"
)
