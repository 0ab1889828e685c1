import { describe, expect, it } from 'vitest';
import { readSentence } from '../../../src/core/conversation/readSentence.ts';
import { contextOf, read, shop } from './fixture.ts';

const STATED = 'Stated, not measured, not confirmed yet';

/** Families of phrasings, several of each, and what is made of them. */
const FAMILIES: readonly (readonly [string, readonly string[]])[] = [
  // reasons and chatter beside an order or a statement
  ['Let\'s dig deeper into the mapping, I don\'t trust it yet.', ['deepDive section=mapping', '?? I don\'t trust it yet']],
  ['I don\'t trust it yet, let\'s dig deeper into the rollback plan', ['deepDive section=rollback', '?? I don\'t trust it yet']],
  ['Show me the mapping, the auditors are in the house this year', ['show panel=mapping section=mapping', '?? the auditors are in the house this year']],
  ['Undo that, I didn\'t mean it', ['undo', '?? I didn\'t mean it']],
  ['Let\'s bump orders to high prio, the auditors are in the house this year', ['Priority High: orders | orders: Priority Medium → High', '?? the auditors are in the house this year']],
  ['orders weighs 12 GB, nobody reads it', [`Volume of orders: 12 GB (stated) | orders: Size ? → 12 GB | ${STATED}`, '?? nobody reads it']],
  ['Zero downtime please, the shop never closes', ['Zero downtime: run old and new in parallel | Strategy: phased → parallel | Downtime window: 4 h → 0 | A parallel run, because nothing may stand still', '?? the shop never closes']],
  ['Forgot to say, Ben takes care of the shop', ['Owner of Shop: Ben | Shop: Owner ? → Ben']],

  // who does and who owns
  ['Kim makes the go/no-go call.', ['Owner of Go/no-go: Kim | Go/no-go: Owner ? → Kim']],
  ['Kim has the final say on go/no-go', ['Owner of Go/no-go: Kim | Go/no-go: Owner ? → Kim']],
  ['Ben handles the data load', ['Owner of Load data: Ben | Load data: Owner ? → Ben']],
  ['Dana oversees the data load', ['Owner of Load data: Dana | Load data: Owner ? → Dana']],
  ['Kim and Ben share responsibility for the shop', ['Owner of Shop: Kim, Ben | Shop: Owner ? → Kim, Ben']],
  ['The warehouse, an Oracle 11g box, is run by Ben', ['Warehouse: Oracle 11g | Warehouse: Technology ? → Oracle 11g | Warehouse: Owner ? → Ben']],
  ['Reconciliation lies with Ana', ['Owner of Reconciliation: Ana | Reconciliation: Owner ? → Ana']],
  ['Ben takes care of the freeze and wants 3 hours for it', ['Owner of Freeze writes: Ben | Freeze writes: Owner ? → Ben | Freeze writes: Duration ? → 3 h']],
  ['Ana is in charge of reconciliation. She needs 2 hours for it.', ['Owner of Reconciliation: Ana | Reconciliation: Owner ? → Ana | Reconciliation: Duration 45 min → 2 h']],
  ['Ben takes care of the shop', ['Owner of Shop: Ben | Shop: Owner ? → Ben']],
  ['Shop is in the hands of Ben', ['Owner of Shop: Ben | Shop: Owner ? → Ben']],

  // how much
  ['orders is more like 5 million by now', [`Volume of orders: ~5,000,000 rows (stated) | orders: Record Count ? → ~5,000,000 | ${STATED}`]],
  ['orders must be 5 million or so', [`Volume of orders: ~5,000,000 rows (stated) | orders: Record Count ? → ~5,000,000 | ${STATED}`]],
  ['orders are somwhere around 3 million rows', [`Volume of orders: ~3,000,000 rows (stated) | orders: Record Count ? → ~3,000,000 | ${STATED}`]],
  ['the invoice lines come to 1.2 million rows, roughly 300 MB', [`Volume of InvoiceLine: ~1,200,000 rows, 300 MB (stated) | InvoiceLine: Record Count ? → ~1,200,000 | InvoiceLine: Size ? → 300 MB | ${STATED}`]],
  ['invoice lines take up 600 MB on disk', [`Volume of InvoiceLine: 600 MB (stated) | InvoiceLine: Size ? → 600 MB | ${STATED}`]],
  ['we checked orders yesterday: 412 rows', [`Volume of orders: 412 rows (stated) | orders: Record Count ? → 412 | ${STATED}`]],
  ['We counted orders this morning, it\'s 1,345 of them', [`Volume of orders: 1,345 rows (stated) | orders: Record Count ? → 1,345 | ${STATED}`, '?? We counted orders this morning']],
  ['the warehouse comes to 2 TB', ['Warehouse: 2 TB | Warehouse: Size ? → 2 TB']],
  ['The shop belongs to Ben, and with all the attachments it comes to 1.3 TB', ['Owner of Shop: Ben | Shop: Owner ? → Ben | Shop: Size ? → 1.3 TB', '?? with all the attachments']],

  // what matters
  ['Priorities: Customer and Invoice high, orders low, the rest can stay as it is', ['Priority High: Customer and Invoice | Customer: Priority Medium → High | Invoice: Priority Medium → High', 'Priority Low: orders | orders: Priority Medium → Low']],
  ['Orders aren\'t urgent at all', ['Priority Low: orders | orders: Priority Medium → Low']],
  ['low priority is fine for orders', ['Priority Low: orders | orders: Priority Medium → Low']],
  ['orders come last', ['Priority Low: orders | orders: Priority Medium → Low']],
  ['orders first', ['Priority High: orders | orders: Priority Medium → High']],
  ['high for orders, low for invoices', ['Priority High: orders | orders: Priority Medium → High', 'Priority Low: Invoice | Invoice: Priority Medium → Low']],
  ['put customers at the top of the list', ['Priority High: Customer | Customer: Priority Medium → High']],

  // where data comes from
  ['Accounting still runs on its own SQL Server, the database is called ledger and it sits on-prem', ['Add the source system ledger | New source system: ledger | Runs: on-premises | Technology: SQL Server']],
  ['HR has its own Access database called Staff', ['Add the source system Staff | New source system: Staff | Technology: Access']],
  ['There\'s also ledger, an old Access database', ['Add the source system ledger | New source system: ledger | Technology: Access']],
  ['the warehouse sits in the cloud', ['Warehouse: cloud | Warehouse: Runs ? → cloud']],

  // the target
  ['the target schema is only half done; Ben is the owner on that side', ['Target schema defined: partly | Target schema defined: ? → partly', 'Target system: Ben | Owner: ? → Ben']],
  ['The target schema is partly defined so far; Sven looks after it', ['Target schema defined: partly | Target schema defined: ? → partly', 'Target system: Sven | Owner: ? → Sven']],

  // how tables hang together
  ['Each row in InvoiceLine belongs to exactly one row in Invoice, via InvoiceId', ['CRM.InvoiceLine → CRM.Invoice: refers to, via InvoiceId | Relationship: CRM.InvoiceLine → CRM.Invoice | How: refers to, via InvoiceId']],
  ['orders references products through product_id', ['Shop.orders → Shop.products: refers to, through product_id | Relationship: Shop.orders → Shop.products | How: refers to, through product_id']],
  ['each invoice has many invoice lines', ['CRM.InvoiceLine → CRM.Invoice: refers to | Relationship: CRM.InvoiceLine → CRM.Invoice | How: refers to']],
  ['orders.total points to Customer.Email', ['Shop.orders → CRM.Customer: total refers to Email | Relationship: Shop.orders → CRM.Customer | How: total refers to Email']],

  // orders
  ['oops, take that last one back', ['undo']],
  ['scrap my last change', ['undo']],
  ['Looks good, on to the next one', ['continue']],
  ['ok next', ['continue']],
  ['What\'s still missing before we can continue?', ['whatIsOpen']],
  ['what do we need before we can proceed?', ['whatIsOpen']],
  ['Could we hear the other perspectives on the cutover schedule?', ['party section=cutover']],
  ['What would the others say about the cutover?', ['party section=cutover']],
  ['could we talk about the mapping?', ['deepDive section=mapping']],
];

