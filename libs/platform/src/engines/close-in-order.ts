/** Closes one after another and goes on when one fails, so that a broken engine does not keep the others open. */
export async function closeInOrder(engines: readonly { close(): Promise<void> }[]): Promise<void> {
  const failures: unknown[] = [];
  for (const engine of engines) await engine.close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Not every engine could be closed.');
}
