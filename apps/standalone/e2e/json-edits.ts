type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

/** One way to alter a JSON text, with words to name it by when nobody noticed. */
export interface Edit {
  readonly what: string;
  readonly text: string;
}

/** Every leaf changed, every leaf left out, and one put in: each as a JSON text of its own. */
export function editsOf(text: string): readonly Edit[] {
  const value = JSON.parse(text) as Json;
  const edits = leavesOf(value, []).flatMap(({ path, leaf }) => [
    { what: `${path.join('.')} changed`, text: JSON.stringify(replaced(value, path, changed(leaf))) },
    ...(path.length === 0
      ? []
      : [{ what: `${path.join('.')} left out`, text: JSON.stringify(replaced(value, path, undefined)) }]),
  ]);
  return [...edits, { what: 'one put in', text: JSON.stringify({ ...(value as object), added: 1 }) }];
}

function leavesOf(value: Json, path: Path): readonly { readonly path: Path; readonly leaf: Json }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value }];
  const members = Object.entries<Json>(value);
  if (members.length === 0) return [{ path, leaf: value }];
  return members.flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

function changed(leaf: Json): Json {
  if (typeof leaf === 'string') return leaf.endsWith('x') ? `${leaf.slice(0, -1)}y` : `${leaf.slice(0, -1)}x`;
  if (typeof leaf === 'number') return leaf + 1;
  if (typeof leaf === 'boolean') return !leaf;
  return 'something';
}

function replaced(value: Json, [key, ...rest]: Path, by: Json | undefined): Json | undefined {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as readonly Json[])] : { ...(value as object) }) as Record<
    string,
    Json | undefined
  >;
  copy[key] = replaced(copy[key] ?? null, rest, by);
  if (copy[key] !== undefined) return copy as Json;
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== key);
  return Object.fromEntries(Object.entries(copy).filter(([name]) => name !== key)) as Json;
}
