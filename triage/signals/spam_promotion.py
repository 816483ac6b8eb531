"""What advertises: oneself, followers and traffic, goods for sale. Same notation as `spam_cues`.

The English rows of `SELF_PROMOTION` were worded after one half of the YouTube Spam Collection (T. Alberto, J. Lochter, T. Almeida;
CC BY 4.0) and are measured on the other.
"""

SELF_PROMOTION = {
    "self_promotion 5": r"""
        check|checkout|checking|checked|look|see|visit|view|watch|peep (?:out |at |on )*(?:my|our) (?:\w+ ){0,3}?(?:youtube|yt|music|gaming|cover|comedy|vlog) (?:channel|page|videos?|vids?)(?! \w*(?:bill|account|lineup))
        check|checkout|checks|look|go|come|visit|check (?:it |me |this |please |plz |them )*(?:out |at |to |on )*(?:my|our) (?:\w+ ){0,2}?(?:channel|chanel|channels|covers|cover|songs|song|music|mixtape|remix|remixes|rap|raps|rapping|beats|soundcloud|vids|vidios|youtube|yt|album|single|ep|parody|onlyfans|podcast|twitch|merch)
        check (?:my|our) (?:\w+ ){0,2}?(?:channel|covers|songs|music|mixtape|raps|beats|soundcloud|vids|vidios|youtube) (?:out|please|plz|pls|guys|for)
        check (?:my|our) (?:\w+ )?(?:channel|vids|covers|mixtape|soundcloud)
        subscribe|suscribe|subscibe|subcribe|subscrib|sub|suscrib|subs (?:please |plz |pls |now |here |today |also )*(?:(?:to |2 |at )(?:my|me|our|us|mine|meh)|(?:my|our))(?! (?:newsletter|list|store|magazine|shop|blog))
        sub|subs|subscribe|follow|f|l|s (?:4|for) (?:sub|subs|subscribe|follow|f|l|s)
        sub4sub|s4s|f4f|l4l|follow4follow|like4like|followforfollow
        ill|i|will|can (?:will |ll )?(?:subscribe|sub|subs) (?:you |u |to you |for |all )*back
        subscribe|sub|subs back
        if (?:i|we) (?:get|reach|hit|can get|got) (?:to )?\d+k? (?:subs|subscribers|followers|subcribers)
        reach|hit|get|need|getting|shoot|help (?:me |us |my channel )?(?:to |for |reach |get |hit )*\d+k? (?:subs|subscribers|subscriber|followers)
        check|checkout my \w+ channel out
        check|checkout (?:my|our) channel out
        check|watch|see ..8 on my (?:youtube |new |music )*channel
        invito ..3 (?:subscribirse|suscribirse|visitar) ..2 canal
        become|be (?:my |our )(?:first )?subscriber
        new (?:vid|video|song|cover|upload|track) (?:is |now |just |up |out |live )*on my (?:channel|youtube|soundcloud|yt)
        support (?:my|our) (?:\w+ )?channel
        listen to my (?:\w+ )?(?:song|songs|music|single|track|mixtape|beats|album) on (?:soundcloud|spotify|youtube|my|apple|bandcamp)
        on my channel and (?:like|subscribe|share)
        spread my (?:music|covers|song|songs|channel)
        checking me out
        suscribete|suscribanse|suscribirse|suscribase|suscriban|suscribanme|suscriba (?:a |en )?(?:mi|nuestro) canal
        visita|visiten|visitad|pasate|pasen|mira|miren ..2 mi canal
        inscreva|inscrevam|inscreve|inscrevase (?:se )?(?:no |ao )?(?:meu|nosso) canal
        se (?:inscreva|inscrevam|inscreve) ..1 (?:meu|nosso) canal
        visite|visitem|confira|acesse|conhecam|conheca ..1 meu canal
        abonnez|abonne|abonnes|abonner (?:vous |toi )?(?:a |sur )?(?:ma|notre) (?:chaine|page)
        venez|viens|allez|va|visitez|regardez|passez ..3 (?:ma|notre) chaine
        abonniert|abonniere|abonnier|abo ..2 (?:meinen|mein|unseren) (?:kanal|channel)
        schaut|schau|besucht|guckt|kommt ..3 (?:meinem|meinen|mein) (?:kanal|channel)
        iscrivetevi|iscriviti|iscrivete ..1 (?:mio|nostro) canale
        passate|visitate|guardate|venite|passa ..2 (?:mio) canale
        kanalima|kanalimiza (?:abone|bekliyorum|bekleriz|goz)
        zapraszam|zapraszamy|subskrybuj|subskrybujcie|wpadnij|wpadajcie ..1 (?:moj|nasz) (?:kanal|profil)
        подпишись|подписывайтесь|подписывайся|подпишитесь|заходите|заходи (?:на )?(?:мой|наш) канал
        prenumerera|prenumerara|kolla ..2 (?:min|mina|var) kanal
        abonneer|abonneren|bekijk|check ..2 (?:mijn|ons) kanaal
        (?:اشترك|اشتركوا|الاشتراك|تابعوا|زوروا) ..1 (?:قناتي|بقناتي|قناتنا)
        मेरे (?:यूट्यूब |यूट्यूब )?चैनल ..2 (?:सब्सक्राइब|देखें|देखो)
        チャンネル登録(?:お願い|よろしく|してね|して)
        (?:제|내) 채널 ..2 (?:구독|와주세요|놀러)
        (?:订阅|訂閱|关注|關注)(?:一下)?我的(?:频道|頻道|账号)
        ฝาก(?:กด)?(?:ติดตาม|ซับ|ซับตะไคร้)(?:ช่อง)?(?:ด้วย|ผม|เรา)
        """,
    "self_promotion 2": r"""
        listen|watch ..3 on my (?:\w+ )?channel
        check|checkout|watch|see|look|view|listen (?:it |this |please |plz )*(?:out |at |to )*(?:my|our) (?:\w+ ){0,3}?(?:video|videos|clip|clips|cover|covers|song|songs|music|rap|mix|mixes|stream|playlist|book|app|page|website|blog|store|shop|etsy|profile|instagram|insta|art|work|game|story|stuff|channel)
        go|come|stop|drop|swing|check (?:and |to |over |by |check |out |visit |on )*(?:my|our) (?:\w+ )?(?:channel|page|profile|site|website|store|shop)
        follow|add (?:me|us|my) (?:here|on|company|at|page|insta|instagram|twitter|twitch|account)
        i|im|we|am|are (?:am |are )?(?:a |an |the |also |very |small |new |just |am |young |upcoming |aspiring |\d+ (?:yr|year)s? old |british |big )*(?:rapper|singer|songwriter|producer|youtuber|musician|artist|gamer|dj|band|streamer|vlogger)
        i|we (?:also |just |only |have |will |ll |would |always )*(?:make|do|did|upload|uploaded|post|create|made|makes|started|start|have started|sing|dance) (?:up |some |a |my |funny |daily |weekly |new |cool |great |music |gaming |mine ?craft |guitar |acoustic |drum |dance |makeup |cover |youtube |yt |first )*(?:videos|covers|beats|vlogs|montages|remixes|chiptunes|channel|youtube|cover|weekly|daily|gameplays?|let'?s plays?)
        new (?:youtube |yt |gaming |music )?(?:channel|youtuber)
        my|our (?:very )?first (?:video|song|clip|vid|subscriber|track|single)
        give (?:me|us) ..2 (?:chance|feedback)
        you wont ..2 (?:disappointed|regret|be disappointed)
        upload|uploading|uploads (?:videos |every |new )*(?:weekly|daily|week|day|videos|songs|single day)
        rap with meaning
        hit me up
        thumbs (?:this |it |my )*up (?:so|this|for|and)
        like|leave ..2 (?:this|my) comment
        tell me what you think
        subscribe|suscribe|subcribe
        me (?:segue|sigam)
        want|need|get|gain (?:some |more |a |my |an |me )*(?:subs|subscribers)
        please|plz|pls|just|everyone|everybody|guys|and|also (?:please |plz |also )*(?:subscribe|suscribe|sub|subcribe)
        sigueme|siganme|sigam|suivez|seguimi|seguitemi|folgt ..1 (?:mi|me|moi|mir|en|on|su|auf|no|sur|instagram)
        """,
    "self_promotion 1": r"""
        guys|everyone|everybody|peoples|yall|friends|folks
        would mean
        means the (?:world|most)
        plz|plzz|plzzz|pls|please|pleaase
        channel|youtube|youtuber|soundcloud|twitch|vidios|mixtape|minecraft
        enjoy|feedback|support|thanks|thx|appreciate|appreciated|grateful
        songs|rap|covers
        like and (?:share|comment)
        if you (?:like|love|want|could|have)
        """,
}

