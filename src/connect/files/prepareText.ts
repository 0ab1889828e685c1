import { join } from 'node:path';
import { formatCount } from '../../core/units/count.ts';
import { connectText } from '../connectError.ts';
import { copyText } from './copyText.ts';
import { inspectText } from './inspectText.ts';
import type { TextFacts } from './inspectText.ts';
import { lineAt } from './textChunks.ts';
import type { FileIssue, FileReading } from './reading.ts';
import { FileFault } from './reading.ts';

/** A text file that DuckDB can read: the file itself where it is UTF-8, else a copy in the scratch folder. */
export interface PreparedText {
  readonly path: string;
  readonly packed: boolean;
  readonly facts: TextFacts;
  readonly issues: readonly FileIssue[];
  /** The `encoding` that a person would give DuckDB for the file itself; undefined for UTF-8. */
  readonly encoding?: string;
  /** Lines that the copy leaves out. */
  readonly dropped: readonly number[];
  /** The line of the file that a byte of `path` stands in. */
  lineOf(offset: number): Promise<number>;
}

export interface Preparing {
  /** Whether a line is a record, so that one beyond the limit can be left out. */
  readonly byLine: boolean;
  readonly evenLineEnds: boolean;
}

/** Looks at the bytes of a text file, and makes a copy where it is in another encoding or has lines beyond the limit. */
export async function prepareText(reading: FileReading, { byLine, evenLineEnds }: Preparing): Promise<PreparedText> {
  const { file: { file, form: { packed }, shown, size }, mostLine, scratch, signal, working } = reading;
  const most = byLine ? mostLine : Number.MAX_SAFE_INTEGER;
  const inspecting = { mostLine: most, signal, working };
  const facts = await unpacking(() => inspectText(file, packed, inspecting), packed);
  check(facts);
  const issues: FileIssue[] = [];
  const encoding = encodingOf(facts);
  if (encoding !== undefined) issues.push({ message: connectText(facts.encoding === 'windows-1252' ? 'files.windows1252' : 'files.utf16') });
  if (encoding === undefined && facts.overlong.count === 0 && !evenLineEnds) {
    return { path: file, packed, facts, issues: [...issues, ...nulIssues(facts)], dropped: [], lineOf: (offset) => lineAt(file, packed, offset) };
  }
  const copy = join(scratch, 'copy.txt');
  const dropped = await copyText(file, packed, copy, shown, size, { from: facts.encoding, mostLine: most, evenLineEnds, signal, working });
  const copied = await inspectText(copy, false, inspecting);
  check({ ...copied, blank: copied.blank && dropped.length === 0 });
  const [first] = dropped;
  if (first !== undefined) {
    const args = { count: formatCount(BigInt(dropped.length)), limit: formatCount(BigInt(mostLine)) };
    issues.push({ message: connectText(dropped.length === 1 ? 'files.lineTooLong' : 'files.linesTooLong', args), line: first });
  }
  return {
    path: copy, packed: false, facts: copied, dropped, issues: [...issues, ...nulIssues(copied)], ...(encoding === undefined ? {} : { encoding }),
    lineOf: async (offset) => dropped.reduce((line, gone) => (gone <= line ? line + 1 : line), await lineAt(copy, false, offset)),
  };
}

function check({ binary, blank }: TextFacts): void {
  if (blank) throw new FileFault(connectText('files.blank'));
  if (binary) throw new FileFault(connectText('files.binary'));
}

function encodingOf({ encoding }: TextFacts): string | undefined {
  return encoding === 'utf-8' ? undefined : encoding === 'windows-1252' ? 'latin-1' : 'utf-16';
}

function nulIssues({ nuls }: TextFacts): FileIssue[] {
  return nuls.count === 0 ? [] : [{ message: connectText('files.nuls', { count: formatCount(BigInt(nuls.count)) }), line: nuls.line }];
}

async function unpacking<Result>(work: () => Promise<Result>, packed: boolean): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (packed && typeof code === 'string' && code.startsWith('Z_')) throw new FileFault(connectText('files.damagedPack'));
    throw error;
  }
}
