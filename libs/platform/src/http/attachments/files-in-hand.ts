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
  private bytes = 0;

  constructor(@Inject(CONFIG) { attachmentBytesAtOnceMax }: RedressConfig) {
    this.bytesMax = attachmentBytesAtOnceMax;
  }

  /**
   * Reserves room for a file before its first byte is read. Refuses instead of waiting, since a queue would hold connections. Returns a
   * function that frees the room; calling it again does nothing. Throws `Problem('attachments-busy')`.
   */
  take(bytes: number): () => void {
    // A file larger than the whole limit, added when the limit was higher, is served alone.
    const weight = Math.min(Math.max(bytes, WEIGHT_BYTES_MIN), this.bytesMax);
    if (this.bytes + weight > this.bytesMax) {
      throw new Problem('attachments-busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.bytes += weight;
    let held = true;
    return () => {
      if (held) this.bytes -= weight;
      held = false;
    };
  }
}
