import { Injectable } from '@nestjs/common';

/** What cannot be had of a complaint: events that its stream no longer gives, or the keys to its personal values. */
export const DAMAGES = ['histories', 'keys'] as const;
export type Damage = (typeof DAMAGES)[number];

/** Beyond so many of a kind one more is not told apart from the others. */
const REMEMBERED_MAX = 10_000;

/**
 * What this process has come upon that is damaged and cannot mend itself. It was met on the way of some request or process, so that
 * there is none here proves nothing: `redress verify` looks everywhere.
 */
@Injectable()
export class KnownDamage {
  private readonly met: Readonly<Record<Damage, Set<string>>> = { histories: new Set(), keys: new Set() };

  /** `subject`: the stream, or the person, that is damaged. */
  note(damage: Damage, subject: string): void {
    const subjects = this.met[damage];
    if (subjects.size < REMEMBERED_MAX) subjects.add(subject);
  }

  /** It was met whole. */
  mended(damage: Damage, subject: string): void {
    this.met[damage].delete(subject);
  }

  count(damage: Damage): number {
    return this.met[damage].size;
  }
}
