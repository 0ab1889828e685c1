/**
 * Abbreviations and synonyms of business data, as a data architect writes them without having seen the schemas at hand.
 * An abbreviation that could mean two things stays out.
 */

/** Abbreviation → the words it stands for. */
export const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  acc: ['account'], acct: ['account'], addr: ['address'], adr: ['address'], amt: ['amount'], appt: ['appointment'], attr: ['attribute'],
  avg: ['average'], bal: ['balance'], bday: ['birth', 'date'], birthdate: ['birth', 'date'], birthday: ['birth', 'date'], cat: ['category'],
  ccy: ['currency'], cd: ['code'], cell: ['mobile'], cellphone: ['mobile', 'phone'], ctry: ['country'], curr: ['currency'], cust: ['customer'],
  dept: ['department'], descr: ['description'], desc: ['description'], disc: ['discount'], dob: ['birth', 'date'], doc: ['document'], dt: ['date'],
  ean: ['barcode'], emp: ['employee'], firstname: ['first', 'name'], fname: ['first', 'name'], forename: ['first', 'name'], fullname: ['full', 'name'],
  givenname: ['first', 'name'], grp: ['group'], ident: ['id'], identifier: ['id'], img: ['image'], inv: ['invoice'], itm: ['item'],
  lang: ['language'], lastname: ['last', 'name'], lname: ['last', 'name'], loc: ['location'], mgr: ['manager'], mob: ['mobile'], msg: ['message'],
  nbr: ['number'], nm: ['name'], no: ['number'], nr: ['number'], num: ['number'], ord: ['order'], org: ['organization'], organisation: ['organization'],
  pct: ['percent'], percentage: ['percent'], ph: ['phone'], phonenumber: ['phone'], pmt: ['payment'], postcode: ['postal', 'code'],
  postalcode: ['postal', 'code'], prod: ['product'], pwd: ['password'], qty: ['quantity'], rec: ['record'], ref: ['reference'], rep: ['representative'],
  seq: ['sequence'], stat: ['status'], surname: ['last', 'name'], tel: ['phone'], tot: ['total'], trx: ['transaction'], tx: ['transaction'],
  txn: ['transaction'], txt: ['text'], usr: ['user'], whs: ['warehouse'], zip: ['postal', 'code'], zipcode: ['postal', 'code'],
}));

const GROUPS: readonly (readonly string[])[] = [
  // The first word of a group stands for all.
  ['customer', 'client', 'buyer'],
  ['supplier', 'vendor'],
  ['employee', 'staff', 'worker', 'personnel'],
  ['product', 'article', 'goods', 'sku'],
  ['line', 'item', 'detail', 'position'],
  ['company', 'firm', 'organization', 'business'],
  ['first', 'given'],
  ['last', 'family'],
  ['phone', 'telephone'],
  ['email', 'mail'],
  ['city', 'town'],
  ['state', 'province', 'region'],
  ['country', 'nation'],
  ['gender', 'sex'],
  ['note', 'remark', 'comment', 'memo'],
  ['image', 'picture', 'photo'],
  ['created', 'inserted', 'added', 'creation'],
  ['updated', 'modified', 'changed', 'modification'],
  ['stock', 'inventory'],
  ['shipping', 'delivery', 'shipment', 'ship', 'shipped'],
  ['job', 'occupation'],
  ['salary', 'wage'],
  ['hire', 'hired', 'employment'],
  ['mobile', 'cellular'],
  ['website', 'homepage', 'url'],
  ['active', 'enabled'],
  ['vat', 'tax'],
  ['type', 'kind'],
  // `created_at`, `date_created`, `paid_on`
  ['date', 'at', 'on'],
];

/** Word → the word that stands for its group. */
export const SYNONYMS: ReadonlyMap<string, string> = new Map(GROUPS.flatMap((group) => group.map((word) => [word, group[0]!] as const)));
