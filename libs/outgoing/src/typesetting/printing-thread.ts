import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';

/** What the thread answers for each document, in order. A failure is told by its kind alone: its message could quote the document. */
type Printed = { readonly document: Uint8Array } | { readonly failure: string };

/** Documents that are laid out or wait for it: as many people may print at once. */
const DOCUMENTS_MAX = 20;
const HEAP_MEGABYTES_MAX = 256;

/** As many documents as may wait already do. */
export class PrinterBusyError extends Error {
  override readonly name = 'PrinterBusyError';
}

/** A document took too long to be laid out, and was given up. */
export class UnprintableError extends Error {
  override readonly name = 'UnprintableError';
}

export interface PrintingOptions {
  /** Shown where threads are listed. */
  readonly name: string;
  /** The built program, which calls {@link answerPrints}. */
  readonly program: URL;
  /** Far longer than the longest document takes, also in a thread that has yet to load its fonts on a busy machine. */
  readonly documentMsMax: number;
}

/**
 * Lays documents out in a thread of its own, one after another, so that no text keeps the process from answering others. A document that
 * takes too long ends the thread, and the next one begins another.
 */
export class PrintingThread<Content> {
  private thread: Worker | undefined;
  private underWay = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: PrintingOptions) {}

  /** Returns the document as PDF. Rejects with {@link PrinterBusyError} or {@link UnprintableError}. */
  async print(content: Content): Promise<Uint8Array> {
    if (this.underWay >= DOCUMENTS_MAX) throw new PrinterBusyError(`${DOCUMENTS_MAX} documents wait already.`);
    this.underWay += 1;
    const printed = this.last.then(() => this.printNow(content));
    this.last = printed.catch(() => undefined);
    try {
      return await printed;
    } finally {
      this.underWay -= 1;
    }
  }

  /** The next document begins another thread. */
  async end(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.terminate();
  }

  private async printNow(content: Content): Promise<Uint8Array> {
    const thread = this.begun();
    const deadline = AbortSignal.timeout(this.options.documentMsMax);
    try {
      thread.postMessage(content);
      // Rejects also when the thread fails, for example for want of memory.
      const [printed] = (await once(thread, 'message', { signal: deadline })) as [Printed];
      if ('document' in printed) return printed.document;
      throw new Error(`A document could not be laid out (${printed.failure}).`);
    } catch (error) {
      await this.end();
      throw deadline.aborted ? new UnprintableError('A document took too long to be laid out.') : error;
    }
  }

  private begun(): Worker {
    if (this.thread !== undefined) return this.thread;
    const { name, program } = this.options;
    this.thread = new Worker(program, { name, resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX } });
    // Listens even while no document is awaited: an error without a listener would end this process.
    this.thread.on('error', () => undefined);
    this.thread.unref();
    return this.thread;
  }
}

/** The program of a {@link PrintingThread}: answers each content that it is sent with its document. */
export function answerPrints<Content>(layOut: (content: Content) => Promise<Uint8Array>): void {
  const answer = (printed: Printed): void => parentPort?.postMessage(printed);
  parentPort?.on('message', (content: Content) => {
    layOut(content).then(
      (document) => answer({ document }),
      (error: unknown) => answer({ failure: error instanceof Error ? error.name : 'unexpected failure' }),
    );
  });
}
