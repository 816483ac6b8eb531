"""What people say who only want to be looked at: channels, subscriptions, followers. Same notation as `spam_cues`.

The English rows were worded after one half of the YouTube Spam Collection (T. Alberto, J. Lochter, T. Almeida; CC BY 4.0) and are
measured on the other.
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
