import { Inject, Injectable } from '@nestjs/common';
import type { RedressConfig } from '../../service/configuration/redress-config.js';
import { CONFIG } from '../../service/engines/tokens.js';
import { Problem } from '../problems/problem.js';

/** Least weight of a file: a request costs something, however small the file is. */
const WEIGHT_BYTES_MIN = 65_536;
/** Time within which one of those under way has usually gone. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Bounds the bytes of files that this process has in hand at once, on their way in and out. A file is in memory whole, so without a limit
 * clients could fill the memory by sending many at once.
 */
@Injectable()
export class FilesInHand {
  private readonly bytesMax: number;
  private bytes = 0;

  constructor(@Inject(CONFIG) { attachmentBytesAtOnceMax }: RedressConfig) {
    this.bytesMax = attachmentBytesAtOnceMax;
  }

  /**
   * Makes room for a file before its first byte is read. Refuses rather than waits, since a queue would hold the connections instead.
   * Returns a function that gives the room back; calling it again does nothing. Throws `Problem('attachments-busy')`.
   */
  take(bytes: number): () => void {
    // A file that is larger than all the room, added when more was allowed, goes alone.
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
