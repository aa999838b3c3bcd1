import type { Json } from '@redress/eventing';
import { onOneLine } from '../output/table.js';

const CHARACTERS_MAX = 160;

/** How a value without its words is shown: its key was destroyed, or it was not asked for. */
export type Withheld = '[erased]' | '[sealed]';

/** A value of an event or a state in one short line. */
export function showValue(value: Json, withheld: Withheld): string {
  const text = onOneLine(worded(value, withheld));
  return text.length <= CHARACTERS_MAX ? text : `${text.slice(0, CHARACTERS_MAX - 1)}…`;
}

/** `{ a: 1, b: "x" }` as `a=1, b=x`. */
export function showFields(fields: { readonly [name: string]: Json }, withheld: Withheld): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${showValue(value, withheld)}`)
    .join(', ');
}

function worded(value: Json, withheld: Withheld): string {
  if (value === null) return '-';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => worded(item, withheld)).join(', ')}]`;
  if ('erased' in value && value['erased'] === true) return withheld;
  if ('keyMissing' in value && value['keyMissing'] === true) return '[key missing]';
  const fields = Object.entries(value).map(([name, item]) => `${name}=${worded(item, withheld)}`);
  return `{${fields.join(', ')}}`;
}
