"""How people say what they want to know, where they want to go, what they want to do or buy. Notation as in `phrases`."""

BUY = r"""
    where|how (?:can|do|could|would) (?:i|we|one|you|people) (?:\w+ )?(?:buy|order|purchase|get tickets|get a ticket|book|reserve|preorder|pre order|get one|get some|pay for a)
    where to (?:buy|order|purchase|get (?:tickets|one|some))
    how to (?:buy|order|purchase|preorder|book)
    can|could|may|is it possible (?:i|we|to|you) (?:\w+ )?(?:buy|order|purchase|preorder|pre order|book|reserve)
    want|wanna|like|love|looking|hoping|trying|plan|planning|wanting|wish|need|ready|about|tempted|thinking (?:to |of |about )+(?:\w+ )?(?:buy|buying|order|ordering|purchase|purchasing|book|booking|preorder|reserve|reserving|upgrade|upgrading)(?! (?:in |on )?(?:hold|around))
    interested in (?:buying|ordering|purchasing|booking|getting a)
    gonna|going|will (?:to |be )?(?:buy|buying|ordering|purchase) (?:a|an|the|your|one|this|some|two)
    how much (?:is|are|does|do|would|will|for) (?!i |we |longer|my )\w+
    how much ..3 cost
    how much to (?:send|ship|travel|park|upgrade|add|bring|go)
    what|whats (?:is |are |s )*(?:the |your |a )?(?:\w+ )?(?:price|prices|cost|costs|fare|fares|rate|rates)(?! of living)
    price of (?:the|a|an|one|this|your)
    price (?:list|please|pls|plz|for)
    cost of (?:a|an|one|the) (?:ticket|room|plan|phone|return|crossing|seat|cake)
    is|are|when|will (?:it |this |that |they |these |the |there |your |will |be |is |are |any |still |more )*(?:\w+ )?(?:back in stock|in stock|restock|restocked|restocking|for sale|on sale|available to (?:buy|order)|available for (?:purchase|order|preorder)|sold out)
    in stock
    do you (?:still |also |guys |currently |have |now )*(?:sell|stock|ship to|deliver to|offer gift cards|take orders|accept orders)
    discount|promo|voucher|coupon (?:code|codes|for|available)
    any (?:deals|discounts|offers|promotions|promo codes|tickets left|seats left|tickets available|seats available|rooms available|cabins left)
    are there (?:any |still )*(?:tickets|seats|rooms|places|tables|cabins) (?:left|available|still|for)
    tickets|seats|rooms|cabins (?:still )?(?:left|available) (?:for|on|to|in)
    black friday (?:deal|deals|sale|offer)
    sign up for (?:a|the|your) (?:plan|contract|subscription)
    # de
    wo|wie kann (?:ich|man) ..4 (?:kaufen|bestellen|buchen|erwerben|reservieren)
    wo bekomme ich
    mochte|wurde|will|wollen|wollte|mochten ..7 (?:kaufen|bestellen|buchen|reservieren|erwerben)
    kann|kann|konnte|konnen (?:ich|man|wir) ..6 (?:kaufen|bestellen|buchen|reservieren)
    was (?:kostet|kosten)
    wie (?:viel|teuer) (?:kostet|kosten|ist|sind)
    wieviel (?:kostet|kosten)
    wieder (?:verfugbar|lieferbar|erhaltlich|auf lager)
    auf lager
    rabattcode|gutscheincode
    gibt es ..3 (?:karten|tickets|platze|zimmer|gutscheine|rabatt)
    # fr
    combien (?:ca |cela |ca )?(?:coute|coutent|est|vaut|pour|pour un)
    ou|comment (?:puis je |peut on |je peux |on peut )*(?:acheter|commander|reserver|se procurer)
    voudrais|aimerais|souhaite|veux|souhaiterais|aimerions|peux|puis|pouvons ..2 (?:acheter|commander|reserver)
    quel|quels|quelle (?:est|sont) (?:le |les |votre |vos )*(?:prix|tarif|tarifs|cout)
    en stock
    code promo
    reste|restent t il (?:\w+ )?(?:places|billets)
    # es
    cuanto (?:cuesta|cuestan|vale|valen|sale|es el precio|costaria|me sale)
    donde|como (?:puedo|podemos|se puede|puede uno|lo |la )*(?:comprar|compro|pedir|conseguir|reservar|adquirir)
    quiero|quisiera|queria|gustaria|deseo|necesito|puedo|podria (?:\w+ )?(?:comprar|pedir un|encargar|reservar|adquirir|ordenar)
    que (?:precio|precios)
    precio (?:de|del|por favor|tiene)
    tienen|hay (?:en stock|disponible|disponibles|entradas|boletos|plazas)
    codigo de descuento
    # it
    quanto (?:costa|costano|viene|vengono|sarebbe)
    dove|come (?:posso|si puo|possiamo|si )*(?:comprare|acquistare|ordinare|prenotare|compra|acquista)
    vorrei|voglio|volevo|vorremmo|posso (?:\w+ )?(?:comprare|acquistare|ordinare|prenotare)
    qual e il prezzo
    codice sconto
    disponibile (?:per l acquisto|in negozio)
    # pt
    quanto (?:custa|custam|e a|sai|fica)
    qual (?:e |o )*(?:valor|preco)
    onde|como (?:posso|consigo|podemos|eu |se |faco para |faco pra )*(?:comprar|compro|encomendar|adquirir|reservar)
    quero|queria|gostaria|posso (?:de )?(?:\w+ )?(?:comprar|encomendar|reservar|pedir um|adquirir)
    tem|teem (?:em estoque|disponivel|ingresso|ingressos|vaga|vagas)
    codigo de desconto
    cupom
    # nl pl sv tr
    hoeveel (?:kost|kosten)
    wat (?:kost|kosten)
    waar|hoe kan (?:ik|je) ..4 (?:kopen|bestellen|boeken|reserveren)
    wil|zou|kan ik ..5 (?:kopen|bestellen|boeken|reserveren)
    op voorraad
    kortingscode
    ile (?:kosztuje|kosztuja)
    gdzie|jak (?:moge|mozna) (?:kupic|zamowic|zarezerwowac)
    chce|chcialbym|chcialabym (?:kupic|zamowic|zarezerwowac)
    vad kostar
    hur mycket kostar
    var|hur kan jag ..3 (?:kopa|bestalla|boka)
    vill (?:jag )?(?:kopa|bestalla|boka)
    ne kadar(?! (?:surer|surecek|zaman|beklemem|daha|guzel))
    fiyati (?:ne|nedir)
    nereden|nasil (?:satin|alabilirim|siparis)
    satin almak
    # scripts of their own
    بكم|كم سعر|كم السعر|كم ثمن|كم تكلفه|اريد شراء|ابغي اشتري|اريد ان اشتري|كيف اشتري|وين اشتري|اين اشتري|اريد حجز|كيف احجز|كود خصم
    कितने का|कितने की|कीमत क्या|दाम क्या|कहाँ से खरीद|कहां से खरीद|खरीदना है|खरीदना चाहत|ऑर्डर करना है|बुक करना है|कितने रुपये
    ราคาเท่าไหร่|ราคาเท่าไร|กี่บาท|เท่าไหร่คะ|เท่าไหร่ครับ|ซื้อได้ที่ไหน|หาซื้อ|อยากซื้อ|อยากได้|สั่งซื้อยังไง|สั่งยังไง|จองยังไง|มีขายไหม|มีของไหม|ขายที่ไหน|โค้ดส่วนลด
    いくらですか|いくらです|値段は|価格は|料金は|どこで買え|どこで購入|買いたい|購入したい|注文したい|予約したい|在庫は|在庫あり|再入荷
    多少钱|多少錢|什么价|什麼價|怎么卖|怎麼賣|哪里买|哪裡買|在哪买|想买|想買|想订|想訂|怎么买|怎麼買|有货吗|有貨嗎|优惠码|優惠碼
    얼마예요|얼마인가요|얼마에요|얼마입니까|가격이|어디서 사|어디서 구매|사고 싶|구매하고 싶|주문하고 싶|예약하고 싶|재입고|재고
    """

