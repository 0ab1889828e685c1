import type { ScanRequest } from './protocol.ts';
import type { Source, SourceContext } from './source.ts';

/** Opens the source that a request asks for. Each kind is a chunk of its own, loaded here and not before. */
export async function openSource(request: ScanRequest, context: SourceContext): Promise<Source> {
  switch (request.kind) {
    case 'sqlite':
      return (await import('./sqlite/sqliteSource.ts')).openSqlite(request, context);
    case 'ddl':
      return (await import('./ddl/ddlSource.ts')).openDdl(request, context);
    case 'postgres':
      return (await import('./postgres/postgresSource.ts')).openPostgres(request, context);
    case 'mysql':
      return (await import('./mysql/mysqlSource.ts')).openMysql(request, context);
    case 'sqlserver':
      return (await import('./sqlServer/sqlServerSource.ts')).openSqlServer(request, context);
    case 'oracle':
      return (await import('./oracle/oracleSource.ts')).openOracle(request, context);
    case 'files':
      return (await import('./files/filesSource.ts')).openFiles(request, context);
    case 'report':
      return (await import('./report/reportSource.ts')).openReport(request, context);
    default: {
      const never: never = request;
      return never;
    }
  }
}
