import { NONE, cellOf, rowsOf } from '../../plan/plan.ts';
import type { Probe } from '../elicitation.ts';
import { append, finding, propose, proposeAsking, proposeDecision } from '../build.ts';
import { isNamed, mappingFields, phaseName, phaseNames, sameName, sameTable } from '../facts.ts';

/** Probes on what goes first. */

/** No phase at all. */
export const noPhases: Probe = (context) => {
  const { plan } = context;
  if (phaseNames(plan).length > 0) return [];
  const tables = new Set(mappingFields(plan).map((field) => field.targetTable.trim()).filter(isNamed));
  return [finding('no-phases', {
    args: { count: String(tables.size) },
    proposals: [
      propose('addPhases', {}, append(plan, 'phases',
        { phase: 'Reference data: code tables and lookups that nothing else waits for' },
        { phase: 'Master and transactional data: parents before children' },
        { phase: 'Historical data: closed records that nobody changes any more' })),
      proposeAsking('addPhase', {}, 'phase', (phase) => append(plan, 'phases', { phase })),
    ],
  })];
};

/** Tables that are mapped and stand in no phase, where a load order stands. */
export const tablesWithoutPhase: Probe = ({ plan }) => {
  const order = rowsOf(plan, 'loadOrder');
  const phases = phaseNames(plan);
  if (phases.length === 0) return [];
  const placed = order.map((row) => cellOf(row, 'targetTable'));
  const placedNames = new Set(placed.map((name) => name.trim().toLowerCase()));
  const tables = [...new Set(mappingFields(plan).map((field) => field.targetTable.trim()).filter(isNamed))];
  const open = tables.filter((table) => !placedNames.has(table.toLowerCase()) && !placed.some((name) => sameTable(name, table)));
  return open.map((table) => {
    const args = { table, count: String(open.length), total: String(tables.length) };
    return finding('tables-without-phase', {
      subject: table, concerns: table, args,
      proposals: [proposeAsking('placeTable', args, 'phaseOf', (phase) => append(plan, 'loadOrder', { targetTable: table, phase, waitsFor: NONE, note: '' }), phases)],
    });
  });
};

/** Phases that load no table, where a load order stands. */
export const emptyPhases: Probe = (context) => {
  const { plan } = context;
  const order = rowsOf(plan, 'loadOrder');
  if (order.length === 0) return [];
  const used = order.map((row) => phaseName(cellOf(row, 'phase')));
  return rowsOf(plan, 'phases').flatMap((row, index) => {
    const phase = phaseName(cellOf(row, 'phase'));
    if (phase === '' || used.some((name) => sameName(name, phase))) return [];
    const args = { phase, total: String(rowsOf(plan, 'phases').length) };
    return [finding('empty-phases', {
      subject: phase, concerns: phase, args,
      proposals: [
        propose('dropPhase', args, { kind: 'removeRows', block: 'phases', rows: [{ index, key: [cellOf(row, 'phase')] }] }),
        proposeDecision(context, args, 'keepPhase', 'whyPhase'),
      ],
    })];
  });
};
