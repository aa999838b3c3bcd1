import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';

/** One width for what is written anew and what is changed, so that a change moves no other line. */
const WRITTEN = { lineWidth: 100 } as const;

/** Where a value is: the names and numbers on the way to it. */
export type Path = readonly (string | number)[];

/** A value as YAML. */
export function yamlOf(value: unknown): string {
  return stringify(value, WRITTEN);
}

/** What a text says; or what is wrong with it as YAML, and on which line. */
export type ReadYaml =
  { readonly value: Readonly<Record<string, unknown>> } | { readonly fault: string; readonly line: number };

/** Reads the text of a policy. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) return { fault: error.message, line: lines.linePos(error.pos[0]).line };
  let value: unknown;
  try {
    // Aliases could expand a short text into a very large value.
    value = document.toJS({ maxAliasCount: 0 });
  } catch (failure) {
    return { fault: failure instanceof Error ? failure.message : String(failure), line: 1 };
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { value: value as Readonly<Record<string, unknown>> }
    : { fault: typeof value, line: 1 };
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
