import { norm } from './words.ts';

/** Closed lists of the trade: technologies, products, hosting, laws, currencies, zones, parties. */

/** Technologies a source or target may run on: pattern of folded words → how it is written. Longer ones first where they share a start. */
export const TECHNOLOGIES: readonly (readonly [string, string])[] = [
  ['microsoft sql server', 'SQL Server'], ['ms sql server', 'SQL Server'], ['sql server', 'SQL Server'], ['azure sql database', 'Azure SQL'], ['azure sql', 'Azure SQL'], ['mssql', 'SQL Server'], ['ms sql', 'SQL Server'],
  ['oracle database', 'Oracle'], ['oracle db', 'Oracle'], ['oracle', 'Oracle'], ['postgresql', 'PostgreSQL'], ['postgres', 'PostgreSQL'], ['postgre', 'PostgreSQL'], ['psql', 'PostgreSQL'], ['mysql', 'MySQL'], ['mariadb', 'MariaDB'], ['sqlite', 'SQLite'], ['sqlite3', 'SQLite'],
  ['ibm db2', 'DB2'], ['db2', 'DB2'], ['ms access', 'Access'], ['microsoft access', 'Access'], ['access', 'Access'], ['filemaker', 'FileMaker'], ['foxpro', 'FoxPro'], ['visual foxpro', 'Visual FoxPro'], ['dbase', 'dBase'], ['informix', 'Informix'], ['sybase', 'Sybase'], ['firebird', 'Firebird'],
  ['interbase', 'InterBase'], ['progress', 'Progress'], ['teradata', 'Teradata'], ['snowflake', 'Snowflake'], ['bigquery', 'BigQuery'], ['redshift', 'Redshift'], ['databricks', 'Databricks'], ['mongodb', 'MongoDB'], ['mongo', 'MongoDB'], ['cassandra', 'Cassandra'], ['dynamodb', 'DynamoDB'],
  ['cosmos db', 'Cosmos DB'], ['cosmosdb', 'Cosmos DB'], ['lotus notes', 'Lotus Notes'], ['as400', 'AS/400'], ['as/400', 'AS/400'], ['mainframe', 'Mainframe'], ['cobol', 'COBOL'], ['vsam', 'VSAM'], ['excel', 'Excel'], ['csv', 'CSV'], ['spreadsheet', 'Spreadsheets'], ['sharepoint', 'SharePoint'], ['xml', 'XML'], ['json', 'JSON'], ['google sheet', 'Google Sheets'], ['parquet', 'Parquet'],
  ['hana', 'SAP HANA'], ['sap hana', 'SAP HANA'], ['aurora', 'Aurora'], ['amazon aurora', 'Amazon Aurora'], ['cockroachdb', 'CockroachDB'], ['adabas', 'Adabas'], ['ingres', 'Ingres'], ['paradox', 'Paradox'], ['duckdb', 'DuckDB'], ['elasticsearch', 'Elasticsearch'], ['redis', 'Redis'],
];

/** Products that are a system rather than what it runs on. */
export const PRODUCTS: readonly (readonly [string, string])[] = [
  ['salesforce service cloud', 'Salesforce Service Cloud'], ['salesforce sales cloud', 'Salesforce Sales Cloud'], ['salesforce', 'Salesforce'], ['sap s/4hana', 'SAP S/4HANA'], ['s/4hana', 'SAP S/4HANA'], ['s4hana', 'SAP S/4HANA'], ['s4', 'SAP S/4HANA'], ['sap', 'SAP'], ['dynamics 365', 'Dynamics 365'], ['microsoft dynamics 365', 'Dynamics 365'], ['microsoft dynamics', 'Microsoft Dynamics'], ['dynamics', 'Dynamics'], ['business central', 'Business Central'],
  ['workday', 'Workday'], ['netsuite', 'NetSuite'], ['servicenow', 'ServiceNow'], ['hubspot', 'HubSpot'], ['odoo', 'Odoo'], ['shopify', 'Shopify'], ['zendesk', 'Zendesk'], ['magento', 'Magento'], ['shopware', 'Shopware'], ['woocommerce', 'WooCommerce'], ['zoho', 'Zoho'], ['sugarcrm', 'SugarCRM'], ['navision', 'Navision'], ['oracle fusion', 'Oracle Fusion'],
  ['pipedrive', 'Pipedrive'], ['guidewire', 'Guidewire'], ['epic', 'Epic'], ['jira', 'Jira'], ['sharepoint', 'SharePoint'], ['oracle ebs', 'Oracle EBS'], ['oracle cloud', 'Oracle Cloud'], ['infor', 'Infor'], ['sage', 'Sage'], ['datev', 'DATEV'], ['xero', 'Xero'], ['quickbooks', 'QuickBooks'],
];

