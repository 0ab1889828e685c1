import type { Catalogue } from '../catalogue/catalogue.ts';
import { mappingOffers } from '../existingWork/mappingOffers.ts';
import { looseName, plainLabel, sameName } from '../existingWork/offer.ts';
import type { Offer, Said, SystemField, TargetField } from '../existingWork/offer.ts';
import { UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { parseCount } from '../units/count.ts';
import type { Cited, NeighbourFacts, SystemFact, VolumeFact } from './facts.ts';

/**
 * What the documents can bring into a plan. What the plan says already is left out; where it says something else, both are
 * shown and the plan wins unless the other is chosen. Where two documents differ, the first that is read is taken.
 */
export function neighbourOffers(plan: Plan, catalogues: readonly Catalogue[], documents: readonly NeighbourFacts[]): Offer[] {
  const offers = new Offers(plan);
  offers.systems(documents.flatMap(({ systems }) => systems));
  offers.owners(documents);
  offers.volumes(documents.flatMap(({ volumes }) => volumes));
  offers.rest(documents);
  return [...offers.all, ...mappingOffers(plan, catalogues, documents.flatMap(({ mappings }) => mappings), 'named')];
}

const FIELDS: readonly SystemField[] = ['technology', 'location', 'owner', 'size'];
type Values = Readonly<Partial<Record<SystemField, string>>>;

class Offers {
  readonly all: Offer[] = [];
  readonly #plan: Plan;
  readonly #ids = new Set<string>();
  /** Systems new to the plan, by their loose names. */
  #freshTarget: SystemFact | undefined;
  /** What was said first of an object's volume. */
  readonly #volumes = new Map<string, VolumeFact>();
  readonly #fresh = new Map<string, { readonly name: string; readonly values: Values; readonly sure: boolean; readonly cite: string }>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  #add(offer: Offer): void {
    if (this.#ids.has(offer.id)) return;
    this.#ids.add(offer.id);
    this.all.push(offer);
  }

  systems(facts: readonly SystemFact[]): void {
    const groups = new Map<string, SystemFact[]>();
    for (const fact of facts) {
      const key = looseName(fact.name);
      if (key !== '') groups.set(key, [...(groups.get(key) ?? []), fact]);
    }
    const { sourceSystems, targetSystem } = this.#plan.state;
    for (const group of groups.values()) {
      const [first] = group;
      if (!first) continue;
      const standing = sourceSystems.find(({ name }) => sameName(name, first.name));
      const isTarget = standing === undefined && (sameName(targetSystem.name, first.name) || (group.some(({ role }) => role === 'target') && !group.some(({ role }) => role === 'source')));
      if (isTarget) this.#target(group);
      else if (standing) this.#known(standing, group);
      else this.#new(group);
    }
  }

  /** A system that the plan does not have: all that the documents say of it, as one thing to take. */
  #new(group: readonly SystemFact[]): void {
    const first = group[0]!;
    const values: Partial<Record<SystemField, string>> = {};
    for (const fact of group) for (const field of FIELDS) if (fact[field] !== '') values[field] ??= fact[field];
    const doubt = group.find((fact) => fact.doubt !== '')?.doubt;
    const note: Said | undefined = doubt !== undefined ? { code: 'existingWork.notMigrated', args: { words: doubt } } : first.form === 'item' ? { code: 'existingWork.fromList', args: {} } : undefined;
    this.#fresh.set(looseName(first.name), { name: first.name, values, sure: note === undefined, cite: first.cite });
    const cites = [...new Set(group.map(({ cite }) => cite))].join('; ');
    this.#add({
      ...cited({ ...first, cite: cites }), id: `system:${looseName(first.name)}`, group: 'systems', sure: note === undefined, ...(note ? { note } : {}),
      label: plainLabel([first.name, [values.technology, values.location, values.owner && `owner ${values.owner}`, values.size].filter((part) => part !== undefined && part !== '').join(', ')].filter((part) => part !== '').join(': ')),
      taking: { kind: 'system', name: first.name, values },
    });
    for (const fact of group) {
      for (const field of FIELDS) {
        const taken = values[field];
        if (fact[field] !== '' && taken !== undefined && !sameValue(field, taken, fact[field])) this.#conflict(first.name, field, taken, fact[field], fact, first.cite);
      }
    }
  }

  #known(standing: Readonly<Record<SystemField | 'name', string>>, group: readonly SystemFact[]): void {
    for (const field of FIELDS) {
      const said = group.filter((fact) => fact[field] !== '');
      const first = said[0];
      if (!first) continue;
      const now = standing[field].trim();
      if (now === '' || now === UNKNOWN) {
        this.#add({
          ...cited(first), id: `system:${looseName(standing.name)}:${field}:${first[field]}`, group: field === 'owner' ? 'owners' : 'systems', sure: true,
          label: labelOf(field, standing.name, first[field]), taking: { kind: 'system', name: standing.name, values: { [field]: first[field] } },
        });
        for (const other of said.slice(1)) if (!sameValue(field, first[field], other[field])) this.#conflict(standing.name, field, first[field], other[field], other, first.cite);
      } else for (const fact of said) if (!sameValue(field, now, fact[field])) this.#conflict(standing.name, field, now, fact[field], fact);
    }
  }

  /** `said`: where the other value stands, if that is not the plan. */
  #conflict(system: string, field: SystemField, now: string, found: string, where: Cited, said?: string): void {
    this.#add({
      ...cited(where), id: `system:${looseName(system)}:${field}:${found}`, group: field === 'owner' ? 'owners' : 'systems', sure: false, conflict: { plan: now, found, ...(said === undefined ? {} : { said }) },
      label: labelOf(field, system, found), taking: { kind: 'system', name: system, values: { [field]: found } },
    });
  }

  #target(group: readonly SystemFact[]): void {
    const { targetSystem } = this.#plan.state;
    const first = group[0]!;
    const fields: readonly TargetField[] = ['name', 'technology', 'location', 'owner', 'schemaDefined'];
    const fresh: Partial<Record<TargetField, string>> = {};
    // The plan's target has another name: what is said of this one says nothing of that.
    const other = targetSystem.name.trim() !== '' && !sameName(targetSystem.name, first.name);
    for (const field of fields) {
      const fact = group.find((each) => each[field] !== '');
      if (!fact) continue;
      const now = targetSystem[field].trim();
      if (now === '' || now === UNKNOWN) {
        if (!other) fresh[field] = fact[field];
      } else if (field === 'name' ? other : !other && !sameValue(field, now, fact[field])) {
        this.#add({
          ...cited(fact), id: `target:${field}:${fact[field]}`, group: 'target', sure: false, conflict: { plan: now, found: fact[field] },
          label: labelOf(field, first.name, fact[field]), taking: { kind: 'target', values: { [field]: fact[field] } },
        });
      }
    }
    if (Object.keys(fresh).length === 0) return;
    // Another document names another one: which it is, a person decides.
    const earlier = this.#freshTarget;
    this.#freshTarget ??= first;
    this.#add({
      ...cited(first), id: `target:${looseName(first.name)}`, group: 'target', sure: earlier === undefined, ...(earlier ? { conflict: { plan: earlier.name, found: first.name, said: earlier.cite } } : {}),
      label: plainLabel([first.name, [fresh.technology, fresh.location, fresh.owner && `owner ${fresh.owner}`, fresh.schemaDefined && `schema defined: ${fresh.schemaDefined}`].filter((part) => part !== undefined && part !== '').join(', ')].filter((part) => part !== '').join(': ')),
      taking: { kind: 'target', values: fresh },
    });
  }

  /** People who are said to own a system, or to be its steward. */
  owners(documents: readonly NeighbourFacts[]): void {
    const { sourceSystems, targetSystem } = this.#plan.state;
    const names = [...sourceSystems.map(({ name }) => name), ...[...this.#fresh.values()].map(({ name }) => name)];
    for (const person of documents.flatMap(({ people }) => people)) {
      const words = `${person.role} ${person.interest}`;
      const owns = /\b(?:owner|owns|steward|responsible|custodian)\b/i.test(words);
      for (const name of names) {
        if (!(owns && (mentions(words, name) || mentions(person.system, name)))) continue;
        const fresh = this.#fresh.get(looseName(name));
        const standing = sourceSystems.find((system) => system.name === name)?.owner.trim() ?? fresh?.values.owner ?? '';
        if (sameValue('owner', standing, person.name)) continue;
        const open = standing === '' || standing === UNKNOWN;
        this.#add({
          ...cited(person), id: `system:${looseName(name)}:owner:${person.name}`, group: 'owners', sure: open && fresh?.sure !== false, ...(open ? {} : { conflict: { plan: standing, found: person.name, ...(fresh ? { said: fresh.cite } : {}) } }),
          label: labelOf('owner', name, person.name), taking: { kind: 'system', name, values: { owner: person.name } },
        });
      }
      if (owns && targetSystem.name !== '' && (mentions(words, targetSystem.name) || mentions(person.system, targetSystem.name)) && !sameValue('owner', targetSystem.owner, person.name)) {
        const open = targetSystem.owner.trim() === '' || targetSystem.owner.trim() === UNKNOWN;
        this.#add({
          ...cited(person), id: `target:owner:${person.name}`, group: 'owners', sure: open, ...(open ? {} : { conflict: { plan: targetSystem.owner, found: person.name } }),
          label: labelOf('owner', targetSystem.name, person.name), taking: { kind: 'target', values: { owner: person.name } },
        });
      }
    }
  }

  volumes(facts: readonly VolumeFact[]): void {
    for (const fact of facts) {
      const system = this.#systemOf(fact);
      if (system === undefined) continue;
      if (fact.object === '') {
        if (fact.size !== '') this.#systemSize(system, fact);
        continue;
      }
      const row = rowsOf(this.#plan, 'inventory').find((each) => sameName(cellOf(each, 'sourceSystem'), system) && cellOf(each, 'object').trim().toLowerCase() === fact.object.trim().toLowerCase());
      const said = (column: 'recordCount' | 'size'): string => {
        const cell = row ? cellOf(row, column).trim() : '';
        return cell === UNKNOWN ? '' : cell;
      };
      const counts = fact.count !== '' && parseCount(said('recordCount'))?.value !== parseCount(fact.count)?.value;
      const count = counts && said('recordCount') === '' ? fact.count : '';
      const size = fact.size !== '' && said('size') === '' ? fact.size : '';
      const object = `${system}.${fact.object}`;
      const fresh = this.#fresh.get(looseName(system));
      const unknown = !this.#plan.state.sourceSystems.some(({ name }) => sameName(name, system)) && !fresh;
      const key = object.toLowerCase();
      const earlier = this.#volumes.get(key);
      if (!earlier) this.#volumes.set(key, fact);
      else if (fact.count !== '' && earlier.count !== '' && count !== '' && parseCount(earlier.count)?.value !== parseCount(fact.count)?.value) {
        this.#add({
          ...cited(fact), id: `volume:${key}:${fact.count}`, group: 'volumes', sure: false, label: volumeLabel(object, fact.count, ''), conflict: { plan: earlier.count, found: fact.count, said: earlier.cite },
          taking: { kind: 'volume', system, object: fact.object, count: fact.count, size: '' },
        });
      }
      if (!earlier && (count !== '' || size !== '')) {
        this.#add({
          ...cited(fact), id: `volume:${key}`, group: 'volumes', sure: !unknown && fresh?.sure !== false, label: volumeLabel(object, count, size), ...(unknown ? { note: { code: 'existingWork.newSystem', args: { system } } } : {}),
          taking: { kind: 'volume', system, object: fact.object, count, size },
        });
      }
      if (counts && count === '') {
        this.#add({
          ...cited(fact), id: `volume:${key}:${fact.count}`, group: 'volumes', sure: false, label: volumeLabel(object, fact.count, ''), conflict: { plan: said('recordCount'), found: fact.count },
          taking: { kind: 'volume', system, object: fact.object, count: fact.count, size: '' },
        });
      }
    }
  }

  /** The system a volume belongs to: as said, else that of the one row of that name, else the only source there is. */
  #systemOf({ system, object }: VolumeFact): string | undefined {
    const { sourceSystems, targetSystem } = this.#plan.state;
    if (system !== '') {
      if (sameName(system, targetSystem.name)) return undefined;
      return sourceSystems.find(({ name }) => sameName(name, system))?.name ?? this.#fresh.get(looseName(system))?.name ?? system;
    }
    const rows = rowsOf(this.#plan, 'inventory').filter((row) => cellOf(row, 'object').trim().toLowerCase() === object.trim().toLowerCase());
    if (rows.length === 1) return cellOf(rows[0]!, 'sourceSystem');
    const names = [...sourceSystems.map(({ name }) => name), ...[...this.#fresh.values()].map(({ name }) => name)];
    return names.length === 1 ? names[0] : undefined;
  }

  #systemSize(system: string, fact: VolumeFact): void {
    const fresh = this.#fresh.get(looseName(system));
    const now = this.#plan.state.sourceSystems.find(({ name }) => name === system)?.size.trim() ?? fresh?.values.size ?? '';
    if (sameValue('size', now, fact.size)) return;
    const open = now === '' || now === UNKNOWN;
    this.#add({
      ...cited(fact), id: `system:${looseName(system)}:size:${fact.size}`, group: 'volumes', sure: open && fresh?.sure !== false, ...(open ? {} : { conflict: { plan: now, found: fact.size, ...(fresh ? { said: fresh.cite } : {}) } }),
      label: labelOf('size', system, fact.size), taking: { kind: 'system', name: system, values: { size: fact.size } },
    });
  }

  rest(documents: readonly NeighbourFacts[]): void {
    const { relationships, dataQuality, constraints, businessRules, pastAttempts } = this.#plan.state;
    for (const { from, to, how, ...where } of documents.flatMap((each) => each.relationships)) {
      const standing = relationships.find((item) => sameName(item.from, from) && sameName(item.to, to));
      if (standing?.how.includes(where.cite) === true || (standing && (how === '' || sameName(standing.how, how)))) continue;
      this.#add({
        ...cited(where), id: `relationship:${looseName(from)}:${looseName(to)}:${how}`, group: 'relationships', sure: standing === undefined, ...(standing ? { conflict: { plan: standing.how, found: how } } : {}),
        label: plainLabel(`${from} → ${to}${how === '' ? '' : `: ${how}`}`), taking: { kind: 'relationship', from, to, how },
      });
    }
    for (const { issue, where: place, treatment, ...where } of documents.flatMap((each) => each.quality)) {
      if (dataQuality.some((item) => sameName(item.issue, issue))) continue;
      this.#add({ ...cited(where), id: `quality:${looseName(issue)}`, group: 'quality', sure: true, label: plainLabel([issue, place].filter((part) => part !== '').join(', ')), taking: { kind: 'quality', issue, where: place, treatment } });
    }
    const standing = { 'constraints.regulations': constraints.regulations, 'constraints.other': constraints.other, businessRules, pastAttempts };
    for (const { list, value, ...where } of documents.flatMap((each) => each.texts)) {
      if (standing[list].some((text) => sameName(text, value))) continue;
      this.#add({ ...cited(where), id: `text:${list}:${looseName(value)}`, group: 'rules', sure: true, label: plainLabel(value), taking: { kind: 'text', list, value } });
    }
  }
}

function labelOf(field: SystemField | TargetField, system: string, value: string): Said {
  return { code: `existingWork.label.${field}`, args: { system, value } };
}

function volumeLabel(object: string, count: string, size: string): Said {
  return { code: count === '' ? 'existingWork.label.bytes' : size === '' ? 'existingWork.label.rows' : 'existingWork.label.rowsAndSize', args: { object, count, size } };
}

function cited({ cite, path, line }: Cited): Cited {
  return { cite, path, line };
}

function sameValue(field: SystemField | TargetField, one: string, other: string): boolean {
  return field === 'size' ? one.replace(/\s/g, '').toLowerCase() === other.replace(/\s/g, '').toLowerCase() : sameName(one, other);
}

/** Whether a text names a system, as words of its own. */
function mentions(text: string, name: string): boolean {
  const words = (value: string): string => ` ${value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
  return words(name).trim() !== '' && words(text).includes(words(name));
}
