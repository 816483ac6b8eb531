"""What people write who are in danger or in need: of themselves, of fire and injury, of insulin. Notation as in `phrases`.

Each phrase names the thing that burns or the person who bleeds: "on fire" or "dying" alone are how people speak of songs and of
laughing. Folded, so a German ü is u and a Polish ł is l.
"""

CRISIS = r"""
    kill|hurt|harm|hang|harming|hurting|killing myself(?! (?:laughing|laugh|lol|with laughter|if (?:i|they)))
    end|ending|take|taking my (?:own )?life
    end|ending it all
    suicidal
    commit|committing|attempt|attempted|contemplating suicide
    want|wanna|going|rather (?:to )?(?:die|be dead)(?! (?:of|from|when|laughing|on that|at|over|before|for|in (?:this|that|these)))
    dont|do (?:not )?want to (?:live|be alive|be here)(?: anymore| any more| any longer)
    no (?:reason|point) (?:to|in|of) (?:live|living|going on)
    self (?:harm|harming|harmed)
    better off (?:dead|without me)
    took|taken|taking an overdose
    # de fr es it pt nl pl sv tr
    will|mochte|kann nicht mehr leben
    bringe|bring|umbringen|tote mich (?:um|selbst)
    selbstmordgedanken
    selbstmord|suizid (?:begehen|zu begehen|gefahrdet|machen)
    denke|dachte ..2 (?:selbstmord|suizid)
    mich (?:umbringen|umzubringen)
    mir das leben nehmen
    me suicider
    pensees suicidaires
    suis suicidaire
    envie de (?:mourir|en finir)
    plus envie de vivre
    suicidarme|suicidio|matarme
    quiero|quisiera morir(?! (?:de|para|por|con|cuando))
    no quiero (?:seguir )?vivi(?:r|endo)
    suicidarmi|uccidermi|ammazzarmi
    voglio morire(?! (?:dal|di|da))
    me matar
    quero morrer(?! (?:de|com))
    tirar minha (?:propria )?vida
    zelfmoord|suicidaal
    wil|ga (?:niet meer leven|dood(?! van)|mezelf)
    samobojstwo|samobojcze
    chce (?:umrzec|sie zabic)
    sjalvmord
    vill inte leva
    intihar
    اريد ان اموت|سانتحر|افكر في الانتحار|اريد الانتحار|افكر بالانتحار
    आत्महत्या|मरना चाहता|मरना चाहती|जीना नहीं चाहत
    อยากตาย|ฆ่าตัวตาย
    死にたい|自殺
    想死|自杀|自殺|不想活
    죽고 싶|자살|자해
    """

