import { EventingError } from '../errors.js';
import { personOf } from './message-key.js';

/** The data subject was erased: no personal data can be recorded under it any more. */
export class KeyDestroyedError extends EventingError {
  readonly code = 'key-destroyed';

  constructor(readonly subject: string) {
    super(`The key of subject ${subject} was destroyed.`);
  }
}

/** Personal data exists under a key that is not in the key store: a wrong store, or a backup older than the events. */
export class KeyMissingError extends EventingError {
  readonly code = 'key-missing';

  constructor(readonly subject: string) {
    super(`The key store has no key for subject ${subject}. Is it the one that belongs to these events?`);
  }

  /** The person the data is about. */
  get person(): string {
    return personOf(this.subject) ?? this.subject;
  }
}

/** The stored keys were wrapped under another master key (or their bytes are damaged). */
export class WrongMasterKeyError extends EventingError {
  readonly code = 'wrong-master-key';

  constructor() {
    super('The master key does not open the keys in the key store. Use the master key they were made under.');
  }
}

/** The configured master key is unusable. The message never shows it. */
export class MasterKeyError extends EventingError {
  readonly code = 'master-key-unusable';
}

/** A sealed value does not open under its key: it was altered, or moved from another event or field. */
export class SealBrokenError extends EventingError {
  readonly code = 'seal-broken';

  constructor(
    readonly eventId: string,
    readonly field: string,
  ) {
    super(`The sealed field ${field} of event ${eventId} was altered or moved.`);
  }
}