export const HOSTING: readonly (readonly [string, string])[] = [
  ['on-premises', 'on-premises'], ['on-premise', 'on-premises'], ['on-prem', 'on-premises'], ['on premises', 'on-premises'], ['on premise', 'on-premises'], ['on prem', 'on-premises'], ['onprem', 'on-premises'], ['in house', 'on-premises'], ['in-house', 'on-premises'],
  ['in the basement', 'on-premises'], ['in our basement', 'on-premises'], ['in our own data centre', 'on-premises'], ['in our data centre', 'on-premises'], ['in our own data center', 'on-premises'], ['in our data center', 'on-premises'], ['in our datacenter', 'on-premises'], ['in our datacentre', 'on-premises'], ['in the data center', 'on-premises'], ['in the data centre', 'on-premises'], ['in our server room', 'on-premises'], ['in the server room', 'on-premises'], ['on our own servers', 'on-premises'], ['on our servers', 'on-premises'], ['locally', 'on-premises'],
  ['in the cloud', 'cloud'], ['in a cloud', 'cloud'], ['in cloud', 'cloud'], ['on the cloud', 'cloud'], ['cloud based', 'cloud'], ['cloud-based', 'cloud'], ['cloud hosted', 'cloud'], ['cloud-hosted', 'cloud'], ['cloud', 'cloud'], ['on aws', 'cloud'], ['in aws', 'cloud'], ['aws', 'cloud'], ['on azure', 'cloud'], ['in azure', 'cloud'], ['azure', 'cloud'], ['on gcp', 'cloud'], ['in gcp', 'cloud'], ['on google cloud', 'cloud'], ['in google cloud', 'cloud'], ['on amazon rds', 'cloud'], ['on rds', 'cloud'], ['saas', 'cloud'],
  ['hybrid', 'hybrid'],
];

export const REGULATIONS: readonly (readonly [string, string])[] = [
  ['gdpr', 'GDPR'], ['dsgvo', 'GDPR'], ['sox', 'SOX'], ['sarbanes-oxley', 'SOX'], ['sarbanes oxley', 'SOX'], ['hipaa', 'HIPAA'], ['pci-dss', 'PCI DSS'], ['pci dss', 'PCI DSS'], ['pci', 'PCI DSS'], ['ccpa', 'CCPA'], ['iso 27001', 'ISO 27001'], ['iso27001', 'ISO 27001'], ['bdsg', 'BDSG'], ['dora', 'DORA'], ['nis2', 'NIS2'],
  ['gobd', 'GoBD'], ['soc 2', 'SOC 2'], ['soc2', 'SOC 2'], ['finra', 'FINRA'], ['lgpd', 'LGPD'], ['gxp', 'GxP'], ['basel iii', 'Basel III'], ['solvency ii', 'Solvency II'], ['mifid ii', 'MiFID II'], ['mifid', 'MiFID II'], ['ferpa', 'FERPA'], ['glba', 'GLBA'], ['fda 21 cfr part 11', 'FDA 21 CFR Part 11'], ['21 cfr part 11', 'FDA 21 CFR Part 11'], ['hgb', 'HGB'], ['uk gdpr', 'UK GDPR'], ['itar', 'ITAR'], ['popia', 'POPIA'], ['pipeda', 'PIPEDA'],
];

export const CURRENCIES: readonly (readonly [string, string])[] = [
  ...['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CNY', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'CAD', 'AUD', 'NZD', 'BRL', 'INR', 'MXN', 'ZAR', 'TRY', 'RUB', 'SGD', 'HKD', 'KRW', 'RON', 'BGN', 'ILS', 'AED', 'SAR', 'THB', 'DEM', 'FRF', 'ITL', 'ATS'].map((code) => [code.toLowerCase(), code] as const),
  ['us dollar', 'USD'], ['american dollar', 'USD'], ['dollar', 'USD'], ['euro', 'EUR'], ['pound sterling', 'GBP'], ['british pound', 'GBP'], ['sterling', 'GBP'], ['pound', 'GBP'], ['swiss franc', 'CHF'], ['franc', 'CHF'], ['yen', 'JPY'], ['canadian dollar', 'CAD'], ['australian dollar', 'AUD'], ['zloty', 'PLN'], ['€', 'EUR'], ['$', 'USD'], ['£', 'GBP'],
];

