import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { PROPOSED_PANELS, proposePanel } from '../../../src/core/proposals/proposePanel.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { catalogue, table } from '../proposals/fakePlan.ts';

/** Two systems with a table of the same name each, and a target in which both become one. */
export const crm = catalogue('crm', 'source', 'SQLite', [
  table('Customer', ['CustomerId int!', 'LastName varchar(40)!', 'Email varchar(60)', 'Fax varchar(24)', 'CountryCode varchar(2)'], { rows: 59, keys: ['CountryCode -> Country.Code'] }),
  table('Country', ['Code varchar(2)!', 'Name varchar(80)'], { rows: 20 }),
  table('Invoice', ['InvoiceId int!', 'CustomerId int!', 'InvoiceDate date', 'Total text'], { rows: 412, keys: ['CustomerId -> Customer.CustomerId'] }),
]);
export const erp = catalogue('erp', 'source', 'SQL Server', [
  table('Customer', ['CustNo int!', 'Name varchar(80)'], { rows: 7 }),
  table('Order Line', ['LineNo int!', 'Qty int'], { rows: 3 }),
]);
export const target = catalogue('shop', 'target', 'PostgreSQL', [
  table('country', ['code varchar(2)!', 'name varchar(80)!']),
  table('customer', ['customer_id int!', 'last_name varchar(40)!', 'email varchar(60)!', 'country_code varchar(2)', 'loyalty int!', 'note text'], { keys: ['country_code -> country.code'] }),
  table('invoice', ['invoice_id int!', 'customer_id int!', 'invoice_date date', 'total numeric(10,2)!'], { keys: ['customer_id -> customer.customer_id'] }),
]);

export function edited(text: string, ...edits: (PlanEdit | undefined)[]): string {
  return edits.reduce((now, edit) => (edit ? applyTextEdits(now, computeTextEdits(parsePlan(now), edit)) : now), text);
}

/** The document of a plan with every proposal for these catalogues in it. */
export function planText(catalogues: readonly Catalogue[]): string {
  let text = newPlanText('Shop');
  for (const { system, technology, role } of catalogues) {
    text = edited(text, role === 'source'
      ? { kind: 'addItem', list: 'sourceSystems', item: { name: system, technology, owner: 'Ana Lind', catalogue: `data-migration/${system}.json` } }
      : { kind: 'batch', edits: [{ kind: 'setField', path: 'targetSystem.name', value: system }, { kind: 'setField', path: 'targetSystem.technology', value: technology }, { kind: 'setField', path: 'targetSystem.catalogue', value: `data-migration/target-${system}.json` }] });
  }
  for (const panel of PROPOSED_PANELS) text = edited(text, proposePanel(panel, parsePlan(text).plan!, catalogues, { at: '2026-01-02T03:04:05.000Z' }));
  return text;
}
