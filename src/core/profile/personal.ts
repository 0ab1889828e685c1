/**
 * Whether values may be about persons: by the name of their column, and by how they look. When in doubt they are. Words of
 * several languages, without accents.
 */

/** A word of the column's name that means a person, or what finds one. */
const PERSONAL_WORDS: ReadonlySet<string> = new Set([
  'name', 'names', 'surname', 'forename', 'firstname', 'lastname', 'fullname', 'nickname', 'username', 'login', 'user', 'maiden', 'initials', 'signature', 'contact', 'owner', 'author', 'patient', 'person', 'employee', 'holder', 'beneficiary', 'recipient', 'payee',
  'vorname', 'nachname', 'familienname', 'benutzer', 'ansprechpartner', 'kontakt', 'inhaber', 'nom', 'prenom', 'nombre', 'apellido', 'apellidos', 'nome', 'cognome', 'sobrenome', 'naam', 'voornaam', 'achternaam', 'imie', 'nazwisko', 'navn', 'namn', 'nimi',
  'mail', 'email', 'emails', 'correo', 'courriel', 'phone', 'telephone', 'tel', 'telefon', 'telefono', 'telefone', 'telefoon', 'mobile', 'mobil', 'handy', 'cell', 'cellphone', 'fax', 'whatsapp', 'skype', 'twitter', 'facebook', 'instagram', 'linkedin',
  'address', 'addresses', 'addr', 'adresse', 'anschrift', 'direccion', 'indirizzo', 'endereco', 'adres', 'street', 'strasse', 'str', 'hausnummer', 'rue', 'calle', 'via', 'rua', 'straat', 'city', 'town', 'ort', 'stadt', 'wohnort', 'ville', 'ciudad', 'citta', 'cidade', 'plaats', 'zip', 'zipcode', 'postal', 'postcode', 'plz', 'postleitzahl',
  'birth', 'birthday', 'birthdate', 'birthplace', 'dob', 'born', 'geburt', 'geburtstag', 'geburtsdatum', 'geburtsort', 'naissance', 'nacimiento', 'nascita', 'nascimento', 'geboorte', 'geboortedatum', 'death', 'deceased',
  'iban', 'bic', 'account', 'konto', 'kontonummer', 'kreditkarte', 'card', 'pan', 'cvv', 'bank', 'ssn', 'sin', 'nin', 'nino', 'passport', 'reisepass', 'ausweis', 'licence', 'license', 'fuehrerschein', 'steuernummer', 'steuerid', 'taxid', 'tin', 'dni', 'nie', 'nif', 'curp', 'rfc', 'cpf', 'bsn', 'pesel', 'cnp', 'insurance', 'versicherungsnummer', 'svnr', 'ahv', 'avs', 'medicare', 'nhs', 'mrn',
  'password', 'passwort', 'passwd', 'pwd', 'secret', 'token', 'pin', 'hash', 'salt', 'ip', 'ipaddress', 'imei', 'mac', 'plate', 'kennzeichen', 'vin', 'latitude', 'longitude', 'lat', 'lon', 'lng', 'geo', 'gps',
  'salary', 'wage', 'gehalt', 'lohn', 'salaire', 'salario', 'income', 'einkommen', 'religion', 'konfession', 'ethnicity', 'diagnosis', 'diagnose', 'disease', 'allergy', 'medication',
  'note', 'notes', 'comment', 'comments', 'remark', 'remarks', 'bemerkung', 'notiz', 'kommentar', 'memo', 'message', 'nachricht', 'text', 'description', 'beschreibung', 'subject', 'betreff', 'body',
]);

/** Parts that make a word personal wherever they stand in it: `custname`, `emailaddr`. Long enough not to be in others by chance. */
const PERSONAL_PARTS = ['firstname', 'lastname', 'surname', 'username', 'vorname', 'nachname', 'email', 'phone', 'telefon', 'mobile', 'address', 'adresse', 'anschrift', 'strasse', 'street', 'birth', 'geburt', 'naissance', 'nacimiento', 'passport', 'passwor', 'postcode', 'zipcode', 'iban', 'salary', 'gehalt', 'apellido', 'nombre', 'cognome', 'custname', 'contactname'];

