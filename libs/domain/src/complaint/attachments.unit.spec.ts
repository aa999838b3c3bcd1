import { describe, it } from '@jest/globals';
import {
  attachmentOf,
  command,
  complainant,
  given,
  handler,
  happened,
  historyTo,
  received,
} from './complaint.mother.spec.js';

const added = happened('AttachmentAdded', attachmentOf('a'), { actor: complainant });

describe('Adding a file', () => {
  it.each(['received', 'decision-communicated', 'rejected', 'withdrawn', 'referred'] as const)(
    'is possible when the complaint is %s, by whoever may',
    (status) => {
      given(historyTo[status])
        .when(command('add-attachment', attachmentOf('a'), { actor: complainant }))
        .then([{ type: 'AttachmentAdded', data: attachmentOf('a') }]);
    },
  );

  it('decides nothing when the same content is there already, under whatever name, by whomever, and at whatever end', () => {
    const again = command('add-attachment', { ...attachmentOf('a'), name: 'copy.jpg' });
    given([received, added]).when(again).thenNothing();
    given([...historyTo.closed, added])
      .when(again)
      .thenNothing();
  });

  it.each([
    ['the complainant', complainant, handler],
    ['staff', handler, complainant],
  ])(
    'takes twenty of %s, and a repeat of one of them after that, and leaves the others their room',
    (_, actor, others) => {
      const nineteen = [...'123456789bcdefghijk'].map((digit) =>
        happened('AttachmentAdded', attachmentOf(digit), { actor }),
      );
      const last = happened('AttachmentAdded', attachmentOf('a'), { actor });
      given([received, ...nineteen])
        .when(command('add-attachment', attachmentOf('a'), { actor }))
        .then([{ type: 'AttachmentAdded', data: attachmentOf('a') }]);
      given([received, ...nineteen, last])
        .when(command('add-attachment', attachmentOf('z'), { actor }))
        .thenRefused('too-many-attachments');
      given([received, ...nineteen, last])
        .when(command('add-attachment', attachmentOf('a'), { actor }))
        .thenNothing();
      given([received, ...nineteen, last])
        .when(command('add-attachment', attachmentOf('z'), { actor: others }))
        .then([{ type: 'AttachmentAdded', data: attachmentOf('z') }]);
    },
  );
});
