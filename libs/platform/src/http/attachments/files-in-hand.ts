import { Inject, Injectable } from '@nestjs/common';
import type { RedressConfig } from '../../service/configuration/redress-config.js';
import { CONFIG } from '../../service/engines/tokens.js';
import { Problem } from '../problems/problem.js';

/** Smallest weight of a file: each request has a cost, however small the file is. */
const WEIGHT_BYTES_MIN = 65_536;
/** Time within which a file in progress has usually finished. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Limits the bytes of files that this process holds at once, uploads and downloads together. A file is held in memory as a whole, so
 * without a limit clients could exhaust the memory by sending many at once.
 */
@Injectable()
export class FilesInHand {
  private readonly bytesMax: number;
  private readonly bytesPerClientMax: number;
  private readonly byClient = new Map<string, number>();
  private bytes = 0;

  constructor(@Inject(CONFIG) { attachmentBytesAtOnceMax, attachmentBytesMax }: RedressConfig) {
    this.bytesMax = attachmentBytesAtOnceMax;
    this.bytesPerClientMax = Math.max(attachmentBytesMax, attachmentBytesAtOnceMax / 2);
  }

  /**
   * Reserves room for a file before its first byte is read. Refuses instead of waiting, since a queue would hold connections. Returns a
   * function that frees the room; calling it again does nothing. A client that is named gets half of the room at most, or one file, so that
   * its slow uploads leave room for others. Throws `Problem('attachments-busy')`.
   */
  take(bytes: number, client?: string): () => void {
    // A file larger than the whole limit, added when the limit was higher, is served alone.
    const weight = Math.min(Math.max(bytes, WEIGHT_BYTES_MIN), this.bytesMax);
    const ofClient = client === undefined ? 0 : (this.byClient.get(client) ?? 0);
    const isTooMuchOfOne = client !== undefined && ofClient + weight > this.bytesPerClientMax;
    if (this.bytes + weight > this.bytesMax || isTooMuchOfOne) {
      throw new Problem('attachments-busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.hold(weight, client);
    let held = true;
    return () => {
      if (held) this.hold(-weight, client);
      held = false;
    };
  }

  private hold(bytes: number, client: string | undefined): void {
    this.bytes += bytes;
    if (client === undefined) return;
    const left = (this.byClient.get(client) ?? 0) + bytes;
    if (left > 0) this.byClient.set(client, left);
    else this.byClient.delete(client);
  }
}
