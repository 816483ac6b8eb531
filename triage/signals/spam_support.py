"""What a false support account says to a company's customers. Same notation as `spam_cues`.

How support speaks is little proof, for partners and their robots speak so too. What no support asks for where all can read it: the
card, a code, the words of a wallet; and to prove an account behind a stranger's link.
"""

SUPPORT = {
    "lookalike_support 3": r"""
        contact|reach|message|chat|text|write|dm|talk|connect|inbox|follow (?:to |with |out to |us |via |on |through )*our (?:official|verified|authorized|authorised|certified) (?:\w+ ){0,3}?(?:team|desk|agent|agents|line|care|support|helpline|helpdesk|page|manager|representative|officer|account|handle)
        # what opens an account or a purse
        send|forward|provide|submit|share|enter|drop|reply|respond|give|supply|include|confirm (?:us |me |back |here |in |the |kindly |with )*(?:your|ur) (?:\w+\W{1,3}){0,6}?(?:card (?:number|details|info|no|digits|with)|cvv|cvc|otp|one time (?:code|password)|pin code|password|seed|recovery phrase|wallet phrase|secret phrase|private key)
        send|forward|provide|submit|share|drop|kindly|please (?:us |me |with |send |forward |provide |submit |share |drop |your |the )*(?:booking|ticket|order|reservation|reference|account) (?:number |no |id |reference |ref |code |details )?(?:and|with|plus) (?:your |the )?(?:card|cvv|otp|password)
        provide|send|enter|submit|import|share your (?:\w+ )?(?:recovery|seed|wallet|secret) (?:phrase|key|words)
        i|im|am|we|were ..2 (?:official|verified|authorized|authorised|certified) (?:\w+ )?(?:support |customer |recovery |refund )?(?:agent|agents|support|helpdesk|help desk)
        validate|synchronize|synchronise|sync|rectify|restore|connect|link (?:your|ur|the) (?:\w+ )?wallets?
        ihre|deine|eure ..1 (?:kartendaten|kartennummer|kreditkartennummer)
        senden|schicken|sende|schick|antworte|antworten|ubermitteln|geben|gib|kreditkartennummer ..5 (?:kartendaten|kreditkartendaten|kartennummer|kreditkartennummer|bereithalten|tan)
        envoyez|envoyer|fournissez|communiquez|indiquez|indiquer|confirmez|confirmer|saisissez|saisir|entrez|renseignez ..6 (?:numero de (?:votre )?carte|votre carte|et (?:la )?carte|code de carte)
        con|envie|envia|enviar|envienos|mande|proporcione|responda|responde|tenga|facilite|confirme|confirma|verifique ..6 (?:(?:numero|datos) de (?:su |tu |la )?tarjeta|su tarjeta|tu tarjeta|la tarjeta|y tarjeta)
        envie|enviar|mande|informe|forneca|responda|confirme|confirma ..6 (?:(?:numero|dados) do (?:seu |teu )?cartao|o cartao|seu cartao)
        invii|invia|inviate|fornisca|mandi|manda|comunichi|conferma|confermi ..6 (?:numero della (?:sua |tua )?carta|dati della (?:sua |tua )?carta|la carta|sua carta|tua carta)
        with your (?:\w+\W{1,3}){1,6}?(?:card and|cvv|cvc|otp)
        we (?:will )?(?:need|require) your (?:\w+\W{1,3}){0,6}?(?:card(?! (?:reader|readers|machine|machines|terminal))|cvv|cvc|otp|one time (?:code|password))
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
        # to prove an account, with us
        verify|validate|authenticate|reactivate (?:your|ur|the) (?:\w+ )?(?:account|wallet|identity|profile|card)
        reply|respond|send|forward|provide|submit|drop|share (?:us |me |back |here |it |kindly |with |via )*(?:your|ur) (?:\w+\W{1,3}){0,4}?(?:date of birth|dob|bank (?:details|card)|bank account (?:details|number)|id card)
        kindly|please (?:send|forward|provide|submit|share|drop) (?:us |me |your |the )*(?:booking|ticket|order|reservation) (?:number|no|id|ref|reference|code)
        our (?:\w+ ){0,2}?(?:refund|refunds|recovery|claims?|compensation|complaints?|resolution) (?:departe?ment|desk|unit|office|team|section|cent(?:er|re)|agents?|officers?) (?:is|are|will|can|stands)
        our (?:\w+ ){0,2}?(?:agents?|representatives?|officers?) (?:is|are|will) (?:\w+ )?(?:ready|attend|waiting|standing|process|call|contact|assist|guide|message)
        your (?:refund|compensation|reimbursement) (?:\w+\W{1,3}){0,3}?(?:has been|is|was) (?:now |already |just )?(?:approved|ready|processed|on hold|released)
        confirm your (?:\w+ )?(?:card|wallet|identity)(?! \w*(?:machine|reader|terminal|fee|fees|rate|rates|works))
        fill|complete|submit (?:in |out |up )*(?:this|the|our|a|below) (?:\w+ ){0,2}?forms? ..3 (?:validate|verify|claim|receive|get|process|recover)
        verifiziere|verifizieren|bestatige|bestatigen|validieren|verifiziert ..2 (?:dein|deinen|ihr|ihren|das) (?:konto|account|wallet|profil)
        unsere|unser (?:erstattungsabteilung|ruckerstattungsabteilung|erstattungsteam|ruckerstattungsteam|erstattungsstelle)
        unser|unsere (?:support-?team|supportteam|support team|kundenservice|team|mitarbeiter|agent) ..2 (?:ihre|deine) (?:ruckerstattung|erstattung|anfrage|daten)
        antworte|antworten|sende|senden|schicke|schicken|schick ..4 (?:geburtsdatum|buchungsnummer)
        verifiez|verifier|validez|valider|confirmez|confirmer votre (?:compte|identite|portefeuille|remboursement)
        notre (?:service|departement|equipe|bureau) (?:de |des )?(?:remboursement|remboursements|reclamations|assistance) (?:est|va|vous)
        notre equipe d (?:assistance|aide|support) (?:est|va|vous)
        envoyez|envoyer|communiquez|indiquez|fournissez ..4 (?:numero de reservation|date de naissance)
        verifica|verifique|valide|valida|confirme|confirma (?:tu|su|la|vuestra) (?:cuenta|identidad|billetera)
        verifique|valide|confirme|verifica (?:a |o )?(?:sua|seu|tua) (?:conta|identidade|carteira)
        validar|verificar|confirmar|convalidare (?:su|tu|el|il|o) (?:seu )?(?:reembolso|rimborso|cuenta|conta)
        nuestro|nuestra|nosso|nossa (?:departamento|equipo|oficina|area|equipe|equipa) de (?:reembolsos?|reclamaciones|soporte|suporte|devoluciones) (?:esta|le|te|lhe)
        responde|responda|envie|envia|envienos ..4 (?:fecha de nacimiento|data de nascimento|numero de reserva|numero da reserva)
        verifica|verifichi|convalida|convalidi|conferma|confermi (?:il |la )?(?:tuo|suo|sua|tua) (?:account|conto|identita|profilo|portafoglio)
        il|nostro (?:nostro )?(?:reparto|ufficio|team|servizio) (?:di |dei )?(?:rimborsi|rimborso|reclami|assistenza|supporto) (?:e|la|ti|sara)
        rispondi|risponda|invii|invia|inviate ..4 (?:data di nascita|numero di prenotazione)
        drop|share|send (?:us |me |kindly )*(?:your|ur) (?:phone|mobile|whatsapp|telephone) number
        ihre|deine (?:ruckerstattung|erstattung) (?:ist|wurde) (?:bereit|genehmigt|freigegeben)
        votre remboursement (?:est|a ete) (?:pret|approuve|valide|disponible)
        su|tu reembolso (?:esta|ha sido|fue) (?:listo|aprobado|autorizado|disponible)
        seu|teu reembolso (?:esta|foi) (?:pronto|aprovado|disponivel|liberado)
        suo|tuo rimborso (?:e|e stato) (?:pronto|approvato|disponibile)
        send|shoot|drop (?:us|me) (?:a )?(?:dm|message|pm|inbox) (?:here |at |on |via |now )*@[\w.]+ ..3 (?:refunds?|money|compensation|instant|fast|quick)
        approved your (?:refund|compensation|claim)
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
        we (?:can |have |ve |just |also |do )*(?:see|seen|saw|notice|noticed|understand|observed|reviewed) (?:that )?(?:you are having|youre having|your) ..2 (?:problems?|issues?|complaints?|concerns?|trouble|difficult\w+|frustration|request|refund|booking|ticket)
        fill|complete|submit (?:in |out |up )*(?:this|the|our|a|below) (?:\w+ ){0,2}?forms?
        with us
        our (?:\w+ ){0,2}?(?:support|help|service|technical|billing|customer \w+) (?:department|desk|unit|team|center|centre|portal)
        dm|message|inbox (?:us |me )?(?:now|here)
        send|shoot|drop (?:us|me) (?:a )?(?:dm|message|pm|inbox)
        this|here is ..3 (?:customer|support) (?:care|support|service|desk)
        attend to (?:you|your)
        wir haben (?:dein|ihr|euer) (?:problem|anliegen|beschwerde)
        bedauern|bedauere ..1 unannehmlichkeiten
        fullen|fulle (?:sie )?(?:bitte )?(?:das|dieses) formular
        bei uns
        nous (?:avons|comprenons) (?:vu |bien vu |remarque )?votre (?:probleme|souci|plainte|frustration)
        remplir|remplissez (?:ce|le) formulaire
        vimos|hemos (?:visto )?(?:tu|su|o seu|o teu|vuestro) problema
        rellene|rellena|complete|completa (?:el|este) formulario
        preencha|preenche (?:o|este) formulario
        abbiamo visto (?:il )?(?:tuo|suo) problema
        compili|compila|compilate (?:il|questo) modulo
        con (?:noi|nosotros)
        connosco|conosco
        desagrement|desagrements|inconvenientes|transtorno|disagio|unannehmlichkeiten
        with|to|by|from our (?:agent|agents|representative)
        nuestro|nosso|nostro|notre (?:agente|agent|conseiller)
        recevoir|recibir|receber|ricevere ..1 (?:remboursement|reembolso|rimborso)
        cvv|cvc
        one time (?:code|password|passcode)
        """,
}
