"""What a person says whose text looks like spam and is none: who asks about it, reports it, has trouble of their own, is at work.

Written as `triage.signals.phrases` reads it. One of these, and the text waits for an answer.
"""

ASKS = r"""
    is|was|are|if|isnt|wasnt|whether (?:this|that|it|these|they|she|he|the \w+|your \w+|you)(?: \w+){0,5}? (?:yours|real|legit|legitimate|genuine|true|scam|fake|phishing|spam|safe|official|hoax|fraud|authentic|from you|trustworthy)
    is|was|were|are|isnt|wasnt (?:this|that|it|these|those|they|he|she) (?:really |actually |from |by |with |one |of |the |a |someone |part |working |)*(?:you|yours|your)
    this|that|it|looks|seems|feels|obvious|obviously|clearly|probably (?:is |was |looks |like |a |an |total |obvious |probably |must |be )*(?:scam|fake|phishing|spam|hoax|spoof|fraud|impostor|imposter)(?! recovery| victim| victims)
    someone|somebody|people|they|he|she|account|accounts|page|profile|caller|scammer|scammers|guy|man|woman|bot|bots (?:is |are |was |were |keeps? |has |have |been |on \w+ |who |that |just |called |says |saying )*(?:pretending|pretends|impersonating|impersonates|claiming|claims|claimed|posing|using your|telling|messaging|messaged|asking|asked|offering|offered|sending|told|called|spamming|commenting|posting|replying|advertising|contacted|contacting|sent|says|wrote|texted)
    impersonating|impersonator|impersonation|impostor|imposter|pretending|phishing|smishing|spoofed|spoofing|spoof
    got|received|receive|getting|receiving|had|seen|saw|recieved (?:a |an |this |that |the |these |those |your |some |another |weird |strange |odd |suspicious |got |received |just |dodgy |been |many |lots of |several )+(?:message|messages|text|texts|email|emails|mail|mails|sms|dm|dms|call|calls|letter|link|links|notification|offer|pop up|popup|ad|ads|advert|post|posts|comment|comments|whatsapp)
    told|tells|telling|asked|asks|asking|texted|messaged|emailed|invited|dmed|called|contacted|promised|offered (?:me|us|him|her|my \w+|people)
    you|they|he|she|message|email|text|it|page|ad|site|link|sms (?:just |also |also )*(?:say|says|said|wrote|states|told|texted|reads|sent me|messaged me|dmd me|emailed me)
    beware
    warn (?:people|everyone|your|others|customers|passengers|users)
    fake (?:\w+ )?(?:giveaway|page|pages|account|accounts|profile|profiles|site|website|message|text|email|competition|support|number|link|ad|ads|shop|store|app)
    warning|careful|watch (?:out )?(?:of|for|about|everyone|all|guys|with)
    be careful
    dont|do|never|please (?:not |dont |do not )*(?:fall for|trust|believe (?:it|them|this|any)|click (?:on )?(?:the|that|this|any) links? (?:from|in))
    report|reporting|reported|block|flag|remove|delete|ban (?:this|that|these|those|him|her|them|the|a)
    can|could|would|will you (?:please |pls |plz )*(?:(?:confirm|verify)(?! (?:your|the|ur) (?:\w+ )?(?:account|card|wallet|identity|details))|explain|clarify|tell me|advise|remove|delete|block|look into)
    please (?:(?:confirm|verify)(?! (?:your|the|ur) (?:\w+ )?(?:account|card|wallet|identity|details))|advise|explain|clarify|remove|delete|look into)
    should (?:i|we)
    do|must|can|could|may (?:i|we) (?:have|need|trust|text|call|click|really|just|still|claim|get|use)
    do|did|does|are|is|have you (?:really |actually |still |ever |guys |even )*(?:send|sent|offer|sell|run|running|ask|call|text|work with|own|accept|contact|doing|giving|know (?:if|whether|anything|about|this|them|him|her))
    what|whats|why|how|when|where|who|whos (?:is|are|was|s|do|does|did|can|should|come|about|am|has|have|will|would|long|much|many) (?:this|that|it|i|you|your|my|the|these|those|we|there|going|come)
    anyone|anybody (?:else|know|got|have|received)
    is (?:it|this) (?:from )?(?:you|yours|really you)
    suspicious|dodgy|sketchy|scammy
    is|are|keeps|been spamming
    under|beneath|below ..2 (?:your|every|all) (?:\w+ )?(?:post|posts|comment|comments|video|videos)
    scam alert
    by your (?:company|name)
    in|using your name
    # Romance and Germanic languages
    es|son ..3 (?:estafa|fraude|real|verdad|verdadero|cierto|ustedes|vosotros|falso|oficial|confiable|phishing)
    he|me|recibi|han|ha|acabo|alguien ..3 (?:recibido|llegado|llego|mensaje|correo|sms|enviado|escrito|escribio|dicen|pide|piden)
    se|hacen|haciendose ..2 (?:pasar|pasan|haciendo pasar)
    cuidado|ojo|atencion|attention|achtung|attenzione|vorsicht|warnung ..4 (?:estafa|estafas|con|arnaque|arnaques|golpe|golpes|betrug|betruger|truffa|truffe|perfil|faux|fake)
    est|c|cest|s|etes|ce ..5 (?:arnaque|vous|vrai|vraie|officiel|faux|fiable|serieux|reel|normal|fraude)
    j|jai|on|quelqu|nous ..3 (?:recu(?! votre)|recois|contacte|pretend|appelle|ecrit|envoye)
    se (?:fait|font|faisant) passer
    ist|sind|seid|war ..5 (?:betrug|echt|serios|von euch|von ihnen|fake|wahr|das von|phishing|offiziell)
    habe|hab|haben|bekam|kriege|bekomme|erhielt|jemand ..6 (?:nachricht|mail|sms|email|anruf|link|bekommen|erhalten|gibt sich)
    gibt|geben sich ..4 als
    jemand|account|konto ..3 (?:schreibt|schrieb|schickt|fragt|verlangt|behauptet)
    in (?:eurem|ihrem|deinem) namen
    e|sono|siete ..4 (?:truffa|vero|vera|voi|ufficiale|falso|reale|affidabile|fake|phishing)
    ho|mi|abbiamo|qualcuno ..3 (?:ricevuto|arrivato|arrivata|arriva|scritto|contattato|messaggio|spaccia|finge)
    isso|isto|esse|essa|este|esta|eh ..3 (?:golpe|verdade|verdadeiro|fraude|real|voces|oficial|fake|confiavel)
    recebi|recebemos|alguem|estao|chegou ..4 (?:mensagem|email|sms|ligacao|passando|fingindo|dizendo|link|usando)
    is|zijn|klopt ..4 (?:oplichting|echt|van jullie|nep|betrouwbaar|dit van)
    ik|we (?:heb|kreeg|krijg|hebben|ontving) ..4 (?:bericht|mail|sms|appje|gekregen|ontvangen)
    estafa|arnaque|betrug|truffa|oplichting|golpe|nep|oszustwo|bluff|dolandirici
    هل (?:هذا|هذه|هي|هو|انتم|هاذ)
    وصلتني|وصلني|استلمت رساله|احتيال|نصب|ينتحل
    क्या (?:यह|ये|आप)
    (?:मैसेज|मेसेज|कॉल|संदेश) ..1 (?:आया|मिला|आई)
    धोखा|फ्रॉड|फर्जी|ठगी
    詐欺|本物です|偽物|偽アカウント|诈骗|詐騙|骗子|是真的吗|是不是你们|사기|맞나요|진짜인가요|มิจฉาชีพ|หลอกลวง|ของจริง(?:ไหม|มั้ย)
    """

