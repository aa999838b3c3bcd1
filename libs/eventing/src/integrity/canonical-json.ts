import canonicalize from 'canonicalize';

/**
 * The RFC 8785 canonical form of a JSON value. Members that are `undefined` are left out, as in `JSON.stringify`.
 * Throws a `TypeError` for what has no such form: NaN, infinities, lone surrogates, cycles, bigint, `undefined` itself.
 */
export function canonicalJson(value: unknown): string {
  let canonical: string | undefined;
  try {
    canonical = canonicalize(value);
  } catch (error) {
    throw new TypeError('The value has no canonical JSON form.', { cause: error });
  }
  if (canonical === undefined) throw new TypeError('The value has no canonical JSON form.');
  return canonical;
}