export const ZONES: readonly (readonly [string, string])[] = [
  ['utc', 'UTC'], ['gmt', 'GMT'], ['cet', 'CET'], ['cest', 'CEST'], ['est', 'EST'], ['edt', 'EDT'], ['pst', 'PST'], ['pdt', 'PDT'], ['cst', 'CST'], ['mst', 'MST'], ['bst', 'BST'], ['ist', 'IST'], ['jst', 'JST'], ['aest', 'AEST'], ['eastern time', 'Eastern Time'], ['pacific time', 'Pacific Time'], ['central european time', 'CET'], ['central time', 'Central Time'], ['us eastern', 'US Eastern'], ['local time', 'local time'],
];
export const ZONE_REGIONS = /^(Europe|America|Asia|Africa|Australia|Pacific|Atlantic|Indian|US|Etc)$/i;
export const ZONE_CITIES: Readonly<Record<string, string>> = {
  berlin: 'Europe/Berlin', london: 'Europe/London', paris: 'Europe/Paris', madrid: 'Europe/Madrid', rome: 'Europe/Rome', vienna: 'Europe/Vienna', zurich: 'Europe/Zurich', amsterdam: 'Europe/Amsterdam', dublin: 'Europe/Dublin', warsaw: 'Europe/Warsaw', prague: 'Europe/Prague', stockholm: 'Europe/Stockholm', helsinki: 'Europe/Helsinki', lisbon: 'Europe/Lisbon',
  tokyo: 'Asia/Tokyo', singapore: 'Asia/Singapore', sydney: 'Australia/Sydney', 'new york': 'America/New_York', chicago: 'America/Chicago', 'los angeles': 'America/Los_Angeles', toronto: 'America/Toronto',
};

/** What companies call their systems: a name by itself, even in lower case. */
export const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  'crm', 'erp', 'shop', 'webshop', 'warehouse', 'billing', 'payroll', 'ledger', 'portal', 'dwh', 'pos', 'wms', 'mes', 'plm', 'cms', 'hris', 'helpdesk', 'data warehouse', 'e-commerce', 'intranet', 'bi', 'pim', 'mdm', 'tms', 'scm', 'lims', 'dms',
]);

/** Single words and endings by which a party without a capital is known: "the DBA team", "finance". */
export const DEPARTMENTS: ReadonlySet<string> = new Set([
  'finance', 'accounting', 'it', 'ops', 'operation', 'sale', 'marketing', 'hr', 'legal', 'procurement', 'purchasing', 'logistic', 'support', 'dba', 'qa', 'compliance', 'security', 'infrastructure', 'engineering', 'devops', 'controlling', 'audit', 'treasury', 'payroll',
]);
export const PARTY_NOUNS: ReadonlySet<string> = new Set([
  'team', 'department', 'dept', 'dba', 'lead', 'manager', 'office', 'group', 'admin', 'owner', 'engineer', 'vendor', 'desk', 'officer', 'steward', 'head', 'director', 'analyst', 'architect', 'developer', 'cto', 'cio', 'cfo', 'ceo', 'coo', 'tester', 'controller', 'consultant', 'guy', 'folks', 'people', 'staff', 'service', 'provider', 'supplier',
]);

/** Words that name no party, whatever their case. */
export const NO_PARTY: ReadonlySet<string> = new Set([
  'nobody', 'no-one', 'noone', 'someone', 'somebody', 'anyone', 'anybody', 'everyone', 'everybody', 'who', 'whoever', 'it', 'they', 'we', 'you', 'he', 'she', 'this', 'that', 'these', 'those', 'what', 'which', 'there', 'the', 'a', 'an', 'our', 'my', 'no', 'not', 'one', 'and', 'or', 'but', 'if', 'none', 'nothing', 'unknown', 'tbd', 'tbc', 'also', 'then', 'maybe', 'perhaps', 'each', 'every', 'some', 'all', 'both',
  'suppose', 'assume', 'assuming', 'imagine', 'say', 'let', 'ask', 'tell', 'make', 'given', 'provided', 'pretend', 'consider', 'think', 'hopefully', 'ideally', 'probably', 'possibly', 'whether', 'while', 'once', 'after', 'before', 'until', 'only', 'either', 'neither', 'do', 'did', 'will', 'would', 'could', 'should', 'can', 'must', 'may', 'might', 'be', 'was', 'were', 'have', 'had', 'yes', 'please', 'today', 'tomorrow', 'yesterday', 'later', 'sometimes', 'usually', 'often', 'never', 'nor', 'with', 'without', 'unless', 'because', 'since', 'so', 'as', 'when', 'where', 'how', 'why', 'claim', 'rumour', 'rumor', 'officially', 'theoretically', 'allegedly', 'supposedly', 'wish', 'hope', 'doubt', 'i', 'me', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december', 'christmas', 'easter',
]);

