"""What spam says: phrases by kind and weight, written as `triage.signals.phrases` reads them. How they add up is in `spam`.

A row is "kind weight". Four points make certain spam, so nothing here decides alone unless it weighs four, and what weighs four is
said by nobody who wants an answer. Written from what such messages are known to say; no data set was copied.
"""

GIVEAWAY = {
    "giveaway 3": r"""
        claim|collect|redeem ..3 (?:airdrop|airdrops)
        """,
    "giveaway 2": r"""
        one of (?:the|our) (?:\d+ |lucky )*winners
        receive your (?:prize|reward|gift)
        # you have won, you were chosen
        you|u (?:have |ve |ha ve |are |re |just |could |may |can |will )*(?:been )?(?:randomly |specially |just |also )?(?:win|won|winner|selected|chosen|picked|shortlisted|awarded)
        youve|youre (?:been |just |the |a |our |randomly |lucky )*(?:won|winner|selected|chosen|picked|awarded)
        your (?:mobile |phone |email |e-mail |cell |account )?(?:number |no |name |address )?(?:has |have |was )(?:just )?(?:been )?(?:won|selected|chosen|picked|drawn|awarded)
        lucky|todays|daily|weekly|monthly (?:winner|draw|winners)
        selected|chosen (?:as|to) ..2 (?:winner|win|receive|claim)
        claim|collect|redeem ..3 (?:prize|prizes|reward|rewards|gift|award|cash|bonus|winnings|voucher|vouchers|jackpot|iphone|package|airdrop|tokens)
        to claim
        receive|get|collect|claim|withdraw your [$€£] ?\d[\d.,]*k? ..3 (?:cash|prize|price|reward|gift|bonus|winnings)
        giving (?:away|out) ..2 (?:btc|eth|bitcoin|usdt|bnb|sol)
        free|giveaway ..2 (?:iphone|ipad|macbook|playstation|ps5|laptop|gift cards?|giftcards?|vouchers?|robux|vbucks|followers|bitcoin|btc|eth|crypto|paypal money|itunes code|airdrop)
        giving away ..2 (?:iphone|ipad|macbook|playstation|ps5|laptop|gift cards?|giftcards?|vouchers?|robux|vbucks|followers|bitcoin|btc|eth|crypto|paypal money|itunes code|airdrop)
        get|win|earn|grab free ..2 (?:gift cards?|giftcards?|paypal|itunes|robux|iphone|money|cash|crypto|bitcoin)
        chance to (?:win|receive|get) ..3 (?:iphone|prize|cash|car|trip|gift|gun|money|holiday|voucher)
        has|have ganado
        usted ..2 (?:ganado|ganador|ganadora|seleccionado|seleccionada)
        fuiste|fue|sido (?:seleccionado|seleccionada|elegido|elegida) ..4 (?:premio|ganar|ganador|sorteo|regalo|recibir|iphone)
        reclama|reclamar|reclame|recoge|retira ..2 (?:premio|regalo|recompensa|bono)
        voce ..2 (?:ganhou|ganhador|vencedor|sorteado|sorteada|selecionado|selecionada|contemplado|contemplada)
        resgate|resgatar|resgata|retire|reivindique ..2 (?:premio|recompensa|bonus|presente|brinde)
        vous ..3 (?:gagne|gagnant|gagnante|selectionne|selectionnee|tire au sort)
        reclamez|recuperez|recevez|retirez ..2 (?:prix|cadeau|lot|gain|recompense)
        sie|du ..2 (?:gewonnen|ausgewahlt|gewinner|gewinnerin)
        gewinn|preis|pramie ..2 (?:abholen|anfordern|beanspruchen|sichern|einlosen)
        jetzt|sichere|sichern ..2 (?:gewinn|preis|pramie|gutschein|gratis)
        hai|ha|sei|avete ..2 (?:vinto|stato selezionato|stata selezionata|vincitore|vincitrice)
        ritira|ritirare|richiedi|riscuoti|riscuotere|reclama ..2 (?:premio|buono|regalo|ricompensa)
        لقد (?:ربحت|فزت)
        تم اختيارك
        للفوز ب
        مبروك ..3 (?:ربحت|فزت|الفائز)
        (?:استلم|لاستلام|احصل علي|للحصول علي) ..1 (?:جائزت|الجائزه|هديت|هديه)
        (?:आपने|आप) ..3 (?:जीता|जीते|जीत लिया|जीती)
        (?:इनाम|लॉटरी|पुरस्कार) ..3 (?:प्राप्त|क्लेम|पाने|दावा|लगी)
        """,
    "giveaway 1": r"""
        congratulations|congrats|congratz|felicidades|parabens|felicitations|gluckwunsch|congratulazioni|complimenti
        prize|prizes|jackpot|lottery|lotto|sweepstakes|giveaway|airdrop|loteria|lotterie|lotteria|sorteo|sorteio|tirage|premio|premios
        iphone|ipad|macbook|ps5|playstation|gift cards?
        giftcard|giftcards|voucher|vouchers|robux|vbucks
        limited (?:time|offer|slots)
        act|hurry (?:fast|now|up)
        guaranteed|gratis|absolutely
        click|tap|klick|clique|cliquez|clica|cliquer|haz|klicken|pulsa ..2 (?:here|link|below|now|lien|hier|clic|aqui|ici|qui|enlace)
        only|just|first (?:100|50|10|20|200|500|1000)
        (?:اضغط|انقر|الرابط|مجانا)
        (?:क्लिक|लिंक|मुफ्त)
        """,
}

