import type { Schema } from '../connection.js';

/**
 * One row per event. `position` is the row id, so reading in order is reading the table from front to back; the only other
 * index finds a stream. There is none on `id`: repeats are recognized at their place in the stream, and an index on random
 * ids would cost each append another page.
 */
export const eventSchema: Schema = {
  applicationId: 0x52644576, // "RdEv"
  version: 1,
  create: `
    CREATE TABLE events (
      position INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      version INTEGER NOT NULL,
      data TEXT NOT NULL,
      personal TEXT,
      metadata TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  `,
  otherVersion: 'Use the version of Redress that wrote it.',
};