TROUBLE = r"""
    i|we|im|ive|he|she (?:have |ve |was |am |m |got |been |being |keep |kept |just |still |already |also |had |were |were |be |never |really |only |cant |cannot |couldnt |didnt |dont |havent |not |did |do |could |can |has |is |then )*(?:charged|billed|overcharged|waiting|refund|refunded|ordered|bought|paid|booked|cancelled|canceled|tried|complained|trying to (?:call|contact|book|cancel|log|sign|claim|use|pay|order|subscribe|get (?:hold|through|a refund))|complained|complain|returned|switched|contacted|emailed|called|rang|phoned|missed|locked|stuck|stranded|paying|sign in|signed|login|log in|unsubscribe|understand|get through|flew|fly|travelled|traveled|cancel|applied|supposed|entered)
    my|our (?:\w+ )?(?:order|booking|refund|flight|ticket|tickets|ferry|luggage|bag|bags|suitcase|parcel|delivery|card|bill|contract|reservation|subscription|invoice|crossing|train|router|broadband|internet|wifi|sim|engineer|appointment|insurance|claim|policy|mortgage|application|statement|direct debit|complaint|password|login|mileage|miles|seat|connection|statement|purchase|item|address)(?! (?:cover|covers))
    not|isnt|wont|doesnt|didnt|dont|stopped|never|arent|hasnt|wasnt|cant (?:\w+ )?(?:work|working|works|arrive|arrived|load|loading|respond|responding|opening|open|connect|delivered|received|play|playing|honour|honoured|appear|appearing|showing|show|worked|accept|accepted|refunded|upload)
    i|we|ive|weve (?:\w+ )?(?:text|texted|sent|replied|entered|dialled|rang)
    is|are there ..6 (?:for|to|on|in|that|any)
    you|they (?:\w+ )?(?:charge|charged|charging|took|owe|billed|deducted)
    i (?:work|worked|drive|drove) for you
    keep|keeps|kept (?:me )?(?:getting|receiving|sending|charging|crashing|failing|telling|being|buffering|freezing|saying|disconnecting|hanging)
    error|broken|refund|faulty|unacceptable|disgusting|appalling|compensation|complaint|reimburse|reimbursed|reimbursement|rude|disgrace|disgraceful|shambles|overcharged
    how (?:do|can|to|does|did|should|would|could) (?:i|we|my|it|you|to)
    cant|cannot|unable|couldnt|cant ..2 (?:subscribe|upload|log|access|sign|claim|apply|withdraw|get|find|watch|see|play|open|reach)
    # other languages
    mi|mis|nuestro|nuestra (?:pedido|reserva|vuelo|billete|maleta|tarjeta|factura|cuenta|paquete|reembolso|linea|equipaje)
    no (?:me )?(?:funciona|llega|llego|ha llegado|puedo|responde|carga|han devuelto)
    mon|ma|mes|notre (?:commande|reservation|vol|billet|billets|valise|carte|facture|compte|colis|remboursement|ligne|bagage|bagages)
    mein|meine|meinen|meiner|unsere|unser (?:bestellung|buchung|flug|ticket|koffer|karte|rechnung|konto|paket|ruckerstattung|erstattung|vertrag|gepack|router|anschluss)
    il|la|le|i (?:mio|mia|miei|mie) (?:ordine|prenotazione|volo|biglietto|valigia|carta|bolletta|conto|pacco|rimborso|biglietti)
    meu|minha|meus|minhas (?:pedido|reserva|voo|bilhete|mala|cartao|fatura|conta|encomenda|reembolso|passagem|bagagem)
    mijn|onze (?:bestelling|boeking|vlucht|ticket|koffer|kaart|rekening|pakket|terugbetaling)
    funktioniert nicht
    طلبي|حجزي|رحلتي|حسابي|فاتورتي
    मेरा (?:ऑर्डर|टिकट|बुकिंग|अकाउंट|खाता|सामान)|मेरी (?:बुकिंग|उड़ान)
    注文した|予約した|返金して|届かない|我的订单|我的訂單|退款|제 주문|환불|สั่งซื้อไป|ขอคืนเงิน
    """

