/**
 * Words of business data, as a data architect writes them down without having seen the schemas at hand: abbreviations,
 * synonyms, the same words in other languages, and plain words that help to cut glued names. An abbreviation that could
 * mean two things stays out.
 */

function pairs(text: string): [string, readonly string[]][] {
  return text.trim().split(/\s*[\n;]\s*/).filter((line) => line !== '').map((line) => {
    const [short, long] = line.split('=') as [string, string];
    return [short.trim(), long.trim().split(/\s+/)];
  });
}

/** Abbreviation or compound → the words it stands for. */
export const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map(pairs(`
  acc=account; acct=account; acctg=accounting; addr=address; adr=address; adj=adjustment; agmt=agreement; amt=amount; appt=appointment;   approx=approximate; attn=attention; attr=attribute; avg=average; bal=balance; bday=birth date; bdate=birth date; beg=begin
  birthdate=birth date; birthday=birth date; birthplace=birth place; bldg=building; bool=boolean; cat=category; catg=category; categ=category
  ccy=currency; cd=code; cellphone=mobile phone; cert=certificate; chg=charge; chk=check; clin=clinical; cmt=comment; cmnt=comment
  cntry=country; cnt=count; config=configuration; corp=corporation; ctry=country; ctr=center
  curr=currency; cust=customer; deathdate=death date; deliv=delivery; dept=department; dest=destination; descr=description
  desc=description; diag=diagnosis; dx=diagnosis; diam=diameter; div=division; dob=birth date; dod=death date; doc=document
  dt=date; dtl=detail; dtls=detail; dttm=datetime; dur=duration; ean=barcode; edu=education; eff=effective; emp=employee; empl=employee; enc=encounter; eqp=equipment; equip=equipment
  expr=expression; ext=extension; fk=foreign key; firstname=first name; fname=first name; forename=first name; freq=frequency; fullname=full name
  givenname=first name; grp=group; gtin=barcode; hgt=height; hosp=hospital; hist=history; hrs=hour; hr=hour; ident=id; identifier=id; idx=index; img=image; ind=indicator
  info=information; inv=invoice; itm=item; jrnl=journal; kwd=keyword; lang=language; lastname=last name; lname=last name
  lat=latitude; lbl=label; len=length; lev=level; lvl=level; lic=license; lng=longitude; lon=longitude; loc=location; ln=line; lst=list; maint=maintenance; manuf=manufacturer; mfg=manufacturer; mfr=manufacturer
  max=maximum; meds=medication; mgmt=management; mgr=manager; min=minimum; misc=miscellaneous; mname=middle name; mob=mobile; msg=message; mth=month; mon=month
  nbr=number; nm=name; no=number; nr=number; num=number; ord=order; org=organization; organisation=organization; 
  pct=percent; percentage=percent; perc=percent; ph=phone; phonenumber=phone number; pk=primary key; pkg=package; pg=page; pmt=payment; postcode=postal code
  postalcode=postal code; prc=price; prev=previous; prim=primary; prod=product; prty=priority; ptnt=patient; pub=publisher; pubdate=publication date; purch=purchase; pwd=password; passwd=password
  qty=quantity; quant=quantity; qtr=quarter; rcpt=receipt; rcv=received; recv=received; ref=reference; rep=representative; 
  rm=room; rsn=reason; sal=salary; sched=schedule; seq=sequence; serv=service; sku=product; src=source; ssn=social security number; stat=status; stmt=statement
  std=standard; str=street; sts=status; subj=subject; supp=supplier; suppl=supplier; surname=last name; svc=service; sys=system; tech=technical; tel=phone; telephone=phone; tgt=target; tm=time; tot=total; trans=transaction; trx=transaction
  ts=timestamp; tx=transaction; txn=transaction; txt=text; typ=type; unitprice=unit price; upd=updated; uom=unit measure; usr=user; username=user name; val=value; vat=tax; ver=version; vers=version; vol=volume; whs=warehouse; wgt=weight
  wk=week; wt=weight; xfer=transfer; yob=birth year; yr=year; yrs=year; ytd=year date; zip=postal code; zipcode=postal code; tstamp=timestamp; datetime=date time; subtot=subtotal; dlvry=delivery; shpmt=shipment; hiredate=hire date; startdate=start date; enddate=end date
  duedate=due date; orderdate=order date; dateofbirth=birth date; fam=family; enroll=enrollment; yn=indicator
`));