GO = r"""
    near me
    nearest|closest (?:store|shop|branch|station|stop|pier|port|office|atm|bakery|airport|ferry|location|parking|outlet|restaurant|one to|to me)
    where (?:is|are|s) (?:the|your|this|that|a|nearest) (?:\w+ )?(?:store|shop|branch|station|stop|pier|port|office|terminal|gate|bakery|airport|counter|desk|entrance|exit|parking|car park|museum|restaurant|cafe|hotel|dock|quay|venue|location|lounge|showroom|bus stop|ticket office|check in|platform)
    wheres (?:the|your) (?:\w+ )?(?:store|shop|branch|station|stop|pier|port|office|terminal|gate|bakery|counter|desk|entrance|car park|lounge)
    where (?:are|r) (?:you|u) (?:guys )?(?:located|based|at|open)
    where (?:do|does|will|can) (?:the |we |i |you |it |your )*(?:\w+ )?(?:depart|leave from|dock|stop|park|board|sail from|check in|land|arrive|catch|find (?:the|your|a) (?:gate|pier|store|shop|station|bus|branch|office))
    how (?:do|can|to|does|would|should) (?:i|we|you|one)? ?(?:\w+ )?(?:get|travel|come|drive|walk|reach) (?:to|from|there|into|the (?:pier|station|airport|island|port))(?! (?:the |a )?(?:refund|agent|human|customer|someone|speak|talk|you|support|work))
    directions (?:to|from)
    how far (?:is|are)
    opening (?:hours|times)
    open (?:today|tomorrow|now|tonight|sunday|sundays|saturday|monday|on|until|till|late|this|over|at)
    what times (?:do|does|are) ..4 (?:open|close|leave|depart|sail|arrive|run|board)
    what time (?:do|does|is|will|are|did) (?:you|the|your|it|they|my|our|last|first|next) (?:\w+ ){0,4}?(?:open|close|opens|closes|leave|leaving|leaves|depart|departing|departs|sail|sails|arrive|arriving|arrives|run|runs|boarding|board|ferry|train|bus|boat|flight|land|landing)
    when (?:do|does|is|will|are) (?:you|the|your|it|they|my|our|next|last) (?:\w+ ){0,4}?(?:open|close|opens|closes|leave|leaving|leaves|depart|departing|departs|sail|sails|arrive|arriving|arrives|boarding|next ferry|last ferry|next train|last bus|next boat|landing|taking off)
    timetable|timetables|itinerary
    next|last|first (?:ferry|boat|train|bus|sailing|crossing|flight) (?:to|from|today|tonight|tomorrow|leave|back|home|on|at)
    are you open
    do you (?:fly|sail|go|run|travel|ferry|have (?:a |any )?(?:store|shop|branch|stores|shops|flights|ferries|location|sailings|bus|buses)) (?:\w+ )?(?:to|from|in|near|at|on|between|around)
    want|wanna|going|planning|plan|like|love|hoping|hope|looking|coming|wish|trying|thinking|need (?:to |of |forward to |a trip |on )+(?:\w+ )?(?:visit|visiting|go to|going to (?:the|your)|travel|travelling|traveling|fly to|fly from|flying to|sail to|come to|coming to|drop by|stop by|cross to|get to the (?:island|pier|airport|station))(?! (?:your|the) (?:site|website|page))
    visit (?:your|the) (?:store|shop|branch|island|office|bakery|showroom|museum|location)
    directions please
    is there parking
    parking (?:near|at|available|close)
    is|are ..4 (?:running|sailing|flying|open|operating) (?:today|tomorrow|tonight|on|this|now|to)
    which (?:gate|terminal|pier|platform|stop|bus|ferry|quay|dock)
    what (?:gate|terminal|pier|platform|stop|quay|dock)
    # de
    wo (?:ist|sind|liegt|befindet|befinden|finde ich|seid|halt|fahrt) ..4 (?:filiale|laden|geschaft|bahnhof|haltestelle|anleger|hafen|gate|terminal|flughafen|eingang|schalter|parkplatz|buro|backerei|ihr|museum|abfahrt|insel)
    wie (?:komme|kommt|kommen|gelange) (?:ich|man|wir)? ?(?:\w+ )?(?:zu|zum|zur|nach|hin|dahin|von|auf die)
    offnungszeiten
    habt|haben|hat (?:ihr|sie|der|die|das) ..4 (?:geoffnet|offen|auf)
    wann (?:macht|offnet|schliesst|fahrt|legt|geht|kommt|startet|fahren|offnen|schliessen|ist die abfahrt|habt)
    fahrplan|abfahrtszeiten
    in der nahe
    fahrt|fahren|fliegt ..4 (?:heute|morgen|sonntags|noch|nach)
    nachste|letzte (?:fahre|zug|bus|schiff) (?:nach|von|heute|am|zur)
    # fr
    ou (?:est|se trouve|etes vous|sont|se trouvent|se situe|puis je trouver) ..3 (?:magasin|gare|boutique|quai|port|agence|arret|aeroport|entree|guichet|terminal|situes|parking|boulangerie|porte|musee|bureau)
    pres de chez moi
    comment (?:aller|se rendre|venir|rejoindre|arriver|on va|je vais)
    horaires|horaire
    a quelle heure (?:part|ouvre|ferme|ouvrez|fermez|arrive|est|partent|embarque)
    etes vous (?:ouvert|ouverts)
    ouvert (?:le|aujourd|dimanche|demain|ce|les)
    prochain|prochaine|dernier|derniere (?:ferry|bateau|train|bus|depart|traversee|vol)
    # es
    donde (?:esta|estan|queda|quedan|se encuentra|puedo encontrar|sale|se ubican) ..3 (?:tienda|sucursal|estacion|puerto|muelle|parada|oficina|terminal|aeropuerto|entrada|ubicados|local|taquilla|museo|ubicada|ferry|barco|puerta)
    cerca de (?:mi|aqui)
    como (?:llego|llegar|puedo llegar|se llega|voy)
    a que hora (?:abre|abren|cierra|cierran|sale|salen|llega|llegan|es|empieza|embarca)
    horario|horarios
    estan|esta (?:abierto|abiertos|abierta|abiertas)
    abren (?:hoy|los|el|manana)
    proximo|ultimo (?:ferry|barco|tren|autobus|vuelo|bus)
    # it
    dove (?:si trova|siete|e|posso trovare|si trovano|parte|sono) ..3 (?:negozio|filiale|stazione|porto|molo|fermata|ufficio|terminal|aeroporto|ingresso|biglietteria|traghetto|parcheggio|panificio|imbarco)
    vicino a me
    come (?:arrivo|si arriva|arrivare|raggiungere|raggiungo|posso arrivare|ci arrivo)
    a che ora (?:apre|aprite|chiude|chiudete|parte|arriva|partono|e|inizia)
    orari|orario
    siete|e (?:aperti|aperto)
    prossimo|ultimo (?:traghetto|treno|bus|volo|aliscafo)
    # pt
    onde (?:fica|ficam|esta|e|encontro|posso encontrar|sai) ..3 (?:loja|agencia|estacao|porto|cais|parada|paragem|escritorio|terminal|aeroporto|entrada|bilheteria|padaria|portao|filial)
    perto de mim
    como (?:chego|chegar|faco para chegar|faco pra chegar|vou)
    que horas (?:abre|abrem|fecha|fecham|sai|sao|parte|chega|e|comeca)
    horario|horarios
    estao|voces (?:abertos|abrem)
    proximo|ultimo (?:barco|trem|comboio|onibus|autocarro|voo|ferry)
    # nl pl sv tr
    waar (?:is|zijn|vind ik|zit|vertrekt|ligt) ..3 (?:winkel|station|halte|pier|haven|kantoor|terminal|ingang|balie|filiaal|gate|boot|jullie)
    hoe kom (?:ik|je) (?:bij|naar|op|in|daar|er|aan)
    openingstijden|dienstregeling
    hoe laat (?:gaan|gaat|vertrekt|open|sluit|sluiten|zijn|vaart|is|komt)
    in de buurt
    zijn jullie ..2 open
    gdzie (?:jest|sa|znajduje|znajde)
    jak (?:dojechac|dojsc|dotrzec|trafic)
    godziny otwarcia
    o ktorej (?:godzinie )?(?:otwieracie|zamykacie|odplywa|odjezdza|jest|wyplywa|przyplywa)
    rozklad (?:jazdy|rejsow)
    var (?:ligger|finns|hittar)
    hur kommer (?:jag|man) (?:till|dit)
    oppettider|tidtabell
    nar (?:oppnar|stanger|gar|avgar) (?:ni|farjan|taget|bussen|baten)
    nerede (?:bulunuyor|kaliyor|magaza|iskele|durak)?
    nasil (?:gelirim|giderim|gidilir|gidebilirim|ulasabilirim)
    kacta|acik misiniz
    en yakin
    # scripts of their own
    اين يقع|اين تقع|وين موقع|اين موقع|وين مكان|كيف اصل|اقرب فرع|اقرب محل|متي تفتح|متي يفتح|متي تغلق|ساعات العمل|مواعيد|متي تغادر|متي يغادر
    कहाँ है आप|कहां है आप|दुकान कहाँ|दुकान कहां|स्टेशन कहाँ|कैसे पहुँच|कैसे पहुंच|नज़दीकी|नजदीकी|कितने बजे खुल|कितने बजे चल|कब खुल|समय सारणी|सबसे पास
    อยู่ที่ไหน|อยู่ตรงไหน|ไปยังไง|ไปอย่างไร|เปิดกี่โมง|ปิดกี่โมง|เปิดวันไหน|สาขาไหน|มีสาขา|ใกล้ฉัน|กี่โมงออก|ออกกี่โมง|ตารางเวลา|เส้นทางไป
    どこにあり|場所はどこ|行き方|アクセス方法|営業時間|何時から|何時まで|何時に開|何時に出|開いてますか|開いていますか|最寄り|次の便|時刻表|行きたい
    在哪里|在哪裡|在哪儿|怎么去|怎麼去|怎么走|怎麼走|几点开|幾點開|几点关|幾點關|营业时间|營業時間|附近有|最近的店|时刻表|時刻表|想去
    어디에 있|어디 있|어떻게 가|가는 방법|가는 길|영업시간|영업 시간|몇 시에 열|몇시에 열|몇 시에 출발|몇시에 출발|가까운|시간표|가고 싶
    """

