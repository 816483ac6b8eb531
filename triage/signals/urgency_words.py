"""What people write whose journey, money or service is gone at this moment. Notation as in `phrases`."""

STRANDED = r"""
    stranded(?! deep)
    stuck|stucked|trapped|sat|sitting|waiting|sleeping|slept|been|delayed|held|overnight (?:here |overnight |now |still |on |in |at |for \w+ (?:hours|hrs|mins|minutes) )*(?:at|in|on) (?:the |a |an |your |this |\w{3} )?(?:\w+ )?(?:airport|station|pier|port|terminal|tarmac|runway|harbour|harbor|motorway|border|gate|platform|island|plane|aircraft|taxiway|jetway|layover|connection|motorway|roadside|hard shoulder|layby)
    stuck in [a-z]{3,14} (?:airport|overnight|with no|until|tonight|for the night|because|due|and|after)
    on the (?:tarmac|runway|hard shoulder)
    missed|missing|miss|misconnect|misconnected (?:my|our|the|their|his|her|a) (?:\w+ )?(?:connection|connections|connecting|connector|flight|flights|ferry|train|sailing|crossing|bus|boat|cruise|transfer)
    miss (?:my|our|the) (?:\w+ )?(?:connection|connecting|flight|ferry|train|sailing|wedding|funeral|surgery|cruise)
    at (?:the |my |our )?(?:gate|check in|boarding gate|checkin|security|bag drop) (?:now|right now|waiting|and|for|since|with)
    we|im|am|are|were|currently|standing|here|waiting (?:re |are |am |still |just |currently |standing )*at (?:the |your )?(?:gate|pier|check in|departure gate|bus stop|terminal|bag drop|boarding)
    boarding|departs|departing|departure|sails|sailing|leaves|leaving|takeoff|take (?:off )?(?:in|within|is in) (?:\w+ )?(?:\d+|ten|five|fifteen|twenty|thirty|forty|an|one|two|half)? ?(?:an )?(?:min|mins|minutes|minute|hour|hours|hrs|hr|h|m)
    flight|ferry|train|boat|bus|ship|plane|sailing|crossing|coach (?:is |leaves |departs |boards |sails |takes off |goes |in |today |tonight )*(?:in|within) (?:less than )?(?:\w+ )?(?:min|mins|minutes|minute|hour|hours|hrs|hr|h)
    no (?:place|bed|room|hotel) to (?:sleep|stay)
    nowhere to (?:sleep|stay|go)
    no (?:way|way to get|way of getting|hotel|hotels|rooms?|transport) (?:home|available|left|back|tonight|provided|for the night|off)
    cant|cannot|unable|trying|how|need|no (?:to |way to |do (?:i|we) |are we supposed to |am i supposed to )*get (?:home|back home|off the island|off this island|to the mainland)(?! (?:quick enough|soon enough))
    last|final (?:ferry|bus|train|boat|flight|sailing|tram) (?:home |tonight |back |has |is |was |of the (?:day|night) |just )*(?:gone|left|cancelled|canceled|missed|full|went)
    broke|broken down (?:on|at|in|near)
    flight|flights|ferry|train|sailing|crossing|boat|bus|connection (?:\w+ )?(?:has |is |was |just |been |got |were |keeps |have |being |getting )*(?:cancelled|canceled|cancelled flightled)
    left|bumped|kicked|denied (?:us |me |from |off |behind |boarding )+(?:the|at the|our|my|from|flight|boarding)
    denied boarding
    # de
    gestrandet|festgesessen
    sitze|sitzen|stecke|stecken|stehen|stehe|hangen|hange ..4 (?:fest|gestrandet)
    am (?:gate|bahnsteig|hafen|flughafen|anleger|pier) (?:und|seit|jetzt|gerade|ohne|fest)
    anschluss|anschlussflug|anschlusszug|fahre|zug|flug ..2 (?:verpasst|verpassen|ausgefallen|gestrichen|annulliert)
    verpasse|verpassen|verpasst (?:\w+ )?(?:anschluss|anschlussflug|flug|fahre|zug)
    boarding|abflug|abfahrt in
    komme|kommen|kommt (?:wir )?(?:hier )?nicht (?:mehr )?(?:weg|nach hause|heim)
    letzte (?:fahre|zug|bus|bahn) (?:ist )?(?:weg|ausgefallen|verpasst)
    # fr
    bloque|bloquee|bloques|bloquees|coince|coincee|coinces (?:a |au |aux |dans |en |sur )(?:l |la |le )?(?:aeroport|gare|port|quai|terminal|train|avion|bateau|ile|frontiere|tarmac)
    rate|rater|manque|manquer|louper ..2 (?:correspondance|vol|train|ferry|bateau|connexion|avion)
    vol|train|ferry|bateau|traversee (?:est |a ete )?(?:annule|annulee|supprime)
    embarquement|depart (?:dans|imminent)
    a la porte d embarquement
    peux|pouvons|peut (?:pas|plus) rentrer
    nulle part ou dormir
    # es
    varado|varada|varados|varadas
    tirado|tirada|tirados|atrapado|atrapados|atrapada|atascados (?:en|aqui) (?:el |la |un )?(?:aeropuerto|estacion|puerto|avion|tren|terminal|isla|carretera)
    perdi|perdimos|perdido|pierdo|perder|perdemos ..2 (?:conexion|vuelo|tren|ferry|barco|enlace)
    vuelo|tren|ferry|barco ..2 (?:cancelado|cancelaron|suspendido)
    cancelaron|cancelado|cancelan ..2 (?:vuelo|tren|ferry|barco)
    puerta de embarque
    embarque|embarcamos|sale|salimos en (?:\w+ )?(?:minutos|hora|horas)
    # it
    bloccato|bloccata|bloccati|fermi|fermo (?:in|a|all|sul|al|nella|alla) (?:aeroporto|stazione|porto|aereo|treno|isola|molo)
    perso|perdo|perdere|perdiamo ..2 (?:coincidenza|volo|treno|traghetto|nave|aereo)
    volo|treno|traghetto|nave ..2 (?:cancellato|cancellata|soppresso)
    imbarco|partenza tra
    # pt
    preso|presa|presos|retido|retidos|retida (?:no|na|em) (?:aeroporto|estacao|porto|aviao|terminal|ilha|rodoviaria)
    perdi|perdemos|perder|perco ..2 (?:conexao|voo|trem|comboio|barco|balsa|ferry|ligacao)
    voo|trem|comboio|barco|balsa ..2 (?:cancelado|cancelaram|cancelada)
    embarque|embarco|embarcamos em (?:\w+ )?(?:minutos|hora|horas)
    portao de embarque
    # nl
    gestrand|gestrande
    zit|zitten|sta|staan ..2 vast (?:op|in|bij)
    aansluiting|vlucht|veerboot|trein|overstap ..2 (?:gemist|missen|geannuleerd|uitgevallen)
    mis|missen|gemist ..2 (?:aansluiting|vlucht|trein|boot|overstap)
    bij de gate
    # pl sv tr
    utknelismy|utknalem|utknelam|utknal|strandade|strandad (?:na|w|pa|i)?
    spoznilem|spoznilam|stracilem|uciekl|uciekla|odwolany|odwolano (?:sie )?(?:na )?(?:\w+ )?(?:samolot|lot|prom|pociag|przesiadke|lot)
    lot|prom|pociag ..1 (?:odwolany|odwolano)
    fast pa (?:flygplatsen|stationen|perrongen|farjan)
    missat|missade|missar ..1 (?:flyget|farjan|taget|anslutningen)
    flyget|farjan|taget ..1 installt
    mahsur (?:kaldik|kaldim)
    ucagi|ucagimi|feribotu|aktarmayi|trenimi|vapuru kacirdi*
    # scripts of their own
    عالق|عالقين|عالقه|فاتتني الرحله|فاتتنا الرحله|فاتتني الطائره|الغيت رحلتي|الغاء رحلتي|في المطار منذ|عند البوابه
    फंसे हुए|फंसा हुआ|फंस गए|फंसी हुई|फ्लाइट छूट|ट्रेन छूट|फ्लाइट रद्द|ट्रेन रद्द|एयरपोर्ट पर फंस
    ติดอยู่ที่|ตกเครื่อง|ตกเรือ|ตกรถ|เที่ยวบินถูกยกเลิก|ไฟลท์ยกเลิก|กลับบ้านไม่ได้
    足止め|乗り遅れ|乗り継げ|帰れない|帰れなく|欠航|立ち往生|搭乗口
    滞留|滯留|误机|誤機|赶不上|趕不上|错过了航班|錯過了航班|航班取消|回不了家|困在机场|困在機場|登机口|登機口
    발이 묶|비행기를 놓|놓쳤|결항|집에 못 가|공항에 갇|탑승구
    """