MONEY = {
    "crypto 3": r"""
        turned|turn|grew|flipped ..3 [$€£] ?\d[\d.,]*k? ..1 (?:to|into) (?:over )?[$€£]? ?\d
        send|deposit|transfer \d[\d.,]* ?(?:btc|eth|usdt|bnb|sol) (?:and |to |you )*(?:receive|get|will receive|will get)
        """,
    "crypto 2": r"""
        trading|investing|invested|trade|invest|earning|earn with (?:mr|mrs|ms|miss|coach|expert|sir|madam|mentor|@\w+)
        i|he|she|we|who|and ..2 (?:make|earn|earned|made|makes|earns|profit|cashed out) (?:over |about |up to )*[$€£] ?\d[\d.,]*k? ..1 (?:weekly|daily|monthly|every|per|in (?:\d|one|two|a|just)|within)
        investing|invest|invested ..3 with (?:mr|mrs|ms|miss|coach|expert|sir|madam|mentor|him|her|@\w+)
        profit|profits|payout of (?:over )?[$€£] ?\d
        inverti|invertir|invierte|investindo|investi|investir ..4 (?:gane|bitcoin|forex|ganhei|cripto)
        in (?:bitcoin|krypto|btc|forex) investiert
        verdient|gagne|ganado|ganhei|guadagnato (?:dank|grace a|gracias a|gracas a|grazie a)
        bitcoin|btc|crypto|cryptocurrency|forex|fx|binary|eth|usdt|nft (?:options? |currency )?(?:trading|trade|trader|investment|investments|investor|invest|mining|signals?|mentor|expert|manager|platform|broker|coach|academy)
        expert|professional|certified|account|best (?:forex |crypto |bitcoin |fx )(?:trader|manager|broker|expert|mentor)
        invest|investing|invested|deposit|deposited|start (?:with |just |only |as little as )*[$€£]?\d[\d.,]*k? ..5 (?:get|earn|receive|return|returns|profit|earned|got|made|received)
        double|triple|multiply|grow (?:your|ur|my) (?:money|crypto|bitcoin|btc|investment|capital|savings|eth)
        doubled|tripled|multiplied my (?:money|crypto|bitcoin|btc|investment|capital|savings)
        guaranteed (?:profit|profits|return|returns|income)
        financial|passive (?:freedom|income)
        trading (?:strategy|signals|skills|expert|guidance)
        profit|profits|payout|withdrawal ..4 (?:daily|weekly|24 ?(?:hours|hrs|h)|48 ?(?:hours|hrs|h)|7 days)
        invertir|invierte|inversion|inversiones ..3 (?:bitcoin|criptomonedas|cripto|forex|btc|trading)
        investir|invista|investimento|investissez|investissement|investire ..4 (?:bitcoin|criptomoedas|cripto|forex|btc|trading|crypto|criptovalute)
        krypto|bitcoin|trading (?:investition|investieren|experte|expertin|handel|trader)
        (?:استثمار|الاستثمار|تداول|التداول) ..4 (?:بيتكوين|البيتكوين|العملات|فوركس|الفوركس|ارباح|الاسهم)
        (?:बिटकॉइन|क्रिप्टो|फॉरेक्स) ..3 (?:निवेश|ट्रेडिंग|कमा)
        """,
    "crypto 1": r"""
        mr|mrs|ms|sir|madam \w+ (?:\w+ )?(?:trading|strategy|platform|guidance|help|investment)
        no|zero|without|low (?:risk|risks)
        24|48 ?(?:hours|hrs|hr|h)
        24hrs|48hrs|24h|24hours
        investment|investments|mining|bitcoin|btc|forex|crypto|profit|profits|roi|wallet|broker|trader
        withdraw|withdrew|withdrawal
        contact|message|reach|text|dm|inbox|write (?:to |out to |out |via )*(?:him|her|them|mr|mrs|ms|expert|@\w+)
        thanks to (?:mr|mrs|ms|expert|sir|madam|@\w+)
        bitcoins|criptomonedas|criptomoedas|criptovalute|ganancias|lucros|profitto|benefices|rendite
        (?:ارباح|يوميا)
        """,
    "fast_money 3": r"""
        earn|make(?<!i\searn)(?<!i\smake)(?<!we\smake)(?<!we\searn)(?<!they\smake) (?:up to |over |at least |upto |around |an extra |extra |between )*[$€£₹] ?\d[\d.,]*k?(?:-\$?\d+)? ?(?:usd |dollars |euros )?(?:per|a|every|each|an|in|daily|weekly|monthly|this|from)
        earn|make(?<!i\searn)(?<!i\smake)(?<!we\smake)(?<!we\searn)(?<!they\smake) (?:up to |over |at least |upto |around |an extra |extra |between )*\d[\d.,]*k?(?:-\d+)? ?(?:\$|€|£|usd|dollars|euros|pounds|bucks|rupees|rs|naira|pesos|rand|ksh|reais) (?:per|a|every|each|an|daily|weekly|monthly)
        gana|genera|obten ..4 (?:diarios|diario|al dia|por dia|a la semana|semanales|mensuales|al mes|desde casa)
        ganhe|fature|lucre ..5 (?:por dia|por semana|por mes|diarios|ao dia|em casa|de casa)
        gagnez|gagne ..4 (?:par jour|par semaine|par mois|de chez vous|depuis chez|sans sortir|a domicile)
        geld verdienen (?:von zu ?hause|online|mit (?:dem|deinem) handy|im internet)
        verdiene|verdien ..4 (?:am tag|pro tag|taglich|pro woche|im monat|von zuhause|von zu hause)
        guadagna|guadagni ..4 (?:al giorno|al mese|alla settimana|da casa)
        (?:घर बैठे|रोज|ऑनलाइन) ..3 (?:कमाएं|कमाए|कमाओ|पैसे कमा)
        """,
    "fast_money 2": r"""
        earn|earning|earned|make|making|made|earns|get|paid (?:up to |over |at least |upto |around )?[$€£₹]? ?\d[\d.,]*k? ?(?:\$|€|£|usd|dollars|euros|pounds|bucks)? ?(?:\w+ )?(?:per|a|every|each|an|in|daily|weekly|monthly)(?: (?:day|week|month|hour|daily|weekly))?
        earn|make|making|earning (?:extra |easy |fast |quick |some |real |free |more )?(?:money|cash|income) (?:online|from home|from your|at home|fast|daily|easily|now|working|with your|by doing)
        earn|make money (?:by )?(?:watching|sharing|liking|clicking|typing|doing simple)
        get|getting paid (?:for|to) (?:sharing|like|liking|watch|watching|share|click|surveys|post|review)
        work|working|job|jobs|income (?:from|at) (?:home|ur home)
        no|without|zero (?:experience|skills?) (?:needed|required|necessary)
        work|working remotely
        people to work
        free money
        need money
        part|remote|online|home|homebased (?:time )?(?:job|jobs|vacancy|opportunity)
        we|i|company (?:are |re |am |m )?(?:hiring|recruiting) ..8 (?:remote|online|home|telegram|whatsapp|daily|hourly|part)
        gana|ganar|gane|ganando|genera ..3 (?:dinero|euros|dolares|diarios|al dia|por dia|a la semana)
        trabaja|trabajo|trabajar desde (?:casa|tu casa|el movil)
        ganhe|ganhar|ganhando|fature ..3 (?:dinheiro|reais|por dia|por semana|euros|online)
        trabalhe|trabalho|trabalhar (?:em|de) casa
        gagnez|gagner ..3 (?:argent|euros|par jour|par semaine|par mois)
        travail|travailler|travaillez ..2 (?:domicile|chez vous|la maison)
        verdiene|verdienen|verdien|verdienst ..3 (?:euro|geld|tag|taglich|woche|monat|zuhause)
        heimarbeit|nebenjob|nebenverdienst
        guadagna|guadagnare|guadagni ..3 (?:euro|soldi|al giorno|online|da casa|denaro|settimana)
        lavora|lavoro|lavorare (?:da|a) casa
        (?:اربح|اكسب|ربح) ..3 (?:المال|مال|دولار|يوميا|من البيت|من المنزل|الانترنت)
        (?:العمل|عمل|وظيفه) من (?:المنزل|البيت)
        (?:घर बैठे|ऑनलाइन) ..3 कमाई
        """,
    "fast_money 1": r"""
        earn|income|hiring|salary|vacancy|recruiting|recruitment
        register|surveys|paypal|download
        sign|join (?:up|here|now|with)
        watching videos
        daily|weekly (?:pay|payment|payout|salary|income)
        interested ..3 (?:dm|contact|message|apply|whatsapp|telegram|inbox)
        simple|easy|online (?:task|tasks|job|jobs|work)
        no (?:interview|fee|investment|skills)
        sin|sem|ohne|sans|senza (?:experiencia|inversion|experience|erfahrung|esperienza|investimento)
        vacantes|vagas
        """,
    "loan 3": r"""
        accordons|octroyons|proposons|accorde ..2 (?:pret|prets|credits)
        (?:قرض|قروض) ..4 (?:بدون ضمان|بدون فوائد|بدون كفيل|فوري|فوريه)
        (?:लोन|ऋण|कर्ज) ..4 (?:पाएं|पाइए|मिलेगा तुरंत|लें अभी)
        loan|loans (?:of|for|in) any (?:amount|purpose|sum)
        do|are you ..2 (?:need|in need of|looking for|seeking|searching for) ..5 (?:loan|loans|financial (?:help|assistance|aid))
        we|lender|lenders|firm (?:can |are |re |also |now )*(?:offer|offers|give|provide|grant|giving out|offering|granting|providing) ..4 (?:loan|loans)
        loan|loans offers?
        apply (?:now |today |here )?for (?:a |an |your )?(?:urgent |instant |quick |personal |business |\w+ )?loans? (?:now|today|here|at|via|with)
        instant|urgent|quick|payday loans? ..6 (?:apply|approved|guaranteed|approval)
        """,
    "loan 2": r"""
        low interest (?:rate )?loans?
        urgent|instant|quick|fast|personal|business|genuine|legit|easy|payday|cheap (?:personal |business |cash )?loans?
        get|obtain|access|take (?:a |an )?(?:\w+ )?loans? (?:up to|of up|today|now|from|in minutes|as low|with no)
        no credit checks?
        credit|interest ..3 (?:rate of [1-5] ?%|[1-5] ?%)
        offre|offres|propose|proposons|accorde|obtenez|obtenir ..4 (?:pret|prets|credit entre)
        pret|prets ..2 particuliers?
        prestamo|prestamos ..3 (?:urgente|urgentes|rapido|rapidos|particulares|inmediato|inmediatos|interes|inmediatamente)
        ofrezco|ofrecemos|otorgamos|otorgo|necesitas|necesita ..3 (?:prestamo|prestamos|credito|creditos)
        emprestimo|emprestimos ..3 (?:rapido|urgente|pessoal|consignado|negativado|juros|imediato)
        oferecemos|ofereco|precisa|precisando|precisas|concedo ..3 (?:emprestimo|emprestimos)
        kredit|kredite|darlehen ..3 (?:privat|privatpersonen|schufa|zinsen|sofort|zinssatz|angebot)
        biete|bieten|vergebe|brauchen|brauchst|benotigen ..4 (?:kredit|kredite|darlehen)
        prestito|prestiti ..3 (?:privati|urgente|veloce|tasso|immediato|seri|serio|particolari)
        offro|offriamo|concedo|hai ..4 (?:prestito|prestiti)
        """,
    "loan 1": r"""
        apply|call|contact|email|whatsapp|inbox ..2 (?:now|today|us|via)
        approved|approval|lender|guaranteed|collateral|interest|lowest|unsecured
        low|bad|poor (?:interest|credit|rate)
        taux|taxa|tasa|tasso|zinssatz|zinsen|interes|juros
        interessenten|interesados|interessados|interessati|contactez|contactar|contacte|kontaktieren|contatti|contattami|contattatemi
        """,
    "recovery 2": r"""
        recovered|recover|recovering|retrieved|retrieve|retrieving|recouped ..3 (?:money|funds|fund|bitcoin|btc|crypto|cryptocurrency|coins|usdt|assets|wallet|savings|account|page)
        get|got|getting (?:back )?(?:all )?(?:my|his|her|your|our|their|the) (?:lost |stolen |hacked |scammed |hard earned )?(?:money|funds|bitcoin|btc|crypto|coins|savings|account|page|investment) (?:back|recovered)
        got|get|getting back (?:all )?(?:my|your) ..2 (?:money|funds|bitcoin|btc|crypto|account)
        ethical|professional|certified|legit|reliable|genuine|trusted|best (?:hacker|hackers|recovery)
        recovery (?:expert|experts|agent|agents|specialist|hacker|service|services|company|firm|agency|guru|wizard|pro|team)
        recuperar|recupere|recupero|recuperado|recuperamos|recuperei|recuperou ..3 (?:dinero|fondos|dinheiro|fundos|bitcoin|cuenta|conta|perdido|criptomonedas)
        recupere|recuperer|recuperes ..3 (?:argent|fonds|bitcoin|compte|perdu)
        geld|bitcoin|konto ..2 (?:zuruckbekommen|zuruckgeholt|wiederhergestellt|wiederbekommen)
        recuperare|recuperato ..3 (?:soldi|denaro|fondi|account|bitcoin)
        (?:استرجاع|استرداد|استرجعت|استرديت) ..3 (?:اموال|فلوس|حساب|المال|نقود)
        (?:पैसे|पैसा|अकाउंट|खाता) ..2 (?:वापस दिला|वापस मिल|रिकवर)
        """,
    "recovery 1": r"""
        contact|message|reach|text|dm|inbox|write|consult (?:to |out to |out |via |up )*(?:him|her|them|mr|mrs|@\w+)
        contactez|contactalo|contacten|escribele|kontaktiert|schreibt|contattatelo|contatte|procurem
        grace|gracias|gracas|dank|grazie ..3 hacker
        thanks to (?:the|mr|mrs|@\w+)
        he|she|they (?:\w+ )?(?:helped|recovered|got|assisted|saved|fixed) (?:me|my|us)
        helped|assisted me ..5 (?:back|recover|recovered|retrieve|scammer|scammers)
        hacker|hackers|hacked|scammer|scammers|scammed
        legit|reliable|trustworthy|grateful|highly|forever (?:recommend|recommended|indebted)?
        if you ..6 (?:scammed|scam|lost)
        victim|victims of
        ayudo|ajudou|aide|geholfen|aiutato
        """,
}