DO = r"""
    how (?:do|can|should|would|could|does|did) (?:i|we|you|one|u|someone|anyone|it) (?:\w+ )?(?:\w+)
    how to \w+
    how (?:i|we) (?:can|could|should)
    what (?:do|should|must|can|else can) (?:i|we) (?:need to |have to )?do
    steps|instructions|tutorial|guide (?:to|for|on|how)
    is there (?:a |any )?way (?:to|i can|for me|that i)
    is it possible (?:to|for me|that i)
    can (?:you |someone |anyone |u )*(?:show|teach|walk|guide|talk) me (?:how|through)
    trying to (?:figure out|work out|set up|install|connect|reset|change|update|activate|register|add|link|log|sign|upload|download|print|cancel|transfer|pair|configure|find out how|fix)
    help me (?:set|install|connect|reset|change|update|activate|register|add|link|log|sign|upload|download|print|cancel|transfer|pair|configure|fix)
    want|need|like|wish (?:to )(?:set up|install|connect|reset|change|update|activate|register|add|link|upload|download|print|cancel|transfer|pair|configure|fix|bake|make|return|switch)
    where (?:do|can|should) (?:i|we) (?:change|update|upload|download|enter|add|find the (?:setting|form|option|button|link|code)|report|register|apply|sign up|cancel|submit|send|return)
    can i (?:change|cancel|update|return|transfer|reset|activate|add|use|top up|move|switch|upgrade|pay|bring|take|exchange|reuse|freeze|bake)
    recipe for
    # de
    wie (?:kann|muss|soll|konnen|lasst|mache|stelle|richte|andere|storniere|bekomme|aktiviere|verbinde|installiere|setze|lade|funktioniert|geht) (?:ich|man|wir|das|sich|die|den|der|meine|mein)
    was (?:muss|kann|soll) (?:ich|man|wir) ..2 (?:tun|machen)
    anleitung|schritt fur schritt
    gibt es (?:eine )?(?:moglichkeit|weg)
    # fr
    comment (?:faire|puis|peut|je|on|dois|fait|fonctionne|installer|changer|modifier|annuler|activer|utiliser|supprimer|configurer|mettre|obtenir|se connecter|ajouter|recuperer|telecharger|retourner|envoyer|resilier)
    que (?:dois|faut) (?:je|il) faire
    mode d emploi
    est il possible (?:de|d)
    # es
    como (?:puedo|hago|se|podria|debo|hacer|cambio|cancelo|activo|configuro|instalo|solicito|puede|podemos|cambiar|cancelar|activar|configurar|instalar|descargo|devuelvo)
    que (?:debo|tengo que|puedo) hacer
    es posible (?:cambiar|cancelar|devolver|hacer|usar|activar)
    # it
    come (?:posso|si|faccio|devo|fare|possiamo|cambio|annullo|attivo|installo|disdico|configuro|attivare|cambiare|annullare|disdire)
    cosa devo fare
    e possibile (?:cambiare|annullare|attivare|modificare|restituire)
    # pt
    como (?:posso|faco|eu|fazer|consigo|devo|mudo|cancelo|ativo|altero|configuro|instalo|se|faz|cancelar|alterar|ativar|trocar)
    o que (?:devo|tenho que|preciso|posso) (?:de )?fazer
    passo a passo
    # nl pl sv tr
    hoe (?:kan|moet|doe|werkt|krijg|stel|wijzig|annuleer|activeer|zet|installeer) (?:ik|je|dat|het|we|dit|de)
    wat moet ik doen
    jak (?:moge|mozna|zmienic|anulowac|zrobic|zainstalowac|aktywowac|ustawic|usunac|odzyskac|dziala|sie)
    co (?:mam|powinienem|powinnam|musze) zrobic
    hur (?:gor|kan|ska|andrar|avbokar|aktiverar|installerar|fungerar|maste) (?:jag|man|vi|det|den|ni)
    vad ska jag gora
    nasil (?:yaparim|yapabilirim|yapilir|iptal|degistirebilirim|degistiririm|kurulur|kullanilir|kurarim|aktif|giris|olur)
    ne yapmaliyim
    # scripts of their own
    كيف يمكنني|كيف يمكن|كيف استطيع|كيف اقدر|كيف اغير|كيف الغي|كيف افعل|طريقه|ماذا افعل|خطوات
    कैसे करें|कैसे करूँ|कैसे करूं|कैसे करे|कैसे बदल|कैसे रद्द|कैसे कर सकत|क्या करना होगा|क्या करूँ|क्या करूं|तरीका क्या
    ทำยังไง|ทำอย่างไร|ต้องทำ|วิธี|ยกเลิกยังไง|เปลี่ยนยังไง|สมัครยังไง|ใช้ยังไง|ตั้งค่ายังไง|แก้ยังไง
    どうすれば|どうやって|どうしたら|方法を教え|やり方|使い方|手順|変更したい|解約したい|キャンセルしたい|設定方法
    怎么办|怎麼辦|怎么做|怎麼做|怎么用|怎麼用|如何|怎样|怎樣|怎么改|怎么取消|怎麼取消|怎么设置|怎麼設定|步骤|步驟
    어떻게 하|어떻게 해|어떻게 변경|어떻게 취소|어떻게 사용|방법 좀|방법이|하는 법|설정 방법
    """

