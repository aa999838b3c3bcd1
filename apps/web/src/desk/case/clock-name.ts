import { clockNames } from '@redress/texts/desk';
import type { Say } from '../say.js';

/** A clock as people call it; one that only its policy knows keeps the name it has there. */
export function clockName(name: string, say: Say): string {
  const known = Object.hasOwn(clockNames, name) ? clockNames[name] : undefined;
  return known === undefined ? name : say(known);
}
