"""Words that give a language away: small everyday ones, greetings and thanks, as people type them. Latin script only.

A word may stand under several languages; it then speaks a little for each. Words that are common in one language and exist
in a second one are listed under both, or left out.
"""

import math

_WORDS = {
    "en": """the of and to is are was were be been being it its this that these those there their they them he she his her him you
        your yours we our ours my mine me i im ive ill id youre hes shes theyre weve theres whats thats dont doesnt didnt cant
        couldnt wouldnt wont isnt wasnt havent hasnt arent aint not no yes for with from at by on off about into over after before
        again because but or if so than then too very just only still when where why how who which what all any some every each
        more most much many other such own same have has had having do does did doing will would can could should may might must
        get got going gonna wanna gotta want need know think thanks thank please sorry hello hey hi good great love like really
        anyone someone nobody never always today tomorrow tonight yesterday now here out up down back never nice day night week
        time people new first last old right help works working work yet as an us hear happy birthday follow says awesome u ur
        make made see look looking watching wait waiting morning wish let this one two three years year home way thing things
        also better best bad even ever feel tell say said omg oh yeah nope why
        goodnight goodmorning afternoon weekend friend friends girl boy guys man woman baby child kids mum dad phone call called calling order ordered
        ticket tickets delivery delivered parcel refund money pay paid card account service customer support website page link password boat ferry train
        bus flight hotel room food breakfast lunch dinner coffee tea juice apple orange cake bread shirt shoes dress game games play playing team music song photo photos
        picture free open closed late early delayed cancelled lost broken stuck miss missed missing wrong enjoy beautiful lovely amazing awesome
        cute funny happy sad tired sick sleep sleeping eat eating drink bought buy sell selling shop store read reading book write watch
        follow follower followers upload uploaded listen listening hate seems guess maybe probably actually already though through yours welcome
        hours minutes minute month summer winter morning hope excited finally against between under while because until without
        achieved level nature world life story news report review update check checked feeling something everything anything nothing
        in next stop big small school term car house home street city town country world water fire air fast slow hot cold long short high low young old new cheap luxury
        left right red blue green black white yellow brown money job office boss meeting train station airport sea island beach road walk run running drive driving ride
        fly flying travel trip holiday vacation party birthday christmas easter wedding film movie tv show series music band singer concert art picture video computer
        laptop screen keyboard program software update server code data link list site net web star moon earth god king queen president government law police war peace
        doctor hospital health food meat fish cheese milk egg rice soup fruit sugar salt kitchen bedroom bathroom door window wall floor garden tree flower dog cat
        bird horse mother father brother sister son daughter husband wife uncle aunt grandma face eye eyes hand hands head hair heart body leg foot feet
        head voice name word words language english question answer idea problem solution reason example part piece group number line point side end start begin began
        begins finish finished won win winning lose lost change changed move moved turn turned hold held bring brought send sent give gave given take took taken keep kept put
        set sit stand stood hear heard read wrote written speak spoke talk talking ask asked call tell told show showed find found meet met leave
        learn learned teach believe understand remember forget forgot become became happen happened seem seemed means meant true false real fake sure certain
        possible impossible easy hard difficult simple important special different same similar enough almost already away far near close behind above below inside
        outside around across along toward during since until however although unless whether either neither both few several lots lot plenty quite rather pretty
        naughty silly crazy weird angry scared worried alone together hungry thirsty busy ready late early soon later ago once twice fan fans deserve deserves
        dude bro lady gentlemen folks congrats congratulations welcome damn hell shit fuck fucking bitch ass suck sucks stupid dumb""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen ist sind war waren bin bist
        sein seid wird werden wurde worden hat habe haben hast hatte ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch
        ihnen mein meine meinen dein deine unser euer ihre ihren zu zum zur im am vom beim auf aus bei mit nach von vor für über unter
        durch gegen ohne um an als wie wo wann warum was wer welche welcher dass daß wenn weil noch nur schon auch mal doch ja nein
        nie immer wieder jetzt heute morgen gestern hier da dann denn sehr mehr viel gut gute guten danke bitte hallo leider kann
        können könnt kannst muss müssen soll sollte will wollen möchte gibt geht kommt macht machen weiß alle alles etwas nichts
        man sich so einfach endlich neue neuen neues tag woche jahr uhr zeit leute sehen lassen ganz gerade mit hab gerne vielen
        dank seit bis zwei drei wäre hätte würde mach nen bald besser naja wirklich schön schöne klar warte warten tolle und
        kaffee wochenende deutschland kommen gehen bekommen habt
        nacht morgen abend guten frohe frohes weihnachten ostern geburtstag glückwunsch herzlichen liebe lieber liebes freunde freund freundin mädchen
        junge mann frau kind kinder mama papa handy telefon anruf bestellung bestellt karte fahrkarte lieferung geliefert paket geld bezahlt rechnung konto
        kunde kunden kundendienst seite schiff fähre bahn zug bus flug hotel zimmer essen frühstück brot kuchen kaffee wetter regen sonne schule arbeit
        spiel spiele spielen musik lied foto bild bilder film geil krass kostenlos offen geöffnet geschlossen spät verspätung früh verloren kaputt fehlt
        falsch schade lustig traurig müde krank schlafen gekauft kaufen laden lesen buch schreiben schauen sehen hören glaube finde vielleicht
        wahrscheinlich eigentlich trotzdem zwischen während ohne sondern deswegen deshalb stunde stunden minuten monat sommer winter hoffe freue freuen
        leben welt geschichte neuigkeiten bericht angebot verkauf verkaufe gewinnen kriegen kriegt nix nochmal grad halt eben echt bräuchte
        versand erhältlich günstig günstige neu neues privat vermieten sparkasse zeigt sucht gegen mehr weniger letzte erste nächste ihre firma
        leuchte leuchten lampe möbel garten haus wohnung straße stadt land mannschaft spieler tor sieg niederlage gewonnen sagt sagen gesagt reden spricht hört
        gehört gesehen gelesen geschrieben genommen nehmen gibt geben gegeben kam kommst gehst ging stehen steht liegt liegen sitzt sitzen laufen läuft fahren
        fährt fuhr bringen bringt holen suche suchen finden gefunden denke denken dachte wusste vergessen erinnern lernen lernt helfen hilft brauche brauchen
        klappt geklappt passt stimmt richtig genau ungefähr ziemlich total voll völlig eigenen andere anderen anderer beide viele wenige einige jede jeder jedes
        dieser diese dieses diesem diesen welches solche links rechts oben unten vorne hinten drinnen draußen nah weit mutter vater bruder schwester sohn tochter
        hund katze glück angst spaß feier feiern geschenk ferien urlaub strand kater verkehr rang verkauft platz produkt zelt teile ersatz
        in im ins angenommen übrigens natürlich selbstverständlich leute schreib sowas irgendwie irgendwas irgendwo keiner jemand niemand""",
    "fr": """le la les un une des du de au aux et ou mais est sont était suis es sommes êtes être avoir ai as avons avez ont avait je
        tu il elle on nous vous ils elles me te se moi toi lui leur mon ma mes ton ta tes son sa ses notre nos votre vos leurs ce
        cet cette ces ça ca cela que qui quoi dont où quand comment pourquoi pas plus ne non oui si rien jamais toujours encore déjà
        très trop bien peu tout tous toute toutes avec sans pour par sur sous dans chez vers entre depuis après avant merci bonjour
        bonsoir salut svp stp aussi comme car donc alors même fait faire dit va vais aller peut peux pouvez veux voir faut jour
        jours aujourd hui demain soir matin ans année bon bonne beau mdr ptdr ouais quel quelle est-ce y en
        cest jai jsuis quand personne attends attendre trouver vraiment parce maintenant ici mec truc juste grave courage nuit
        française français être voilà
        bonne nuit journée soirée weekend dimanche lundi mardi mercredi jeudi vendredi samedi janvier février avril mai juin juillet août aout septembre
        octobre novembre décembre amis ami amie copain copine fille garçon homme femme enfant enfants maman papa bébé téléphone appel commande commandé billet
        billets livraison livré colis remboursement argent payer payé carte compte client clients site page lien bateau traversée train avion
        hôtel chambre manger repas pain gâteau café thé météo pluie soleil école boulot travail jeu jeux jouer musique chanson photo photos film films série
        serie gratuit ouvert fermé retard annulé perdu cassé manque manquant faux dommage drôle triste fatigué malade dormir acheter acheté vendre lire
        livre écrire regarder regardez écouter crois pense trouve peut-être peut-etre surtout pendant malgré heure heures minutes mois été hiver
        espère content contente vie monde histoire nouvelles offre gagner nouveau nouvelle dernier dernière premier première prochain jadore jaime
        aime adore bisous bisou biz gros coucou salut kikoo hein bah ben bof oui ouais nan effet recette départ sortie partir rentrer reviens douche
        moment chose choses gens putain merde enfin comprends sais connais voudrais devrait dois doit
        maison pièces appartement louer acheter regarde écoute écoutez viens venez vient venir partez pars arrive arriver passer passe prendre prends prenez donner donne
        mettre mets met voit vois voyez parler parle entendu compris mort morte vivre dormi mangé bu fini finir commence commencer début fin semaine dernière
        mois matinée midi minuit hâte bientôt tard tôt souvent parfois jamais vite lentement gauche droite haut bas devant derrière dessus dessous loin près
        ville rue pays monde équipe match but joueur gagné perdu chanteur article vidéo vidéos lien blog lire lecture propos voici contre selon afin ainsi
        cependant pourtant quelque quelques chaque plusieurs aucun aucune autre autres même mêmes tel telle grand grande petit petite joli jolie gentil méchant
        mère père frère sœur soeur fils fillette chien chat chance courage force santé fête anniversaire cadeau noël vacances plage déjà puis ensuite sinon
        stop film train car police hotel art in""",
    "es": """el la los las un una unos unas de del al y o pero es son era fue ser está estás están estoy estamos estaba estar he ha han
        hay había yo tú él ella ellos ellas nosotros me te se le les lo nos mi mis tu tus su sus nuestro este esta esto ese esa eso
        estos estas aquel que qué quien quién cual cuál como cómo cuando cuándo donde dónde porque por para con sin sobre entre
        desde hasta hacia no sí si más menos muy mucho muchos mucha poco todo todos toda todas nada nadie nunca siempre también
        tampoco ya aún todavía ahora hoy mañana ayer aquí allí así bien mal bueno buena buenos buenas gracias hola favor días
        noches tarde tardes puedo puede pueden tengo tiene tienes tienen quiero quiere hacer hace hago ir voy va vamos ver vez años
        día solo sólo después antes mejor peor gente vida jaja jajaja jajajaja xq pq algo alguien cada otro otra dice decir sé
        soy eres somos verdad mierda tío amigo saludos nuevo nueva gran español esos era sido tan pues esperando señor
        buenas tarde noches mañana finde domingo lunes martes miércoles jueves viernes sábado enero febrero marzo abril mayo junio julio agosto septiembre
        octubre noviembre diciembre amigos amiga amigas chica chico chicos hombre mujer niño niña niños mamá papá bebé teléfono móvil llamada llamar pedido
        billete billetes entrega entregado paquete reembolso dinero pagar pagado tarjeta cuenta cliente clientes página enlace barco viaje tren
        avión vuelo hotel habitación comer comida desayuno cena pan tarta café tiempo lluvia sol escuela trabajo trabajar juego juegos jugar música
        canción foto fotos película serie tele gratis abierto cerrado tarde retraso cancelado perdido roto falta mal lástima gracioso triste cansado
        enfermo dormir comprar comprado vender leer libro escribir escuchar creo pienso quizás además durante mientras hora horas minutos mes
        meses verano invierno espero contento feliz felicidades mundo historia noticias noticia oferta ganar nuevo último última primero primera próximo
        encanta amo besos beso abrazo abrazos oye vale venga jo joder coño mola guay chulo linda lindo bonita bonito guapa guapo grande
        canal suscríbete programa semana salgo salir vuelta volver tomando viendo haciendo leyendo único cuánto cuánta cosa cosas momento debe deben
        campaña lanza agenda ganas jajaja jajaj jeje jejeje ánimo enhorabuena ayuda necesito respuesta acabo tengan haber también ahorita
        vas vais iré irá iremos voi voy fui fue fueron enviar enviado mandar privado mensaje deja dejar llega llegar llegado pasa pasar pasado puedes podemos podéis
        parece quieres queremos creer crees creéis saber sabes sabe saben conozco gusta gustan gustaría odio pensar hablar hablando ahí allá encima debajo
        dormir despierto despertar pantalla ordenador portátil tienda compra compras regalo fiesta playa calle ciudad país mitad grupo equipo partido gol juega
        nueva nuevos mismo misma mismos varios ambos demás cualquier alguna algún ningún ninguna dentro fuera cerca lejos arriba abajo izquierda derecha
        vídeo vídeos favorito favoritos marcado artículo entrada formal búsqueda curso clase examen libros razón verdadero foro idea vaya mira mirad oíd tío tía nene
        buenísimo buenísima riquísimo malo mala tonto tonta loco loca pena alegría suerte cuidado cumpleaños madre padre hermano hermana hijo hija
        in tren arte película""",
    "it": """il lo la i gli le un uno una di del dello della dei degli delle da dal dalla dai in nel nella nei nelle a al allo alla ai
        alle con su sul sulla per tra fra e ed o ma non è sono sei siamo siete era ero essere ho hai ha abbiamo avete hanno aveva io
        tu lui lei noi voi loro mi ti si ci vi mio mia miei tuo tua suo sua nostro vostro questo questa questi queste quello quella
        quelli che chi cosa come quando dove perché perche quale quanto più meno molto tanto poco tutto tutti tutta niente nulla
        mai sempre ancora già ora adesso oggi domani ieri qui qua così bene male buono buona buongiorno buonasera ciao grazie prego
        scusa anche solo se sì poi dopo prima fare fatto faccio fa vado va andare può posso puoi voglio vuoi deve devo dire detto
        sapere so anni giorno giorni notte sera mattina cazzo bello bella bellissimo nuovo nuova gente vita dai senza sta sto stai
        stanno quindi però invece troppo grande aspetto nessuno
        notte serata domenica lunedì martedì mercoledì giovedì venerdì sabato gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
        amici amico amica ragazza ragazzo ragazzi uomo donna bambino bambini mamma papà telefono chiamata ordine ordinato biglietto biglietti consegna
        consegnato pacco rimborso soldi pagare pagato carta conto cliente clienti sito pagina nave traghetto viaggio treno aereo volo albergo camera
        mangiare pranzo cena colazione pane torta caffè tempo pioggia sole scuola lavoro gioco giocare musica canzone foto gratis aperto chiuso ritardo
        cancellato perso rotto manca sbagliato peccato divertente triste stanco malato dormire comprare comprato vendere leggere libro scrivere guardare
        ascoltare credo penso forse inoltre durante mentre ora ore minuti mese mesi estate inverno spero contento felice auguri mondo storia notizie
        offerta vincere ultimo ultima primo prima prossimo piace amo adoro baci bacio abbraccio dai boh mah beh allora cosa cose momento gente aiuto
        bisogno risposta governo italia italiano scuola buona fatto bravi brava davvero proprio ogni dovrebbe
        vieni venite viene venire parti parte partire arriva arrivare passa passare prendi prendere dare metti mettere vede vedo vedi vedere parla parlare
        sentito capito morto vivere dormito mangiato finito finire inizia iniziare inizio fine settimana presto tardi spesso volta volte sinistra destra sopra
        sotto dentro fuori vicino lontano città strada paese squadra partita gol giocatore vinto articolo video qualche ogni alcuni nessuna altro altri altra stesso stessa
        piccolo piccola grande carino cattivo madre padre fratello sorella figlio figlia cane gatto fortuna paura festa compleanno regalo vacanza vacanze mare spiaggia
        film hotel treno stop auto arte""",
    "pt": """o a os as um uma uns umas de do da dos das no na nos nas em ao à aos às pelo pela com sem por para pra pro e ou mas não
        nao é são foi era ser está estão estou estava estar tem têm tenho ter há eu tu ele ela nós eles elas você vocês vc vcs me te
        se lhe meu minha meus minhas teu tua seu sua seus suas nosso este esta isto esse essa isso aquele aquela que quem qual
        como quando onde porque pq porquê mais menos muito muita muitos pouco tudo todo todos toda nada ninguém nunca sempre também
        tb já ainda agora hoje amanhã ontem aqui ali lá assim bem mal bom boa obrigado obrigada olá oi dia noite tarde gente vida
        fazer faz fiz ir vou vai vamos ver vez anos só depois antes melhor pior kkk kkkk rs rsrs até então mesmo outra outro cada
        pode posso quero quer gosto saudade saudades estes num numa foram gostei deus
        madrugada domingo segunda terça quarta quinta sexta sábado janeiro fevereiro março abril maio junho julho agosto setembro outubro dezembro amigos
        amigo amiga menina menino mulher homem criança crianças mãe pai bebê telefone celular telemóvel ligação pedido bilhete passagem entrega entregue
        encomenda reembolso dinheiro pagar pago cartão conta cliente clientes página navio barco viagem trem comboio avião voo quarto comer
        almoço jantar café pão bolo tempo chuva sol escola trabalho trabalhar jogo jogar música canção foto fotos filme grátis aberto fechado atraso
        cancelado perdido quebrado falta errado pena engraçado triste cansado doente dormir comprar comprei vender ler livro escrever assistir ouvir
        acho penso talvez além durante enquanto hora horas minutos mês meses verão inverno espero feliz parabéns mundo história notícias oferta ganhar
        novo nova último última primeiro primeira próximo adoro amo beijo beijos abraço né tá tô pô cara gente coisa coisas momento ajuda preciso
        resposta conseguir consegui linda lindo maravilhoso demais começa começou galera povo brasil português
        vem vir venha vamo passa passar pegar pega dar dá deu colocar vejo vê veja viu falar fala falando ouvi entendi morreu viver dormi comi acabou acabar
        fim semana cedo sempre vezes esquerda direita cima baixo dentro fora perto longe cidade rua país time partida gol jogador ganhou artigo vídeo algum alguma
        nenhum nenhuma mesmo mesma pequeno pequena grande fofo mau pai irmão irmã filho filha cachorro gato sorte medo festa aniversário presente férias praia""",
    "nl": """de het een en of maar is zijn was waren ben bent wordt worden werd heeft hebben heb hebt had ik jij je jullie hij zij ze
        wij we mij me jou hem haar hun ons onze mijn jouw dit dat deze die er hier daar wat wie waar wanneer waarom hoe welke niet
        geen wel ook nog al alleen maar toch dan als omdat want dus naar van voor met zonder bij uit op over onder tussen door tegen
        tot om aan in te zo heel erg veel meer minder goed goede beter slecht leuk leuke lekker mooi mooie ja nee nooit altijd weer
        nu vandaag morgen gisteren straks even ff gaan ga gaat komt komen kan kunnen moet moeten mag wil willen zal zou doen doe
        doet gedaan zien weet weten zeggen denk vind vindt hoor ofzo eens iets niks niets alles iedereen iemand niemand jaar dag
        dagen week tijd dank bedankt dankjewel alsjeblieft hallo hoi groetjes succes lang wachten mensen nieuwe eerste school
        slapen huis werken werk bed kamer echt gewoon bijna allemaal volgens zn idd
        goedemorgen goedemiddag goedenavond welterusten weltrusten slaapwel gefeliciteerd beterschap sterkte proost nacht avond ochtend middag zondag
        maandag dinsdag woensdag donderdag vrijdag zaterdag januari februari maart mei juni juli augustus oktober vrienden vriend vriendin meisje jongen
        vrouw kind kinderen moeder vader mama papa telefoon gebeld bellen bestelling besteld kaartje levering geleverd pakket pakje geld betaald
        betalen rekening klant klanten klantenservice boot veerboot trein vlucht hotel kamer eten ontbijt brood taart koffie thee weer regen zon school
        werk spel spelen muziek liedje foto fotos gratis open gesloten laat vertraging vroeg kwijt kapot fout jammer grappig moe ziek slaap
        gekocht kopen winkel lezen boek schrijven kijken luisteren geloof misschien eigenlijk trouwens tijdens terwijl uur uren minuten maand
        maanden zomer winter hoop blij gelukkig leven wereld verhaal nieuws aanbieding winnen volgende vorige laatste hou liefs kusjes kus knuffel doei
        joh zeg zeker helemaal actief genoeg klaar wachten waarschijnlijk altijd nergens ergens lief lieve beste idee beetje ooit meteen
        vast zag gezien gehoord gelezen geschreven genomen nemen neemt geven geeft gegeven kwam ging staan staat ligt liggen zit zitten lopen loopt rijden
        rijdt brengen halen zoek zoeken gevonden vinden dacht wist vergeten leren helpen helpt nodig klopt precies ongeveer best helemaal andere anderen beide
        vele enkele ieder iedere elk elke zulke links rechts boven beneden voor achter buiten binnen dichtbij ver moeder zus zoon dochter broer hond geluk bang
        feest feestje cadeau vakantie strand grappige stomme domme gekke rare grote kleine oude jonge koud warm donker licht duur goedkoop haar haren kleren
        schoenen broek trui jas fiets auto straat stad land wereld ploeg wedstrijd gewonnen verloren doelpunt zin wil
        in school stop hotel film trein big auto""",
    "sv": """och att det som en ett är var på av för med till den har inte om jag du han hon vi ni de dem mig dig sig men så från eller
        när hur vad varför vem här där nu också bara kan ska skulle vill måste blir blev finns mycket mer alla allt inget ingen
        ja nej tack hej bra dag idag imorgon igen efter över under utan mot mellan min mitt mina din ditt dina sin vår er snälla
        fick får går kommer gör gjort varit vara någon något hjälp väntar fortfarande
        god morgon natt helg vänner tjej kille kvinna barn mamma pappa telefon beställning biljett leverans paket pengar betala kort konto kund båt färja tåg
        rum mat frukost bröd kaffe väder regn sol skola jobb musik öppet stängt försenad tappat trasig fel synd rolig trött sjuk sova köpt köpa läsa
        titta tror kanske timmar minuter månad sommar vinter hoppas glad livet nästa sista första älskar kram jättebra bättre""",
    "da": """og at det som en et er var på af for med til den har ikke om jeg du han hun vi i de dem mig dig sig men så fra eller når
        hvordan hvad hvorfor hvem her der nu også bare kan skal skulle vil må bliver blev findes meget mere alle alt intet ingen ja
        nej tak hej godt dag igen efter over under uden mod mellem min mit mine din dit dine sin vores jer noget nogen være været
        får går kommer gør gjort hjælp venter stadig""",
    "no": """og at det som en et er var på av for med til den har ikke om jeg du han hun vi dere de dem meg deg seg men så fra eller
        når hvordan hva hvorfor hvem her der nå også bare kan skal skulle vil må blir ble finnes mye mer alle alt ingenting ingen ja
        nei takk hei bra dag igjen etter over under uten mot mellom min mitt mine din ditt dine sin vår noe noen være vært får går
        kommer gjør gjort hjelp venter fortsatt""",
    "fi": """ja on ei en se että oli olen olet ovat olla mutta kun niin kuin jos vai tai myös vain nyt sitten mitä mikä missä miksi
        kuka miten tämä tuo nämä minä sinä hän me te he minun sinun kiitos hei moi hyvä hyvää huomenta päivää paljon enemmän kaikki
        mitään ole voi voin pitää tulee menee vielä jo taas aina koskaan""",
    "pl": """i w na z do nie że się to jest są był była było być mam masz ma ja ty on ona my wy oni mnie ciebie mi ci go mu jej ich
        mój moja moje twój co kto gdzie kiedy jak dlaczego czy ale albo bo więc tylko już jeszcze też tak dla od po przez przy bez
        nad pod za o u ze we tego tej ten ta te dziękuję dzięki proszę cześć dzień dobry dobrze bardzo dużo więcej wszystko nic
        nikt nigdy zawsze teraz dziś jutro wczoraj tu tam mogę może można chcę będzie będę czekam
        dobranoc dobry wieczór przyjaciele dziewczyna chłopak kobieta dziecko dzieci mama tata telefon zamówienie bilet dostawa paczka zwrot pieniądze
        zapłacić karta konto klient prom pociąg pokój jedzenie śniadanie chleb kawa pogoda deszcz słońce szkoła praca muzyka zdjęcie otwarte zamknięte
        opóźnienie zgubiony zepsuty błąd szkoda śmieszne zmęczony chory spać kupić kupiłem czytać książka oglądać myślę godziny minut miesiąc lato zima
        życie świat następny ostatni pierwszy kocham kiedy jestem jesteś witam pozdrawiam""",
    "cs": """a v na z do ne že se to je jsou byl byla bylo být mám máš má já ty on ona my vy oni mě tě mi ti ho mu její jejich můj moje
        tvůj co kdo kde kdy jak proč jestli ale nebo protože tak jen už ještě taky pro od po přes při bez nad pod za o u ze ve toho
        této ten ta děkuji děkuju díky prosím ahoj dobrý den dobře velmi hodně více všechno nic nikdo nikdy vždy teď dnes zítra
        včera tady tam můžu může chci bude budu jsem jste""",
    "sk": """a v na z do nie že sa to je sú bol bola bolo byť mám máš má ja ty on ona my vy oni ma mi ti ho mu môj moje čo kto kde kedy
        ako prečo či ale alebo pretože tak len už ešte tiež pre od po cez pri bez ďakujem prosím ahoj dobrý deň dobre veľmi viac
        všetko nič nikto nikdy vždy teraz dnes zajtra včera tu tam môžem môže chcem bude som ste""",
    "hu": """a az és nem hogy egy van volt lesz vagyok vagy vannak én te ő mi ti ők ez azt ezt ki mit hol mikor miért hogyan de ha mert
        csak már még is igen köszönöm köszi kérem szia jó napot nagyon sok több minden semmi senki soha mindig most ma holnap
        tegnap itt ott lehet kell akkor mint""",
    "ro": """și în la de pe cu nu că să este e sunt era fost fi am ai are avem aveți au eu tu el ea noi voi ei mă te îl îi mi ți meu mea
        ce cine unde când cum pentru dacă dar sau doar mai foarte mult tot toate nimic nimeni niciodată acum azi mâine ieri aici
        mulțumesc mersi vă rog bună ziua salut din prin fără după până care asta acest această""",
    "tr": """ve bir bu şu o da de mi mı mu mü için ile çok ama ne nasıl neden niye nerede kim hangi ben sen biz siz onlar bana sana
        benim senin var yok değil evet hayır daha en gibi kadar sonra önce şimdi bugün yarın dün her hiç hep ya ki teşekkürler
        teşekkür ederim merhaba selam lütfen iyi güzel oldu olan olarak olur bile artık hala neyse
        günaydın geceler akşam arkadaş kız erkek kadın çocuk anne baba telefon sipariş bilet teslimat kargo para iade kart hesap müşteri tren oda
        yemek kahvaltı ekmek kahve hava yağmur güneş okul müzik resim açık kapalı gecikme kayıp bozuk yanlış yazık komik yorgun hasta uyku aldım almak
        kitap izlemek belki saat dakika yaz kış hayat dünya sonraki son ilk seviyorum istiyorum geliyor gidiyor oluyor nedir neden bekliyorum""",
    "id": """yang dan di ke dari ini itu tidak tak nggak gak ga enggak ada adalah akan sudah udah belum saya aku kamu dia kita kami
        mereka untuk dengan pada juga bisa apa siapa mana kapan kenapa bagaimana gimana atau tapi karena jadi lagi saja aja banget
        sangat terima kasih makasih selamat pagi malam tolong mau kalau kalo sama semua orang hari yg dgn gue gua lo lu""",
    "ms": """yang dan di ke dari ini itu tidak tak ada adalah akan sudah belum saya awak dia kita kami mereka untuk dengan pada juga
        boleh apa siapa mana bila kenapa bagaimana atau tapi kerana jadi lagi sahaja je sangat terima kasih selamat tolong nak
        kalau semua orang hari encik cik""",
    "tl": """ang ng sa mga na at ay si ni ko mo ka ako ikaw siya kami tayo kayo sila hindi wala may mayroon ano sino saan kailan bakit
        paano pero kung kasi lang naman po opo salamat kumusta magandang araw ngayon bukas dito doon ito iyan yun talaga""",
    "vi": """và là của có không được cho với này đó một những các người tôi bạn anh chị em mình cũng đã đang sẽ rất nhiều gì ai đâu khi
        sao nào thì mà ở trong ra vào cảm ơn xin chào nhé vậy""",
    "hr": """i u na je se da su sam si smo ste nije nisam ne za od do iz s sa po kod ali ili jer ako kao što tko gdje kada kako zašto
        ja ti on ona mi vi oni meni tebi moj moja tvoj ovo ono taj ta to samo već još jako puno sve ništa nitko hvala molim bok
        dobar dan dobro sada danas sutra jučer ovdje može mogu hoću bude bilo bio""",
    "ca": """el la els les un una de del dels i o però és són era ser estic està he ha hi jo tu ell ella nosaltres em et es ens us meu
        meva teu seu aquest aquesta això què qui com quan on per amb sense no sí més molt poc tot tots res ningú mai sempre també
        ja encara ara avui demà ahir aquí gràcies hola bon dia si us plau puc pot vull fer perquè""",
    "sw": """na ya wa kwa ni la za katika hii hiyo huo hapa sana mimi wewe yeye sisi nyinyi wao hakuna kuna nini nani wapi lini kwa
        nini lakini au kama bado asante habari jambo tafadhali ndiyo hapana leo kesho jana""",
    "af": """die en van nie is het dit wat vir met om aan op sy ons hulle ek jy hy sy my jou baie dankie asseblief goeie dag hoekom
        waar wanneer hoe ook nog net""",
    # Hindi in Latin letters, as it is mostly typed on phones; py3langid does not know it.
    "hi": """hai hain hi ka ki ke ko se mein mai main nahi nahin nhi kya kyu kyun kyon kaise kab kahan kaun koi aur bhi bhai yeh ye woh
        wo toh tha thi the hum tum aap ap mera meri mere tera teri tere apna apni apne uska iska kuch sab bahut bohot bahot accha
        acha achha theek thik abhi aaj kal phir fir jab tab agar lekin magar kar karo karna karke raha rahi rahe hua hui gaya gayi
        gaye diya liya wala wali wale yaar yar haan ji shukriya dhanyavaad namaste matlab pata paisa paise chahiye sakta sakte
        liye sirf bas hoga hogi hu hun ho na ab ek kr""",
}


