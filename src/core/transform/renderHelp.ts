import { DIALECT_NAMES, SQL_DIALECTS } from './dialect.ts';
import { allFunctions } from './functions/allFunctions.ts';
import type { FunctionSpec } from './functionSpec.ts';

const GROUPS: readonly { readonly group: FunctionSpec['group']; readonly title: string }[] = [
  { group: 'choice', title: 'Choosing' },
  { group: 'text', title: 'Texts' },
  { group: 'type', title: 'From one type to another' },
  { group: 'number', title: 'Numbers' },
  { group: 'date', title: 'Dates and times' },
];

/** The page about the language, made of the table of functions: what the checks, the preview and the SQL go by. */
export function renderHelp(): string {
  const lines = [INTRODUCTION.trim(), ''];
  for (const { group, title } of GROUPS) {
    lines.push(`## ${title}`, '');
    for (const spec of allFunctions.filter((each) => each.group === group)) lines.push(...describe(spec), '');
  }
  lines.push('## Where engines part', '', ...refusals());
  return `${lines.join('\n').trimEnd()}\n`;
}

/** One function as Markdown: for the page, and for a hover. */
export function describe(spec: FunctionSpec): readonly string[] {
  const lines = [`### ${spec.name}`, '', `\`${spec.signature}\``, '', spec.meaning, ''];
  for (const remark of spec.remarks ?? []) lines.push(`- ${remark}`);
  if ((spec.remarks ?? []).length > 0) lines.push('');
  lines.push('| value | expression | result |', '| --- | --- | --- |');
  for (const { expression, value, type, result } of spec.examples) {
    const shown = value === null ? 'null' : type === undefined ? `'${value ?? ''}'` : (value ?? '');
    lines.push(`| ${code(shown)} | ${code(expression)} | ${code(result)} |`);
  }
  const notFor = [
    ...Object.entries(spec.refused ?? {}).map(([dialect, reason]) => `Not for ${dialectName(dialect)}: ${reason}.`),
    ...Object.entries(spec.partly ?? {}).map(([dialect, reason]) => `With limits for ${dialectName(dialect)}: ${reason}.`),
  ];
  if (notFor.length > 0) lines.push('', ...notFor.map((line) => `- ${line}`));
  return lines;
}

function dialectName(dialect: string): string {
  const known = SQL_DIALECTS.find((each) => each === dialect);
  return known === undefined ? dialect : DIALECT_NAMES[known];
}

function code(text: string): string {
  const escaped = text.replaceAll('|', '\\|');
  return escaped.includes('`') ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}

function refusals(): readonly string[] {
  const lines = ['| function | engine | why |', '| --- | --- | --- |'];
  for (const { name, refused, partly } of allFunctions) {
    for (const [dialect, reason] of Object.entries(refused ?? {})) lines.push(`| \`${name}\` | ${dialectName(dialect)} | not at all: ${reason} |`);
    for (const [dialect, reason] of Object.entries(partly ?? {})) lines.push(`| \`${name}\` | ${dialectName(dialect)} | ${reason} |`);
  }
  return lines;
}

const INTRODUCTION = `
# Transforms

What stands in the Transform column of the Data Mapping says how a value gets from its source field to its target field. These words stand for themselves:

| Transform | meaning |
| --- | --- |
| \`direct\` | as it is |
| \`cast to numeric(10,2)\` | as a value of that type: a text is read, a number rounded, a text cut |
| \`leave behind: no one reads it\` | this field does not move, and why |
| \`constant 'DE'\` | the same value in each row |
| \`default\` | the target's own default |
| \`generated\` | the target makes the value, a new key for one |
| \`?\` | not decided yet |

Anything else is an **expression**, or words in plain language for a person. Words are kept and shown; they have no preview and no SQL.

An expression is made of

- \`value\`, the row's source field; other fields of the same source table by their name, in double quotes where it has blanks or signs: \`"Order Date"\`;
- texts in single quotes (\`'O''Brien'\`), numbers (\`12.50\`), \`true\`, \`false\`, \`null\`;
- functions, listed below: \`upper(trim(value))\`;
- comparisons \`=\`, \`<>\`, \`<\`, \`<=\`, \`>\`, \`>=\`, \`is null\`, \`is not null\`, \`in ('a', 'b')\`, \`not in (…)\`, joined by \`and\`, \`or\`, \`not\`;
- \`+\`, \`-\` and \`*\` on numbers; there is no division, as its digits never end: \`value * 0.01\`.

**Types** are text, whole number (64 bits), number (exact, 38 digits before and 12 after the point, never floating point), yes or no, date, date and time. One becomes another by a function that says so, such as \`number(value)\`; only \`concat\` and \`join\` take everything as text.

**Null** in, null out, except where a function says something else; a comparison with null is neither true nor false, as in SQL. The **empty text** is a value of its own; in Oracle it is null, in the preview it never is. What a function can't read, such as \`31.02.2024\` as a date, becomes null and the preview says why.

**Texts** are compared by code point, capital and small letters and blanks at the end included, whatever the collation of the field. The character U+0000 does not occur in them.

The preview computes what the engines compute: each function is tested on 1,000 values and more against SQLite, PostgreSQL and MariaDB. The SQL for SQL Server, Oracle and MySQL is written by their documentation. What an engine can't compute in the same way is refused for it, with the reason. SQLite has no exact decimals: comparing, adding and rounding numbers with a fraction is refused there. Its dates and times are expected as texts in the form of \`text(value)\`.
`;
