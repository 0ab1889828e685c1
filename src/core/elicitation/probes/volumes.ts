import { parseCount, formatCount } from '../../units/count.ts';
import { formatDuration } from '../../units/duration.ts';
import type { Probe } from '../elicitation.ts';
import { append, finding, propose, proposeAsking, proposeDecision } from '../build.ts';
import { activities, inventoryTables, isBlank, mentions, rowRef, windowMinutes } from '../facts.ts';
import type { InventoryTable } from '../facts.ts';

/** Probes on how much there is to move. */

const leaveOut = (table: InventoryTable): ReturnType<typeof proposeAsking> =>
  proposeAsking('leaveTableOut', { table: table.name }, 'reason', (reason) => ({ kind: 'addItem', list: 'exclusions', item: { what: table.key, reason } }));

/** A count as a person types it, into the row's cell; null where it is no count. */
const setCount = (table: InventoryTable) => (answer: string) => {
  const count = parseCount(answer);
  return count === undefined ? null
    : { kind: 'setCell' as const, block: 'inventory' as const, row: rowRef('inventory', table.row, table.index), column: 'recordCount', value: formatCount(count.value, count.estimated) };
};

/** Tables in scope whose number of rows nobody knows. */
export const unknownVolumes: Probe = ({ plan }) => {
  const tables = inventoryTables(plan);
  const unknown = tables.filter((table) => table.count === undefined);
  return unknown.map((table) => finding('unknown-volumes', {
    subject: table.key, concerns: table.name,
    args: { table: table.name, system: table.system, count: String(unknown.length), total: String(tables.length) },
    proposals: [proposeAsking('setCount', { table: table.name }, 'count', setCount(table)), leaveOut(table)],
  }));
};

/** Tables with a count that was neither measured nor confirmed by a person. */
export const unprovenVolumes: Probe = ({ plan, by, today }) =>
  inventoryTables(plan).filter((table) => table.count !== undefined && !table.proven).map((table) => {
    const args = { table: table.name, system: table.system, rows: formatCount(table.count ?? 0n) };
    const confirm = (name: string) => ({ kind: 'confirmVolumes' as const, rows: [table.key], by: name, at: today });
    return finding('unproven-volumes', {
      subject: table.key, concerns: table.name, args,
      proposals: [
        by.trim() === '' ? proposeAsking('confirmCount', args, 'confirmedBy', confirm) : propose('confirmCount', args, confirm(by.trim())),
        proposeDecision({ section: 'inventory', today, by }, args, 'measureCount', 'howMeasured'),
      ],
    });
  });

/** The biggest tables: together with the downtime window they set the pace of the load, which somebody has to have measured. */
export const biggestTables: Probe = (context) => {
  const { plan } = context;
  const counted = inventoryTables(plan).filter((table) => (table.count ?? 0n) > 0n);
  const all = counted.reduce((sum, table) => sum + (table.count ?? 0n), 0n);
  const window = windowMinutes(plan);
  const biggest = counted.toSorted((a, b) => ((b.count ?? 0n) > (a.count ?? 0n) ? 1 : (b.count ?? 0n) < (a.count ?? 0n) ? -1 : 0)).slice(0, 3);
  return biggest
    .filter((table) => !activities(plan).some((activity) => mentions(activity.name, table.name) && /rehears|measure|ahead|preload/i.test(activity.name)))
    .map((table) => {
      const count = table.count ?? 0n;
      const args = {
        table: table.name, rows: formatCount(count), total: formatCount(all), share: String((count * 100n) / (all === 0n ? 1n : all)),
        ...(window !== undefined && window > 0 ? { window: formatDuration(window), rate: formatCount((count + BigInt(Math.ceil(window)) - 1n) / BigInt(Math.ceil(window))) } : {}),
      };
      const activity = (text: string) => append(plan, 'cutover', { activity: text, owner: '?', duration: '?', dependencies: '—' });
      return finding('biggest-tables', {
        ...(window !== undefined && window > 0 ? {} : { variant: 'noWindow' }),
        subject: table.key, concerns: table.name, args,
        proposals: [
          propose('rehearseLoad', args, activity(`Measure the load of ${table.name} in a rehearsal`)),
          propose('loadAhead', args, activity(`Load the closed history of ${table.name} ahead of the window`)),
          proposeDecision(context, args, 'noteLoadRate', 'loadRate'),
        ],
      });
    });
};

/** How far back the data goes, against how far back anybody needs it. */
export const historyNeed: Probe = (context) => {
  const { plan } = context;
  const history = plan.state.volumes.history;
  const counted = inventoryTables(plan).filter((table) => table.count !== undefined);
  const rows = formatCount(counted.reduce((sum, table) => sum + (table.count ?? 0n), 0n));
  if (isBlank(history)) {
    return [finding('history-need', {
      variant: 'unstated', args: { rows, count: String(counted.length) },
      proposals: [proposeAsking('setHistory', {}, 'history', (answer) => ({ kind: 'setField', path: 'volumes.history', value: answer }))],
    })];
  }
  if (plan.state.exclusions.length > 0) return [];
  return [finding('history-need', {
    args: { history, rows, count: String(counted.length) },
    proposals: [
      proposeAsking('excludeHistory', { history }, 'historyCut', (answer) => ({ kind: 'addItem', list: 'exclusions', item: { what: `history before ${answer}`, reason: 'not needed in the new system' } })),
      proposeDecision(context, { history }, 'keepAllHistory', 'whyAllHistory'),
    ],
  })];
};

/** How fast the data grows until the night of the cutover. */
export const growthUnstated: Probe = ({ plan }) => (isBlank(plan.state.volumes.growth)
  ? [finding('growth-unstated', {
    args: { count: String(inventoryTables(plan).length) },
    proposals: [proposeAsking('setGrowth', {}, 'growth', (answer) => ({ kind: 'setField', path: 'volumes.growth', value: answer }))],
  })]
  : []);
