/** What `--help` says. */
export const USAGE = `Data Migration Planner, without an editor.

  node dist/cli.js create --source SOURCE [--source ...] [--target DDL.sql] --out PLAN.md [--project NAME]
  node dist/cli.js check PLAN.md [--json]
  node dist/cli.js export PLAN.md --section NAME --out FILE.xlsx|FILE.csv
  node dist/cli.js import PLAN.md FILE.xlsx|FILE.csv [--section NAME] [--apply [--remove]]

create   Reads the sources (and the target's schema, a DDL script) and writes a draft plan: inventory with measured
         counts, field mapping, validation rules, load order, rollback and cutover. Nothing that needs a person is made
         up: it stays open and is listed, and no step counts as completed. The catalogues of what was read are written
         beside the plan, into a folder of its name. Nothing that exists is ever overwritten.
    --source SOURCE        may stand several times. Its name in the plan is the file's name; "NAME=sqlite:FILE" gives
                           it another. A source is one of
                             sqlite:FILE    a SQLite database
                             files:FILE     a CSV, TSV, Parquet, JSON or NDJSON file, the text ones packed with gzip too
                             files:FOLDER   all of them in a folder, each a table
                             list:FILE      a list of what a database holds: a scan report, an inventory as CSV or Excel
                             postgres://USER@HOST[:PORT]/DATABASE[?tls=off|encrypt|verify]
                                            a server, read without changing it; also mysql:// (and MariaDB),
                                            sqlserver:// and oracle:// (preview)
    --password-env VAR     the environment variable that holds the password of the servers; NAME=VAR for one of several.
    --target DDL.sql       the schema of the target, a script for PostgreSQL, MySQL, MariaDB, SQL Server, Oracle or
                           SQLite; "NAME=DDL.sql" gives the target another name.
    --out PLAN.md          the plan to write, e.g. docs/data-migration.md.
    --project NAME         the name of the project; by default that of the first source.

check    Reads a plan and the catalogues beside it, and prints what is wrong or open:
           file:line:column severity message
         Lines and columns start at 1. Severities: error, warning, info.
    --json                 prints one JSON object instead:
           { "version": 1, "file": "...", "readable": true,
             "counts": { "error": 0, "warning": 0, "info": 0 },
             "problems": [ { "line": 1, "column": 1, "endLine": 1, "endColumn": 2,
                             "severity": "error", "code": "...", "message": "..." } ] }
         A plan that can't be read has "readable": false and "reason".

export   Writes a table or list of a plan to a new file: "Data Inventory", "mapping", "Load Order", ...

import   Prints what a file says differently from the plan, row by row. Writes nothing without:
    --apply                takes over what changed and what is new.
    --remove               removes the rows that are not in the file, too.
    --section NAME         the section it holds, where its header does not tell.

Exit codes: 0 done, or no problem (infos do not count); 1 problems, or differences that were only printed; 2 the file can't be read or nothing could be written.
`;
