import { isMap, isScalar, isSeq } from 'yaml';
import { readYaml, scalarText } from '../document/readYaml.ts';

export type YamlValue = string | readonly YamlValue[] | YamlObject;
export interface YamlObject { readonly [key: string]: YamlValue | undefined }

/** Beyond this a configuration file is none; the parser would take seconds. */
const MOST = 200_000;

/** A YAML file as plain values, every scalar a string. Undefined where it can't be read, is no map, or has anchors (which can multiply without end). */
export function readYamlValue(text: string): YamlObject | undefined {
  if (text.length > MOST) return undefined;
  const reading = readYaml(text.replace(/^\uFEFF/, '').replace(/^---[ \t]*\r?\n/, ''));
  if (reading.fault || !reading.root) return undefined;
  const value = plain(reading.root);
  return isYamlObject(value) ? value : undefined;
}

/** Depth is bounded by `readYaml`. */
function plain(node: unknown): YamlValue {
  if (isScalar(node)) return scalarText(node);
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node)) {
    const entries = node.items.map((pair): [string, YamlValue] => [isScalar(pair.key) ? scalarText(pair.key) : '', plain(pair.value)]);
    return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
  }
  return '';
}

export function isYamlObject(value: YamlValue | undefined): value is YamlObject {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The maps of a list; none where it is no list. */
export function yamlObjects(value: YamlValue | undefined): readonly YamlObject[] {
  return Array.isArray(value) ? (value as readonly YamlValue[]).filter(isYamlObject) : [];
}

/** A scalar; '' where it is none. */
export function yamlText(value: YamlValue | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** The scalars of a list, or the one scalar. */
export function yamlTexts(value: YamlValue | undefined): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  return Array.isArray(value) ? (value as readonly YamlValue[]).map(yamlText).filter((text) => text !== '') : [];
}
