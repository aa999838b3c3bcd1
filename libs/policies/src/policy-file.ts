import { checkPolicy, shippedCalendars, type Policy } from '@redress/domain';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

/** Far more than any policy has, and little enough to be read at once. */
const FILE_LENGTH_MAX = 262_144;
const FAULTS_MAX = 50;

/** What is wrong with a policy file, where, and what is asked for. Lines and columns count from 1. */
export interface FileFault {
  readonly line: number;
  readonly column: number;
  /** JSON pointer (RFC 6901) to the value; empty for a fault of the file as a whole. */
  readonly pointer: string;
  readonly problem: string;
}

export type ReadPolicy = { readonly policy: Policy } | { readonly faults: readonly FileFault[] };

/** Every fault of what should be a policy, without places in a file. */
export function policyFaults(value: unknown): ReturnType<typeof checkPolicy> {
  const versions = shippedCalendars.map(({ version }) => version);
  return checkPolicy(value, versions);
}

/** Reads a policy from the text of a YAML or JSON file (JSON is YAML 1.2). Never throws: whatever is wrong is told by its place. */
export function readPolicyFile(text: string): ReadPolicy {
  if (text.length > FILE_LENGTH_MAX) {
    return { faults: [atStart(`Must be at most ${FILE_LENGTH_MAX} characters long: one file holds one version.`)] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const broken = [...document.errors, ...document.warnings].slice(0, FAULTS_MAX);
  if (broken.length > 0) {
    return {
      faults: broken.map(({ pos: [at], message }) => ({ ...placeOf(lines, at), pointer: '', problem: message })),
    };
  }
  let value: unknown;
  try {
    // An alias could make a short file a very large value.
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return { faults: [atStart('Must hold no aliases (*name): write each value where it is needed.')] };
  }
  const faults = policyFaults(value).slice(0, FAULTS_MAX);
  if (faults.length === 0) return { policy: value as Policy };
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

/** Where the value of a pointer stands, or its name; for one that is missing, the last thing above it that is there. */
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
