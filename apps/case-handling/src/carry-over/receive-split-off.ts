import { referenceOf, splitOff, type CommandSource, type Complaints } from '@redress/complaints';
import type { ProjectedEvent } from '@redress/eventing';

/**
 * Receives the complaint that a `ComplaintSplit` names, unless it is there. Everything follows from the history up to the split, so that it
 * is the same command whoever sends it, and when. Of somebody who was erased meanwhile nothing is received.
 */
export async function receiveSplitOff(
  complaints: Complaints,
  { stream, revision, data: { into } }: ProjectedEvent,
  source: CommandSource,
): Promise<void> {
  const history = await complaints.history(referenceOf(stream), { to: revision });
  const received = splitOff(history, history.at(-1)?.data ?? {});
  if (received === undefined) return;
  const content = { type: 'receive', data: received.data } as const;
  const remarks = { occurredAt: received.receivedAt };
  const outcome = await complaints.execute(into as string, content, { ...source, idempotencyKey: 'split' }, remarks);
  if (outcome.kind !== 'accepted') throw new Error(`A complaint that was split off was answered with ${outcome.kind}.`);
}
