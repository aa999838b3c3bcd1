import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import { command, given, happened, historyTo, received, stateAfter } from './complaint.mother.spec.js';
import { availableCommands } from './commands.js';
import { complaintStatuses } from './complaint.js';

const OWN_KEY = { hasOwnKey: true } as const;
const note = happened('NoteAdded', { text: 'The neighbour saw it.', visibility: 'internal' }, OWN_KEY);
const told = happened('InformationAdded', { text: 'So did the postman.' }, OWN_KEY);
const redacted = happened('MessageRedacted', { message: 1 });
const compliance = { id: toActorId('compliance-1'), role: 'compliance' };
const redact = (message: number) =>
  command('redact-message', { message }, { actor: compliance, reason: 'It names a neighbour.' });

describe('Redacting a message', () => {
  it.each(complaintStatuses)('is possible when the complaint is %s', (status) => {
    const history = [...historyTo[status], note];
    given(history)
      .when(redact(history.length - 1))
      .then([{ type: 'MessageRedacted', data: { message: history.length - 1 } }]);
  });

  it('is done once, and leaves the others as they were', () => {
    given([received, note, told, redacted]).when(redact(1)).thenNothing();
    given([received, note, told, redacted])
      .when(redact(2))
      .then([{ type: 'MessageRedacted', data: { message: 2 } }]);
  });

  it('is refused for what is sealed under the key of the complaint: the receipt, a redaction, a message of old', () => {
    const old = happened('NoteAdded', { text: 'From before.', visibility: 'internal' });
    for (const message of [0, 1, 3]) {
      given([received, old, note, happened('MessageRedacted', { message: 2 })])
        .when(redact(message))
        .thenRefused('message-without-own-key');
    }
  });

  it('is possible for a file without a name, which has a key though it has no words, and not for a named one of old', () => {
    const file = { attachment: 'a'.repeat(32), mediaType: 'application/pdf', bytes: 1_000, sha256: '0'.repeat(64) };
    const nameless = happened('AttachmentAdded', file);
    given([received, nameless])
      .when(redact(1))
      .then([{ type: 'MessageRedacted', data: { message: 1 } }]);
    given([received, happened('AttachmentAdded', { ...file, name: 'receipt.pdf' })])
      .when(redact(1))
      .thenRefused('message-without-own-key');
  });

  it('is refused for a revision that the complaint does not have', () => {
    given([received, note]).when(redact(2)).thenRefused('unknown-message');
  });

  it('needs a reason, since nothing brings the words back', () => {
    for (const reason of [{}, { reason: ' ' }])
      given([received, note])
        .when(command('redact-message', { message: 1 }, { actor: compliance, ...reason }))
        .thenRefused('reason-missing');
  });

  it('is refused to somebody with an interest in the complaint', () => {
    const conflict = happened('ConflictOfInterestDeclared', { person: compliance.id, nature: 'A cousin.' });
    given([received, note, conflict]).when(redact(1)).thenRefused('complaint-unknown');
  });

  it('is offered to compliance while there is a message to redact, and to nobody who handles the case', () => {
    const commandsOf = (history: Parameters<typeof stateAfter>[0], ...roles: readonly string[]) =>
      availableCommands(stateAfter(history), { id: 'somebody', roles });
    expect(commandsOf([received, note], 'compliance')).toContain('redact-message');
    expect(commandsOf([received], 'compliance')).not.toContain('redact-message');
    expect(commandsOf([received, note, redacted], 'compliance')).not.toContain('redact-message');
    expect(commandsOf([received, note], 'handler', 'supervisor')).not.toContain('redact-message');
  });
});
