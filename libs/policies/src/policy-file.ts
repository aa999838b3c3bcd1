import { checkPolicy, type Holiday, type Policy, shippedCalendars, type StaffList } from '@redress/domain';
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLSeq,
} from 'yaml';

/** Far more than any policy needs, and small enough to read at once. */
const FILE_LENGTH_MAX = 262_144;
const FAULTS_MAX = 50;

/** A fault of a policy file: its place and what is expected. Lines and columns count from 1. */
export interface FileFault {
  readonly line: number;
  readonly column: number;
  /** JSON pointer (RFC 6901) to the value; empty for a fault of the file as a whole. */
  readonly pointer: string;
  readonly problem: string;
}

export type ReadPolicy = { readonly policy: Policy } | { readonly faults: readonly FileFault[] };

/** Every fault of a policy, without places in a file. With a staff list, whoever may know of confidential complaints must be in it. */
export function policyFaults(value: unknown, staff?: StaffList): ReturnType<typeof checkPolicy> {
  const versions = shippedCalendars.map(({ version }) => version);
  return checkPolicy(value, versions, staff);
}

/**
 * Reads a policy from the text of a YAML or JSON file (JSON is YAML 1.2), against the staff list where there is one. Never throws: reports
 * faults by place.
 */
export function readPolicyFile(text: string, staff?: StaffList): ReadPolicy {
  const read = readCheckedYaml(text, (value) => policyFaults(value, staff));
  return 'faults' in read ? read : { policy: read.value as Policy };
}

/** Reads and checks the text of a YAML or JSON file. Never throws: reports faults by place. */
export function readCheckedYaml(
  text: string,
  check: (value: unknown) => ReturnType<typeof checkPolicy>,
): { readonly value: unknown } | { readonly faults: readonly FileFault[] } {
  if (text.length > FILE_LENGTH_MAX) {
    return { faults: [atStart(`Must be at most ${FILE_LENGTH_MAX} characters long.`)] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const broken = [...document.errors, ...document.warnings].slice(0, FAULTS_MAX);
  if (broken.length > 0) {
    return {
      faults: broken.map(({ pos: [at], message }) => ({ ...placeOf(lines, at), pointer: '', problem: message })),
    };
  }
  const aliases = aliasesIn(document).slice(0, FAULTS_MAX);
  if (aliases.length > 0) {
    const problem = 'Must not contain aliases (*name): write each value where it is needed.';
    return { faults: aliases.map((offset) => ({ ...placeOf(lines, offset), pointer: '', problem })) };
  }
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const faults = check(value).slice(0, FAULTS_MAX);
  if (faults.length === 0) return { value };
  return { faults: faults.map((fault) => ({ ...placeOf(lines, offsetOf(document, fault.pointer)), ...fault })) };
}

/** `acme.yaml:12:5: /clocks/0/anchor: Must be one of ...` */
export function describeFileFault(file: string, { line, column, pointer, problem }: FileFault): string {
  return `${file}:${line}:${column}: ${pointer === '' ? '' : `${pointer}: `}${problem}`;
}

function atStart(problem: string): FileFault {
  return { line: 1, column: 1, pointer: '', problem };
}

function placeOf(lines: LineCounter, offset: number): Pick<FileFault, 'line' | 'column'> {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** The places of aliases, which could expand a short file into a very large value. */
function aliasesIn(document: Document.Parsed): readonly number[] {
  const offsets: number[] = [];
  visit(document, { Alias: (_, alias) => void offsets.push(startOf(alias) ?? 0) });
  return offsets;
}

/** Finds the place of a pointer's value or name; for a missing one, that of its closest existing parent. */
function offsetOf({ contents }: Document.Parsed, pointer: string): number {
  let node: unknown = contents;
  let offset = startOf(contents) ?? 0;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return isPair(node) || isMap(node) || isSeq(node) ? offset : (startOf(node) ?? offset);
}

function startOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null | undefined)?.range?.[0];
}

/** The extended policy file and the number of new holidays, or its faults. */
export type HolidaysAdded =
  | { readonly text: string; readonly added: number }
  | { readonly faults: readonly FileFault[] }
  | { readonly faults: 'no-own-calendar' };

/**
 * Adds holidays to the own calendar of a policy file, YAML or JSON. Leaves the rest unchanged, including comments, order and existing
 * dates. Checks the whole result. Never throws.
 */
export function addHolidays(text: string, holidays: readonly Holiday[]): HolidaysAdded {
  const before = readPolicyFile(text);
  if ('faults' in before) return before;
  const { ownCalendar } = before.policy;
  if (ownCalendar === undefined) return { faults: 'no-own-calendar' };
  const fresh = holidays.filter(({ on }) => !ownCalendar.holidays.some((known) => known.on === on));
  if (fresh.length === 0) return { text, added: 0 };
  const after = withItems(text, fresh.map(itemOf));
  const read = readPolicyFile(after);
  return 'faults' in read ? read : { text: after, added: fresh.length };
}

/** Formats one holiday as one line, valid in YAML and JSON. */
function itemOf({ on, names: { en, fa } }: Holiday): string {
  return `{ "on": "${on}", "names": { "en": ${JSON.stringify(en)}, "fa": ${JSON.stringify(fa)} } }`;
}

function withItems(text: string, items: readonly string[]): string {
  const lines = new LineCounter();
  const list = parseDocument(text, { lineCounter: lines }).getIn(['ownCalendar', 'holidays']) as YAMLSeq<Node>;
  const [from = 0] = list.range ?? [];
  const last = list.items.at(-1)?.range;
  // A list in brackets, also an empty one, continues after its last item.
  if (list.flow === true) {
    const at = last?.[1] ?? from + 1;
    return `${text.slice(0, at)}${last === undefined ? '' : ', '}${items.join(', ')}${text.slice(at)}`;
  }
  const indent = ' '.repeat(lines.linePos(from).col - 1);
  const above = text.slice(0, last?.[2]);
  const added = items.map((item) => `${indent}- ${item}\n`).join('');
  return `${above}${above.endsWith('\n') ? '' : '\n'}${added}${text.slice(above.length)}`;
}
