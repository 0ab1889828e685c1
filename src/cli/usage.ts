/** What `--help` says. */
export const USAGE = `Data Migration Planner, without an editor.

  node dist/cli.js create --source sqlite:FILE [--source ...] [--target DDL.sql] --out PLAN.md [--project NAME]
  node dist/cli.js check PLAN.md [--json]

create   Reads the sources (and the target's schema, PostgreSQL DDL) and writes a draft plan: inventory with measured
         counts, field mapping, validation rules, load order, rollback and cutover. Nothing that needs a person is made
         up: it stays open and is listed, and no step counts as completed. The catalogues of what was read are written
         beside the plan, into a folder of its name. Nothing that exists is ever overwritten.
    --source sqlite:FILE   a SQLite database; may stand several times. Its name in the plan is the file's name;
                           "NAME=sqlite:FILE" gives it another.
    --target DDL.sql       the schema of the target; "NAME=DDL.sql" gives the target another name.
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

Exit codes: 0 done, or no problem (infos do not count); 1 problems; 2 the file can't be read or nothing could be written.
`;
