import { failed, inParts, OURS, RETURNED, type Report } from './mail-report.mother.spec.js';

/** Reports in several parts (RFC 3462), in the forms of many mail systems; a status of class 4 with `true` is one after which the system gave up. */
export const REPORTS_IN_PARTS: readonly Report[] = [
  [
    'Postfix, header only',
    inParts({
      subject: 'Undelivered Mail Returned to Sender',
      fields: failed('5.1.1'),
      returnedAs: 'text/rfc822-headers',
      returned: RETURNED,
    }),
    '5.1.1',
    true,
  ],
  [
    'Postfix, which goes on trying',
    inParts({
      subject: 'Delayed Mail (still being retried)',
      fields: [
        'Final-Recipient: rfc822; parisa@lost.example',
        'Action: delayed',
        'Status: 4.4.1',
        'Will-Retry-Until: Thu, 3 Dec 2026 10:00:00 +0000',
      ],
    }),
    '4.4.1',
    false,
  ],
  [
    'Sendmail 8',
    inParts({
      from: 'Mail Delivery Subsystem <MAILER-DAEMON@a.example>',
      subject: 'Returned mail: see transcript for details',
      words: [
        '   ----- The following addresses had permanent fatal errors -----',
        '<parisa@lost.example>',
        '    (reason: 550 5.2.1 disabled)',
      ],
      fields: [...failed('5.2.1'), 'Diagnostic-Code: SMTP; 550 5.2.1 disabled'],
    }),
    '5.2.1',
    true,
  ],
  [
    'Outlook.com',
    inParts({
      from: 'postmaster@outlook.example',
      subject: 'Undeliverable: Our decision',
      fields: [...failed('5.5.0'), 'Diagnostic-Code: smtp;550 5.5.0 mailbox unavailable'],
      returnedAs: 'text/rfc822-headers',
      returned: RETURNED,
      lineBreak: '\n',
    }),
    '5.5.0',
    true,
  ],
  [
    'Gmail',
    inParts({
      from: 'Mail Delivery Subsystem <mailer-daemon@mail.example>',
      subject: 'Delivery Status Notification (Failure)',
      fields: [
        'Final-Recipient: rfc822; parisa@lost.example',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550-5.1.1 no such account',
      ],
      returnedAs: 'message/rfc822',
    }),
    '5.1.1',
    true,
  ],
  [
    'AOL, whose message id is on a line of its own',
    inParts({
      from: 'Mail Delivery Subsystem <MAILER-DAEMON@aol.example>',
      subject: 'Undeliverable mail',
      fields: failed('5.0.0'),
      returnedAs: 'text/rfc822-headers',
      returned: ['From: complaints@example.org', 'Message-ID:', `\t<${OURS}>`],
    }),
    '5.0.0',
    true,
  ],
  [
    'Domino',
    inParts({
      from: 'Postmaster@domino.example',
      subject: 'DELIVERY FAILURE: User parisa not listed in Domino Directory',
      fields: ['Final-Recipient: rfc822;parisa@lost.example', 'Action: failed', 'Status: 5.1.1 (bad address)'],
    }),
    '5.1.1',
    true,
  ],
  [
    'GroupWise',
    inParts({
      from: 'System Administrator <postmaster@gw.example>',
      subject: 'Message status - undeliverable',
      words: ['The message that you sent was undeliverable to the following:', '\tparisa (user not found)'],
    }),
    '5.0.0',
    true,
  ],
  [
    'Courier',
    inParts({
      from: '"Courier mail server at c.example" <@c.example>',
      subject: 'NOTICE: mail delivery status.',
      fields: ['Final-Recipient: rfc822; parisa@lost.example', 'Action: failed', 'Status: 5.0.0'],
      returnedAs: 'text/rfc822-headers',
      returned: RETURNED,
    }),
    '5.0.0',
    true,
  ],
  [
    'Zimbra',
    inParts({
      from: 'MAILER-DAEMON@zimbra.example (Mail Delivery System)',
      subject: 'Undelivered Mail Returned to Sender',
      fields: [...failed('5.4.4'), 'Remote-MTA: dns; lost.example'],
    }),
    '5.4.4',
    true,
  ],
  [
    'Sun Messaging Server',
    inParts({
      from: 'Internet Mail Delivery <postmaster@sun.example>',
      subject: 'Delivery Notification: Delivery has failed',
      fields: [
        'Original-recipient: rfc822;parisa@lost.example',
        'Final-recipient: rfc822;parisa@lost.example',
        'Action: failed',
        'Status: 5.1.1 (unknown or illegal alias)',
      ],
      returnedAs: 'text/rfc822-headers',
      returned: RETURNED,
    }),
    '5.1.1',
    true,
  ],
  [
    'Amazon, whose message has expired',
    inParts({
      from: 'MAILER-DAEMON@ses.example',
      subject: 'Delivery Status Notification (Failure)',
      fields: ['Final-Recipient: rfc822; parisa@lost.example', 'Action: expired', 'Status: 4.4.7'],
    }),
    '4.4.7',
    true,
  ],
  ['a relay that says failed and 4.4.7', inParts({ fields: failed('4.4.7') }), '4.4.7', true],
  [
    'Exchange, late with 4.4.7',
    inParts({
      subject: 'Delivery delayed: Our decision',
      fields: ['Final-Recipient: rfc822; parisa@lost.example', 'Action: delayed', 'Status: 4.4.7'],
    }),
    '4.4.7',
    false,
  ],
  [
    'a system that writes no action',
    inParts({ fields: ['Final-Recipient: rfc822; parisa@lost.example', 'Status: 5.3.0'] }),
    '5.3.0',
    true,
  ],
  [
    'a system with a status of its own making',
    inParts({
      fields: [
        'Final-Recipient: rfc822; parisa@lost.example',
        'Action: failed',
        'Status: broken<script>',
        'Diagnostic-Code: smtp; 554 5.7.9 no',
      ],
    }),
    '5.7.9',
    true,
  ],
  [
    'an alias of two, one of which failed',
    inParts({
      fields: [
        'Final-Recipient: rfc822; first@inside.example',
        'Action: delivered',
        'Status: 2.0.0',
        '',
        ...failed('5.1.1', 'second@inside.example'),
      ],
    }),
    '5.1.1',
    true,
  ],
  [
    'a report on two recipients, ours being late',
    inParts({
      fields: [
        ...failed('5.1.1', 'other@lost.example'),
        '',
        'Final-Recipient: rfc822; Parisa@Lost.example',
        'Action: delayed',
        'Status: 4.2.2',
      ],
    }),
    '4.2.2',
    false,
  ],
  [
    'a report that was sent on',
    inParts({
      subject: 'Fwd: failure',
      words: ['See below.'],
      returned: inParts({ fields: failed('5.1.1') })
        .split('\r\n')
        .map((line) => line.replaceAll('=_b', '=_inner')),
    }),
    '5.1.1',
    true,
  ],
];
