import { StoreUnavailableError, type KeyEntry, type KeyStore } from '@redress/eventing';

const NEVER = '1970-01-01T00:00:00.000Z';

/**
 * A key store that opens nothing: to it every data subject is erased. Through it events can be read, folded and shown without the
 * master key, each personal value as `{ erased: true }`.
 */
export class VeiledKeys implements KeyStore {
  get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    const entry = (subject: string): KeyEntry => ({ subject, state: 'destroyed', destroyedAt: NEVER });
    return Promise.resolve(new Map(subjects.map((subject) => [subject, entry(subject)])));
  }

  put(): Promise<KeyEntry> {
    return Promise.reject(new StoreUnavailableError('No keys are kept here.'));
  }

  destroy(): Promise<void> {
    return Promise.reject(new StoreUnavailableError('No keys are kept here.'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