PEOPLE = {
    "lookalike_support 3": r"""
        contact|reach|message|chat|text|write|dm|talk|connect|inbox|follow (?:to |with |out to |us |via |on |through )*our (?:official|verified|authorized|authorised|certified) (?:\w+ ){0,3}?(?:team|desk|agent|agents|line|care|support|helpline|helpdesk|page|manager|representative|officer|account|handle)
        """,
    "lookalike_support 2": r"""
        our (?:\w+ )?(?:agents?|representatives?|advisors?|support team) (?:is |are )(?:now )?(?:online|available|ready|standing by|waiting)
        contact|message|dm|reach|inbox|text|chat|write (?:to |out to |with |up )*@\w+ ..3 (?:telegram|whatsapp|gmail)
        your (?:\w+ )?(?:issue|complaint|refund|case|concern|request|ticket) (?:has been|have been|will be|is being|was) (?:escalated|received|resolved|processed|forwarded|noted|approved|attended)
        received your (?:complaint|message|concern|request|mention)
        contact|reach|message|chat|text|write|dm|call|inbox|whatsapp|talk|connect|follow|email|consult (?:to |with |out to |us |up )*(?:through |via |on |at )?(?:to )?our (?:\w+ ){0,3}?(?:team|desk|agent|agents|line|care|support|helpline|helpdesk|center|centre|page|manager|department|representative|officer|hotline|handle|account)
        contact|reach|message|chat|text|write|dm|talk|connect|inbox (?:to |with |out to )*(?:the|an|a) (?:official|authorized|verified|live|online|backup|certified|senior|technical) (?:\w+ ){0,2}?(?:team|desk|agent|agents|line|care|support|helpline|helpdesk|page|manager|representative|officer|account)
        our|the (?:official |customer |technical |verified |online |live |escalation |refund |dedicated ){1,3}(?:support |care |service |help |resolution |complaint )?(?:team|desk|agent|line|support|care|agents|helpline|representative) (?:is |are |will |can |on |via |at )*(?:available|assist|help|attend|resolve|whatsapp|telegram|gmail)
        contactez|contacter|ecrivez|joindre|joignez|contacte|contacta|contacten|escriba|escribe|escribanos|comuniquese|comunicate|contate|contacte|contatta|contattate|contatti|scrivi|scrivete ..2 (?:notre|nuestro|nuestra|nosso|nossa|nostro|nostra) ..2 (?:service|support|equipe|assistance|conseiller|soporte|equipo|asistencia|servicio|atencion|suporte|atendimento|assistenza|servizio|supporto|team|agente|agent|operatore|central)
        kontaktieren|schreiben|erreichen|wenden|kontaktiere|schreibe ..3 (?:unser|unseren|unserem|unsere|unserer) ..1 (?:kundenservice|kundendienst|support|supportteam|kundenbetreuung|team|mitarbeiter|agenten|berater)
        (?:تواصل|تواصلوا|راسل|راسلوا|اتصل) ..2 (?:مع فريق|فريق|مع خدمه|خدمه عملائنا|خدمه العملاء|الدعم)
        (?:हमारी|हमारे|हमारा) ..2 (?:सपोर्ट|सहायता|कस्टमर|टीम) ..4 (?:संपर्क|मैसेज|व्हाट्सएप)
        """,
    "lookalike_support 1": r"""
        dear|hello|hi|esteemed|valued|respected (?:dear |valued |esteemed |our |respected )*(?:customer|customers|client|clients|user|users|passenger|member)(?!\W+(?:service|support|care|team|relations))
        estimado|estimada|querido|prezado|prezada|caro|gentile|cher|chere|liebe|lieber|geehrte|geehrter (?:cliente|client|cliente|clienti|kunde|kundin|kunden|usuario|utente)
        sorry|apologize|apologise|apologies|regret ..3 (?:inconvenience|inconveniences|experience|trouble|delay)
        kindly|immediately|promptly
        assistance|rectify
        immediate|instant|fast|quick|swift (?:refund|resolution|response|assistance|help|solution)
        desculpe|disculpe|desole|entschuldigen|scusi|lamentamos|scusiamo|desculpas|disculpas|excuses|excusons
        عزيزي العميل
        प्रिय ग्राहक
        """,
    "promotion 4": r"""
        dm|send|tag|message|promote|post|share|submit (?:it |this |us |me |pic |pics |your \w+ |to |on |at |for |promote |get |be |promoted |featured |a |feature )+@\w+ (?:now|to get|to be|for a|if you)
        promote|share|feature|post (?:it|this|your \w+) (?:on|to|at|with) @\w+
        """,
    "promotion 3": r"""
        comprar|compra|compre|ganhe|gana|aumenta|aumente|consigue|conseguir|acheter|achetez|obtenez|kaufen|kaufe|compra|ottieni|consiga ..3 (?:seguidores|abonnes|followers|follower|suscriptores|inscritos|iscritti|abonnenten)
        """,
    "promotion 2": r"""
        get|gain|buy|need|want|getting|boost|increase|bought|grow|purchase (?:your |more |real |cheap |free |active |instant |up |to |some |organic |1k |10k |100k |5k |\d+k? )*(?:followers|subscribers|likes and|instagram|tiktok|engagement|traffic|sales|leads|ranking|rankings)
        500|1000|5000|10000|1k|5k|10k|20k|50k|100k (?:\w+ )?(?:followers|subscribers|likes|views) (?:for|only|just|at)
        cheap|real|organic|active|instant|free|targeted (?:instagram |tiktok |youtube |twitter |facebook )?(?:followers|likes|subscribers|views|traffic|leads|backlinks)
        followers|subscribers|likes for (?:sale|free|cheap|\$\d+)
        rank|ranking|first|1st|top ..3 (?:google|search engines?)
        seo|backlinks|backlink|guest|digital (?:services|service|expert|agency|posts?|marketing|package|packages)
        logo|website|web|graphic (?:design|designer|development|developer|designing) (?:service|services|package|agency|at|for|expert)
        brand (?:ambassador|ambassadors|rep)
        collab|collaborate (?:with us)?
        promote (?:it|this|your \w+)
        help you (?:grow|gain|promote|boost|get more)
        dm (?:us|me|it|this|to) ..4 (?:promo|promote|promotion|collab|feature|featured|ambassador|shoutout)
        send|dm|message|submit (?:pic|pics|this|it|photo|photos|us|your \w+) (?:to|on|at) @\w+
        i|we (?:will |can |do |am |m |are |re )?(?:a |an )?(?:\w+ )?(?:expert|specialist|professional|offer|providing|provide) ..4 (?:seo|marketing|web design|backlinks|logo|promotion|followers)
        seguidores|abonnes|follower|followers ..2 (?:reales|reais|reels|echte|reali|baratos|kaufen|gratis|pas cher)
        (?:زياده|شراء|بيع) ..2 (?:متابعين|المتابعين|لايكات|مشاهدات)
        (?:फॉलोअर्स|सब्सक्राइबर) ..3 (?:बढ़ाएं|खरीदें|पाएं)
        """,
    "promotion 1": r"""
        boost|affordable|portfolio|fiverr|upwork|promo|shoutout|collab|featured|algorithm|organic|guaranteed
        dm|inbox|message (?:me|us|for) (?:now|today|for|if)?
        your (?:page|website|site|business|brand|account|feed|profile)
        wow|gorgeous|stunning|amazing|beautiful|epic
        great|nice|awesome|cool|lovely|incredible (?:shot|pic|picture|photo|content|capture|feed|page)
        love|like|loving (?:your|this|ur) (?:feed|page|content|vibe|style|work|profile)
        """,
}

