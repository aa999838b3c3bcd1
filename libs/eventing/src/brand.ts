/**
 * A value that passed through the one function that checks its kind: the compiler refuses any other value of its base type in its place.
 * Exists at compile time only: stored bytes and JSON hold the plain value. The key is a text, so that packages which do not import each
 * other can declare the same brand.
 */
export type Brand<Base extends string | bigint, Kind extends string> = Base & { readonly '~kind': Kind };