const GROUPS = `
  customer client buyer purchaser; supplier vendor; employee staff worker personnel; product article goods merchandise; line item detail; company firm organization business corporation institution
  first given; last family; phone telephone; email mail; city town municipality; state province region; country nation; gender sex; note remark comment memo annotation
  image picture photo; created inserted added creation create; updated modified changed modification update; stock inventory; shipping delivery shipment ship shipped delivered; job occupation profession
  salary wage pay; hire hired employment employed; mobile cellular; website homepage url web; active enabled; vat tax; type kind sort; begin start from started onset; end stop finish until thru through ended stopped
  price cost; amount sum total; borrower debtor; manager head chief supervisor; store shop branch; film movie; song track; album record; artist performer musician; singer vocalist; author writer; publisher press; title heading
  genre category classification class; length duration runtime; rating grade score; discount rebate reduction; invoice bill; payment remittance; purchase buy; rent rental lease hire; street road address; house home residence; postal post zip; district county; birth born; death dead deceased died
  patient person people individual; doctor physician provider practitioner clinician; encounter visit appointment; medication drug prescription medicine; condition diagnosis disease disorder; procedure treatment therapy; measurement test lab; allergy intolerance; immunization vaccination vaccine; admission admittance; discharge release
  provider caregiver; insurance payer coverage insurer; hospital facility clinic; specimen sample; tumor neoplasm cancer; student pupil learner; teacher professor instructor lecturer; course class lecture; department division; university college school; faculty department; semester term; description text summary; abstract summary
  keyword tag; language locale; user account; login username; password passcode; count number quantity; percent fraction ratio; max maximum greatest largest highest; min minimum smallest lowest least; average mean; width breadth; weight mass; height stature; size dimension; area surface; speed velocity
  order purchase; order sequence ordering position; code symbol; id key; reference pointer; indicator flag; level rank; group category; reason cause; comment feedback; reply answer response; question query; message text; file document; link url; deadline due; required mandatory needed; expiry expiration expires; currency money; balance saldo
  account ledger; transaction booking posting; transfer remittance; loan credit; interest yield; debit charge; deposit payin; withdrawal payout; card creditcard; bank institution; driver chauffeur; vehicle car automobile; flight trip; passenger traveler; seat place; hotel lodging; room chamber; guest visitor; reservation booking; departure leaving; arrival arriving; carrier shipper transporter; freight cargo; warehouse depot; parent superior; child offspring; spouse partner; married marital
  race ethnicity; smoker smoking tobacco; alcohol drinking drinker; collected gathered; followup followed; alive living; primary main principal; secondary second; site location place; origin provenance; stage staging; histology histologic histological
  agent broker; property estate; bedroom bed; bathroom bath; garage parking; building structure; lot plot; event happening; venue place; ticket pass; league competition; team club; player athlete; game match; release edition; label brand; lyrics words; contract agreement; policy contract; claim complaint; member subscriber; volume vol; issue number; page folio; editor redactor; institution institute; series sequel
`;

/** Word → the words that mean nearly the same; not transitive: a word may stand in several groups. */
export const SYNONYM_GROUPS: ReadonlyMap<string, ReadonlySet<number>> = (() => {
  const map = new Map<string, Set<number>>();
  GROUPS.split(/[;\n]/).map((group) => group.trim().split(/\s+/).filter((word) => word !== '')).forEach((words, group) => {
    for (const word of words) map.set(word, (map.get(word) ?? new Set()).add(group));
  });
  return map;
})();

/** A whole and what it is often split into (`address` → `street`, `city`): candidates for splitting and concatenating. */
export const PARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['address', 'street road city town state province region district county country postal zip'], ['name', 'first last middle given family title'],
  ['date', 'day month year'], ['dimension', 'length width height depth'], ['size', 'length width height depth'], 
  ['coordinate', 'latitude longitude'], ['location', 'latitude longitude city state country'],
].map(([whole, parts]) => [whole!, new Set(parts!.split(' '))]));

