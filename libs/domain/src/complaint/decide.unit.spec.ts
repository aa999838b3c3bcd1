import { describe, it } from '@jest/globals';
import { command, complainant, given, happened, historyTo, lodged, received } from './complaint.mother.spec.js';

describe('Deciding on a complaint', () => {
  it('receives a complaint under a new reference', () => {
    given([])
      .when(command('receive', lodged, { actor: complainant }))
      .then([{ type: 'ComplaintReceived', data: lodged }]);
  });

  it('receives a letter that came before it was typed in', () => {
    given([])
      .when(command('receive', lodged, { occurredAt: '2026-10-30T00:00:00.000Z' }))
      .then([{ type: 'ComplaintReceived', data: lodged }]);
  });

  it('refuses to receive a second complaint under the same reference, even one that came earlier', () => {
    given([received])
      .when(command('receive', lodged, { occurredAt: '2026-10-30T00:00:00.000Z' }))
      .thenRefused('reference-taken');
  });

  it('decides nothing on a command that is recorded already, although its time now seems to come', () => {
    given([received, happened('NoteAdded', { text: 'Called back.', visibility: 'internal' }, { commandId: 'note-1' })])
      .when(
        command(
          'add-note',
          { text: 'Called back.', visibility: 'internal' },
          { id: 'note-1', now: '2026-01-01T00:00:00.000Z' },
        ),
      )
      .thenNothing();
  });

  it('takes a command that happened at the very moment of receipt', () => {
    given([received])
      .when(command('assign', { assignee: 'handler-1' }, { occurredAt: received.occurredAt }))
      .then([{ type: 'ComplaintAssigned', data: { assignee: 'handler-1' } }]);
  });
});

describe('Notes and information', () => {
  const note = { text: 'Called back.', visibility: 'internal' } as const;

  it.each(['received', 'accepted', 'withdrawn', 'referred'] as const)(
    'are added while the complaint is %s',
    (status) => {
      given(historyTo[status])
        .when(command('add-note', note))
        .then([{ type: 'NoteAdded', data: note }]);
      given(historyTo[status])
        .when(command('add-information', { text: 'Here is the receipt.' }, { actor: complainant }))
        .then([{ type: 'InformationAdded', data: { text: 'Here is the receipt.' } }]);
    },
  );

  it('are added again when the same words are said in a new command', () => {
    given([received, happened('NoteAdded', note)])
      .when(command('add-note', note))
      .then([{ type: 'NoteAdded', data: note }]);
  });
});
