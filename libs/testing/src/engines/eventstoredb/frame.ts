import { crc32 } from 'node:zlib';
import type { LogEntry, ProposedEvent } from './log-entry.js';

/** Length of the header, length of the body, checksum of both. */
const PREFIX_BYTES = 12;

/** The data of one append: written completely, or, after a torn write, not at all. */
interface FrameHeader {
  readonly stream: string;
  readonly first: number;
  readonly created: number;
  /** True if its events share one commit position. */
  readonly shared: boolean;
  readonly events: readonly (readonly [id: string, type: string, contentType: string, data: number, meta: number])[];
}

export interface Frame {
  readonly entries: readonly LogEntry[];
  readonly byteLength: number;
}

export interface FrameContent {
  readonly stream: string;
  readonly first: number;
  readonly created: number;
  readonly shared: boolean;
  readonly events: readonly ProposedEvent[];
}

/** Encodes an append. A line feed after each event gives even an empty one a distinct position. */
export function encodeFrame({ events, ...rest }: FrameContent): Buffer {
  const header: FrameHeader = {
    ...rest,
    events: events.map(({ id, type, contentType, data, metadata }) => [
      id,
      type,
      contentType,
      data.length,
      metadata.length,
    ]),
  };
  const head = Buffer.from(JSON.stringify(header));
  const lineFeed = Buffer.from('\n');
  const body = Buffer.concat(events.flatMap(({ data, metadata }) => [data, metadata, lineFeed]));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(head.length, 0);
  prefix.writeUInt32BE(body.length, 4);
  prefix.writeUInt32BE(crc32(body, crc32(head)), 8);
  return Buffer.concat([prefix, head, body]);
}

/** Reads the frame at an offset of a log; undefined at the end or at a torn write. */
export function decodeFrame(log: Buffer, offset: number): Frame | undefined {
  if (offset + PREFIX_BYTES > log.length) return undefined;
  const headLength = log.readUInt32BE(offset);
  const bodyLength = log.readUInt32BE(offset + 4);
  const bodyAt = offset + PREFIX_BYTES + headLength;
  if (bodyAt + bodyLength > log.length) return undefined;
  const head = log.subarray(offset + PREFIX_BYTES, bodyAt);
  if (crc32(log.subarray(bodyAt, bodyAt + bodyLength), crc32(head)) !== log.readUInt32BE(offset + 8)) return undefined;
  const header = JSON.parse(head.toString()) as FrameHeader;
  return { entries: entriesOf(header, bodyAt), byteLength: PREFIX_BYTES + headLength + bodyLength };
}

function entriesOf({ stream, first, created, shared, events }: FrameHeader, bodyAt: number): readonly LogEntry[] {
  let offset = bodyAt;
  return events.map(([id, type, contentType, dataLength, metadataLength], index) => {
    const position = { commit: shared ? bodyAt : offset, prepare: offset };
    const entry = {
      id,
      stream,
      revision: first + index,
      type,
      contentType,
      created,
      position,
      offset,
      dataLength,
      metadataLength,
    };
    offset += dataLength + metadataLength + 1;
    return entry;
  });
}