MONEY = r"""
    charged|billed|debited|charging|deducted|charge|invoiced|charges (?:me |us |my (?:\w+ )?(?:card|account) |my wife |by you |for it |my )*(?:twice|double|two times|three times|2 times|3 times|2x|multiple times|again|without|£\d+ instead|the wrong amount|extra)
    double|over|wrongly|incorrectly|mistakenly|fraudulently (?:charged|charge|billed|charging|debited|billing)
    payment|payments|charge|charges|transaction|transactions|withdrawal|withdrawals|debit|debits|purchase|purchases|order|subscription ..8 (?:i|we) (?:\w+ )?(?:didnt|dont|did not|do not|cant|cannot|never|have not|havent|not) (?:\w+ )?(?:recognize|recognise|make|made|do|authorize|authorise|remember|recall|approve|authorized|authorised|approved|set up)
    payment|payments|charge|charges|transaction|transactions|withdrawal|withdrawals|debit|debits|purchase ..6 (?:is|are|was|were|thats|arent|isnt|wasnt) (?:not )?(?:mine|from me|done by me|made by me)(?<!is\smine)(?<!are\smine)(?<!was\smine)
    payment|payments|charge|charges|transaction|paid|payed|debited|deducted|charged ..6 (?:twice|more than once|multiple times|several times|too many times|two times|in double)(?! (?:as|the|a (?:day|week|month|year)|per|daily))
    someone|somebody|thief|thieves|anyone|person (?:else )?(?:\w+ ){0,3}?(?:using|used|copied|cloned|stole|stolen|emptied|accessed|hacked|drained|took|access to|got) (?:into )?(?:my|our) (?:\w+ )?(?:card|cards|account|wallet|purse|details|identity|bank|money)
    using my (?:\w+ )?card without
    credit|debit|bank|card|identity (?:card )?fraud
    overcharged|overcharging|overbilled|doublecharged
    took|taken|taking|stole|stolen|robbed|withdrew|withdrawn|takes|nicked|pinched ..3 (?:money|payment|\d+ (?:pounds|dollars|euros)|cash|funds|savings|wages|deposit)(?! (?:grab|machine in))
    money|cash|funds|savings|payment|wages|balance (?:has |have |is |was |were |been |just |already |got |all |out |went )*(?:gone|stolen|missing|taken|disappeared|vanished|debited|deducted|left my account|withdrawn|taken twice)
    unauthorised|unauthorized|fraudulent|unrecognised|unrecognized|unknown|suspicious|strange (?:\w+ )?(?:transaction|transactions|charge|charges|payment|payments|withdrawal|withdrawals|debit|purchase|purchases|activity|direct debit)
    dont|didnt|do|did|not (?:not )?(?:recognise|recognize|authorise|authorize|make|made) (?:this|that|a|these|the|those|any) ..2 (?:transaction|transactions|charge|charges|payment|payments|withdrawal|withdrawals|direct debit)
    account|card|wallet (?:has |was |is |been |got |just |gotten )*(?:drained|emptied|hacked|compromised|cleaned out|wiped out|cloned|skimmed|overdrawn|used by someone)
    hacked|drained|emptied|cloned (?:my|our|into my) (?:\w+ )?(?:account|card|bank)
    card|wallet|purse|phone (?:has |was |is |been |got |have )*(?:stolen|nicked)
    card|wallet|purse (?:has |was |is |been |got |have )*(?:lost|missing|gone|taken|copied|exposed)
    lost|stole|stolen my (?:wallet|purse|handbag|bank details)
    lost|stolen|missing (?:my |or stolen |bank |credit |debit )*card
    victim of (?:a )?(?:fraud|scam|identity theft)
    ive|i|we|been|got|getting (?:have |ve |was |been |just |got |were |being )*(?:scammed|defrauded|robbed|conned)
    fraud on my
    identity theft
    taken out of my (?:account|bank)
    out of my (?:\w+ )?(?:bank|account) (?:\w+ )?(?:twice|without)
    two|2|three|duplicate|several|multiple|extra (?:identical |duplicate |extra |separate |different )*(?:charges|payments|debits|transactions|charge|payment|withdrawals) (?:for|on|from|of|to|taken|went|have|were|when|in)
    # de
    doppelt|zweimal|mehrfach|falschlich|unberechtigt|zuviel ..2 (?:abgebucht|belastet|berechnet|bezahlt|eingezogen|abgezogen)
    abgebucht|abbuchung|abbuchungen (?:obwohl|ohne|worden|nicht|die ich)?
    geld (?:ist |wurde )?(?:weg|gestohlen|verschwunden|abgebucht|abgezogen)
    konto ..2 (?:gehackt|leergeraumt|leer|gesperrt|geplundert)
    karte ..2 (?:gestohlen|geklaut|missbraucht|gesperrt)
    betrogen|geklaut|unbefugte|unautorisierte
    # fr
    debite|debitee|debites|preleve|prelevee|preleves|facture|facturee|prelevement|prelevements|debitee ..3 (?:deux fois|2 fois|double|sans|fois|tort|autorise|indu|plusieurs fois)
    double|prelevement|debit (?:prelevement|facturation|debit|frauduleux|frauduleuse|non autorise)
    argent (?:a )?(?:disparu|vole|ete vole|ete preleve)
    compte (?:a ete |est )?(?:pirate|vide|hacke)
    carte (?:a ete |est )?(?:volee|piratee)
    escroque|escroquee|arnaque|arnaquee (?:de|par|en|sur)
    # es
    cobraron|cobrado|cobran|cobro|cobrando|cargado|cargaron|descontaron ..3 (?:dos veces|doble|2 veces|dos|sin autorizacion|indebido|de mas|duplicado|sin permiso|sin mi)
    cobro|cargo|cobros|cargos (?:doble|duplicado|indebido|no reconocido|indebidos|no autorizado|no autorizados|no reconocidos)
    doble (?:cobro|cargo)
    dinero ..2 (?:desaparecido|desaparecio|robado|robaron|descontado)
    robaron|robado|hackearon|vaciaron|clonaron ..2 (?:dinero|tarjeta|cuenta|plata)
    cuenta|tarjeta ..1 (?:hackeada|robada|vaciada|clonada)
    estafado|estafada|estafaron
    # it
    addebitato|addebitata|addebitati|addebito|addebiti|prelevato|prelevati|scalato ..3 (?:due volte|doppio|2 volte|due|senza|non autorizzato|non autorizzati|indebitamente)
    doppio addebito
    soldi ..2 (?:spariti|rubati|rubato|scomparsi)
    conto|carta ..2 (?:svuotato|hackerato|rubata|clonata|bloccata|prosciugato)
    truffato|truffata|rubato (?:la|i|il|dal|di|da|i soldi)
    # pt
    cobraram|cobrado|cobrada|cobranca|cobrancas|debitaram|debitado|descontaram|descontado ..3 (?:duas vezes|dobro|2 vezes|duplicidade|indevida|indevidas|sem autorizacao|a mais|indevido|duas)
    cobranca|compra|compras (?:indevida|duplicada|nao reconhecida|nao reconhecidas|indevidas)
    dinheiro ..2 (?:sumiu|roubado|desapareceu|roubaram)
    roubaram|clonaram|hackearam|invadiram ..2 (?:dinheiro|cartao|conta)
    cartao|conta ..1 (?:clonado|hackeada|roubado|invadida|zerada)
    fui (?:roubado|roubada|enganado|enganada|burlado)
    # nl pl sv tr
    dubbel|tweemaal|onterecht|teveel (?:\w+ )?(?:afgeschreven|betaald|geincasseerd|in rekening|gerekend)
    twee keer (?:\w+ )?(?:afgeschreven|betaald)
    geld (?:is )?(?:weg|gestolen|verdwenen|afgeschreven)
    opgelicht|rekening geplunderd
    dwa razy (?:pobrano|obciazono)
    dwukrotnie (?:pobrano|obciazono|obciazona)
    pobrano ..3 (?:dwa razy|dwukrotnie|bez)
    ukradli|skradziono|oszukany|oszukana ..2 (?:pieniadze|karte|pieniedzy|mi)?
    dubbelt (?:debiterad|dragits|betalat|dragit)
    tva ganger (?:debiterad|dragits)
    debiterad|debiterats|dragit|dragits ..2 (?:dubbelt|tva ganger)
    pengarna|pengar (?:ar |har )?(?:borta|forsvunnit|stulna|dragits)
    iki (?:kere|kez|defa) (?:\w+ )?(?:cekildi|odeme|ucret|tahsil|cekilmis)
    param|hesabimdan|kartimdan ..2 (?:cekildi|calindi|gitti|cekilmis)
    dolandirildim
    # scripts of their own
    خصم مرتين|خصمتم|تم خصم|سحب مبلغ|سحبوا|سرقت بطاقتي|سرقت اموالي|سرقوا|اختراق حسابي|خصم من حسابي|مرتين من حسابي
    दो बार (?:काट|चार्ज|कट)|पैसे कट|पैसा कट|पैसे काट|खाते से पैसे|पैसे चोरी|खाता खाली|धोखाधड़ी|ठगी
    ตัดเงินซ้ำ|ตัดเงินสอง|หักเงินซ้ำ|ตัดเงิน|เงินหาย|โดนโกง|ถูกโกง|โดนแฮก|บัตรถูกขโมย
    二重請求|二重に請求|二重引き落とし|二回請求|2回請求|引き落とされ|不正利用|不正アクセス|不正請求|お金が消え|盗まれ|詐欺に遭
    重复扣款|重複扣款|扣了两次|扣了兩次|多扣|乱扣费|盗刷|盜刷|钱不见|錢不見|被骗了|被騙了|账户被盗|帳戶被盜
    이중 결제|중복 결제|두 번 결제|두번 결제|돈이 빠져|돈이 사라|무단 결제|도용|해킹당|사기당
    """