KNOW = r"""
    what|whats (?:is|are|s|was|were|does|do|kind|type|about|happens|happened|happen|ingredients|size|sizes|flavours|flavors|documents|the (?:difference|policy|rules|deal|status|maximum|minimum|point|story|news|plan|weight|reason|limit))
    whats (?:in|the|your|this|that|going|included|happening|new)
    which (?:is|are|one|ones|of|model|plan|do|does|version|size|type|languages|breakfast|cards)
    who (?:is|are|do i|should i|can i|makes|owns|runs|does|sings)
    why (?:is|are|do|does|did|was|were|has|have|isnt|arent|cant|dont|doesnt|wont|not|would|am|must|should|can|so|cant)
    when (?:is|are|will|does|do|did|can|should|was|would)
    how (?:long|many|often|old|big|late|soon|heavy|come|safe|reliable|fast|does|is|are|was|good|large|much longer|much (?:luggage|baggage|data|time|notice|do i owe|does it weigh))
    is|are|does|do|will|can|has|have|was|did|would (?:it|this|that|these|they|there|the \w+|your \w+|you|anyone|u|all \w+|dogs|pets|children|kids) (?:\w+ ){0,10}?(?:\w+)?\?
    do|does anyone know
    wondering (?:if|whether|what|when|why|how|about)
    curious (?:if|whether|what|when|why|how|about|to know)
    want|like|love|need (?:to )(?:know|learn|understand|find out|hear more|read more)
    tell me (?:more|about|if|what|why|when|whether|which)
    let me know (?:if|what|when|why|whether|how|which)
    more (?:info|information|details) (?:on|about|please|regarding|for)
    any (?:info|information|update|updates|news|idea|details|eta|word)
    can (?:you |someone |anyone |u )*(?:tell|explain|clarify|confirm|advise|inform|let me know)
    difference between
    explain (?:what|why|how|the|to me)
    # de
    was (?:ist|sind|bedeutet|heisst|passiert|fur|genau|darf|war)
    welche|welcher|welches|welchen (?:ist|sind|\w+)
    warum|wieso|weshalb (?:ist|sind|wird|habt|kann|gibt|geht|fahrt|hat|haben|nicht|dauert|kommt|muss|\w+)
    wann (?:ist|kommt|gibt|wird|sind|werden)
    wie (?:lange|viele|oft|gross|alt|schwer|hoch|ist|war)
    wisst|weiss|wissen (?:ihr|jemand|sie|man) (?:\w+ ){0,3}?(?:ob|wann|warum|wie|was|wo)
    ich (?:wurde|mochte|wollte) gerne? wissen
    ist|sind|gibt|darf|kann|habt|haben (?:das|es|die|der|man|ihr|sie|hunde|denn|dieser|diese) (?:\w+ ){0,10}?\w+\?
    # fr
    qu est ce (?:que|qui)
    est ce que
    pourquoi|lequel|laquelle
    quel|quelle|quels|quelles (?:est|sont|\w+)
    quand (?:est|sera|serait|aura|sortira|arrive)
    combien de (?:temps|jours|personnes|fois|bagages|kilos)
    y a t il
    savez vous
    quelqu un sait
    avez vous
    # es
    que (?:es|son|significa|pasa|paso|incluye|diferencia|documentos|es lo que)
    cual|cuales (?:es|son|\w+)
    por que
    cuando (?:es|sera|llega|va|van|sale|estara|son|empieza)
    cuanto (?:tiempo|dura|tarda|pesa|falta)
    cuantos|cuantas \w+
    alguien sabe
    saber (?:si|que|cuando|cual|por)
    # it
    che (?:cosa|cos|differenza|tipo|significa|documenti)
    cosa (?:e|sono|significa|comprende|succede|include)
    qual|quale|quali (?:e|sono|\w+)
    perche|quando (?:e|sara|arriva|esce|non|sono|viene|il|la|avete)
    quanto (?:tempo|dura|pesa|ci vuole|manca)
    quanti|quante \w+
    qualcuno sa
    sapere (?:se|quando|come|cosa|perche|quale)
    # pt
    o que (?:e|significa|esta|acontece|aconteceu|inclui|sao)
    qual|quais (?:e|sao|\w+)
    por que
    porque (?:e|nao|esta|voces|a|o)
    quando (?:e|vai|sera|chega|sai|volta|sao|tem|comeca)
    quanto tempo
    quantos|quantas \w+
    alguem sabe
    saber (?:se|quando|qual|por|como|o que)
    # nl pl sv tr
    wat (?:is|zijn|betekent|voor|houdt|gebeurt)
    welke|waarom|hoelang|hoeveel \w+
    wanneer (?:is|zijn|komt|komen|wordt|kan|gaat)
    hoe (?:lang|veel|vaak|oud|groot|zwaar)
    weet iemand
    zijn|is|hebben|mag|mogen|kan (?:er|jullie|het|dit|de|honden|je) (?:\w+ ){0,10}?\w+\?
    co (?:to|jest|oznacza|sie|znaczy)
    dlaczego|jaki|jaka|jakie|ktory|ktora|kiedy|czy \w+
    ile (?:trwa|czasu|wazy|osob)
    jak (?:dlugo|czesto|duzy)
    czy (?:mozna|jest|sa|ktos|macie|to|moge)
    vad (?:ar|betyder|hander|innebar|ingar)
    varfor|vilken|vilket|vilka (?:ar|\w+)
    nar (?:ar|kommer|blir|slapps)
    hur (?:lange|manga|ofta|stor|mycket)
    nedir|neden|nicin|hangi|kac
    ne (?:zaman|demek|oluyor|oldu)
    var mi
    # scripts of their own
    ما هو|ما هي|ماهو|ماهي|لماذا|ليش|متي|كم يستغرق|كم مده|هل هناك|هل يوجد|هل يمكن|هل هذا|ما الفرق|ما معني
    क्या है|क्या हैं|क्यों|कब|कितना समय|कितने समय|कौन सा|कौनसा|क्या यह|क्या आप|मतलब क्या|अंतर क्या
    คืออะไร|อะไรคือ|ทำไม|เมื่อไหร่|เมื่อไร|กี่วัน|นานไหม|นานแค่ไหน|ต่างกันยังไง|ใช่ไหม|หรือเปล่า|หรือยัง|ไหมคะ|ไหมครับ|มั้ยคะ|มั้ยครับ|อะไรบ้าง
    とは何|って何|何ですか|なぜ|なんで|どうして|いつ(?:です|から|ごろ|頃|に)|どのくらい|どれくらい|ですか|ますか|でしょうか|違いは|知りたい
    是什么|是什麼|什么是|什麼是|为什么|為什麼|为何|為何|什么时候|什麼時候|多久|哪个|哪個|有没有|有沒有|是不是|区别|區別|吗\?|嗎\?
    뭐예요|뭔가요|무엇인가요|무엇입니까|왜|언제|얼마나|어떤|인가요|나요\?|있나요|되나요|차이가|궁금
    """
