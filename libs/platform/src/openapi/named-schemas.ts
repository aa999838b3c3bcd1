type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface WithNamedSchemas {
  readonly paths: object;
  readonly schemas: Readonly<Record<string, object>>;
}

/** Moves every schema that has a title out of the paths, leaving a reference to it, so that each is told once and can be named. */
export function namedSchemas(paths: object): WithNamedSchemas {
  const schemas: Record<string, object> = {};
  const named = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(named);
    const moved = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, named(part)]));
    if (typeof moved['title'] !== 'string') return moved;
    schemas[moved['title']] = moved;
    return { $ref: `#/components/schemas/${moved['title']}` };
  };
  return { paths: named(paths as Json) as object, schemas };
}
