import { describe, expect, it } from '@jest/globals';
import { messageSubject } from './message-key.js';
import {
  KeyDestroyedError,
  KeyMissingError,
  MasterKeyError,
  SealBrokenError,
  WrongMasterKeyError,
} from './sealing-errors.js';

describe('A failure of sealing', () => {
  it.each([
    ['key-destroyed', () => new KeyDestroyedError('complainant-A'), /complainant-A/],
    ['key-missing', () => new KeyMissingError('complainant-A'), /complainant-A.*belongs to these events/],
    ['wrong-master-key', () => new WrongMasterKeyError(), /master key/],
    ['master-key-unusable', () => new MasterKeyError('Unusable.'), /^Unusable\.$/],
    ['seal-broken', () => new SealBrokenError('event-1', '/data/text'), /\/data\/text of event event-1/],
  ])('has the stable code %s and says what it is about', (code, make, message) => {
    const error = make();
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  });

  it('names the person, also when the key of one message is missing', () => {
    const subjects = ['complainant-A', messageSubject('complainant-A', 'event-1')];
    expect(subjects.map((subject) => new KeyMissingError(subject).person)).toEqual(['complainant-A', 'complainant-A']);
  });
});
