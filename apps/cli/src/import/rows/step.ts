import { createHash } from 'node:crypto';
import { type CommandContent, isOf } from '@redress/complaints';
import { DESCRIPTION_LENGTH_MAX, TEXT_LENGTH_MAX } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import type { Actor, OpenedEvent, Outcome } from '@redress/eventing';

/** One command in the history of an imported complaint. */
export interface Step {
  /** Unique among the steps of one complaint, and the same in every import of the same row. */
  readonly key: string;
  readonly content: CommandContent;
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly reason?: string;
}

/** The complaint refused a step: it was changed since, or imported before with other content. */
export class StepRefusedError extends Error {
  constructor(step: string, outcome: Exclude<Outcome, { kind: 'accepted' }>) {
    super(
      outcome.kind === 'refused'
        ? `the complaint refused the step ${step} (${outcome.refusal.refused})`
        : `the same complaint was imported before with other content (step ${step}, ${outcome.kind})`,
    );
    this.name = 'StepRefusedError';
  }
}

type Accepted = Extract<Outcome, { kind: 'accepted' }>;

/** Returns the outcome of a step that was accepted. Throws a `StepRefusedError` for any other. */
export function accepted(step: string, outcome: Outcome): Accepted {
  if (outcome.kind !== 'accepted') throw new StepRefusedError(step, outcome);
  return outcome;
}

/** Counts the events that an outcome added. */
export function newEventsOf(outcome: Outcome): number {
  return outcome.kind === 'accepted' && !outcome.replayed ? outcome.events.length : 0;
}

/** Whether the complainant was erased: nothing that is exported later may bring them back. */
export function isErased(history: readonly OpenedEvent[]): boolean {
  return typeof history.find(isOf('ComplaintReceived'))?.data.description !== 'string';
}

/** Adds notes keyed by their text, so that the same complaint with other remarks later gets another note. */
export function noteSteps(actor: Actor, title: string, lines: readonly string[], occurredAt: Instant): readonly Step[] {
  return notesOf(title, lines).map((text) => ({
    key: `add-note:${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`,
    content: { type: 'add-note', data: { text, visibility: 'internal' } },
    actor,
    occurredAt,
  }));
}

/** Puts lines under a title, in as many notes as their limit asks for. */
function notesOf(title: string, lines: readonly string[]): readonly string[] {
  const notes: string[] = [];
  const room = TEXT_LENGTH_MAX - title.length - 1;
  for (const line of lines.flatMap((some) => piecesOf(some, room, room))) {
    const last = notes.at(-1);
    if (last !== undefined && last.length + line.length < TEXT_LENGTH_MAX) notes[notes.length - 1] = `${last}\n${line}`;
    else notes.push(`${title}\n${line}`);
  }
  return notes;
}

/**
 * Splits a text into pieces, never within a character: the first as long as a description may be, or as `first` says, the others
 * as long as further information may be, or as `then` says.
 */
export function piecesOf(text: string, first = DESCRIPTION_LENGTH_MAX, then = TEXT_LENGTH_MAX): readonly string[] {
  if (text.length <= first) return [text];
  const characters = [...text];
  const pieces = [characters.slice(0, first).join('')];
  for (let start = first; start < characters.length; start += then) {
    pieces.push(characters.slice(start, start + then).join(''));
  }
  return pieces.filter((piece) => piece.trim() !== '');
}
