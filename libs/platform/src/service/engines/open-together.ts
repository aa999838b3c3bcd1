interface Closable {
  close(): Promise<void>;
}

/** Closes engines one after another and continues after a failure, so that a broken engine does not keep the others open. */
export async function closeInOrder(engines: readonly Closable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const engine of engines) await engine.close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Not every engine could be closed.');
}

/** Opens several engines and passes each to `keep`. When one cannot be opened, closes those before it in reverse order. */
export async function openTogether<Opened>(
  open: (keep: <Engine extends Closable>(opening: Promise<Engine>) => Promise<Engine>) => Promise<Opened>,
): Promise<Opened> {
  const opened: Closable[] = [];
  try {
    return await open(async (opening) => {
      const engine = await opening;
      opened.push(engine);
      return engine;
    });
  } catch (error) {
    await closeInOrder(opened.reverse());
    throw error;
  }
}
