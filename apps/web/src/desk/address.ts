/** What an address says after its question mark: one value, or several of a repeated name. */
export type SearchValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the part of an address after its path. */
export function parsedSearch(search: string): SearchValues {
  const values = new URLSearchParams(search);
  return Object.fromEntries(
    [...new Set(values.keys())].map((name) => {
      const all = values.getAll(name);
      return [name, all.length === 1 ? all[0] : all];
    }),
  );
}

/** What an address says under some names, once each; nothing for what is not said, or is empty. */
export function saidOnce<Name extends string>(
  values: SearchValues,
  names: readonly Name[],
): { readonly [name in Name]?: string } {
  const said = names.flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  return Object.fromEntries(said) as { readonly [name in Name]?: string };
}

/** Writes what an address says; nothing for what is not said. */
export function writtenSearch(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [[name, String(one)]] : [])),
  );
  const written = new URLSearchParams(pairs).toString();
  return written === '' ? '' : `?${written}`;
}
