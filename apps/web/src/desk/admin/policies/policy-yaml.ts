import { type ErrorCode, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';

/** One width for what is written anew and what is changed, so that a change moves no other line. */
const WRITTEN = { lineWidth: 100 } as const;

/** Where a value is: the names and numbers on the way to it. */
export type Path = readonly (string | number)[];

/** A value as YAML. */
export function yamlOf(value: unknown): string {
  return stringify(value, WRITTEN);
}

/** What can be wrong with a text as YAML; `no-fields`: it is YAML, but has no names with values. */
export type YamlFault = 'tab' | 'indentation' | 'twice' | 'incomplete' | 'alias' | 'no-fields' | 'unreadable';

/** What a text says; or what is wrong with it as YAML, and on which line. */
export type ReadYaml =
  { readonly value: Readonly<Record<string, unknown>> } | { readonly fault: YamlFault; readonly line: number };

/** Faults by the library's codes, since its messages are English; any other code is `unreadable`. */
const FAULTS: Readonly<Partial<Record<ErrorCode, YamlFault>>> = {
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indentation',
  DUPLICATE_KEY: 'twice',
  MISSING_CHAR: 'incomplete',
  BAD_ALIAS: 'alias',
};

/** Reads the text of a policy. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) return { fault: FAULTS[error.code] ?? 'unreadable', line: lines.linePos(error.pos[0]).line };
  let value: unknown;
  try {
    // Aliases could expand a short text into a very large value.
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return { fault: 'alias', line: 1 };
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { value: value as Readonly<Record<string, unknown>> }
    : { fault: 'no-fields', line: 1 };
}

/** A text with one value changed, or taken out when it is undefined; the rest, comments included, stays. */
export function withValue(text: string, path: Path, value: unknown): string {
  const document = parseDocument(text);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  return document.toString(WRITTEN);
}

/** The value at a place of what a text says. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, part) =>
      typeof inside === 'object' && inside !== null ? (inside as Readonly<Record<string, unknown>>)[part] : undefined,
    value,
  );
}

/** The line, from 1, of a place named by a JSON pointer (RFC 6901); of its closest existing parent if there is no such value. */
export function lineOf(text: string, pointer: string): number {
  const lines = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: lines }).contents;
  let offset = 0;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (!isPair(pair) || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      if (isMap(node) || isScalar(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return Math.max(1, lines.linePos(offset).line);
}
