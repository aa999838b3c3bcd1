import type { Language } from '@redress/contracts';
import { text, type TextKey, type TextValues } from '@redress/texts';

/** Says what a check found in the language of whoever asked. */
export type SayFinding = (key: TextKey, values?: TextValues) => string;

/** Findings in a language. */
export function findingsIn(language: Language): SayFinding {
  return (key, values) => text(language, key, values);
}

/** The result of one check. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** How to fix it. */
  readonly remedy?: string;
}

export function ok(check: string, detail: string): Finding {
  return { check, state: 'ok', detail };
}

export function warn(check: string, detail: string, remedy: string): Finding {
  return { check, state: 'warn', detail, remedy };
}

export function fail(check: string, detail: string, remedy: string): Finding {
  return { check, state: 'fail', detail, remedy };
}
