// Makes legacy-shop.sqlite, the sample database: a small outdoor shop after fifteen years of use, with the dirt that such
// databases have. Everything in it is invented. The same seed gives the same bytes.
//   node media/sample/generate.mjs [file]
import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import sqlite from 'node-sqlite3-wasm';

const target = argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), 'legacy-shop.sqlite');
let state = 20090417;

/** mulberry32: a number from 0 up to 1, the same sequence everywhere. */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (limit) => Math.floor(random() * limit);
const between = (low, high) => low + below(high - low + 1);
const pick = (list) => list[below(list.length)];
const chance = (share) => random() < share;
/** Picks from `[value, weight]` pairs. */
function weighted(pairs) {
  let left = random() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of pairs) {
    left -= weight;
    if (left < 0) return value;
  }
  return pairs[0][0];
}
const pad = (number, width = 2) => String(number).padStart(width, '0');

const firstNames = 'Anna Peter Maria Thomas Julia Mark Sophie James Emma Oliver Lucy Henrik Ingrid Pierre Claire Marco Giulia Karl Birgit Paul Nora Tom Ruth Simon Eva Lars Astrid Hugo Alice Felix Clara Martin Helen Robert Susan David Laura Erik Karin Daniel'.split(' ');
const lastNames = 'Müller Smith Jones Schmidt Dubois Rossi Larsen Brown Taylor Weber Fischer Martin Bernard Bianchi Hansen Olsen Walker Clarke Wagner Becker Moreau Ricci Nielsen Evans Hughes Schäfer Köhler Lefèvre Ferrari Berg Green Hall Hofmann Jäger O\'Brien Petit Conti Lund Wood Krüger'.split(' ');
const streets = ['High Street', 'Station Road', 'Mill Lane', 'Hauptstraße', 'Bahnhofstraße', 'Rue du Lac', 'Via Roma', 'Storgata', 'Church Road', 'Gartenweg'];
const places = [
  ['Keswick', 'CA12 5', 'GB'], ['Bristol', 'BS1 4', 'GB'], ['Leeds', 'LS2 8', 'GB'], ['Fort William', 'PH33 6', 'GB'], ['München', '8033', 'DE'],
  ['Freiburg', '7909', 'DE'], ['Hamburg', '2009', 'DE'], ['Annecy', '7400', 'FR'], ['Grenoble', '3800', 'FR'], ['Bolzano', '3910', 'IT'],
  ['Torino', '1012', 'IT'], ['Bergen', '500', 'NO'], ['Innsbruck', '602', 'AT'], ['Zürich', '800', 'CH'],
];
/** Nobody ever agreed on how to write a country. */
const countries = {
  GB: [['UK', 30], ['United Kingdom', 20], ['U.K.', 6], ['England', 8], ['GB', 8], ['Great Britain', 3], ['uk', 5], ['UK ', 4], ['Scotland', 3]],
  DE: [['Germany', 20], ['Deutschland', 10], ['DE', 8], ['GERMANY', 4], ['germany', 3], ['D', 2]],
  FR: [['France', 20], ['FR', 5], ['france', 2], ['F', 1]],
  IT: [['Italy', 12], ['Italia', 5], ['IT', 3]],
  NO: [['Norway', 10], ['Norge', 4], ['NO', 2]],
  AT: [['Austria', 8], ['Österreich', 4], ['A', 1]],
  CH: [['Switzerland', 8], ['Schweiz', 3], ['CH', 3], ['Suisse', 1]],
};
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A date in one of the forms that came and went with the programs that wrote them. */
function dirtyDate(year, month, day) {
  return weighted([
    [`${year}-${pad(month)}-${pad(day)}`, 46],
    [`${pad(day)}/${pad(month)}/${year}`, 30],
    [`${pad(day)}.${pad(month)}.${year}`, 12],
    [`${day} ${months[month - 1]} ${year}`, 6],
    [`${pad(month)}/${pad(day)}/${pad(year % 100)}`, 4],
    [`${year}${pad(month)}${pad(day)}`, 2],
  ]);
}
const anyDate = (from, to) => dirtyDate(between(from, to), between(1, 12), between(1, 28));

/** An amount of pence as text: mostly with a point, often with a comma, now and then with a currency sign. */
function dirtyPrice(pence) {
  const whole = Math.floor(pence / 100);
  const cents = pad(pence % 100);
  const thousands = String(whole).replace(/\B(?=(\d{3})+$)/g, '.');
  return weighted([[`${whole}.${cents}`, 62], [`${thousands},${cents}`, 26], [`£${whole}.${cents}`, 6], [`${whole}`, 4], [`${whole}.${cents} EUR`, 2]]);
}

