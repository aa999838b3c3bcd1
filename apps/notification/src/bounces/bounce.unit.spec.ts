import { describe, expect, it } from '@jest/globals';
import { bounceOfFields, bounceOfMessage } from './bounce.js';
import { OURS } from './mail-report.mother.spec.js';
import { NO_REPORTS, ON_ANOTHER } from './no-reports.mother.spec.js';
import { REPORTS_IN_PARTS } from './reports-in-parts.mother.spec.js';
import { REPORTS_IN_WORDS } from './reports-in-words.mother.spec.js';

const ID = 'decision.7k3m9qxd41pd.9@redress';

function notification({
  action = 'failed',
  status = '5.1.1',
  returned = `Message-ID: <${ID}>`,
  as = 'message/rfc822-headers',
} = {}) {
  return [
    'From: MAILER-DAEMON@mail.example',
    'To: complaints@example.org',
    'Message-ID: <bounce-1@mail.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    '--B',
    'Content-Type: text/plain',
    '',
    'It could not be delivered. Message-ID: <other@redress>',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example',
    '',
    'Final-Recipient: rfc822; parisa@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    '',
    '--B',
    `Content-Type: ${as}`,
    '',
    'From: complaints@example.org',
    returned,
    '',
    'Message-ID: <in-the-body@redress>',
    '',
    '--B--',
    '',
  ].join('\r\n');
}

describe('A delivery status notification', () => {
  it.each(['text/rfc822-headers', 'message/rfc822-headers', 'message/rfc822'])(
    'names the message that it returns as %s, and why',
    async (as) => {
      expect(await bounceOfMessage(notification({ as }))).toEqual({ messageId: ID, status: '5.1.1', isFinal: true });
    },
  );

  it('names a message whose id stands on a line of its own', async () => {
    const returned = `Message-ID:\r\n <${ID}>`;
    expect(await bounceOfMessage(notification({ returned }))).toMatchObject({ messageId: ID });
  });

  it.each(['delayed', 'relayed', 'delivered'])('is not final when the mail system says %s', async (action) => {
    expect(await bounceOfMessage(notification({ action, status: '4.4.1' }))).toMatchObject({ isFinal: false });
  });
});

describe('What a mail system says in its own form', () => {
  it.each([...REPORTS_IN_PARTS, ...REPORTS_IN_WORDS])(
    'is understood from %s',
    async (_system, message, status, final) => {
      expect(await bounceOfMessage(message)).toEqual({ messageId: OURS, status, isFinal: final });
    },
  );

  it.each(NO_REPORTS)('is not %s', async (_what, message) => {
    expect(await bounceOfMessage(message)).toBeUndefined();
  });

  it('is never counted for a message of ours that the returned one answers', async () => {
    expect(await bounceOfMessage(ON_ANOTHER)).toMatchObject({ messageId: 'note-1@staff.example' });
  });
});

describe('A bounce in fields', () => {
  it('is final for a status of class 5, without one, and when the time for trying is over', () => {
    expect(bounceOfFields(`<${ID}>`)).toEqual({ messageId: ID, status: '5.0.0', isFinal: true });
    expect(bounceOfFields(ID, '5.2.2')).toMatchObject({ isFinal: true });
    expect(bounceOfFields(ID, '4.2.2')).toMatchObject({ isFinal: false });
    expect(bounceOfFields(ID, '4.4.7')).toMatchObject({ isFinal: true });
    expect(bounceOfFields(ID, 'no such user')).toBeUndefined();
  });
});