PROMOTION = {
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
        rank|ranking ..5 (?:google|search engines?)
        first|1st|top ..3 search engines?
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
        10x|5x|8x|3x|2x|20x|100x (?:your|ur) (?:\w+ ){0,2}?(?:traffic|sales|leads|revenue|visitors|rankings?)
        double|triple|skyrocket|boost|increase|explode|multiply (?:your|ur) (?:\w+ ){0,2}?(?:traffic|leads|visitors|rankings?)(?! (?:wardens?|lights?|lanes?|jams?|cones?))
        we (?:can |will )*(?:put|bring|rank|get|take|lift) (?:you|your \w+) ..5 google
        keep|keeps|keeping ..2 off ..2 (?:page of google|google)
        guarantee|guaranteed ..1 (?:page|first|top|1st|number) ..4 google
        seo (?:experts|specialists?)
        verified|targeted (?:leads|visitors|traffic|emails)
        """,
    "promotion 1": r"""
        boost|affordable|portfolio|fiverr|upwork|promo|shoutout|collab|featured|algorithm|organic|guaranteed
        dm|inbox|message (?:me|us|for) (?:now|today|for|if)?
        your (?:page|website|site|business|brand|account|feed|profile)
        wow|gorgeous|stunning|amazing|beautiful|epic
        great|nice|awesome|cool|lovely|incredible (?:shot|pic|picture|photo|content|capture|feed|page)
        love|like|loving (?:your|this|ur) (?:feed|page|content|vibe|style|work|profile)
        looking|looked|reviewing|reviewed|visiting|visited|analyzing|browsing (?:at |through |over )*(?:your|ur) (?:website|web site|site|store|page) ..2 (?:noticed|saw|found|and)
        noticed (?:that )?your (?:website|site)
        first|1st|top ..3 google
        page (?:1|one) (?:of|on|in) google
        your (?:website|site|page) (?:is )?(?:invisible|not visible|not found) ..2 google
        not|doesnt|isnt|dont ..2 (?:rank|ranking|ranked|showing|appear) ..3 google
        in \d+ days
        or your money back
        you pay nothing
        click here to unsubscribe
        free (?:seo |website )?(?:audit|proposal)
        backlinks|visitors|leads
        """,
    # Each names goods that strangers drop links for; a bargain's words only add to it.
    "advert 2": r"""
        best|cheap|cheapest|affordable|compare ..1 insurance(?: quotes?)?
        travel|holiday|car|pet|life|home insurance (?:from|deals?|quotes?|offers?|sale)
        replica|designer|luxury|counterfeit|rolex (?:\w+ )?(?:watches|bags|handbags|sneakers|shoes|outlet)
        essay|assignment|thesis|dissertation|homework (?:writing )?(?:service|services|help|writers?)
        iptv (?:subscription|subscriptions|service|provider|channels)
        buy ..2 (?:driving licen[cs]e|drivers? licen[cs]e|passport|passports|diploma|degree certificate|ielts certificate)
        cbd|delta|thc|keto (?:oil|gummies|vape|vapes|pills)
        cheap|discount ..1 (?:ray ?bans?|sunglasses|viagra|cigarettes|vapes?|oakleys?)
        """,
    "advert 1": r"""
        2|two|3|buy|1|one (?:for|4|1|one) ?(?:1|one|get)
        today|weekend|week only
        up|save|get|now ..1 \d\d ?% (?:off|discount)
        10|15|20|25|30|40|50|60|70|75|80|90 ?% (?:off|discount)
        free (?:shipping|delivery|trial)
        limited (?:stock|offer|time|edition)
        buy|shop|order|get (?:it |yours? )*now
        no test
        writing service
        deal|deals|win|sale|offer|promo|discount|coupon|fashion #*
        """,
}