/** What a UTF-8 name looks like after a program took it for Latin-1. */
const mojibake = (text) => Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
const ascii = (text) => text.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();

rmSync(target, { force: true });
const database = new sqlite.Database(target);
database.exec('PRAGMA page_size = 4096; PRAGMA foreign_keys = OFF; PRAGMA journal_mode = MEMORY;');
database.exec(`
CREATE TABLE Employees (
  EmpNo INTEGER PRIMARY KEY,
  EmpName VARCHAR(60) NOT NULL,
  Initials CHAR(3),
  ReportsTo INTEGER REFERENCES Employees (EmpNo),
  StartDate VARCHAR(20),
  LeftDate VARCHAR(20),
  Salary VARCHAR(15)
);
CREATE TABLE Customers (
  CustID INTEGER PRIMARY KEY,
  CustName VARCHAR(80),
  ContactName VARCHAR(60),
  EMail VARCHAR(120),
  Phone VARCHAR(30),
  Street VARCHAR(80),
  Town VARCHAR(50),
  PostCode VARCHAR(12),
  Country VARCHAR(40),
  CustType CHAR(1) DEFAULT 'P',
  CreditLimit VARCHAR(15),
  Created VARCHAR(20),
  ReferredBy INTEGER REFERENCES Customers (CustID),
  Notes TEXT,
  Active CHAR(1) DEFAULT 'Y'
);
CREATE INDEX IX_Customers_EMail ON Customers (EMail);
CREATE TABLE Suppliers (
  SupplierNo INTEGER PRIMARY KEY,
  SupplierName VARCHAR(80) NOT NULL,
  Country VARCHAR(40),
  EMail VARCHAR(120),
  LeadDays INTEGER,
  VatNo VARCHAR(20)
);
CREATE TABLE Categories (
  CatCode VARCHAR(8),
  CatName VARCHAR(50),
  ParentCat VARCHAR(8)
);
CREATE TABLE Products (
  ProdCode VARCHAR(12) PRIMARY KEY NOT NULL,
  ProdName VARCHAR(100),
  SupplierNo INTEGER REFERENCES Suppliers,
  Price VARCHAR(15),
  CostPrice VARCHAR(15),
  VatCode CHAR(1),
  WeightKg REAL,
  StockQty INTEGER DEFAULT 0,
  Discontinued CHAR(1),
  Description TEXT
);
CREATE TABLE ProductCategories (
  ProdCode VARCHAR(12) NOT NULL REFERENCES Products (ProdCode),
  CatCode VARCHAR(8) NOT NULL,
  PRIMARY KEY (ProdCode, CatCode)
);
CREATE TABLE StatusCodes (
  Code VARCHAR(4),
  Meaning VARCHAR(40)
);
CREATE TABLE PayMethods (
  PayCode VARCHAR(4),
  PayName VARCHAR(30)
);
CREATE TABLE Orders (
  OrderNo INTEGER PRIMARY KEY,
  CustID INTEGER REFERENCES Customers (CustID),
  OrderDate VARCHAR(20),
  ShippedDate VARCHAR(20),
  Status VARCHAR(4),
  PayCode VARCHAR(4),
  SalesRep INTEGER REFERENCES Employees (EmpNo),
  ShipCountry VARCHAR(40),
  OrderTotal VARCHAR(15),
  Remarks TEXT
);
CREATE INDEX IX_Orders_CustID ON Orders (CustID);
CREATE TABLE OrderLines (
  OrderNo INTEGER NOT NULL REFERENCES Orders (OrderNo),
  LineNo INTEGER NOT NULL,
  ProdCode VARCHAR(12) REFERENCES Products (ProdCode),
  Qty INTEGER,
  UnitPrice VARCHAR(15),
  DiscPct NUMERIC(5,2),
  PRIMARY KEY (OrderNo, LineNo)
);
CREATE TABLE Returns (
  ReturnNo INTEGER PRIMARY KEY AUTOINCREMENT,
  OrderNo INTEGER NOT NULL,
  LineNo INTEGER NOT NULL,
  ReturnDate DATETIME,
  Reason VARCHAR(60),
  Refund DECIMAL(9,2),
  FOREIGN KEY (OrderNo, LineNo) REFERENCES OrderLines (OrderNo, LineNo)
);
CREATE TABLE "Gift Cards" (
  "Card No" VARCHAR(16) PRIMARY KEY,
  "Order" INTEGER,
  Balance VARCHAR(15),
  "Valid To" VARCHAR(20)
);
CREATE TABLE OrdersArchive2009 (
  Num INTEGER,
  Customer VARCHAR(80),
  Dt VARCHAR(20),
  Amount VARCHAR(15),
  Cur VARCHAR(3),
  Blob1 BLOB
);
CREATE TABLE tmp_import_2014 (
  f1 TEXT, f2 TEXT, f3 TEXT, f4 TEXT, f5 TEXT
);
CREATE VIEW CustomerTurnover AS
  SELECT c.CustID, c.CustName, count(o.OrderNo) AS Orders, max(o.OrderDate) AS LastOrder
  FROM Customers c LEFT JOIN Orders o ON o.CustID = c.CustID
  GROUP BY c.CustID, c.CustName;
`);
database.exec('BEGIN');

