import type { CommandContent } from '@redress/complaints';
import type { Actor } from '@redress/eventing';

/** One command in the life of an imported complaint. */
export interface Step {
  /** Unique among the steps of one complaint, and the same in every import of the same row. */
  readonly key: string;
  readonly content: CommandContent;
  readonly actor: Actor;
  readonly occurredAt: string;
  readonly reason?: string;
}
