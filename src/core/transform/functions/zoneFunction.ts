import { refuse, strict } from '../build.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import type { Rendering } from '../compiled.ts';
import type { CallSite } from '../callSite.ts';
import { quoteSqlText } from '../dialect.ts';
import { FIRST_ZONED, LAST_ZONED, convertZone, readZone } from '../timeZone.ts';
import type { Zone } from '../timeZone.ts';
import { valueText } from '../value.ts';

const NO_ZONES = 'it knows no time zones, only offsets such as +02:00';
const WINDOWS_ZONES = 'it names zones in its own way; write offsets such as +02:00';

export const zoneFunction: FunctionSpec = {
  name: 'zone', group: 'date', signature: 'zone(timestamp, from, to)', least: 3, most: 3,
  meaning: "The date and time of one zone as that of another: 'Europe/Berlin', 'UTC', '+02:00'.",
  remarks: [
    `From ${FIRST_ZONED} to ${LAST_ZONED}, as MySQL and MariaDB know the zones of no other years; outside of them null. Fractions of a second are left out.`,
    'A time that the clocks skip in spring counts by the offset before the skip; a time that they show twice in autumn counts as the later one, in standard time.',
    'A field that knows its zone is read as its time in UTC. MySQL and MariaDB need their zone tables (mysql_tzinfo_to_sql).',
  ],
  examples: [{ expression: "zone(value, 'Europe/Berlin', 'UTC')", value: '2024-07-01 12:00:00', type: 'timestamp', result: '2024-07-01 10:00:00' }, { expression: "zone(value, 'UTC', '+05:30')", value: '2024-07-01 20:00:00', type: 'timestamp', result: '2024-07-02 01:30:00' }],
  partly: { sqlite: NO_ZONES, sqlserver: WINDOWS_ZONES },
  compile(call) {
    const arg = call.typed(0, 'timestamp');
    const zones = [1, 2].map((index) => {
      const text = call.constantText(index);
      if (text === undefined) return undefined;
      const zone = readZone(text);
      if (zone === undefined) call.fault('transform.zone', { zone: text }, call.args[index]!.span);
      return zone;
    });
    const [from, to] = zones;
    if (arg === undefined || from === undefined || to === undefined) return undefined;
    return strict(call, 'timestamp', [arg], ([value], notes) => {
      if (value?.kind !== 'timestamp') return null;
      const iso = value.iso.slice(0, 19);
      if (iso < FIRST_ZONED || iso > LAST_ZONED) {
        notes.push({ code: 'transform.zoneRange', args: { value: valueText(value) } });
        return null;
      }
      return { kind: 'timestamp', iso: convertZone(iso, from, to) };
    }, ([sql], rendering) => {
      const { dialect } = rendering;
      const range = dialect === 'postgres' || dialect === 'oracle' ? `BETWEEN timestamp '${FIRST_ZONED}' AND timestamp '${LAST_ZONED}.999999'` : `BETWEEN '${FIRST_ZONED}' AND '${LAST_ZONED}${dialect === 'sqlserver' || dialect === 'mariadb' ? '.999999' : '.999'}'`;
      return `CASE WHEN ${sql!} ${range} THEN ${converted(seconds(sql!, rendering), from, to, call, rendering)} END`;
    }, { reads: true });
  },
};

/** Without its fraction. */
function seconds(sql: string, { dialect }: Rendering): string {
  switch (dialect) {
    case 'sqlite': return `SUBSTR(${sql}, 1, 19)`;
    case 'postgres': return `DATE_TRUNC('second', ${sql})`;
    case 'mariadb': return `CAST(DATE_FORMAT(${sql}, '%Y-%m-%d %H:%i:%s') AS DATETIME)`;
    case 'sqlserver': return `CAST(CONVERT(nvarchar(19), ${sql}, 120) AS datetime2(0))`;
    case 'oracle': return `CAST(CAST(${sql} AS DATE) AS TIMESTAMP)`;
    default: return dialect satisfies never;
  }
}

function converted(sql: string, from: Zone, to: Zone, call: CallSite, rendering: Rendering): string {
  const { dialect } = rendering;
  if (from.kind === 'offset' && to.kind === 'offset') return shifted(sql, to.seconds - from.seconds, rendering);
  switch (dialect) {
    case 'sqlite': return refuse(call, rendering, NO_ZONES);
    case 'sqlserver': return refuse(call, rendering, WINDOWS_ZONES);
    case 'postgres': {
      // An offset as a shift of UTC: POSIX counts the signs of its zones the other way round.
      const instant = from.kind === 'named' ? `(${sql} AT TIME ZONE '${from.name}')` : `(${shifted(sql, -from.seconds, rendering)} AT TIME ZONE 'UTC')`;
      return to.kind === 'named' ? `(${instant} AT TIME ZONE '${to.name}')` : shifted(`(${instant} AT TIME ZONE 'UTC')`, to.seconds, rendering);
    }
    case 'oracle': {
      const zone = (each: Zone): string => quoteSqlText(each.kind === 'named' ? each.name : offsetText(each.seconds), dialect);
      return `CAST(FROM_TZ(${sql}, ${zone(from)}) AT TIME ZONE ${zone(to)} AS TIMESTAMP)`;
    }
    case 'mariadb': {
      const utc = from.kind === 'offset' ? shifted(sql, -from.seconds, rendering) : utcOf(sql, from.name);
      return to.kind === 'offset' ? shifted(utc, to.seconds, rendering) : `CONVERT_TZ(${utc}, '+00:00', '${to.name}')`;
    }
    default: return dialect satisfies never;
  }
}

/**
 * CONVERT_TZ takes the whole hour that clocks skip for one instant, and reads a time that they show twice as the earlier one. With the
 * offsets a day before and a day after: the later of the two instants whose clock shows the time, else the one by the offset before.
 */
function utcOf(sql: string, zone: string): string {
  const by = (days: string): string => `(${sql} - INTERVAL TIMESTAMPDIFF(SECOND, CONVERT_TZ(${sql} ${days} INTERVAL 1 DAY, '${zone}', '+00:00'), ${sql} ${days} INTERVAL 1 DAY) SECOND)`;
  const before = by('-');
  const after = by('+');
  const shows = (instant: string): string => `CONVERT_TZ(${instant}, '+00:00', '${zone}') = ${sql}`;
  return `CASE WHEN ${shows(after)} THEN CASE WHEN ${shows(before)} THEN GREATEST(${before}, ${after}) ELSE ${after} END ELSE ${before} END`;
}

function offsetText(seconds: number): string {
  const positive = Math.abs(seconds);
  return `${seconds < 0 ? '-' : '+'}${String(Math.floor(positive / 3600)).padStart(2, '0')}:${String(Math.floor(positive / 60) % 60).padStart(2, '0')}`;
}

function shifted(sql: string, by: number, { dialect }: Rendering): string {
  if (by === 0) return sql;
  switch (dialect) {
    case 'sqlite': return `DATETIME(${sql}, '${by > 0 ? '+' : ''}${by} seconds')`;
    case 'postgres': return `(${sql} + interval '${by} seconds')`;
    case 'mariadb': return `(${sql} + INTERVAL ${by} SECOND)`;
    case 'sqlserver': return `DATEADD(second, ${by}, ${sql})`;
    case 'oracle': return `(${sql} + NUMTODSINTERVAL(${by}, 'SECOND'))`;
    default: return dialect satisfies never;
  }
}