const rows = {};
function table(name, columns) {
  const statement = database.prepare(`INSERT INTO "${name}" VALUES (${Array.from({ length: columns }, () => '?').join(', ')})`);
  rows[name] = 0;
  return (...values) => {
    statement.run(values);
    rows[name] += 1;
  };
}

// Employees: a small tree; one reports to somebody who was deleted.
const addEmployee = table('Employees', 7);
for (let number = 1; number <= 24; number += 1) {
  const first = firstNames[number];
  const last = lastNames[number];
  const chief = number === 1 ? null : number <= 4 ? 1 : number === 17 ? 99 : between(2, 4);
  addEmployee(number, `${first} ${last}`, `${first[0]}${last[0]}`, chief, anyDate(2004, 2016), chance(0.25) ? anyDate(2012, 2018) : null, dirtyPrice(between(1900000, 5200000)));
}

// Customers, and then some of them a second time.
const addCustomer = table('Customers', 15);
const customers = [];
function makeCustomer(id) {
  const first = pick(firstNames);
  const last = pick(lastNames);
  const isFirm = chance(0.12);
  const [town, code, country] = pick(places);
  let name = isFirm ? `${last} ${pick(['Mountain Sports Ltd', 'Outdoor GmbH', 'Trekking SARL', 'Climbing Centre'])}` : `${first} ${last}`;
  if (chance(0.02)) name = mojibake(name);
  if (chance(0.05)) name = name.toUpperCase();
  if (chance(0.04)) name += '  ';
  let email = `${ascii(first)}.${ascii(last)}${chance(0.5) ? below(99) : ''}@${pick(['mail', 'post', 'web', 'inbox'])}.example.com`;
  if (chance(0.06)) email = email.toUpperCase();
  if (chance(0.08)) email = '';
  else if (chance(0.03)) email = email.replace('@', ' at ');
  else if (chance(0.015)) email = `${email};${ascii(last)}.${ascii(first)}.purchasing.department.and.accounts@long-company-name.example.com`;
  return {
    id, name, contact: isFirm ? `${first} ${last}` : null, email: chance(0.03) ? null : email,
    phone: chance(0.7) ? weighted([[`+44 1632 ${pad(below(1000000), 6)}`, 5], [`01632/${pad(below(1000000), 6)}`, 3], [`(0)1632-${pad(below(1000000), 6)} ext ${below(90)}`, 1], ['n/a', 1]]) : null,
    street: `${between(1, 180)} ${pick(streets)}`, town: chance(0.03) ? town.toUpperCase() : town, code: `${code}${below(10)}${country === 'GB' ? pick(['AB', 'QT', 'XY']) : ''}`,
    country: chance(0.04) ? null : weighted(countries[country]), type: weighted([[isFirm ? 'B' : 'P', 90], [isFirm ? 'b' : 'p', 6], ['X', 2], ['', 2]]),
    credit: isFirm ? dirtyPrice(between(5, 120) * 10000) : null, created: chance(0.02) ? '0000-00-00' : anyDate(2005, 2018),
    referred: id > 20 && chance(0.15) ? between(1, id - 1) : null, notes: chance(0.12) ? pick(['calls back', 'VIP!!', 'pays late', 'see old file', 'moved?', 'do not mail', 'born 1971, likes boots', 'duplicate?']) : null,
    active: weighted([['Y', 80], ['N', 12], ['y', 4], ['1', 2], [null, 2]]),
  };
}
function writeCustomer(c) {
  addCustomer(c.id, c.name, c.contact, c.email, c.phone, c.street, c.town, c.code, c.country, c.type, c.credit, c.created, c.referred, c.notes, c.active);
}
for (let id = 1; id <= 1640; id += 1) {
  const customer = makeCustomer(id);
  customers.push(customer);
  writeCustomer(customer);
}
for (let id = 1641; id <= 1790; id += 1) {
  const twin = { ...pick(customers), id, created: anyDate(2011, 2018), phone: null };
  twin.name = weighted([[twin.name, 4], [twin.name.toUpperCase(), 2], [twin.name.split(' ').reverse().join(', '), 2], [`${twin.name} `, 2]]);
  writeCustomer(twin);
}
for (let id = 1791; id <= 1806; id += 1) writeCustomer({ ...makeCustomer(id), referred: 9000 + id, name: null });
// Latin-1 bytes in a text column: no valid UTF-8 at all.
for (const id of [57, 311, 902, 1204]) database.run(`UPDATE Customers SET CustName = CAST(X'4AFC7267656E204BF6686C6572' AS TEXT) WHERE CustID = ?`, id);

