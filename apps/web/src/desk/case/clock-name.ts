import type { DeskTextKey } from '@redress/texts/desk';
import type { Say } from '../say.js';

/** Names that the shipped policies give to the clocks that every complaint has. */
const NAMES: Readonly<Record<string, DeskTextKey>> = {
  acknowledgement: 'desk.clock-name.acknowledgement',
  decision: 'desk.clock-name.decision',
};

/** A clock as people call it; one that only its policy knows keeps the name it has there. */
export function clockName(name: string, say: Say): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return known === undefined ? name : say(known);
}