describe('families of phrasings', () => {
  it.each(FAMILIES)('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

/** The same families denied, asked, supposed, limited or of the past: nothing may come of them. */
const TURNED: readonly string[] = [
  'Let\'s not dig deeper into mapping, I don\'t trust it', 'If the boss agrees, dig deeper into mapping', 'Continue, we are not ready', 'Continue, I don\'t like this', 'continue, unless Dana objects', 'undo that, no', 'Dig deeper into cutover, or not',
  'Don\'t bump orders to high', 'Should we bump orders to high?', 'Orders are high priority, but only on weekends', 'We go big bang, never mind', 'Ana owns the freeze, but only on weekends',
  'Kim might make the go/no-go call', 'Ana does not make the go/no-go call', 'Nobody takes care of the shop', 'Ben should take care of the shop', 'The CRM used to belong to Ben', 'The CRM belongs to nobody', 'If Ben takes care of the shop, tell me', 'Ben belongs to the CRM team',
  'we don\'t look after the CRM',
  'Are orders more like 5 million?', 'orders is not more like 5 million', 'I doubt orders is more like 5 million', 'if orders must be 5 million, tell me', 'It could be that orders is more like 5 million', 'We counted the duplicates in orders, it is 500 of them', 'Customer has 5 of them', 'orders have a problem, it is more like 500', 'The backup takes up 600 GB', 'Dana has a dog called Stock', 'The warehouse is on Friday', 'the load is on Friday', 'orders is 2 million rows if we include the archive',
  'low priority is not fine for orders', 'Orders aren\'t high priority', 'Are orders not urgent?', 'Is low priority fine for orders?', 'the rest can stay as it is', 'leave the rest', 'If customers are urgent, orders can wait',
  'Does HR have its own Access database called Staff?', 'HR had its own Access database called Staff', 'HR no longer has its own Access database called Staff', 'If HR has its own Access database called Staff, tell me',
  'InvoiceLine does not belong to Invoice', 'If each row in InvoiceLine belongs to one row in Invoice, tell me', 'Does every row in InvoiceLine belong to exactly one row in Invoice?', 'orders might reference products through product_id',
  'don\'t take that back', 'Nobody wants to take that back',
];

describe('the same families turned around', () => {
  it.each(TURNED)('%s', (text) => {
    expect(readSentence(text, contextOf(shop)).intents).toEqual([]);
  });
});

describe('slips of the finger', () => {
  it('are mended in long words of the grammar, and never where they would make another word', () => {
    expect(read('Orders are high priorty')).toEqual(['Priority High: orders | orders: Priority Medium → High']);
    expect(read('the target shema is partially defined')).toEqual(['?? the target shema is partially defined']);
    expect(read('Orders are hihg priority')).toEqual(['?? Orders are hihg priority']);
  });

  it('leave names as they were typed', () => {
    expect(read('we also have an Access database called Prioritty')).toEqual(['Add the source system Prioritty | New source system: Prioritty | Technology: Access']);
  });
});

describe('where the order of loading is planned', () => {
  it('takes "first" and "last" for no priority', () => {
    expect(read('orders first', shop, { panel: 'sequence' })).toEqual(['?? orders first']);
    expect(read('orders come last', shop, { panel: 'cutover' })).toEqual(['?? orders come last']);
  });
});
