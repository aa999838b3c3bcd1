import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What is told of a file that {@link readYaml} cannot read. */
export const UNREADABLE = 'must be the path of a readable YAML file.';

/** What a YAML file that a setting names holds; undefined when it cannot be read, or is no YAML. Aliases are refused: they can grow without bound. */
export function readYaml(path: string): { readonly content: unknown } | undefined {
  try {
    return { content: parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 }) };
  } catch {
    return undefined;
  }
}

/** Whether it has fields, and is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