/** Words that no new name may hold: they are grammar, not names. */
export const GRAMMAR: ReadonlySet<string> = new Set([
  'i', 'we', 'you', 'he', 'she', 'it', 'they', 'them', 'him', 'her', 'us', 'me', 'this', 'that', 'these', 'those', 'who', 'whom', 'whose', 'which', 'what', 'when', 'where', 'why', 'how', 'be', 'was', 'were', 'been', 'being', 'have', 'had', 'having', 'do', 'did', 'done', 'doing', 'will', 'would', 'shall', 'should', 'can', 'could', 'may', 'might', 'must',
  'not', 'no', 'never', 'none', 'nothing', 'nobody', 'everything', 'something', 'anything', 'everyone', 'someone', 'and', 'or', 'but', 'if', 'unless', 'because', 'since', 'so', 'as', 'than', 'though', 'although', 'while', 'until', 'of', 'in', 'on', 'at', 'by', 'for', 'with', 'without', 'from', 'to', 'into', 'onto', 'over', 'under', 'about', 'per', 'via', 'through', 'between', 'before', 'after', 'during', 'within', 'out',
  'the', 'a', 'an', 'our', 'my', 'your', 'their', 'its', 'his', 'all', 'some', 'any', 'each', 'every', 'both', 'many', 'much', 'most', 'more', 'least', 'less', 'few', 'several', 'other', 'another', 'such', 'same', 'different', 'only', 'also', 'just', 'too', 'very', 'really', 'now', 'then', 'here', 'there', 'yet', 'still', 'already', 'again', 'maybe', 'perhaps', 'probably', 'about', 'roughly', 'around', 'exactly', 'please', 'yes', 'let',
  'old', 'new', 'legacy', 'big', 'small', 'large', 'huge', 'high', 'low', 'medium', 'important', 'critical', 'else', 'lot', 'kind', 'sort', 'thing', 'stuff', 'rest',
  'need', 'want', 'go', 'get', 'make', 'keep', 'take', 'use', 'run', 'own', 'migrate', 'move', 'know', 'think', 'hold', 'contain', 'store', 'own', 'owned', 'called', 'named', 'known',
  'system', 'database', 'db', 'server', 'application', 'app', 'source', 'target', 'table', 'column', 'field', 'row', 'record', 'schema', 'project', 'plan', 'migration', 'cutover', 'downtime', 'window', 'phase', 'rollback', 'mapping', 'inventory',
  'hour', 'minute', 'day', 'week', 'weekend', 'month', 'year', 'second', 'night', 'morning', 'evening', 'today', 'tomorrow', 'yesterday', 'time', 'date', 'gb', 'mb', 'kb', 'tb', 'byte', 'gig', 'percent', 'million', 'thousand', 'billion', 'hundred', 'dozen', 'half', 'couple', 'k',
  'euro', 'dollar', 'pound', 'eur', 'usd', 'gbp', 'problem', 'issue', 'error', 'question', 'decision', 'risk', 'duplicate', 'orphan', 'null', 'people', 'team', 'user-friendly', 'step', 'panel', 'section', 'screen', 'report', 'interface', 'country', 'site', 'location', 'server', 'colleague', 'hand', 'chance', 'option', 'attempt', 'reason', 'test', 'check',
  'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'zero', 'ok', 'okay', 'well', 'good', 'right', 'wrong', 'sure', 'production', 'staging', 'nobody', 'currently', 'today',
]);

/** A closed list as a lookup of folded word sequences, longest first. */
export function phraseTable(entries: readonly (readonly [string, string])[]): readonly { readonly words: readonly string[]; readonly value: string }[] {
  return entries
    .map(([phrase, value]) => ({ words: phrase.split(' ').map(norm), value }))
    .sort((left, right) => right.words.length - left.words.length);
}
