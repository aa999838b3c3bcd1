import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrame } from './frame.js';
import type { LogEntry } from './log-entry.js';

const MAGIC = Buffer.from('redress-esdb-log');

/** The log on disk: it only grows, and survives a crash once `append` has returned. */
export class LogFile {
  /** The data found on opening. */
  readonly entries: readonly LogEntry[];
  private readonly fd: number;
  private length: number;

  /** Opens the log in a folder, created if missing. Truncates a torn end. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.fd = openSync(join(folder, 'events.log'), 'a+');
    const log = Buffer.alloc(fstatSync(this.fd).size);
    readSync(this.fd, log, 0, log.length, 0);
    if (log.length < MAGIC.length) {
      ftruncateSync(this.fd, 0);
      writeSync(this.fd, MAGIC);
      fdatasyncSync(this.fd);
      this.length = MAGIC.length;
      this.entries = [];
      return;
    }
    const entries: LogEntry[] = [];
    let offset = MAGIC.length;
    for (let frame = decodeFrame(log, offset); frame !== undefined; frame = decodeFrame(log, offset)) {
      for (const entry of frame.entries) entries.push(entry);
      offset += frame.byteLength;
    }
    if (offset < log.length) ftruncateSync(this.fd, offset);
    this.length = offset;
    this.entries = entries;
  }

  /** Appends a frame. It is not on disk before `flush`. */
  write(frame: Buffer): readonly LogEntry[] {
    writeSync(this.fd, frame);
    const at = this.length;
    this.length += frame.length;
    return decodeFrame(frame, 0)!.entries.map((entry) => ({
      ...entry,
      offset: entry.offset + at,
      position: { commit: entry.position.commit + at, prepare: entry.position.prepare + at },
    }));
  }

  flush(): void {
    fdatasyncSync(this.fd);
  }

  contentOf({ offset, dataLength, metadataLength }: LogEntry): { readonly data: Buffer; readonly metadata: Buffer } {
    const content = Buffer.alloc(dataLength + metadataLength);
    readSync(this.fd, content, 0, content.length, offset);
    return { data: content.subarray(0, dataLength), metadata: content.subarray(dataLength) };
  }

  close(): void {
    closeSync(this.fd);
  }
}
