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
        you|u (?:have |ve |ha ve |are |re |just |could |may |can |will )*(?:been )?(?:randomly |specially |just |also )?(?:win|won|winner|selected|chosen|picked|shortlisted|awarded)(?! (?:for|as|by) (?:our|the|this|best|worst)| (?:me|us|my)(?!\w)| (?:the|our|this) (?!lott|jack|prize|draw|give|grand|sum|iphone|new))
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
        # a prize that wants a card
        confirm|verify|enter|provide|submit|register|validate|add (?:with )?(?:your|ur) (?:\w+ ){0,2}?(?:card|cards|card details|payment (?:details|method|info|card)|billing (?:details|info))(?! \w*(?:machine|reader|works|statement))
        free|gratis (?:\w+ ){1,4}?(?:worth|valued at) (?:up to |over )*[$€£] ?\d[\d.,]*k?
        won ..4 (?:worth|valued at) [$€£] ?\d[\d.,]*k?
        we are giving away (?:\d+|a|free)
        were|now giving away \d+
        nummer ..1 (?:wurde|ist) (?:gezogen|ausgewahlt|ausgelost)
        bestatige|bestatigen|hinterlege|hinterlegen|gib|geben|verifiziere ..3 (?:karte|kartendaten|kreditkarte|kreditkartendaten|zahlungsdaten)
        wurdest|wurden ..4 (?:ausgewahlt|ausgelost|gezogen)
        im wert von (?:[$€£] ?)?\d[\d.,]*k?
        confirmez|validez|entrez|renseignez|saisissez ..2 (?:carte|carte bancaire)
        d une valeur de \d[\d.,]*k?
        valorado|valorada|valor (?:en|de) (?:[$€£] ?)?\d[\d.,]*k?
        confirma|confirme|verifica|verifique|introduce|ingresa|registra|valida|valide|insira|cadastre ..2 (?:tarjeta|cartao)
        sido|fuiste (?:seleccionado|seleccionada|elegido|elegida) entre
        conferma|confermi|inserisci|inserisca|verifica (?:la |i )?(?:tua|sua|dati della)? ?(?:tua )?(?:carta)
        del valore di \d[\d.,]*k?
        ganaste (?:un|una|el|la|nuestro|este)
        voce|tu ..2 (?:escolhido|escolhida)
        eres|sos|es (?:el|la|nuestro|nuestra) (?:\w+ )?(?:ganador|ganadora)
        sei (?:il|la) (?:\w+ )?(?:vincitore|vincitrice)
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
        among|amongst|from (?:our|the|all) (?:commenters|followers|subscribers|fans)
        only|just \d+ (?:\w+ )?(?:left|remaining|spots?|winners?|slots?)
        pay|cover ..2 (?:shipping|delivery|postage|handling|processing|booking)(?: fees?| costs?)?
        free|gratis|kostenlose|lifetime ..1 (?:pass|passes|jahreskarte|subscription|voucher)
        unter unseren (?:followern|kommentaren|abonnenten|fans)
        nur noch \d+
        parmi nos (?:abonnes|followers|commentaires|fans)
        plus que \d+
        entre (?:nuestros|nossos|os nossos) (?:seguidores|comentaristas|fans)
        solo|so (?:quedan|restam) \d+
        tra i nostri (?:follower|fan|commentatori)
        ne restano ..1 \d+
        felicitaciones|enhorabuena
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
