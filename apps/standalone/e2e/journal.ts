import type { OpenedEvent } from '@redress/eventing';
import type { Answer } from '@redress/testing';
import { isDeepStrictEqual } from 'node:util';

/** A command as a client sent it, and what it was told. Its key is also in what it records, so that it can be found in the log. */
export interface Sent {
  readonly key: string;
  /** Who sent it; undefined for a complainant who lodges. */
  readonly who?: string;
  readonly path: string;
  readonly body: unknown;
  /** The complainant's address, when one was left. */
  readonly email?: string;
  /** The body of the first 2xx answer. Without one, nobody knows whether the command was recorded. */
  answer?: Readonly<Record<string, unknown>>;
}

/** What clients sent and were answered: what the system must keep to, whatever happens to it. */
export class Journal {
  private readonly byKey = new Map<string, Sent>();
  /** Answers that no client should have got. */
  readonly contradictions: string[] = [];

  get sent(): readonly Sent[] {
    return [...this.byKey.values()];
  }

  add(sent: Sent): Sent {
    this.byKey.set(sent.key, sent);
    return sent;
  }

  /** Notes an answer and tells whether it is final. A system that is stopping may ask to be asked again. */
  note(sent: Sent, { status, body, headers }: Answer): boolean {
    if (status === 503) return false;
    if (status !== 200 && status !== 201) {
      this.contradictions.push(`${sent.key} was answered with ${status}: ${JSON.stringify(body)}`);
    } else if (sent.answer === undefined) {
      sent.answer = body;
    } else if (!isDeepStrictEqual(body, sent.answer)) {
      this.contradictions.push(`${sent.key} was answered ${JSON.stringify(sent.answer)}, then ${JSON.stringify(body)}`);
    } else if (headers.get('idempotency-replayed') !== 'true') {
      this.contradictions.push(`${sent.key} was answered again as if for the first time`);
    }
    return true;
  }

  /** What the log has not, or has twice, or has without anybody having sent it; empty when all is well. */
  faultsIn(events: readonly OpenedEvent[]): readonly string[] {
    const byKey = Map.groupBy(events, keyOf);
    const strange = [...byKey.keys()].filter((key) => key !== undefined && !this.byKey.has(key));
    const ids = new Set(events.map(({ id }) => id));
    return [
      ...this.sent.flatMap((sent) => faultsOf(sent, byKey.get(sent.key) ?? [])),
      ...strange.map((key) => `${key} was recorded, but nobody sent it`),
      ...(ids.size < events.length ? [`${events.length - ids.size} events have the id of another`] : []),
    ];
  }
}

/** Undefined for what the services record by themselves. */
function keyOf({ type, data, reason }: OpenedEvent): string | undefined {
  const key = type === 'ComplaintReceived' ? data['externalReference'] : reason;
  return typeof key === 'string' ? key : undefined;
}

function faultsOf({ key, answer }: Sent, events: readonly OpenedEvent[]): readonly string[] {
  if (answer === undefined) return events.length > 1 ? [`${key} was recorded ${events.length} times`] : [];
  const types = events.map(({ type }) => type);
  const expected = (answer['events'] as readonly string[] | undefined) ?? ['ComplaintReceived'];
  if (!isDeepStrictEqual(types, expected)) {
    return [`${key} was answered with ${expected.join()} and is recorded as ${types.join() || 'nothing'}`];
  }
  const last = events.at(-1);
  const isWhereAnswered =
    last?.revision === answer['revision'] &&
    last?.stream === streamOf(answer) &&
    events.every(({ stream }) => stream === last.stream);
  return isWhereAnswered ? [] : [`${key} is not at the place that was answered`];
}

/** The stream of the complaint that an answer is about. */
export function streamOf(answer: Readonly<Record<string, unknown>>): string {
  return `complaint-${String(answer['reference']).replaceAll('-', '')}`;
}