const addSupplier = table('Suppliers', 6);
for (let number = 1; number <= 38; number += 1) {
  const [, , country] = pick(places);
  addSupplier(number, `${pick(['Alpine', 'Nordic', 'Lake', 'Summit', 'River', 'Granite', 'Pine'])} ${pick(['Gear', 'Textiles', 'Ropes', 'Boots', 'Tents', 'Cookware'])} ${number}`, weighted(countries[country]), chance(0.8) ? `sales${number}@supplier.example.com` : null, chance(0.9) ? between(2, 60) : -1, chance(0.6) ? `${country}${pad(below(1000000000), 9)}` : null);
}

const addCategory = table('Categories', 3);
const categories = [];
for (const [code, name, parent] of [
  ['TENT', 'Tents', null], ['SLEEP', 'Sleeping bags', null], ['BOOT', 'Boots', null], ['PACK', 'Rucksacks', null], ['CLIMB', 'Climbing', null], ['COOK', 'Cooking', null],
  ['CLOTH', 'Clothing', null], ['LIGHT', 'Lights', null], ['TENT-1', 'One-person tents', 'TENT'], ['TENT-F', 'Family tents', 'TENT'], ['ROPE', 'Ropes', 'CLIMB'], ['HELM', 'Helmets', 'CLIMB'],
  ['STOVE', 'Stoves', 'COOK'], ['SOCK', 'Socks', 'CLOTH'], ['JACK', 'Jackets', 'CLOTH'], ['boot', 'boots (old)', null], ['TENT', 'Tents', null], ['MISC', null, 'OLD'],
]) {
  addCategory(code, name, parent);
  categories.push(code);
}

const addProduct = table('Products', 10);
const products = [];
const things = ['Tent', 'Sleeping Bag', 'Boot', 'Rucksack', 'Rope', 'Helmet', 'Stove', 'Sock', 'Jacket', 'Head Torch', 'Mug', 'Trekking Pole', 'Harness', 'Map Case'];
for (let number = 1; number <= 460; number += 1) {
  const code = `${pick(['BW', 'BX', 'bw'])}-${pad(number, 4)}${chance(0.05) ? ' ' : ''}`;
  const pence = between(399, 48999);
  products.push({ code, pence });
  addProduct(code, `${pick(['Ridge', 'Fell', 'Tarn', 'Glen', 'Fjord', 'Scree', 'Moor'])} ${pick(things)} ${pick(['Classic', 'Pro', 'Light', 'II', 'Junior', '2015'])}`, chance(0.03) ? 77 : between(1, 38), dirtyPrice(pence), chance(0.85) ? dirtyPrice(Math.round(pence * 0.55)) : null, weighted([['S', 80], ['R', 12], ['Z', 5], [' ', 3]]), chance(0.7) ? between(5, 450) / 100 : null, chance(0.02) ? -between(1, 9) : between(0, 240), weighted([['N', 70], ['Y', 22], [null, 8]]), chance(0.4) ? 'Light, warm and <b>dry</b>. See catalogue p. ' + between(1, 96) : null);
}

const addProductCategory = table('ProductCategories', 2);
for (const { code } of products) {
  const chosen = new Set();
  for (let count = between(1, 2); count > 0; count -= 1) chosen.add(chance(0.03) ? 'GARDEN' : pick(categories));
  for (const category of chosen) addProductCategory(code, category);
}

