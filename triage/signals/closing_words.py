"""The words of a closing, language by language: what thanks, what says it is solved, what pleases, and what may stand beside it.

A phrase list, not a bag of words: "it is back" may stand nowhere, because what comes back is as often the trouble. Phrases are separated by
semicolons; {a|b|} spreads. Whatever is not listed is something a person should read.
"""

from triage.signals.wording import fold, spread, words_of

BESIDE, PLEASED, SOLVED, THANKS = 1, 2, 3, 4

_FINE = "{great|good|perfect|brilliant|awesome|amazing|excellent|fantastic|wonderful|super|superb|lovely|nice|cool|fab|ace|beautiful|sweet}"
_HELP = "{help|reply|response|answer|assistance|support|info|information|advice|update|explanation|clarification|tip|time|kindness|effort}"
_DAY = "{day|evening|weekend|week|night|afternoon|morning|one|shift|friday|sunday|holiday}"

# By language: thanks / solved / pleased / beside.
_SPACED: dict[str, tuple[str, str, str, str]] = {
    "en": (
        "{many|big|huge|a million|a thousand|} {thanks|thx|thanx|thankx} {so much|so very much|very much|a lot|a million|a bunch|a ton|again|once again|}; {big|huge|} thank {you|u|ya} {so much|very much|so very much|again|once again|}; thankyou {so much|very much|}; thnx; thks; tks; tysm; tyvm; ty; cheers; much thanks; thanks kindly; thank you kindly; ta {very much|muchly|love|mate};"
        "{really|very|} much appreciated; {i|we|} {really|} appreciate {it|that|the help|your help|your time|your reply|all your help}; bless you",
        "{yes|yeah|yep|ok|} {it|that|this|all|everything|} works {now|again|perfectly|fine|great}; {yes|yeah|yep|} {it|that|everything} works;"
        "{yes|} {it is|its|everything is|all is|} {all|} {working|fixed|sorted|solved|resolved|clear|fine|good} now; it is clear;"
        "{yes|yeah|yep|} {that|this|it} {worked|helped|fixed it|did it|did the trick|solved it|sorted it|solves it|fixes it}; {all set|nope all set|got it covered}; {yes|} {it is|its|} all {good|sorted|fixed|set|fine|clear};"
        "{it is|its|now|already|everything|} sorted; {it is|its|} {working|fixed} {again|now|perfectly|fine}; its working; it is working; already {fixed|solved|sorted|resolved};"
        "{problem|issue} {is|} {solved|resolved|fixed|sorted}; {i|we|} {have|} {found|fixed|sorted} it; {got|have got|i got} it {working|sorted|fixed|to work} {now|};"
        "{im|i am|we are|were} all {set|good|sorted} {now|}; {it is|its|} up and running {again|now|}; crystal clear",
        f"{{that is|thats|its|it is|this is|just|absolutely|oh|}} {_FINE} {{news|to hear|to know|stuff|}}; {{you are|youre|you guys are|}} {{the best|a star|a legend|legends|stars|amazing|awesome|brilliant|a lifesaver|very kind|too kind|so kind|so helpful}};"
        "{very|so|super|really|most|} helpful; {that is|thats|} {very|so|super|really|} {helpful|kind}; {a|} {big|great|huge} help; {i|we|} love {it|you|you guys|ya}; {you|} made my day; you {guys|} rock;"
        "{that|this} {really|} {helps|helped}; {that|it} makes sense {now|}; legend; star; {that|} sounds {good|great|perfect}; phew",
        f"so much; so so much; very much; very very much; a lot; heaps; again; once again; as always; as ever;"
        f"for {{all|}} {{your|the|ur|this|that|}} {{quick|fast|prompt|speedy|swift|kind|great|super quick|very quick|helpful|amazing|excellent|timely|}} {_HELP};"
        "{for|4} {the|} {reply|response|help|info|heads up}; for {that|this|everything|helping|replying|responding|answering|explaining|clarifying|confirming|all of this|all you do};"
        "for {helping|letting|getting back to|answering} {me|us|me so quickly} {out|know|}; for {the|your|} {quick|} {fix|turnaround|links|link|tips}; for {the|your|} {follow up|correction|warning|clarity|explaining|follow}; for {following up|checking|checking in|understanding|getting back|answering my question|answering my questions|asking}; for {sorting|fixing|clearing} {it|that|this} {out|up|} {so quickly|for me|for us|};"
        "ok; okay; okey; okie; k; alright; aight; oh; ooh; ah; ahh; aha; aw; aww; wow; yay; woohoo; hooray; hurray; haha; hahaha; hehe; lol; no worries; no problem; no probs; np; nevermind; never mind;"
        "got it; gotcha; understood; noted; i see; i understand; good to know; that is all; thats all; you too; same to you; x; xx; xo; xoxo; guys; mate; team; folks; man; buddy; sir; bro; bud; friend; my friend; hun; love; dear; all; both; everyone;"
        "you guys; you all; yall; and; indeed; hi; hello; hey; hi there; hello there; bye; bye bye; goodbye; take care; regards; {kind|best|warm|many} {regards|wishes}; all the best;"
        f"{{good|}} {{morning|afternoon|evening|night}}; {{have|enjoy}} {{a|your|the|}} {_FINE} {_DAY}; have a great rest of your day; see you {{then|soon|there|tomorrow|on board|next time}};"
        "happy {friday|holidays|new year|easter}; merry christmas; to {everyone|you all|the team|your team|the crew|all of you}; from {me|us|all of us}; sent from my {iphone|ipad|phone}",
    ),
    "de": (
        "{vielen|besten|herzlichen|tausend|lieben|schönen|ganz|recht|} {lieben|herzlichen|} dank; danke {schön|sehr|vielmals|dir|euch|ihnen|}; dankeschön; dankeschoen; merci; thx; thanks; dankä; vergelts gott",
        "{ja|} {jetzt|nun|es|alles|} {geht|funktioniert|klappt|läuft} {es|das|alles|} {jetzt|wieder|nun}; {jetzt|nun} {geht|funktioniert|klappt|läuft} {es|das|alles|}; {ja|} {das|es|} hat {geklappt|funktioniert|geholfen}; {jetzt|nun|} {ist|} alles {klar|gut|bestens|erledigt|geklärt};"
        "hat sich {schon|bereits|} erledigt; {problem|} gelöst; {problem|} behoben; alles {wieder|} {in ordnung|ok|okay}; passt {jetzt|so|alles}",
        "super; prima; klasse; toll; perfekt; spitze; wunderbar; großartig; genial; top; sehr {gut|nett|lieb|freundlich|hilfreich}; {das ist|ist ja|} {wirklich|} {super|nett|lieb|toll|klasse} {von euch|von ihnen|von dir|}; ihr seid {die besten|super|toll|klasse|spitze|großartig}; freut mich",
        "schön; sehr; vielmals; dir; euch; ihnen; {auch|} {nochmal|nochmals|noch mal|noch einmal}; für {die|eure|ihre|deine|} {schnelle|rasche|nette|prompte|tolle|} {hilfe|antwort|rückmeldung|info|information|unterstützung|auskunft|erklärung|mühe|aufklärung};"
        "für {das|den|} {schnelle|} {feedback|tipp|hinweis}; für alles; ok; okay; oki; ja; ah; oh; ach so; alles klar; verstanden; verstehe; gut zu wissen; das hilft {mir|uns|} {sehr|weiter|}; haha; lol; und; an alle; ans team; an das {ganze|} team; leute;"
        "hallo; hi; moin; servus; guten {morgen|tag|abend}; liebe grüße; lg; vg; mfg; viele grüße; beste grüße; tschüss; ciao; bis {dann|bald|morgen}; {einen|noch einen|} schönen {tag|abend|feierabend|sonntag} {noch|}; schönes wochenende; gleichfalls; ebenfalls",
    ),
    "fr": (
        "{un grand|grand|} merci {beaucoup|bien|infiniment|mille fois|}; mille mercis; je vous remercie; je te remercie",
        "{oui|} {ça|cela|tout|} {marche|fonctionne} {maintenant|à nouveau|de nouveau|très bien|parfaitement}; {oui|} {ça|cela|} a {marché|fonctionné}; {cest|tout est|} {réglé|résolu|clair|rentré dans lordre} {maintenant|}; cest bon {maintenant|pour moi}; problème {résolu|réglé}",
        "super; parfait; génial; top; excellent; formidable; impeccable; nickel; cest {parfait|super|génial|top|très gentil|gentil|noté}; vous êtes {super|au top|géniaux|les meilleurs}; {très|} gentil; bravo",
        "beaucoup; bien; infiniment; mille fois; à {vous|toi|tous|toute léquipe|votre équipe}; encore; {encore|} une fois; pour {votre|ton|la|cette|} {réponse|aide|réactivité|retour|rapidité|info|information|gentillesse|patience} {rapide|si rapide|}; pour {tout|linfo|laide|les infos|votre réponse rapide};"
        "de {votre|ta|} {réponse|aide|retour|réactivité}; davoir répondu {si vite|}; ok; daccord; très bien; ah; oh; bien reçu; cest noté; compris; je comprends; bonjour; salut; bonsoir; bonne {journée|soirée|nuit|continuation|fin de journée}; bon {week end|weekend}; {bien|} cordialement; à {bientôt|demain|plus}; et; bisous; haha; mdr; léquipe",
    ),
    "es": (
        "{muchas|muchísimas|mil|un millón de|} gracias; {se|os|lo|te|} agradezco; se agradece; grax; thanks",
        "{sí|} {ya|ahora|} {me|} funciona {bien|ahora|perfecto|perfectamente|todo|de nuevo}; ya {me|} funciona {todo|}; {sí|} {ya|} {ha|} funcionó; {ya|} {está|quedó|} {todo|} {solucionado|resuelto|arreglado|claro}; problema {resuelto|solucionado}; todo {bien|claro|perfecto|solucionado|resuelto}; solucionado; resuelto",
        "perfecto; genial; estupendo; excelente; fantástico; maravilloso; súper; qué {bien|bueno|amables|amable}; {muy|} {amable|amables}; sois {los mejores|geniales|unos cracks}; son {los mejores|geniales}; buenísimo; fenomenal; de lujo",
        "por {la|su|tu|vuestra|} {rápida|pronta|} {respuesta|ayuda|atención|información|aclaración|amabilidad|rapidez}; por {todo|responder|contestar|ayudarme|la respuesta tan rápida|tu tiempo|su tiempo}; de {nuevo|verdad|corazón}; nuevamente; otra vez; a {ti|usted|ustedes|vosotros|todos|todo el equipo}; ok; okay; vale; de acuerdo; entendido; ya veo; ah; oh; bueno;"
        "hola; buenos días; buenas {tardes|noches}; buen {día|fin de semana|finde}; que {tengas|tengan|tenga|tengáis} {un|} {buen|lindo} día; saludos; un saludo; un abrazo; hasta {luego|pronto|mañana}; adiós; chao; igualmente; y; jaja; jajaja; chicos; equipo; muy; recibido",
    ),
    "it": (
        "{molte|tante|mille|} grazie {mille|tante|infinite|}; vi ringrazio; la ringrazio; ti ringrazio",
        "{sì|} {ora|adesso|} {funziona|va} {tutto|bene|perfettamente|ora|adesso|di nuovo}; {ora|adesso} funziona; {sì|} ha funzionato; {tutto|} {risolto|chiaro|sistemato|a posto}; problema risolto; tutto {bene|ok|perfetto}",
        "perfetto; ottimo; fantastico; grande; grandi; benissimo; bravissimi; siete {i migliori|fantastici|gentilissimi|grandi|il top}; {molto|} {gentile|gentili}; gentilissimi; gentilissimo; gentilissima; eccellente; super",
        "mille; tante; infinite; ancora; di {nuovo|cuore|tutto}; per {la|il|} {vostra|sua|tua|} {rapida|celere|pronta|} {risposta|aiuto|disponibilità|gentilezza|cortesia|assistenza|chiarimento|supporto|info|informazione} {rapida|veloce|}; per {tutto|laiuto|avermi aiutato|avermi risposto|il vostro aiuto}; dellaiuto; dellinformazione; della risposta;"
        "a {voi|te|lei|tutti|tutto lo staff}; ok; okay; va bene; capito; ho capito; ah; oh; bene; ciao; salve; buongiorno; buonasera; buona {giornata|serata|notte|domenica}; buon {weekend|lavoro}; saluti; cordiali saluti; a presto; a domani; e; ragazzi; haha; ahah; altrettanto",
    ),
    "pt": (
        "{muito|muitíssimo|mil vezes|} {obrigado|obrigada|obg|brigado|brigada}; {muito|} agradecido; {muito|} agradecida; agradeço {muito|}; valeu; vlw; obrigadão",
        "{sim|} {já|agora|} {está|tá|} {funciona|funcionando|funcionou|a funcionar} {bem|agora|de novo|perfeitamente|tudo|}; {já|} {está|foi|} {tudo|} {resolvido|solucionado|esclarecido}; problema resolvido; deu certo; tudo {certo|resolvido}; já {resolvi|consegui}; consegui",
        "perfeito; ótimo; maravilha; excelente; fantástico; show; top; {muito|} {bom|gentil|gentis|simpáticos|atenciosos}; vocês são {ótimos|demais|os melhores|incríveis|10}; que bom; adorei; beleza",
        "pela {sua|vossa|} {rápida|} {resposta|ajuda|atenção|informação|rapidez|simpatia|gentileza} {rápida|}; pelo {seu|vosso|} {retorno|apoio|esclarecimento|contato|contacto|atendimento|tempo}; por {tudo|responder|ajudar|me ajudar|responderem}; de {novo|coração|nada}; mesmo; mais uma vez; novamente; a {todos|vocês|toda a equipe|toda a equipa};"
        "ok; okay; tá; certo; tá bom; está bem; entendi; percebi; entendido; ah; oh; olá; oi; bom dia; boa {tarde|noite}; tenha um {bom|ótimo} dia; bom {fim de semana|trabalho}; abraço; abraços; um abraço; beijos; bjs; até {logo|breve|amanhã}; igualmente; e; gente; pessoal; equipe; kkk; rs",
    ),
    "nl": (
        "{heel erg|hartelijk|hartstikke|heel veel|super|} {bedankt|dank}; {heel|} {hartelijk|veel|erg|} dank {je|jullie|u|jullie wel|u wel|je wel|}; dankjewel; dankuwel; bedankt; thx; thanks; merci",
        "{ja|} {het|dat|alles|nu|} {werkt|doet} {het|nu|weer} {nu|weer|goed|prima|}; {nu|alles} werkt {het|alles|}; {ja|} {dat|het} heeft {geholpen|gewerkt}; {het is|is|} {opgelost|geregeld|gelukt|duidelijk}; {nu|} {is|} alles {duidelijk|goed|in orde|geregeld}; probleem opgelost; het is {al|} gelukt",
        "super; top; fijn; geweldig; perfect; prima; mooi; fantastisch; helemaal {goed|top|super}; heel {fijn|aardig|vriendelijk|behulpzaam}; erg {fijn|aardig|vriendelijk}; {wat|} {lief|fijn|aardig}; jullie zijn {top|geweldig|super|de beste|toppers}; toppers; topper; toppie; wat een service",
        "voor {de|jullie|je|uw|het|} {snelle|duidelijke|goede|vlotte|} {hulp|reactie|antwoord|info|informatie|uitleg|service|terugkoppeling|moeite|tip}; voor {alles|het meedenken|het antwoord}; nogmaals; ok; oke; okee; okay; ja; ah; oh; duidelijk; begrepen; goed om te weten; hoi; hallo; hi; goedemorgen; goedemiddag; goedenavond;"
        "fijne {dag|avond|weekend|zondag} {nog|verder|}; fijn weekend; prettige {dag|avond}; groetjes; groeten; met vriendelijke groet; mvg; gr; tot {dan|ziens|morgen|snel}; doei; en; haha; iedereen; team; jullie",
    ),
    "sv": (
        "{stort|tusen|tack|} tack {så mycket|}; tack; tackar {så mycket|}",
        "{nu|det|} fungerar {det|allt} {nu|igen|}; {det|} {funkar|fungerar} {nu|igen}; {det|} {löste sig|fungerade|hjälpte|funkade}; {det är|} {löst|fixat|ordnat} {nu|}; allt {är|} {bra|klart|löst} {nu|}",
        "toppen; perfekt; super; härligt; jättebra; kanon; underbart; {vad|} {bra|snällt|trevligt|snälla}; fantastiskt; ni är {bäst|toppen|grymma|fantastiska}; {mycket|väldigt|} {bra|snällt}",
        "så {mycket|hemskt mycket|jättemycket}; för {hjälpen|svaret|all hjälp|det snabba svaret|snabbt svar|snabb hjälp|er hjälp|infon|informationen|ert svar|allt}; igen; ok; okej; okay; ja; jaha; då förstår jag; förstår; hej; hejdå; hälsningar; mvh; {ha en|} {fin|trevlig|bra} {dag|kväll|helg}; detsamma; och; vi ses",
    ),
    "da": (
        "{mange|tusind} tak; tak for {hjælpen|svaret|det hurtige svar|hurtigt svar|hurtig hjælp|infoen}; tak skal {du|i} have",
        "{nu|det|} virker {det|} {nu|igen|}; det {virkede|hjalp|lykkedes}; {det er|} {løst|ordnet|fikset} {nu|}; alt {er|} {i orden|godt|fint} {nu|}",
        "perfekt; super; dejligt; fantastisk; {hvor|} {dejligt|fint|godt}; fedt; skønt; I er {de bedste|bedst|søde}",
        "for {hjælpen|svaret|det hurtige svar|hurtigt svar|hurtig hjælp|al hjælpen|infoen|det}; så meget; igen; ok; okay; ja; forstået; hej; hilsen; {mange|venlig|de bedste} hilsner; mvh; {hav en|} {god|dejlig|fortsat god} {dag|aften|weekend}; i lige måde; og",
    ),
    "no": (
        "{tusen|mange|hjertelig|} takk; takker",
        "{nå|det|} {virker|fungerer|funker} {det|} {nå|igjen|}; det {virket|hjalp|fungerte|ordnet seg}; {det er|} {løst|ordnet|fikset} {nå|}; alt {er|} {i orden|bra|ok} {nå|}",
        "perfekt; super; supert; flott; topp; kjempebra; kjempefint; fantastisk; nydelig; så {bra|fint|flott|hyggelig}; dere er {best|de beste|fantastiske|flinke}",
        "skal {du|dere} ha; for {hjelpen|svaret|raskt svar|rask hjelp|det raske svaret|all hjelp|infoen|det}; så mye; igjen; ok; okay; ja; skjønner; forstått; hei; hilsen; mvh; {ha en|} {god|fin|fortsatt fin} {dag|kveld|helg}; i like måte; og",
    ),
    "fi": (
        "kiitos; kiitoksia; kiitti; suurkiitos",
        "{nyt|se|} toimii {nyt|taas}; {asia|} {selvisi|hoidossa|kunnossa}",
        "hienoa; mahtavaa; loistavaa; loistava; mahtava; hyvä; täydellistä; super; ihanaa",
        "paljon; kovasti; tosi paljon; oikein paljon; avusta; vastauksesta; nopeasta {vastauksesta|avusta}; tiedosta; ok; okei; joo; selvä; hei; moi; hyvää {päivää|päivänjatkoa|viikonloppua|iltaa}; terveisin; ja; teille; sinulle; vielä; kaikesta",
    ),
    "pl": (
        "{bardzo|serdecznie|ślicznie|pięknie|} {dziękuję|dziękujemy} {bardzo|}; dziekuje {bardzo|}; dzięki; {wielkie|stokrotne|} dzięki; dziękuje; dzieki; dzięks",
        "{już|teraz|} {wszystko|} działa {już|teraz|super|dobrze|}; {już|} {wszystko|} {jasne|naprawione|rozwiązane|ok|w porządku}; {udało się|pomogło|zadziałało}; sprawa {załatwiona|rozwiązana}; problem {rozwiązany|z głowy}",
        "super; świetnie; rewelacja; ekstra; doskonale; wspaniale; idealnie; bardzo {miło|dobrze}; bomba; jesteście {super|najlepsi|wspaniali|świetni}; pięknie; cudownie",
        "bardzo; serdecznie; ślicznie; za {szybką|błyskawiczną|} {pomoc|odpowiedź|informację|info|wyjaśnienie|reakcję|kontakt}; za wszystko; jeszcze raz; wielkie; wam; panu; pani; państwu; ok; okej; oki; dobrze; dobra; jasne; rozumiem; ah; o; pozdrawiam; pozdrowienia; {miłego|dobrego} {dnia|wieczoru|weekendu}; cześć; hej; dzień dobry; do {zobaczenia|widzenia}; nawzajem; i; haha",
    ),
    "cs": (
        "{moc|mockrát|velmi|} {děkuji|děkuju|děkujeme}; díky; {moc|velké|} díky; dík",
        "{už|teď|} {to|} funguje {už|teď|zase|}; {už|} {vyřešeno|je to v pořádku|vše v pořádku}; pomohlo to",
        "super; skvělé; výborně; paráda; perfektní; bezva; jste {super|skvělí|nejlepší}",
        "moc; mockrát; za {rychlou|} {pomoc|odpověď|informaci|info|vysvětlení}; za všechno; ještě jednou; vám; ok; dobře; jasně; rozumím; hezký {den|večer|víkend}; ahoj; dobrý den; nashledanou; s pozdravem; a",
    ),
    "tr": (
        "{çok|} {teşekkürler|teşekkür ederim|teşekkür ederiz|sağolun|sağ olun|sağol|sağ ol}; tesekkurler; eyvallah; tşk; tşkler",
        "{şimdi|artık|} {çalışıyor|düzeldi|halloldu|çözüldü} {şimdi|artık|}; {sorun|sorunum|} {çözüldü|halloldu|düzeldi}",
        "süper; harika; mükemmel; çok {güzel|iyi|iyisiniz|naziksiniz}; süpersiniz; harikasınız; muhteşem",
        "çok; {hızlı|} {yardımınız|cevabınız|yanıtınız|ilginiz|dönüşünüz|bilgi|geri dönüşünüz|desteğiniz} için; her şey için; tekrar; tekrardan; size; ok; tamam; tamamdır; anladım; peki; merhaba; selam; iyi {günler|akşamlar|geceler|çalışmalar|tatiller|bayramlar}; kolay gelsin; görüşürüz; selamlar; ve; hepinize; ederim",
    ),
    "ar": (
        "شكرا {لكم|لك|جزيلا|كثيرا|جدا|}; {الف|كل|جزيل} {شكر|الشكر}; مشكور; مشكورين; مشكوره; اشكركم; اشكرك; نشكركم; متشكر; متشكرين; تسلم; تسلمو; تسلمون; يعطيكم العافيه; يعطيك العافيه; بارك الله {فيكم|فيك}; جزاكم الله خيرا; جزاك الله خيرا; ممنون; شكرا شكرا",
        "{الان|} {يعمل|اشتغل|تشتغل|شغال} {الان|}; {تم|انحلت|انحل} {حل|} {المشكله|الحل|}",
        "ممتاز; رائع; جميل; حلو; عظيم; تمام; انتم {رائعون|الافضل}; ما قصرتم; ما قصرتو",
        "جدا; جزيلا; كثيرا; لكم; لك; على {الرد|المساعده|ردكم|سرعه الرد|الرد السريع|مساعدتكم|تعاونكم|اهتمامكم|التوضيح|المعلومه|كل شيء|كل شي}; لمساعدتكم; لردكم; لتعاونكم; لاهتمامكم; مره اخري; من القلب; اوك; اوكي; طيب; حسنا; فهمت; مرحبا; السلام عليكم; مع السلامه; تحياتي; يا; اخي; و; والله; خالص",
    ),
    "hi": (
        "{बहुत बहुत|बहुत|} {धन्यवाद|शुक्रिया|आभार}; थैंक्यू; थैंक यू; थैंक्स; {bahut|bohot|} {dhanyavad|dhanyawad|dhanyavaad|shukriya|shukriyaa}; thanks; thank you; thx",
        "{अब|} ठीक हो गया; {अब|} काम कर रहा है; {अब|} सब ठीक है; समस्या हल हो गई; {ab|} theek ho gaya; {ab|} kaam kar raha hai",
        "बढ़िया; बहुत {अच्छा|बढ़िया}; शानदार; {bahut|} {badhiya|badiya|accha|acha}; mast",
        "आपका; आप का; आपको; जी; आपकी मदद के लिए; मदद के लिए; {जवाब|उत्तर|जानकारी} {देने|} के लिए; सर; मैडम; ठीक है; नमस्ते; दोस्तों; aapka; aapki madad ke liye; madad ke liye; ji; sir; bhai; theek hai; thik hai; ok; okay; reply ke liye; namaste; so much",
    ),
    "ru": (
        "{большое|огромное|} спасибо {большое|огромное|вам|}; благодарю {вас|}; спс; спасибки",
        "{теперь|уже|всё|} {всё|} {работает|заработало|решилось|помогло|понятно} {теперь|}; {проблема|вопрос} {решена|решён}; разобрался; разобралась",
        "отлично; супер; прекрасно; замечательно; класс; здорово; круто; вы {лучшие|супер|молодцы}; очень {приятно|помогли}",
        "вам; тебе; за {быстрый|оперативный|} {ответ|помощь|информацию|оперативность|совет}; за {помощь|быструю помощь|всё}; ещё раз; ок; окей; хорошо; ясно; понял; поняла; да; здравствуйте; привет; добрый день; {хорошего|доброго} {дня|вечера}; до свидания; и; всем",
    ),
    "id": (
        "terima kasih {banyak|}; makasih {banyak|ya|}; trims; trimakasih; terimakasih; tengkyu",
        "{sekarang|} sudah {bisa|beres|berfungsi|oke|normal} {sekarang|}; masalah sudah selesai",
        "mantap; keren; bagus; sempurna; luar biasa; oke sip; sip",
        "banyak; ya; atas {bantuannya|jawabannya|infonya|responnya|bantuan anda}; untuk {bantuannya|infonya}; kak; min; pak; bu; ok; oke; baik; halo; selamat {pagi|siang|sore|malam}; semua",
    ),
}