/** Word of another language (Italian, Spanish, French, German, Portuguese, Dutch; no diacritics) → English. */
export const FOREIGN: ReadonlyMap<string, readonly string[]> = new Map(pairs(`
  nome=name; nombre=name; nom=name; naam=name; cognome=last name; apellido=last name; apellidos=last name; prenom=first name; vorname=first name; nachname=last name; sobrenome=last name; achternaam=last name; voornaam=first name
  indirizzo=address; direccion=address; domicilio=address; adresse=address; anschrift=address; endereco=address; adres=address; morada=address
  citta=city; ciudad=city; ville=city; stadt=city; ort=city; cidade=city; stad=city; comune=city; localita=city; plaats=city
  stato=country; paese=country; nazione=country; pais=country; pays=country; land=country; provincia=state; regione=region; bundesland=state; distretto=district; distrito=district; bezirk=district; quartiere=district; landkreis=district
  cap=postal code; plz=postal code; postleitzahl=postal code; postale=postal; postal=postal; cp=postal code; cep=postal code; codice=code; codigo=code; kode=code; via=street; calle=street; rue=street; strasse=street; rua=street; straat=street; hausnummer=house number; numero=number; nummer=number; zahl=number; anzahl=count; nombres=name
  telefono=phone; telefon=phone; telefone=phone; telefoon=phone; cellulare=mobile; movil=mobile; handy=mobile; correo=email; posta=mail; courriel=email; sito=site
  cliente=customer; clienti=customer; kunde=customer; kunden=customer; klant=customer; clientes=customer; fornitore=supplier; proveedor=supplier; fournisseur=supplier; lieferant=supplier; fornecedor=supplier; leverancier=supplier
  impiegato=employee; dipendente=employee; personale=staff; empleado=employee; employe=employee; mitarbeiter=employee; personal=staff; angestellter=employee; funcionario=employee; medewerker=employee; capo=manager; jefe=manager; chef=manager; leiter=manager; responsabile=manager; gerente=manager
  prodotto=product; articolo=article; producto=product; articulo=article; produit=product; produkt=product; artikel=article; produto=product; artigo=article; merce=goods; ware=goods
  ordine=order; ordini=order; pedido=order; commande=order; bestellung=order; auftrag=order; encomenda=order; bestelling=order; riga=line; linea=line; ligne=line; zeile=line; position=position; dettaglio=detail; detalle=detail
  fattura=invoice; factura=invoice; facture=invoice; rechnung=invoice; fatura=invoice; factuur=invoice; pagamento=payment; pago=payment; paiement=payment; zahlung=payment; betaling=payment; ammontare=amount; importo=amount; importe=amount; monto=amount; montant=amount; betrag=amount; valor=value; bedrag=amount
  prezzo=price; precio=price; prix=price; preis=price; preco=price; prijs=price; costo=cost; coste=cost; cout=cost; kosten=cost; custo=cost; sconto=discount; descuento=discount; remise=discount; rabatt=discount; desconto=discount; korting=discount; tariffa=rate; tarifa=rate; tarif=rate; satz=rate; imposta=tax; impuesto=tax; steuer=tax; iva=tax; mwst=tax; tva=tax; btw=tax
  quantita=quantity; cantidad=quantity; quantite=quantity; menge=quantity; quantidade=quantity; hoeveelheid=quantity; totale=total; gesamt=total; summe=total; sconti=discount; saldo=balance; conto=account; cuenta=account; compte=account; konto=account; conta=account; rekening=account; banca=bank; banco=bank; banque=bank; valuta=currency; moneda=currency; devise=currency; wahrung=currency; moeda=currency
  data=date; fecha=date; datum=date; ora=time; hora=time; heure=time; zeit=time; uhrzeit=time; anno=year; ano=year; annee=year; jahr=year; jaar=year; mese=month; mes=month; mois=month; monat=month; maand=month; giorno=day; dia=day; jour=day; tag=day; dag=day; inizio=start; inicio=start; debut=start; beginn=start; fine=end; fin=end; ende=end; fim=end; einde=end; scadenza=due; nascita=birth; nacimiento=birth; naissance=birth; geburt=birth; geburtsdatum=birth date; nascimento=birth; geboortedatum=birth date; assunzione=hire; contratacion=hire; creazione=creation; creacion=creation; erstellt=created; criacao=creation; modifica=modified; geandert=modified; aggiornamento=update; aggiornato=updated; actualizacion=update; aktualisiert=updated; consegna=delivery; entrega=delivery; livraison=delivery; lieferung=delivery; spedizione=shipping; envio=shipping; versand=shipping; restituzione=return; devolucion=return; ruckgabe=return; retour=return; rilascio=release; uscita=release; lancamento=release
  titolo=title; titulo=title; titre=title; titel=title; descrizione=description; descripcion=description; beschreibung=description; bezeichnung=description; descricao=description; omschrijving=description; nota=note; notas=note; notiz=note; bemerkung=note; bemerkungen=note; commento=comment; comentario=comment; commentaire=comment; kommentar=comment; testo=text; texto=text; texte=text
  lingua=language; idioma=language; langue=language; sprache=language; taal=language; categoria=category; categorie=category; kategorie=category; tipo=type; typ=type; art=type; genere=genre; genero=gender; geschlecht=gender; sesso=gender; sexo=gender; sexe=gender; geslacht=gender; eta=age; edad=age; alter=age; idade=age; leeftijd=age; titolare=owner; dueno=owner; eigentumer=owner
  attivo=active; activo=active; actif=active; aktiv=active; ativo=active; actief=active; originale=original; ursprunglich=original; primo=first; prima=first; ultimo=last; ultima=last; letzte=last; erste=first; nomeutente=user name; utente=user; usuario=user; utilisateur=user; benutzer=user; benutzername=user name; gebruiker=user; parola=password; contrasena=password; passwort=password; senha=password; wachtwoord=password; kennwort=password
  negozio=store; tienda=store; magasin=store; laden=store; filiale=branch; geschaft=store; loja=store; winkel=store; sucursal=branch; magazzino=warehouse; almacen=warehouse; entrepot=warehouse; lager=stock; armazem=warehouse; magazijn=warehouse; inventario=inventory; inventar=inventory; bestand=stock; noleggio=rental; alquiler=rental; miete=rental; vermietung=rental; aluguel=rental; verhuur=rental; durata=duration; duracion=duration; duree=duration; dauer=duration; duracao=duration; duur=duration; sostituzione=replacement; reemplazo=replacement; remplacement=replacement; ersatz=replacement; voto=rating; valutazione=rating; calificacion=rating; bewertung=rating; peso=weight; poids=weight; gewicht=weight; altezza=height; altura=height; hauteur=height; hohe=height; larghezza=width; ancho=width; largeur=width; breite=width; lunghezza=length; longitud=length; longueur=length; lange=length; colore=color; couleur=color; farbe=color; cor=color; kleur=color; marca=brand; marque=brand; marke=brand; azienda=company; ditta=company; societa=company; empresa=company; entreprise=company; societe=company; firma=company; unternehmen=company; bedrijf=company; reparto=department; ufficio=office; departamento=department; abteilung=department; afdeling=department; sezione=section; stipendio=salary; salario=salary; sueldo=salary; salaire=salary; gehalt=salary; lohn=salary; salaris=salary; lavoro=job; trabajo=job; emploi=job; beruf=occupation; puesto=job; cargo=job
  attore=actor; acteur=actor; schauspieler=actor; ator=actor; pelicula=film; filme=film; libro=book; livre=book; buch=book; livro=book; boek=book; autore=author; autor=author; auteur=author; editore=publisher; editorial=publisher; editeur=publisher; verlag=publisher; editora=publisher; canzone=song; cancion=song; brano=track; studente=student; estudiante=student; etudiant=student; schuler=student; aluno=student; corso=course; curso=course; cours=course; kurs=course; paziente=patient; paciente=patient; arzt=doctor; medico=doctor; medecin=doctor; krankenhaus=hospital; ospedale=hospital; diagnosi=diagnosis; diagnostico=diagnosis; diagnose=diagnosis; persona=person; personne=person; pessoa=person; persoon=person
  chiave=key; clave=key; cle=key; schlussel=key; chave=key; sleutel=key; riferimento=reference; referencia=reference; estado=status; statut=status; zustand=status; motivo=reason; grund=reason; raison=reason; unita=unit; unidad=unit; unite=unit; einheit=unit; unidade=unit; eenheid=unit; immagine=image; imagen=image; bild=image; afbeelding=image; foto=photo; livello=level; nivel=level; niveau=level; stufe=level; gruppo=group; grupo=group; groupe=group; gruppe=group; groep=group; versione=version; contatto=contact; contacto=contact; ansprechpartner=contact person; kontakt=contact; settore=sector; branche=sector
`));

