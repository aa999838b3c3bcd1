import { attachmentPath, StoreClosedError, type AttachmentKey, type AttachmentStore } from '@redress/eventing';

/** An attachment store that forgets everything at the end of the process. */
export class MemoryAttachmentStore implements AttachmentStore {
  private readonly contents = new Map<string, Uint8Array>();
  private isClosed = false;

  async put(key: AttachmentKey, content: Uint8Array): Promise<void> {
    this.checkOpen();
    this.contents.set(attachmentPath(key), Uint8Array.from(content));
  }

  async get(key: AttachmentKey): Promise<Uint8Array | undefined> {
    this.checkOpen();
    const content = this.contents.get(attachmentPath(key));
    return content && Uint8Array.from(content);
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