# How usual a language is in a company's inbox, roughly: natural logarithm, English 0.
USUAL = {
    "en": 0.0,
    **dict.fromkeys(["de", "es", "fr", "pt", "it", "nl"], -0.4),
    **dict.fromkeys(["id", "tr", "pl", "sv", "da", "no", "fi", "cs", "ro", "hu", "hi"], -1.6),
    **dict.fromkeys(["ca", "hr", "vi", "ms", "tl", "sk", "sl", "et", "lv", "lt", "sw"], -2.4),
    **dict.fromkeys(
        ["eu", "gl", "af", "sq", "is", "ga", "cy", "lb", "mt", "az", "uz", "so", "zu", "xh", "ha", "yo", "ig"], -3.6
    ),
}


def _by_word() -> dict[str, tuple[tuple[str, float], ...]]:
    """What each word says: the languages that list it share one vote by how usual they are; the more of them, the less it tells."""
    languages: dict[str, list[str]] = {}
    for language, words in _WORDS.items():
        for word in set(words.split()):
            languages.setdefault(word, []).append(language)
    return {word: _shares(among) for word, among in languages.items()}


def _shares(among: list[str]) -> tuple[tuple[str, float], ...]:
    weights = {language: math.exp(USUAL[language]) for language in among}
    whole = sum(weights.values())
    telling = math.sqrt(max(weights.values()) / whole)
    return tuple((language, telling * weight / whole) for language, weight in weights.items())


VOTES = _by_word()
