"""What spam says that promises money: to make it fast, to lend it, to bring back what was lost. Same notation as `spam_cues`."""

MONEY = {
    "crypto 3": r"""
        turned|turn|grew|flipped ..3 [$€£] ?\d[\d.,]*k? ..1 (?:to|into) (?:over )?[$€£]? ?\d[\d.,]*k?
        send|deposit|transfer \d[\d.,]* ?(?:btc|eth|usdt|bnb|sol) (?:and |to |you )*(?:receive|get|will receive|will get)
        """,
    "crypto 2": r"""
        trading|investing|invested|trade|invest|earning|earn with (?:mr|mrs|ms|miss|coach|expert|sir|madam|mentor|@\w+)
        i|he|she|we|who|and ..2 (?:make|earn|earned|made|makes|earns|profit|cashed out) (?:over |about |up to )*[$€£] ?\d[\d.,]*k? ..1 (?:weekly|daily|monthly|every|per|in (?:\d|one|two|a|just)|within)
        investing|invest|invested ..3 with (?:mr|mrs|ms|miss|coach|expert|sir|madam|mentor|him|her|@\w+)
        profit|profits|payout of (?:over )?[$€£] ?\d[\d.,]*k?
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
        turned|turn|flipped|grew|grown [$€£]? ?\d[\d.,]*k? (?:in)?to [$€£]? ?(?:\d{1,3}[., ]\d{3}|\d{4,}|\d+k)
        my|our|the|this (?:vip )?trading (?:group|channel|room|community)
        transforme|transformer|transformei|transformou|converti|convirtio|transformado|trasformato [$€£]? ?\d[\d.,]*k? (?:en|em|in|a) [$€£]? ?(?:\d{1,3}[., ]\d{3}|\d{4,})
        aus [$€£]? ?\d[\d.,]* ..5 (?:gemacht|verdient)
        hizo|hecho|ganado|gano|fez|fait|gagne|gemacht|fatto ..3 \d{2,4} ?%
        in \d[\d.,]* ..1 (?:verwandelt|gemacht)
        fiz|ganhei|gane|guadagnato|gagne|verdient ..1 (?:\d{1,3}[., ]\d{3}|\d{3,}) (?:euros? |reais |dolares )?(?:en|em|in) (?:una|uma|un|une|einer|einem|\d+) (?:semana|semaine|settimana|woche|mes|mois|mese|monat|dia|giorno|tag)
        from [$€£] ?\d[\d.,]*k? to [$€£]? ?(?:\d{1,3}[., ]\d{3}|\d{4,}|\d+k)
        with (?:my |the |our )?(?:account manager|trader|broker) \w+
        made|makes|making|earned|gained|profited|achieved|hit|banked (?:over |about |up to )*\d{2,4} ?% (?:profits?|returns?|roi|gains?)
        made|makes|making|earned|gained|profited|achieved|hit|banked (?:over |about |up to )*\d{3,4} ?% (?:this|last|per|every|a|in) (?:week|month|day|a week|a month|one week|one month|\d+ (?:days|weeks))
        free|vip|trading|crypto|forex signals? (?:group|channel|room|service)
        vip signals?
        groupe|grupo|gruppo|canal|canale (?:de |di )?trading
        tradinggruppe
        aus [$€£]? ?\d[\d.,]* (?:wurden|mache|mach|machte) [$€£]? ?(?:\d{1,3}[., ]\d{3}|\d{4,})
        monat|woche|tag \d{2,4} ?% (?:gemacht|gewinn|rendite|profit|plus)
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
        limited (?:slots|spots|places|spaces|seats)
        only|last \d+ (?:slots|spots|places|spaces|seats)
        ask|dm|message|text|inbox me how(?! (?:i know|i feel|i felt|it went|long))
        win rate
        join (?:us |my |our |me |now |today |it )*(?:before midnight|tonight|trading|signals?|vip)
        begrenzte platze
        platze begrenzt
        frag|schreib (?:mich|mir) wie
        nur|solo|so|plus ..1 \d+ (?:platze|plazas|vagas|posti|places)
        places limitees
        demandez moi comment
        plazas|cupos|vagas|posti (?:limitadas|limitados|limitati)
        preguntame|pergunte|chiedimi ..1 (?:como|come)
        vor mitternacht
        avant minuit
        antes|prima (?:de|da|di) (?:medianoche|meia noite|mezzanotte)
        my|our|the signals? (?:group|channel|room|service)
        groupe|grupo|gruppo|canal|canale (?:de |di |do |des )?(?:signaux|senales|sinais|segnali)
        signalgruppe|signalgruppen
        with (?:my |the |our )?(?:coach|mentor)
        mit|avec|con|com (?:le |el |o |il |meinem |meiner |mon |mi |meu |minha |mio )*(?:coach|mentor|mentore|mentora|mentorin)
        my|mein|meine|mi|mon|meu|minha|mio (?:coach|mentor|mentora|mentore|mentorin)
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
        honest|private|certified|registered|genuine|reliable|trusted|christian|licensed (?:loan |money )?lenders?
        god (?:fearing|sent) (?:\w+ )?(?:loan |money )?lenders?
        fearing lender
        we|i lend (?:any|up to|money|cash|from \d[\d.,]*)
        got|received my loan ..4 (?:from|within|in)
        loan|loans available (?:for|to) (?:everybody|everyone|all|anyone|anybody|you)
        loan|loans (?:at|from|with) (?:only |just )?[1-5] ?%
        prestamista|preteur|preteuse (?:particular|particulier|particuliere|privado|prive|serio|serieux)
        soy|sou|sono|bin|suis ..4 (?:prestamista|preteur|preteuse|kreditgeber|kreditgeberin|prestatore|prestatrice|credor|credora|emprestador)
        prestamista|credor|credora|prestatore|prestatrice|preteur|preteuse|kreditgeber|kreditgeberin ..2 (?:temerosa|temeroso|temente|honesta|honesto|honnete|onesta|onesto|timorata|seria|serio|privado)
        ehrliche|ehrlicher|private|privater kreditgeber(?:in)?
        schneller|schnelle|gunstiger|gunstige|sofortiger (?:kredit|kredite|darlehen)
        """,
    "loan 1": r"""
        apply|call|contact|email|whatsapp|inbox ..2 (?:now|today|us|via)
        approved|approval|lender|guaranteed|collateral|interest|lowest|unsecured
        low|bad|poor (?:interest|credit|rate)
        taux|taxa|tasa|tasso|zinssatz|zinsen|interes|juros
        interessenten|interesados|interessados|interessati|contactez|contactar|contacte|kontaktieren|contatti|contattami|contattatemi
        short|low|out (?:of|on) (?:money|cash|funds)
        need|needs (?:money|cash|funds) (?:urgently|fast|quick|quickly|today|now)
        money|cash|financial problems?
        any amount
        no|without|zero (?:papers|paperwork|documents|guarantor|collateral|credit checks?|questions)
        1|2|3|4|5 ?% (?:only|yearly|monthly|seulement)
        only|just|nur|solo|so [1-5] ?%
        in|within|dans|en|em ..1 (?:\d+|one|two) (?:minutes?|mins|hours?|hrs|minuten|minutos|minuti|stunden)
        god (?:bless|fearing)
        knapp bei kasse
        jeder|jeden|jede (?:betrag|summe)
        ohne (?:papiere|unterlagen)
        a court d argent
        tout|tous montants?
        sans (?:papiers?|justificatifs?|documents?)
        besoin d argent
        necesita|necesitas|precisa|serve|servono|brauchen|brauchst ..2 (?:dinero|dinheiro|denaro|soldi|geld)
        corto|corta|corti (?:de|di) (?:dinero|soldi)
        sem dinheiro
        cualquier|qualquer|qualsiasi|quantia (?:cantidad|monto|importe|valor|quantia|importo|somma)
        sin|sem|senza (?:papeles|papeleo|papeis|documentos|documenti|aval|burocracia)
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