ADDRESSED = r"""
    customer (?:service|services|support|care)
    call|ring|phone|message|text|contact|email|dm|pm me ..4 (?:about|regarding|asap|back|please|to sort|to discuss|because|as i)
    call|ring|phone|email|contact|message|dm|pm|text (?:me|us) (?:back|about|regarding|asap|urgently|because|as i|so|please|to sort|to resolve|instead|directly)
    please|pls|plz|can (?:someone |you |somebody )*(?:call|ring|phone|email|contact|message|dm|pm|text|help) (?:me|us)
    help me (?:with|get|recover|please|reset|unlock|out here)
    so|to (?:i|we) (?:can|could) (?:dm|message|pm|send)
    in order to dm
    follow (?:me |us )?(?:back )?(?:please )?(?:so|to|and|for|in order to) ..4 (?:dm|pm|message|messages|dms)
    your|you|youre|youve (?:\w+ )?(?:app|website|site|service|staff|crew|driver|store|shop|branch|agent|employee|employees|team|company|system|platform|ship|ferry|plane|airline|network|office|cancelled|lost|charged|promised|refused|owe|delivered|sold|delayed|broke|terms|policy|offer|promo|promotion|competition|advert|ad|email|emails|text|texts|customers)
    i|we (?:need|want|would like|d like|wish|have) (?:to )?(?:a |an |the |your |my )?(?:speak|talk|complain|return|cancel|change|book|know|apply|loan|claim|refund|help|rebook|report|complaint|problem|question|issue)
    thanks|cheers|thank (?:you )?for (?:the|your) (?:help|quick|fast|reply|service|response)
    """