const addStatus = table('StatusCodes', 2);
for (const [code, meaning] of [['N', 'new'], ['P', 'paid'], ['S', 'shipped'], ['C', 'cancelled'], ['R', 'returned'], ['S', 'Shipped'], ['H', 'on hold'], ['?', null]]) addStatus(code, meaning);
const addPayMethod = table('PayMethods', 2);
for (const [code, name] of [['CC', 'Credit card'], ['INV', 'Invoice'], ['CHQ', 'Cheque'], ['CSH', 'Cash'], ['PP', 'Online wallet'], ['cc', 'Card']]) addPayMethod(code, name);

const addOrder = table('Orders', 10);
const addLine = table('OrderLines', 6);
const addReturn = table('Returns', 6);
let returnNumber = 0;
for (let number = 10001; number <= 13900; number += 1) {
  const year = Math.min(2018, 2010 + Math.floor((number - 10001) / 440));
  const [month, day] = [between(1, 12), between(1, 27)];
  const status = weighted([['S', 70], ['s', 5], ['P', 6], ['N', 4], ['C', 8], ['R', 4], ['X', 2], ['', 1]]);
  const lines = [];
  for (let count = weighted([[1, 40], [2, 30], [3, 16], [4, 10], [6, 4]]), line = 1; line <= count; line += 1) {
    const product = pick(products);
    lines.push({ line, product, quantity: chance(0.01) ? 0 : weighted([[1, 70], [2, 20], [5, 7], [12, 3]]), discount: chance(0.1) ? pick([5, 10, 12.5]) : chance(0.1) ? null : 0 });
  }
  const total = lines.reduce((sum, { product, quantity, discount }) => sum + Math.round(product.pence * quantity * (1 - (discount ?? 0) / 100)), 0);
  addOrder(number, chance(0.012) ? between(5000, 5200) : chance(0.006) ? null : between(1, 1806), dirtyDate(year, month, day), status === 'C' || status === 'N' ? null : dirtyDate(year, month, day + 1), status, weighted([['CC', 50], ['INV', 20], ['PP', 15], ['cc', 5], ['CHQ', 6], ['XX', 2], [null, 2]]), chance(0.5) ? between(1, 24) : null, weighted(countries[pick(places)[2]]), chance(0.02) ? dirtyPrice(total + 100) : dirtyPrice(total), chance(0.05) ? pick(['leave with neighbour', 'gift wrap', 'call before delivery', 'RETURN?']) : null);
  for (const { line, product, quantity, discount } of lines) {
    addLine(number, line, chance(0.008) ? `ZZ-${pad(below(50), 4)}` : product.code, quantity, dirtyPrice(product.pence), discount);
    if (status === 'R' && line === 1) {
      returnNumber += 1;
      addReturn(returnNumber, number, chance(0.05) ? 9 : line, `${year}-${pad(month)}-${pad(day)} ${pad(between(8, 18))}:${pad(below(60))}:00`, weighted([['too small', 4], ['Too small', 2], ['broken', 3], ['changed mind', 3], [null, 1]]), (product.pence * quantity) / 100);
    }
  }
}
for (let orphan = 1; orphan <= 45; orphan += 1) addLine(20000 + orphan, 1, pick(products).code, 1, dirtyPrice(between(500, 9000)), null);

const addCard = table('Gift Cards', 4);
for (let number = 1; number <= 180; number += 1) addCard(`GC${pad(number * 7919, 8)}`, chance(0.8) ? between(10001, 13900) : null, dirtyPrice(between(0, 20) * 500), chance(0.2) ? 'never' : anyDate(2015, 2022));

const addArchived = table('OrdersArchive2009', 6);
for (let number = 1; number <= 1450; number += 1) addArchived(number % 97 === 0 ? null : 2000 + number, `${pick(lastNames).toUpperCase()}, ${pick(firstNames)}`, anyDate(2005, 2009), dirtyPrice(between(800, 60000)), weighted([['GBP', 70], ['EUR', 20], ['DEM', 2], ['', 8]]), null);

const addImport = table('tmp_import_2014', 5);
for (let number = 1; number <= 340; number += 1) addImport(`${pick(firstNames)} ${pick(lastNames)}`, `import${number}@web.example.com`, pick(['', 'NULL', '#N/A', 'UK']), String(41000 + below(900)), chance(0.1) ? 'ok' : null);

database.exec('COMMIT');
database.exec('VACUUM');
database.close();
const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
stdout.write(`${Object.keys(rows).length} tables, ${total} rows, ${Math.round(statSync(target).size / 1024)} KB\n`);
