/** The position of an event in the log, in bytes from its beginning. Both parts matter: several events may share a commit position. */
export interface LogPosition {
  readonly commit: number;
  readonly prepare: number;
}

/** An event proposed by a client. */
export interface ProposedEvent {
  /** UUID, in lower case. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** One event in the log. Its content stays on disk. */
export interface LogEntry {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly contentType: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly position: LogPosition;
  /** Offset of its data in the file; its metadata follow. */
  readonly offset: number;
  readonly dataLength: number;
  readonly metadataLength: number;
}

export function comparePositions(one: LogPosition, other: LogPosition): number {
  return one.commit === other.commit ? one.prepare - other.prepare : one.commit - other.commit;
}