# A false support account has no booking of its own; "our refund department" it has.
OWN = r"""
    my (?:\w+ ){0,2}?(?:order|booking|refund|flight|ticket|tickets|pass|ferry|train|luggage|bag|suitcase|parcel|delivery|card|bill|reservation|subscription|account|app|phone|wallet|birthday|son|daughter|wife|husband|mother|mum|mom|father|dad|dog|name|number|details|date of birth)
    i (?:have |ve |was |am |m |got |been |just |still |already |also |never |really |only |cant |cannot |did |do |could |can |had )*(?:charged|billed|waiting|booked|paid|filled|tried|sent|bought|travelled|traveled|ordered|asked|cancelled|canceled|need|want|wait|lost|missed|wrote)
    ive|im (?:been |just |still |already |never |only )*(?:charged|billed|waiting|booked|paid|filled|tried|sent|bought|ordered|asked|lost|missed|written|stuck|stranded)
    mein|meine|meinen|meiner|meinem (?:\w+ )?(?:bestellung|buchung|buchungsnummer|flug|ticket|koffer|karte|kartennummer|rechnung|konto|paket|ruckerstattung|erstattung|geburtsdatum|name|geld)
    mon|ma|mes (?:\w+ (?:de )?)?(?:commande|reservation|vol|billet|billets|valise|carte|facture|compte|colis|remboursement|naissance|numero|argent|nom)
    mi|mis (?:\w+ de )?(?:pedido|reserva|vuelo|billete|maleta|tarjeta|factura|cuenta|paquete|reembolso|nombre|numero|dinero|nacimiento)
    meu|minha|meus|minhas (?:\w+ de )?(?:pedido|reserva|voo|bilhete|mala|cartao|fatura|conta|encomenda|reembolso|passagem|nome|numero|dinheiro|nascimento)
    mio|mia|miei|mie (?:\w+ di )?(?:ordine|prenotazione|volo|biglietto|valigia|carta|bolletta|conto|pacco|rimborso|biglietti|nome|numero|soldi|nascita)
    # what anybody has to do there, and what fails
    you|u|one|it|app|site|page|form|website (?:have to |has to |need to |must |should |can |cant |cannot |to |then |first |always |just )*(?:enter|type|give|provide|send|put|share|needs|wants|want|asks for) (?:in )?(?:your|a|the) ..3 (?:card|date of birth|password|cvv|otp|booking)
    they|she|he (?:\w+ )?(?:answered|replied|paid|refunded|sorted|helped|need|only need) (?:me|us|mine|within|in|your)
    worked for (?:me|us|mine)
    crash|crashes|crashed|bug|buggy|glitch|glitches|timeout
    not|isnt|wont|doesnt|didnt|cant|cannot|keeps (?:\w+ )?(?:work|working|works|load|loading|open|opening|accept|accepted|arrive|arrived|coming|come|spinning|failing|crashing)
    kindly|please|pls (?:fix|mend|repair|check|look|help)
    """

# Whoever collects for others tells of sums that grew, and lenders and coaches collect for nobody.
CAUSE = r"""
    charity|fundraiser|fundraising|lifeboat|hospice|donate|donated|donation|donations|raffle
    """

# Firms, partners and their robots speak as support does, but write to us or about their own business.
AT_WORK = r"""
    dear|hello|hi|hey|morning|afternoon|evening (?:(?!our|the)\w+ ){0,2}?(?:team|colleagues|crew|partner|partners|supplier|office|ladies|sirs)
    dear (?:sir|madam|mr|mrs|ms) (?:and|or|madam|sir|[a-z]+)
    automated|automatic|automatically|auto (?:\w+ )?(?:reply|response|message|email|mail|notification|generated|sent|confirmation)
    dont reply
    do not reply
    out of (?:the )?office
    invoice|invoices|quotation|supplier|vat
    office|desk|department|shop ..2 (?:is|are|will be) closed
    sehr geehrte damen
    liebes|hallo|guten ..2 team
    rechnung|angebot|bestellnummer|automatische antwort
    madame monsieur
    chere|bonjour ..1 equipe
    facture|devis|comptabilite|reponse automatique
    estimados|estimado ..1 (?:senores|equipo)
    factura|presupuesto|respuesta automatica
    prezados|caros|ola|tarde|dia ..1 (?:senhores|equipa|equipe|time)
    fatura|orcamento|resposta automatica
    spettabile|spett
    fattura|preventivo|risposta automatica
    """