/** Words for people by what they do or are to the business. Numbers of them are keys; texts are often their names or log-ins. */
const PEOPLE_WORDS: ReadonlySet<string> = new Set([
  'customer', 'client', 'kunde', 'cliente', 'klant', 'buyer', 'seller', 'agent', 'clerk', 'rep', 'salesrep', 'salesperson', 'salesman', 'consultant', 'manager', 'mgr', 'supervisor', 'operator', 'technician', 'worker', 'staff', 'assignee', 'reporter', 'approver', 'reviewer', 'requester', 'requestor', 'creator', 'modifier', 'responsible',
  'doctor', 'physician', 'nurse', 'teacher', 'student', 'driver', 'guest', 'member', 'attendee', 'applicant', 'tenant', 'landlord', 'lawyer', 'witness', 'spouse', 'guardian',
  'sachbearbeiter', 'bearbeiter', 'mitarbeiter', 'betreuer', 'berater', 'verkaufer', 'verkaeufer', 'vertreter', 'verantwortlicher', 'ersteller', 'arzt', 'lehrer', 'schuler', 'schueler', 'fahrer', 'gast', 'mitglied', 'bewerber', 'mieter', 'vermieter', 'vendedor', 'empleado', 'usuario', 'utilisateur', 'vendeur', 'medecin', 'medico', 'utente', 'gebruiker', 'medewerker',
]);

/** Who did it: `created_by`, `angelegt_von`. */
const BY_WORDS: ReadonlySet<string> = new Set(['by', 'von', 'durch', 'par', 'por', 'da', 'door']);

/** Words that say what kind of thing something is: its values are codes that people agreed on. */
const CATEGORY_WORDS: ReadonlySet<string> = new Set([
  'type', 'kind', 'class', 'category', 'status', 'state', 'code', 'flag', 'level', 'grade', 'priority', 'stage', 'phase', 'country', 'region', 'currency', 'language', 'locale', 'unit', 'color', 'colour', 'size', 'gender', 'sex', 'method', 'mode', 'channel', 'reason', 'format', 'genre', 'segment', 'role', 'active', 'department', 'industry', 'sector', 'source', 'tier', 'version',
  'typ', 'art', 'klasse', 'kategorie', 'zustand', 'kennung', 'schluessel', 'land', 'waehrung', 'sprache', 'einheit', 'farbe', 'geschlecht', 'anrede', 'grund', 'rolle', 'aktiv', 'abteilung', 'branche', 'statut', 'etat', 'pays', 'devise', 'langue', 'estado', 'pais', 'moneda', 'idioma', 'tipo', 'stato', 'paese', 'valuta', 'lingua', 'moeda', 'soort', 'taal',
]);

/** The words of a name: `billing_eMail2` and `BillingEmail` are alike. */
function wordsOf(name: string): readonly string[] {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase().split(/[^\p{L}]+/u).filter((word) => word !== '');
}

/** Whether a column's name says that it is about persons. */
export function hasPersonalName(name: string): boolean {
  const words = wordsOf(name);
  if (words.length === 0) return false;
  const joined = words.join('');
  return words.some((word) => PERSONAL_WORDS.has(word)) || PERSONAL_WORDS.has(joined) || PERSONAL_PARTS.some((part) => joined.includes(part));
}

/** Whether a column's name says that its texts are people: `created_by`, `Sachbearbeiter`; not `customer_type`, whose values are codes. */
export function namesPeople(name: string): boolean {
  const words = wordsOf(name);
  return !hasCategoryName(name) && (words.some((word) => PEOPLE_WORDS.has(word)) || PEOPLE_WORDS.has(words.join('')) || (words.length > 1 && BY_WORDS.has(words.at(-1)!)));
}

/** Whether a column's name says that its values are codes. */
export function hasCategoryName(name: string): boolean {
  return wordsOf(name).some((word) => CATEGORY_WORDS.has(word));
}

/** Whether a single value looks like something that finds a person: an e-mail address, a telephone number, an account, a person's name, a sentence. */
export function looksPersonal(value: string): boolean {
  const text = value.trim();
  if (text.length > 40 || text.includes('@') || /:\/\/|www\./i.test(text)) return true;
  if (text.replace(/[^\p{N}]/gu, '').length >= 6) return true;
  if (/^\p{L}{2}\d{2}[\p{L}\d ]{8,}$/u.test(text)) return true;
  return looksLikeName(text);
}

/** Two or more words with capitals, or a title before one: `Anna Schmidt`, `Dr. Who`, `SCHMIDT, ANNA`. */
function looksLikeName(text: string): boolean {
  return /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’.-]*(?:,? {1,2}[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’.-]*)+$/u.test(text) || /^(?:\p{Lo}\p{M}*){2,5}$/u.test(text);
}