SAFETY = r"""
    boat|ship|ferry|engine|car|bus|coach|kitchen|phone|battery|charger|laptop|socket|plug|train|plane|wing|house|oven|cable|outlet|toaster|vehicle|heater|deck|cabin|flat|building|washer|dryer|van|truck|bin|scooter|hotel|ramp|gangway|pier|dock|quay|terminal|station|platform|lift|elevator|escalator|restaurant|warehouse|store|bike|powerbank|room (?:is |was |has |have |just |literally |actually |are |s )*(?:on fire|caught fire|catching fire|burning|in flames|smoking|exploded|blew up|burst into flames)
    caught|catching|catches fire
    burst|bursting into flames
    child|baby|toddler|kid|son|daughter|mum|mother|dad|father|wife|husband|he|she|hes|shes|somebody|someone|passenger (?:is |was |s )?(?:still )?choking(?! up)
    there (?:is|was) (?:a |an )?(?:fire|gas leak|bomb|explosion|smoke)
    theres (?:a |an )?(?:fire|gas leak|bomb|explosion|smoke)(?! (?:sale|emoji))
    fire (?:alarm|brigade|department|in the (?:kitchen|engine|cabin|galley|building|hold)|on (?:board|the deck|deck))
    bomb threat
    burning|burnt|burned (?:smell|plastic smell|rubber smell)
    smell|smells|smelling|smelt|smelled (?:of |like |strongly |a |strong |something )*(?:burning|smoke|gas|burnt)(?! (?:rubber band|station))
    smoke (?:is |was )?(?:coming|pouring|billowing|filling|in the (?:cabin|car|room|kitchen|galley))
    full of smoke
    gas (?:leak|leaking|is leaking|smell)
    carbon monoxide
    sparks (?:coming|flying out|came|are coming|from)
    sparking|electrocuted
    electric|electrical shock
    exposed|live|bare wires?
    swollen|overheating|exploding battery
    exploded (?:in|while|on|next|at) ..3 (?:hand|hands|face|pocket|charging|night|bed|desk|kitchen)
    injured|unconscious|concussion(?! (?:list|report|time|prone|reserve))
    my|his|her|an|serious|head|leg|back|bad|suffered|personal (?:\w+ )?(?:injury|injuries)
    got|get|was|were|is|been|badly|seriously|passenger|someone hurt (?:by|badly|on|when|falling|in the|at your)
    hurt (?:my|his|her|our|their) (?:leg|arm|head|back|knee|hand|foot|ankle|neck|wrist|son|daughter|child|kid|baby|wife|husband|mother|mum|mom|dog)
    broke|broken|fractured|dislocated|burned|burnt|scalded|crushed (?:my|his|her|a) (?:\w+ )?(?:leg|arm|hip|wrist|ankle|foot|hand|finger|fingers|nose|collarbone|shoulder|face|mouth|tongue)
    child|son|daughter|kid|husband|wife|mother|mum|mom|father|dad|head|leg|arm|hand|nose|passenger|man|woman|he|she|im|i (?:is |was |s |am |still |badly |are |keeps )*bleeding(?! (?:money|cash|edge|blue|green|red|hell|out cash))
    not|stopped|isnt breathing
    cant|cannot|couldnt|trouble|difficulty|struggling (?:to )?(?:breathe|breathing)(?! (?:lol|lmao|laughing|this is))
    having|suffered|suffering|has|having (?:a |an )(?:heart attack|stroke|seizure|asthma attack|miscarriage|allergic reaction|panic attack)
    had (?:a |an )?(?:allergic reaction|seizure|miscarriage|severe reaction|asthma attack)
    allergic|anaphylactic (?:reaction|reactions|shock)
    anaphylaxis|epipen
    nut|peanut|nuts|dairy|gluten|shellfish|sesame|egg|milk|food allergy
    allergic to (?:nuts|peanuts|peanut|dairy|milk|gluten|eggs|sesame|shellfish|penicillin|latex|bee|wasp) ..8 (?:served|gave|contained|contains|had|was|in|ate|label)
    food poisoning
    poisoned
    found|glass|metal|plastic|piece|pieces|needle|nail (?:a |of |some |bits |pieces |piece )*(?:glass|metal|plastic|needle|razor|screw|nail)(?: \w+)? in (?:my|the|her|his|our|your)
    need|needs|needed|call|called|calling|waiting an? ambulance
    ambulance|paramedics|paramedic (?:is|was|came|had|took|called|now|to|on|are|were|arrived)
    chest (?:pain|pains)
    choking|choked on
    collapsed (?:on|in|at|while|during) (?:the|your|our)
    drowning(?! (?:in (?:debt|work|emails|paperwork|tears|bills|my)))
    overboard(?! (?:with|on the))
    fell|fallen|slipped|tripped (?:down |off |over |on |from |into |through |and |in )+(?:the |your |a |an |my )?(?:\w+ )?(?:stairs|steps|ladder|ramp|gangway|platform|escalator|deck|bus|water|sea|hole|floor|ice|pier|dock|chair|bunk|bike|scooter|pavement|hit|broke|hurt)
    son|daughter|child|kid|kids|boy|girl|toddler|baby|grandson|granddaughter|children|nephew|niece|minor|brother|sister (?:is |was |has |been |left |all |are |were |still |now |just |sitting |stuck |completely |got )*(?:alone|missing|trapped|locked in|locked inside|lost at|lost in|stuck in|unattended|abandoned)
    left|abandoned|leave|leaving (?:my |our |a |her |his |the )?(?:\d+ year old |little |small |young |autistic )*(?:son|daughter|child|kid|boy|girl|toddler|baby|grandson|granddaughter|children|nephew|niece|minor) (?:\w+ )?(?:alone|behind|unattended|outside|at the|on the)
    trapped|stuck|locked (?:in|inside) (?:the |a |an |your |this )?(?:\w+ )?(?:lift|elevator|toilet|cabin|hold|bathroom|vehicle|stairwell|lav|car deck)
    trapped (?:inside|in|under) (?:my|the|your|a|his|her) (?:car|house|room|building|rubble|seat|wreck|bus|ferry|boat|train)
    threatened|threatening|threatens|attacked|assaulted|punched|groped|stalking|followed|grabbed|choked (?:me|us|my (?:son|daughter|wife|husband|child|kid|mother|mum|mom|friend|girlfriend|boyfriend|colleague|partner|sister|brother))(?! (?:with (?:a )?(?:feels|nostalgia|memories|kindness|fees|charges|late|more|another)|up|on (?:twitter|here|instagram)|back))
    threatened|threatening|threats|threatens (?:to|of) (?:kill|hit|violence|hurt|stab|shoot|beat)
    death threats?
    with a (?:knife|gun|weapon)
    sexually (?:assaulted|harassed|abused|assaulting|harassing)
    sexual (?:assault|harassment|abuse)
    domestic (?:violence|abuse)
    im|am|is|are|was|feel|feeling|felt|not|so (?:being )?(?:in danger|unsafe|endangered)
    us|me|people|passengers|lives|family|children|kids|everyone|we|are|i|am in danger(?! of (?:becoming|losing|extinction|missing|being late))
    driver|captain|pilot|crew (?:is|was|s|were|seems|appeared|smelled) (?:\w+ )?(?:drunk|intoxicated|asleep|texting while|on drugs|of alcohol)
    brakes|brake (?:failed|fail|dont work|not working|gone|went)
    taking on water
    is|are sinking(?! (?:in|stock|shares))
    emergency (?:landing|services|room|evacuation)
    medical emergency
    emergencia|emergenza medica
    urgence medicale
    # de
    brennt|brand (?:an bord|in der|im|auf|bei)
    es brennt
    riecht|geruch (?:nach |es |hier |stark |hier |verbrannt )*(?:gas|rauch|verbrannt|brand)
    gasgeruch|gasleck|rauchentwicklung|brandgeruch|verbrannter|kohlenmonoxid|stromschlag|lebensgefahr
    bin|ist|wurde|schwer|leicht|jemand|kind|sohn|tochter|mutter|vater|mich|sich verletzt(?! (?:worden von|gefuhlt))
    bewusstlos|blutet|blutend|notarzt|krankenwagen|rettungswagen|erstickt
    allergische|allergischer|anaphylaktischer (?:reaktion|schock)
    bekommt|bekomme|kriegt|krieg keine luft
    kind|sohn|tochter|baby ..3 (?:allein|alleine|eingesperrt|verschwunden|vermisst|eingeschlossen)
    im (?:aufzug|fahrstuhl|lift) (?:\w+ )?(?:fest|stecken|eingeschlossen|gefangen)
    eingesperrt|bedroht|angegriffen|belastigt|messer
    gesturzt|ausgerutscht|hingefallen
    in gefahr
    # fr
    feu (?:a bord|dans|sur le bateau)
    au feu
    incendie|brule|prend|prennent (?:feu|a bord|dans)?
    fuite de gaz
    odeur de (?:gaz|brule|fumee)
    sent le (?:gaz|brule)
    blesse|blessee|blesses|blessure|inconscient|inconsciente|saigne|ambulance|pompiers|electrocute
    reaction|choc (?:allergique|anaphylactique)
    peux|peut plus respirer
    fils|fille|enfant|bebe ..3 (?:seul|seule|enferme|enfermee|disparu|disparue|perdu|perdue|coince|coincee)
    coince|coincee|coinces|bloque|bloquee|enferme|enfermee|bloques (?:dans|dedans) (?:l |le |un |une |la |les )?(?:ascenseur|toilettes|cabine)
    m|nous|ete|suis|ma (?:a |ont |ete |est |fait )*(?:menace|menacee|agresse|agressee|agresses|frappe|frappee|harcele|harcelee)
    menace|menaces de (?:mort|me|nous)
    suis|sommes|est|vie|enfants|mets|met en danger(?! (?:critique|d extinction))
    tombe|tombee dans (?:l |les |le )?(?:escalier|escaliers|eau)
    # es
    incendio|fuego (?:en|a bordo)
    se (?:esta |ha |prendio )*(?:quemando|incendiando|incendio|prendio fuego)
    huele a (?:gas|quemado|humo)
    fuga de gas
    estoy|esta|hay|resulto|resultado|fue|persona|hijo|hija|pasajero|gravemente (?:un |una |muy )?(?:herido|herida|heridos|lesionado|lesionada)
    inconsciente|sangrando|sangra|ambulancia|electrocutado
    reaccion (?:alergica|anafilactica)
    no (?:puedo|puede) respirar
    hijo|hija|nino|nina|bebe ..3 (?:solo|sola|encerrado|encerrada|perdido|perdida|desaparecido|atrapado|atrapada)
    atrapado|atrapada|atrapados|encerrado|encerrada|encerrados en (?:el|un|la|los) (?:ascensor|elevador|bano|cabina|hotel)
    me|nos|lo|la (?:ha |han |esta |estan )?(?:amenazo|amenazado|amenazando|amenaza|agredio|agredido|golpeo|ataco|atacado|acosando|acosa)
    en peligro
    # it
    incendio|fiamme (?:a bordo|in|nella|sul)
    va|prende|preso a fuoco
    prende|preso fuoco
    puzza|odore di (?:gas|bruciato|fumo)
    fuga|perdita di gas
    ferito|ferita|feriti|incosciente|sanguina|sanguinando|svenuto|svenuta|ambulanza
    reazione allergica
    shock anafilattico
    non (?:riesco|riesce) a respirare
    figlio|figlia|bambino|bambina|bimbo|bimba|neonato ..3 (?:solo|sola|chiuso|chiusa|scomparso|scomparsa|perso|bloccato|bloccata)
    bloccato|bloccata|bloccati|chiusi|chiuso|chiusa (?:in|nell|dentro) (?:l )?(?:ascensore|bagno|cabina)
    mi|ci (?:ha |hanno |sta )?(?:minacciato|minacciata|minacciando|aggredito|aggredita|picchiato|molestata|molestato)
    in pericolo
    # pt
    incendio|fogo (?:a bordo|no|na|em)
    pegou|pegando fogo
    cheiro|cheirando (?:de |a )(?:gas|queimado|fumaca|fumo)
    vazamento|fuga de gas
    ferido|ferida|feridos|machucado|machucada|inconsciente|sangrando|ambulancia|desmaiou
    reacao|choque (?:alergica|anafilatico)
    nao (?:consigo|consegue) respirar
    filho|filha|crianca|bebe|menino|menina ..3 (?:sozinho|sozinha|preso|presa|perdido|perdida|desaparecido|desaparecida|trancado)
    preso|presa|presos (?:no|na|dentro) (?:do |da )?(?:elevador|banheiro|cabine)
    me|nos (?:ameacou|ameacando|ameacaram|agrediu|agrediram|bateu|assediou)
    em|corro perigo
    # nl
    brand (?:aan boord|in|op)
    in brand
    staat in brand
    ruik|ruikt|stinkt (?:naar |gas|een )+(?:gas|brand|rook)?
    gaslek|gaslucht|gewond|gewonden|bewusteloos|bloedt|koolmonoxide
    allergische reactie
    kind|zoon|dochter|baby ..3 (?:alleen|opgesloten|vermist|kwijt|vast)
    vast|opgesloten in (?:de|een) (?:lift|wc|hut)
    bedreigd|aangevallen|mishandeld|levensgevaar
    # pl sv tr
    pozar|ranny|ranna|krwawi|nieprzytomny|nieprzytomna|karetka|karetke|grozil|zaatakowal|zaatakowano
    wyciek|czuc (?:gaz|gazu)
    reakcja alergiczna
    dziecko|syn|corka ..2 (?:sam|samo|sama|zaginelo|zaginal|zaginela|zamkniete)
    utknelismy|utknalem|utknelam|uwiezieni w windzie
    brinner|skadad|skadade|medvetslos|ambulans|hotad|hotade|attackerad|gaslacka
    luktar (?:gas|brant|rok)
    allergisk reaktion
    fast|instangd|instangda i (?:hissen|toaletten|hytten)
    yangin|yaralandi|yarali|baygin|kaniyor|ambulans|saldirdi|tehdit
    gaz (?:kacagi|kokusu|kokuyor)
    alerjik reaksiyon
    asansorde (?:kaldik|mahsur|kaldim)
    # scripts of their own
    حريق في|اندلع حريق|تسرب غاز|رائحه غاز|رائحه دخان|انا مصاب|ابني مصاب|امي مصابه|اصبت ب|اصيب ابني|اصيبت|اصابه خطيره|ينزف|فاقد الوعي|اسعاف|حساسيه شديده|هددني|تهديد بالقتل|اعتدي علي|محبوس|محتجز|طفلي وحده|ابني وحده|ابني ضاع|خطر علي حيات
    आग लग|गैस लीक|गैस की गंध|धुआं|घायल|चोट लग|खून बह|बेहोश|एम्बुलेंस|एलर्जिक|धमकी|हमला कर|मारपीट|लिफ्ट में फंस|बच्चा अकेला|बेटा अकेला|बेटी अकेली|खतरे में|सांस नहीं
    ไฟไหม้|แก๊สรั่ว|กลิ่นแก๊ส|ควันขึ้น|บาดเจ็บ|เลือดออก|เลือดไหล|หมดสติ|รถพยาบาล|แพ้อาหาร|แพ้รุนแรง|ถูกทำร้าย|โดนทำร้าย|ข่มขู่|ขู่ฆ่า|ติดในลิฟต์|ติดลิฟต์|ลูกหาย|หายใจไม่ออก|ไฟดูด|ไฟช็อต
    火事|火が出|発火|煙が出|ガス漏れ|ガス臭|焦げ臭|怪我をし|ケガをし|けがをし|負傷|出血|血が出|意識がない|意識不明|救急車|アレルギー反応|アナフィラキシー|脅され|脅迫|暴行|殴られ|閉じ込め|感電|子どもが一人|子供が一人|迷子|息ができない
    着火|起火|火灾|火災|冒烟|冒煙|煤气泄漏|瓦斯外洩|漏气|漏氣|煤气味|受伤|受傷|流血|昏迷|救护车|救護車|过敏反应|過敏反應|触电|觸電|威胁我|威脅我|被打|被困|困在电梯|困在電梯|孩子一个人|孩子走失|喘不过气
    화재|불이 났|불났|연기가 나|가스 냄새|가스가 새|가스 누출|다쳤|부상|피가 나|의식을 잃|의식이 없|구급차|응급실|알레르기 반응|협박|폭행|엘리베이터에 갇|감전|아이가 혼자|아이를 잃어|숨을 못
    """