# Scripts without spaces between words (and Korean, which joins its endings to them): read letter by letter.
_DENSE: dict[str, tuple[str, str, str, str]] = {
    "ja": (
        "ありがとう; ありがとうございます; ありがとうございました; 有難うございます; 有難うございました; 有り難うございます; 有り難うございました; 感謝です; 感謝します; 感謝しております; どうもです; サンキュー; 助かりました; 助かります; お礼申し上げます",
        "解決しました; 直りました; 治りました; 使えました; 無事解決しました; 動きました",
        "完璧です; 最高です; 素晴らしいです; 嬉しいです; 安心しました; さすがです; よかったです; 良かったです",
        "どうも; 大変; 本当に; ほんとうに; 誠に; とても; すごく; わざわざ; いつも; 早速; {早速の|迅速な|丁寧な|ご丁寧な|親切な|}{ご|お|}{返信|返事|連絡|回答|対応|説明|教示|案内}{を|}{いただき|頂き|くださり|下さり|いただきまして}; {早速の|迅速な|丁寧な|ご丁寧な}{ご|お|}{返信|返事|連絡|回答|対応|説明|案内}; {ご|}{丁寧に|親切に}; {教えて|助けて}{くれて|いただき|いただいて|頂き|くださって}; こちらこそ; はい; なるほど; わかりました; 分かりました; 了解です; 了解しました; 承知しました; お疲れ様です; 、; ね; 笑",
    ),
    "zh": (
        "谢谢; 謝謝; 感谢; 感謝; 多谢; 多謝; 非常感谢; 非常感謝; 谢谢你; 谢谢您; 謝謝你; 謝謝您; 谢谢你们; 謝謝你們; 谢了; 謝了; 谢啦; 謝啦; {感谢|感謝|谢谢|謝謝}{及时|及時|快速|耐心}{的|}{回复|回覆|解答|帮助|幫助}; 唔該; 唔該晒; 3q; 辛苦了",
        "解决了; 解決了; 已解决; 已解決; 问题解决了; 問題解決了; 修好了; 搞定了; 能用了",
        "太好了; 太棒了; 很好; 完美; 真棒; 厉害; 厲害; 赞; 讚; 很有帮助; 很有幫助; 真贴心; 很贴心",
        "{你|您|你们|你們}; {你|您|你们|你們|客服|}的{快速|及时|及時|耐心|热心|}{回复|回覆|回答|帮助|幫助|解答|告知|服务|服務}; 大家; 客服; 小编; 小編; 啦; 了; 哦; 喔; 啊; 呀; 哈; 好; 好的; 嗯; ok; 现在; 現在; 已经; 已經; 非常; 十分; 万分; {这么|這麼}快; 再次; 真的; 太; 知道了; 明白了; 好了; 收到; 了解; 为你点赞",
    ),
    "ko": (
        "감사합니다; 감사해요; 감사드립니다; 고맙습니다; 고마워요; 고마워; 감사; 감사드려요; 땡큐; 감사했습니다; 고맙네요; 감사하네요",
        "해결됐어요; 해결되었습니다; 해결됐습니다; 해결했어요; 잘돼요; 잘됩니다; 이제됩니다; 이제돼요; 잘해결됐습니다",
        "최고예요; 최고입니다; 좋아요; 좋네요; 완벽해요; 친절하시네요; 최고",
        "정말; 너무; 너무너무; 진짜; 대단히; 매우; 많이; 네; 넵; 넹; 예; 아; 아하; 오; 답변; 빠른; 신속한; 친절한; 도움; 안내; 주셔서; 해주셔서; 도와주셔서; 알려주셔서; 답변해주셔서; 빨리; 빠르게; 이제; 덕분에; 잘; 알겠습니다; 알겠어요; 수고하세요; 좋은하루되세요; 좋은하루보내세요; 항상; 다시한번; 안녕하세요; ㅎㅎ; ㅎ; ㅋㅋ; 모두; 여러분; 도움이; 되었습니다; 됐어요; 도움이됐어요; 도움이되었습니다",
    ),
    "th": (
        "ขอบคุณ; ขอบคุน; ขอบใจ; ขอบพระคุณ; ขอบคุณมาก; ขอบคุณมากๆ; แท้งกิ้ว",
        "ใช้ได้แล้ว; แก้ได้แล้ว",
        "เยี่ยม; เยี่ยมมาก; สุดยอด; ดีมาก; ดีใจ; น่ารัก; น่ารักมาก; เยี่ยมเลย; ดีเลย",
        "มาก; มากๆ; มากมาย; ๆ; ครับ; คับ; ค่ะ; คะ; ค่า; คร้าบ; ค้าบ; ครับผม; จ้า; จ้ะ; จ๊ะ; นะ; น้า; เลย; ที่{ช่วย|ช่วยเหลือ|ตอบ|แนะนำ|ช่วยแนะนำ|ให้ข้อมูล|ตอบไว|แจ้ง}; สำหรับ{คำตอบ|ข้อมูล|ความช่วยเหลือ|คำแนะนำ}; โอเค; ได้แล้ว; เรียบร้อย{แล้ว|}; เข้าใจ{แล้ว|}; รับทราบ; แอดมิน; ทีมงาน; พี่; ตอนนี้; จริงๆ; สวัสดี; ทุกคน; อีกครั้ง; อย่างสูง",
    ),
}


def _phrases(lists: tuple[str, str, str, str], *, dense: bool) -> dict[str, int]:
    """Every phrase of a language with its kind; the weightier kind where lists overlap."""
    phrases: dict[str, int] = {}
    for kind, listed in zip((THANKS, SOLVED, PLEASED, BESIDE), lists, strict=True):
        for template in listed.split(";"):
            for reading in spread(template):
                said = fold(reading).said
                phrases.setdefault("".join(said.split()) if dense else " ".join(words_of(said)), kind)
    phrases.pop("", None)
    return phrases


SPACED = {language: _phrases(lists, dense=False) for language, lists in _SPACED.items()}
DENSE = {language: _phrases(lists, dense=True) for language, lists in _DENSE.items()}
