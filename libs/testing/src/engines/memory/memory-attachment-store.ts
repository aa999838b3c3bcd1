import {
  type AttachmentKey,
  attachmentPath,
  type AttachmentStore,
  StoreClosedError,
  type StoredAttachment,
  type Instant,
  toInstant,
} from '@redress/eventing';

/** An attachment store in memory. */
export class MemoryAttachmentStore implements AttachmentStore {
  private readonly contents = new Map<string, StoredAttachment & { readonly content: Uint8Array }>();
  private isClosed = false;

  /** @param now the clock for the time of each put. */
  constructor(private readonly now: () => Instant = () => toInstant(new Date().toISOString())) {}

  async put(key: AttachmentKey, content: Uint8Array): Promise<void> {
    this.checkOpen();
    const stored = { ...key, bytes: content.length, storedAt: this.now(), content: Uint8Array.from(content) };
    this.contents.set(attachmentPath(key), stored);
  }

  async get(key: AttachmentKey): Promise<Uint8Array | undefined> {
    this.checkOpen();
    const stored = this.contents.get(attachmentPath(key));
    return stored && Uint8Array.from(stored.content);
  }

  async *list(): AsyncGenerator<StoredAttachment> {
    this.checkOpen();
    const sorted = [...this.contents].sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [, { content: _, ...stored }] of sorted) yield stored;
  }

  async remove(key: AttachmentKey): Promise<void> {
    this.checkOpen();
    this.contents.delete(attachmentPath(key));
  }

  async check(): Promise<void> {
    this.checkOpen();
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreClosedError('The attachment store is closed.');
  }
}