VULNERABLE = r"""
    insulin|dialysis|chemo|chemotherapy|wheelchair|wheelchairs|pregnant|elderly|newborn|infant|infants|diabetic|epileptic|asthmatic|inhaler|inhalers|hospice|dementia|alzheimers|ventilator|crutches|premature(?! (?:end|ending|death|to))
    my|his|her|our|their|the|heart|need|needs|urgent (?:\w+ )?(?:medication|medications|medicine|meds|oxygen|prescription|blood pressure tablets|antibiotics)
    medication|medicine|meds (?:is|are|was|were|in|for|that|i|he|she|they|inside|which|on)
    out of (?:medication|medicine|meds|oxygen|baby milk|formula)
    disabled|blind|deaf|autistic (?:passenger|passengers|person|customer|customers|daughter|son|mother|mum|mom|father|child|people|veteran|husband|wife|adult|traveller|traveler|boy|girl|woman|man|lady|brother|sister|grandmother|friend|user|boarding|access|badge|toilet|seat|parking)
    i|im|she|he|who (?:am |is |s )?(?:\w+ )?(?:disabled|paraplegic|quadriplegic|paralysed|paralyzed|visually impaired|hearing impaired|terminally ill)
    with|carrying|have|has|traveling|travelling (?:with )?(?:a |an |my |our |her |two |3 |2 |the )?(?:\w+ )?(?:baby|babies|toddler|toddlers|infant|newborn|small children|young children|small kids|little kids|little ones|\d{1,2} (?:month|months|week|weeks|day) old)
    baby (?:is |has |needs |milk|formula|food|cant |hasnt |in the |without )+(?:\w+ )?
    breast milk
    80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99 (?:year|yr|yrs|years) (?:old )?(?:\w+ )?(?:mother|father|mum|mom|dad|grandmother|grandfather|gran|grandma|grandpa|nan|woman|man|lady|aunt|uncle|parents)
    unaccompanied (?:minor|child|minors)
    mobility (?:scooter|aid|impaired|assistance|issues|needs)
    special needs
    service|guide|assistance dog
    heart (?:condition|patient|surgery|transplant|failure)
    cancer (?:patient|treatment|surgery)
    had|having|after|post|recovering (?:from )?(?:\w+ )?surgery
    # de
    rollstuhl|rollstuhlfahrer|rollstuhlfahrerin|schwanger|schwangere|hochschwanger|saugling|saugling|kleinkind|behindert|schwerbehindert|gehbehindert|pflegebedurftig|diabetiker|diabetikerin|dialyse|neugeborenes|demenz
    meine|ihre|seine|die|wichtige|dringend medikamente
    mit (?:einem |unserem |meinem )?(?:baby|kleinkind|saugling|kleinen kindern|neugeborenen)
    meine|unsere|mein ..1 (?:altere|betagte|alte|kranke|kranker|\d\d jahrige|\d\djahrige) (?:mutter|oma|grossmutter|vater|eltern|opa)
    # fr
    insuline|dialyse|enceinte|nourrisson|handicape|handicapee|diabetique|malvoyant|malvoyante|aveugle
    fauteuil roulant
    mes|ses|son|sans|leurs (?:medicaments|traitement medical)
    avec (?:un |mon |notre |une )?(?:bebe|nourrisson|enfant en bas age|jeunes enfants)
    personne|personnes|mere (?:agee|agees|malade|handicapee|handicapees)
    # es
    insulina|dialisis|embarazada|discapacitado|discapacitada|discapacidad|diabetico|diabetica|ancianos|anciana
    silla de ruedas
    mis|sus|su|sin|la|mi (?:medicamentos|medicinas|medicacion|medicina)
    con (?:un |mi |una |dos )?(?:bebe|bebes|ninos pequenos|recien nacido)
    tercera edad
    # it pt
    dialisi|incinta|disabile|disabili|invalido|diabetico|anziana|anziani|neonato|carrozzina
    sedia a rotelle
    miei|suoi|senza|i (?:medicinali|farmaci|medicine)
    con (?:un |il |mio )?(?:neonato|bimbo piccolo|bambini piccoli|bambino piccolo)
    gravida|gestante|cadeirante|deficiente|idosa|idosos|idoso|dialise
    cadeira de rodas
    meus|seus|sem|meu|minha (?:remedio|remedios|medicamento|medicamentos|medicacao)
    com (?:um |o |meu )?(?:bebe|recem nascido|crianca pequena|criancas pequenas)
    # nl pl sv tr
    rolstoel|zwanger|zwangere|gehandicapt|gehandicapte|bejaarde|medicijnen|pasgeboren|insuline
    met (?:een |mijn |onze )?(?:baby|kleine kinderen|peuter)
    wozek inwalidzki
    wozku inwalidzkim
    insuliny|insuline|ciazy|niepelnosprawny|niepelnosprawna|niemowle|niemowleciem
    rullstol|gravid|funktionsnedsattning|spadbarn|mediciner|medicinen
    tekerlekli sandalye
    hamile|hamileyim|engelli|insulin|yasli|ilaclarim|ilacim|bebegimle
    # scripts of their own
    انسولين|كرسي متحرك|حامل في|انا حامل|زوجتي حامل|الدواء الخاص|ادويتي|دوائي|طفل رضيع|رضيع|كبار السن|كبيره في السن|معاق|ذوي الاحتياجات|غسيل الكلي
    इंसुलिन|व्हीलचेयर|गर्भवती|दवाई|दवाइयां|बुजुर्ग|विकलांग|दिव्यांग|नवजात|छोटा बच्चा|डायलिसिस
    อินซูลิน|รถเข็น|วีลแชร์|ตั้งครรภ์|คนท้อง|ยาประจำตัว|คนพิการ|ผู้สูงอายุ|เด็กทารก|ทารก|ฟอกไต
    インスリン|車椅子|車いす|妊娠中|妊婦|持病の薬|常備薬|障害者|障がい|高齢の|乳児|赤ちゃん連れ|新生児|透析
    胰岛素|胰島素|轮椅|輪椅|孕妇|孕婦|怀孕|懷孕|救命药|残疾|殘疾|殘障|老人家|婴儿|嬰兒|新生儿|透析
    인슐린|휠체어|임산부|임신|복용하는 약|약을 먹어야|장애인|고령|어르신|갓난아기|신생아|투석
    """
