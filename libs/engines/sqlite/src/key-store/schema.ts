import type { Schema } from '../connection.js';

/**
 * Keys are laid out so that destroying one leaves no copy behind. Rows are only ever added at the end and a destroyed key is
 * overwritten by as many zeros, so SQLite never moves a row to another page, which could leave its old bytes in unused space.
 * The mark of a destroyed key lies in its own table for the same reason: a mark in the row would change the row's size.
 */
export const keySchema: Schema = {
  applicationId: 0x52644b79, // "RdKy"
  version: 1,
  create: `
    CREATE TABLE keys (
      number INTEGER PRIMARY KEY,
      subject TEXT NOT NULL UNIQUE,
      wrapped BLOB NOT NULL
    ) STRICT;
    CREATE TABLE destroyed (
      subject TEXT PRIMARY KEY,
      destroyed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  otherVersion: 'Use the version of Redress that wrote it.',
};