/** Plain words of data names, for cutting glued ones and for telling a word from a cipher. */
const PLAIN = `
  access account action active actor actual additional address adult age agent agreement album alert allergy alternate alternative amount analysis answer application approval area arrival article artist asset assigned associated author available average award
  back balance bank barcode base basic batch begin benefit best bill billing birth block body book booking bonus borrower box branch brand budget build building business button buyer
  calendar call campaign cancel capacity card care cargo carrier case cash category cause cell center century certificate change channel character charge check child city claim class clean client clinical close code collection color column comment commission company complete component concept condition confirm contact content contract control conversion copy cost count country county course cover create credit crew currency current customer cycle
  daily damage data date day deadline dead death debit decision deep default degree delay delivery demand department deposit description design destination detail device diagnosis diameter difference dimension direct director discharge discount display distance district document domain door draft driver drug due duration duty
  early edit edition editor education effective element email employee empty encounter end energy engine enrollment entry episode equipment error estimate event exam exchange expense expiry explanation export exposure extension extra
  factor factory faculty family fare fax feature fee field file film final finance first flag flight floor follow foreign form format found founder frequency freight from full function fund
  game gas gender general genre goal good grade gross group guest guide
  half hand head health height help high hire history home hospital host hotel hour house
  icon image import income index indicator industry info information initial input insert institution instruction insurance interest internal invoice issue issued item
  job join journal key keyword kind label language large last late latitude layer leader league lease length lesson level library license life limit line link list load loan local location log login long longitude lot low lower
  machine mail main male manager manual manufacturer map margin mark market marital master match material maximum measure measurement media medical medication medium member memo menu merchant message method middle minimum minute mobile mode model modified module money month mother music
  name nation national nationality nature need net network new news next nick night node normal note notice number
  object observation occupation offer office official old online open operation option order ordering origin original other outcome output outside owner
  package packing page paid parent park part partner party password path patient payer payment payroll pending percent performance period permission person phone photo picture piece place plan plate player point policy port portion position positive post postal power prefix premium present previous price primary print priority prior private procedure process product production profession professor profile profit program progress project promotion property provider province public publication publisher purchase purpose
  quality quantity quarter query question queue quota quote
  race range rank rate rating ratio raw reading real reason receipt received receiver recipe record recording reference region register registration related relation release remaining remark rent rental repair replacement reply report request required reservation resource response result retail return revenue review revision right risk role room rooms root round route row rule run runtime
  salary sale sales sample scale schedule school score screen script season seat second section sector security segment seller sender sequence serial series service session set severity sex shape share sheet shift ship shipping shop short side sign signature single site size skill small social sold song source space special specialty species speed sport staff stage standard start state statement station status stay step stock stop storage store story street string student study style subject suffix summary supervisor supplier supply support survey symbol symptom system
  table tag target task tax teacher team technical temperature template term test text theme through ticket time title today token tool top topic total town track trade traffic training transaction transfer translation transport travel treatment trip turn tutor type
  under unique unit university update upper usage use used user utility valid value variable vehicle vendor version video view visit vital volume vote votes
  warehouse warning waste water way weather web website week weight wholesale width window winner wire word work worker world writer year yield zone vocabulary known
  monkey turkey hockey donkey whiskey jockey
`;

export const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...PLAIN.trim().split(/\s+/), ...SYNONYM_GROUPS.keys(), ...[...ABBREVIATIONS.values()].flat(),
]);