ADULT = {
    "adult 3": r"""
        my (?:hot |sexy |naughty |naked )*nudes
        """,
    "adult 2": r"""
        single|alone|lonely and (?:bored|horny|ready|looking|lonely)
        hot|sexy|horny|naughty|lonely|single|local|beautiful|young|nude|naked|dirty|real|mature|xxx (?:\w+ )?(?:girls?|women|milfs?|singles|ladies|babes?|chicks?|moms?|housewives|wives|pics?|photos?|videos?|cams?)
        girls|women|singles|ladies|milfs ..2 (?:waiting|near you|in your area|want|online now|nearby|for sex)
        sex|adult|casual (?:dating|chat|partner|tonight|video|videos|cam|toy|toys|encounters|sex|meeting|hookup|fun)
        horny|nudes|onlyfans|blowjob|hookups|camgirl|pornhub|sextoy|sextoys|threesome|bigdick|milf|milfs
        my (?:nudes|naked|nude|hot|sexy|private|spicy|uncensored) (?:pics?|photos?|videos?|content|body|show)
        come|wanna|want|lets|let (?:to |us |and )?(?:see|watch|have|play|fuck|chat) ..3 (?:naked|nude|sex|fun tonight|undress|dirty)
        penis|dick|breast|bust (?:enlargement|enhancement|formula|growth)
        chica|mujer|garota|fille|frau|ragazza ..3 (?:caliente|soltera|gostosa|chaude|geile|calda|desnuda)
        chicas|mujeres|mulheres|garotas|novinhas|filles|femmes|frauen|madchen|ragazze|donne ..2 (?:calientes|solteras|desnudas|cerca|gostosas|nuas|chaudes|celibataires|nues|heisse|nackt|calde|nude|geile|single|sexy)
        heisse|geile|einsame (?:frauen|girls|singles|madchen|milfs)
        plan|rencontre|sexe (?:cul|sexe|coquine|coquines|direct)
        sesso|sexo|ficken (?:gratis|ahora|agora|stasera|jetzt|dal vivo|en vivo|treffen)
        (?:بنات|نساء) ..3 (?:ساخن|عاريات|للتعارف|للجنس)
        (?:सेक्सी|हॉट) ..2 (?:लड़की|लड़कियां|वीडियो|भाभी)
        """,
    "adult 1": r"""
        sex|xxx|sexy|horny|lonely|dating|flirt|singles|webcam
        in your area
        near you
        join (?:now|free)
        my|visit|check|see|open (?:my )?(?:profile|bio|page|pics|story|channel)
        come|text|message|dm|add me
        chat with me
        mi|meu|minha|mon|mein|meine|mio (?:perfil|profil|bio|profilo)
        waiting for you
        tonight
        """,
    "romance 2": r"""
        i|im (?:really |just |am |would |d )*(?:saw|came across|went through|like|liked|love|admire|admired|impressed by|see|viewed|seen) (?:on |your |ur )*(?:profile|pic|pics|picture|photo|smile|post|comment|comments) ..6 (?:friend|friends|know|beautiful|handsome|request|chat|attracted|interesting|cute|gorgeous)
        looking|searching|seeking|search (?:for )?(?:a |an |my )?(?:serious |honest |true |good |nice |long term |loving |lifetime |sincere )+(?:man|woman|relationship|partner|love|husband|wife|lady|friend)
        be|become|like (?:your|ur|my|to be your) (?:good |best )?(?:friend|friends|soulmate|girlfriend)
        get|like|love to (?:know|meet) you (?:better|more)
        sent|send|add|accept (?:you |me )?(?:a |an |my )?friend request
        im|am|i (?:am )?(?:a )?(?:single|lonely|widow|widowed|divorced|soldier|nurse|army|military)
        """,
    "romance 1": r"""
        hello|hi|hey (?:dear|beautiful|handsome|pretty|gorgeous|honey|sweetheart|babe|dearest)
        your (?:profile|smile|picture|pictures) ..2 (?:beautiful|attractive|nice|amazing|cute|charming|lovely)
        if you dont mind
        write|text|message|reach|chat|add|email me (?:on|at|through|via|up|back|with)
        """,
    "miracle 3": r"""
        join|joined|become (?:a )?(?:member of )?(?:the )?(?:great )?(?:illuminati|brotherhood of)
        viagra|cialis|kamagra|tramadol|xanax|adderall (?:online|cheap|without|for sale|pills|no prescription)
        """,
    "miracle 2": r"""
        lose|lost|burn (?:up to |over )*\d+ ?(?:kg|kgs|pounds|lbs|kilos|lb) (?:in|within|with|without|of belly)
        online casinos?
        free spins
        no deposit bonus
        deposit bonus
        herbal|spiritual|powerful|great|traditional|native (?:doctor|dr|healer|medicine|herbs|herbalist|spell|man|cure|remedy|spells)
        spell|love|spells (?:caster|casters|casting|spell|spells)
        cured|cures|cure|healed (?:me|my|of|from|his|her|your)? ?(?:\w+ ){0,4}?(?:herpes|hiv|aids|diabetes|cancer|hpv|hepatitis|infertility|erectile|fibroid|copd|lupus)
        get|got|getting|bring|brought|bringing ..2 (?:ex|husband|wife|lover|boyfriend|girlfriend|marriage) ..1 back
        lose|lost|burn ..3 (?:kg|pounds|lbs|kilos|belly fat|weight) ..2 (?:in|within|with|without) ..4 (?:days|weeks|day|diet|exercise|pill|pills|tea|keto|link)
        magic|black|vashikaran|love (?:specialist|problem solution|marriage specialist|baba)
        voyant|marabout|vidente|brujo|amarres|wahrsager|cartomante|maraboute
        slot|judi|poker|casino|togel|casinos (?:gacor|online|bonus|terpercaya|maxwin|resmi|gratuit|gratis|slots|deposit)
        """,
    "miracle 1": r"""
        dr|doctor|baba|prophet|priest|priestess|caster|healer|spell|spells
        herbs|herbal|remedy|supplement|keto|pills
        thanks|thank|gracias|merci ..3 (?:dr|doctor|baba|priest)
        contact|whatsapp|email|reach|call ..1 (?:him|her|dr|doctor|baba|priest|now)
        bonus|maxwin|gacor|deposit|jackpot|spins|casino
        amour|retour|affectif|efectivos|lottery|ex
        """,
}
