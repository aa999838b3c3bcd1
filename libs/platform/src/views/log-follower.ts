import type { ParkedStream, Position } from '@redress/eventing';

/** What a consumer keeps up to date from the log: a view, or the progress of a process manager. */
export interface LogFollower {
  readonly name: string;
  /** Up to where it has seen the log. */
  position(): Promise<Position>;
  /** The complaints that wait behind an event that could not be handled; at most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]>;
  /** Tries a parked complaint again. */
  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'>;
}