OUTAGE = r"""
    outage|outages|blackout(?! (?:mode|servers|dates|date|period|curtains|curtain|days))
    power (?:cut|failure|is out|is off|went out|outage|has gone)
    internet|wifi|broadband|network|service|site|website|app|server|servers|system|systems|signal|platform|connection|portal|4g|5g|fibre|line|lines|landline|tv|cable|electricity|heating (?:has |is |are |was |been |s |still |completely |totally |down |all |keeps |going |just |currently |went |gone |seems |be |to )*(?:down|offline|dead|out in|out again|not working|stopped working|unavailable|crashed|out of service|off since|isnt working|not loading)
    no|without|lost (?:internet|signal|wifi|broadband|electricity|power|hot water|heating|phone service|coverage|connection|dial tone|service|network|water supply|running water) (?:since|for|in|at|all|again|today|still|here|and|now|on|after|whatsoever|anywhere|the|this|yesterday)
    servers|everything (?:are |is |s )+down
    is|are ..3 (?:down|offline) (?:for (?:everyone|anyone|anybody)|again|right now|at the moment|today|in my area)
    # de fr es it pt nl pl sv tr
    internet|netz|wlan|seite|webseite|website|app|server|system|strom|telefon|leitung|anschluss|empfang|buchungssystem ..3 (?:ausgefallen|down|offline|nicht erreichbar|funktioniert nicht|geht nicht|gestort|tot)
    ausfall|netzausfall|stromausfall|serverausfall|internetausfall
    kein|keinen|ohne (?:internet|strom|netz|empfang|warmwasser|wlan|heizung) (?:seit|mehr|in|und|hier)
    seit ..4 (?:kein|ohne) (?:internet|strom|netz|empfang|wlan)
    panne|coupure (?:d |de )?(?:internet|reseau|generale|courant|electricite|box|fibre|ligne)
    en panne depuis
    plus|pas|sans (?:d |de |l )?(?:internet|reseau|connexion|electricite|courant|chauffage|eau chaude) (?:depuis|a|dans|chez)
    site|application|appli|reseau|service|serveur ..2 (?:panne|inaccessible|hors service|ne marche plus|ne fonctionne plus|down)
    caida|corte|apagon (?:del|de|en|general|total|electrico)
    internet|pagina|web|app|sistema|servicio|red|linea|senal|luz ..3 (?:caida|caido|no funciona|se cayo|fuera de servicio|no carga|se ha caido)
    sin (?:internet|luz|senal|servicio|linea|cobertura|agua|conexion|red) (?:desde|hace|en|y|por)
    sito|app|rete|internet|servizio|linea|sistema|server ..3 (?:giu|down|non funziona|fuori servizio|bloccato|non va|irraggiungibile|guasto|guasta)
    senza (?:internet|linea|corrente|luce|connessione|rete|acqua|riscaldamento) (?:da|dal|in|a)
    blackout|disservizio|disservizi (?:da|in|a|totale|generale)
    site|app|sistema|internet|rede|servico|sinal|luz|energia|aplicativo ..3 (?:fora do ar|caiu|fora|nao funciona|nao esta funcionando|em baixo|indisponivel)
    sem (?:internet|luz|sinal|energia|servico|rede|agua|conexao) (?:desde|ha|em|e|faz|aqui)
    apagao|apagoes
    storing (?:in|bij|op|van|aan) (?:de|het|mijn|jullie|internet|heel|mijn)
    stroomstoring|internetstoring|stroomuitval
    geen (?:internet|stroom|bereik|netwerk|wifi|verbinding) (?:sinds|meer|in|al|en|hier)
    website|app|site|internet|netwerk ..2 (?:plat|down|offline|ligt eruit|werkt niet|doet het niet)
    awaria|awarie
    brak (?:internetu|pradu|zasiegu|sieci)
    nie (?:mam|ma|dziala) (?:internetu|internet|pradu|zasiegu|sieci|strona|aplikacja)
    stromavbrott|driftstorning|avbrott
    internet|sidan|appen|natet ..2 (?:nere|ligger nere|funkar inte|fungerar inte)
    internet|site|uygulama|sistem|elektrik|sebeke ..2 (?:coktu|yok|calismiyor|gitti|kesildi|kesik)
    # scripts of their own
    انقطاع|النت مقطوع|الانترنت مقطوع|مقطوع من|الموقع لا يعمل|التطبيق لا يعمل|الخدمه متوقفه|الشبكه مقطوعه|لا يوجد انترنت|لا توجد شبكه|الكهرباء مقطوعه
    नेट बंद|इंटरनेट बंद|नेटवर्क नहीं|सर्वर डाउन|इंटरनेट नहीं चल|नेट नहीं चल|बिजली नहीं|बिजली गुल|ऐप नहीं चल|ऐप काम नहीं|वेबसाइट बंद
    เน็ตล่ม|เว็บล่ม|แอพล่ม|แอปล่ม|ระบบล่ม|เน็ตใช้ไม่ได้|ไม่มีสัญญาณ|ไฟดับ|ใช้งานไม่ได้ตั้งแต่|สัญญาณหาย
    障害発生|通信障害|システム障害|サーバーダウン|サーバーが落ち|サイトが落ち|繋がらない|つながらない|ネットが使えない|停電|圏外
    断网|斷網|停电|停電|服务器崩|伺服器掛|系统崩溃|系統當機|网站打不开|網站打不開|没有信号|沒有訊號|连不上网|連不上網
    먹통|서버 다운|서버가 다운|인터넷이 안|접속이 안|접속 장애|통신 장애|정전|앱이 안 열|사이트가 안 열
    """
