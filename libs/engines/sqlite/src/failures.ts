import type { EventingError } from '@redress/eventing';
import { StoreCorruptError, StoreUnavailableError } from '@redress/eventing';

/**
 * Turns whatever SQLite, or the file system, threw into one of the ports' errors, with a sentence that an operator can act on.
 * SQL, paths inside statements and bound values stay in `cause`; the message names only the file.
 */
export function storeFailure(error: unknown, file: string): EventingError {
  const cause = { cause: error };
  const code = codeOf(error);
  const family = code.startsWith('SQLITE_') ? code.split('_', 2).join('_') : code;
  switch (family) {
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return new StoreUnavailableError(
        `The disk that holds ${file} is full: nothing was written. Free some space.`,
        cause,
      );
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new StoreUnavailableError(
        `${file} is locked by another program. Close that program, or try again later.`,
        cause,
      );
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreUnavailableError(
        `${file} may not be written to. Check the rights of the file and its folder.`,
        cause,
      );
    case 'SQLITE_CANTOPEN':
    case 'EEXIST':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return new StoreUnavailableError(
        `${file} cannot be opened. Check that the folder exists and may be written to.`,
        cause,
      );
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new StoreCorruptError(`${file} is damaged or is not a Redress database. Restore it from a backup.`, cause);
    case 'SQLITE_IOERR':
      return new StoreUnavailableError(`The disk that holds ${file} does not answer properly. Check the disk.`, cause);
    default:
      return new StoreUnavailableError(`${file} could not be used (${code || 'unexpected failure'}).`, cause);
  }
}

/** SQLite's, or the file system's, name of a failure: `SQLITE_FULL`, `EACCES`; empty for anything else. */
export function codeOf(error: unknown): string {
  // Not `instanceof SqliteError`: the native addon is shared by all module registries of a process, its error class is not.
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
