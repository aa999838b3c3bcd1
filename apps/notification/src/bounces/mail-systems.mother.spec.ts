/** The id of the message that each report is about. */
export const OURS = 'decision.7k3m9qxd41pd.9@redress';
/** An earlier message of ours, which the returned one answers. */
const EARLIER = 'acknowledgement.7k3m9qxd41pd@redress';

const RETURNED = [
  'Received: from redress.example by relay.example; Sat, 28 Nov 2026 10:00:00 +0000',
  'From: Complaints <complaints@example.org>',
  'To: Parisa <parisa@lost.example>',
  'Subject: Our decision',
  `References: <${EARLIER}>`,
  `Message-ID: <${OURS}>`,
  'Date: Sat, 28 Nov 2026 10:00:00 +0000',
];
const COPY = [...RETURNED, '', 'Dear Parisa, you wrote that 5.5.5 is broken and will try again.'];

interface Form {
  readonly from?: string;
  readonly subject?: string;
  readonly head?: readonly string[];
  /** The text for people. */
  readonly words?: readonly string[];
  /** The fields of the recipient. */
  readonly fields?: readonly string[];
  readonly returnedAs?: string;
  readonly returned?: readonly string[];
  readonly lineBreak?: string;
}

/** A report in several parts (RFC 3462). */
function inParts(form: Form): string {
  const { fields, returnedAs = 'message/rfc822', returned = COPY } = form;
  const part = (type: string, lines: readonly string[]) => ['--=_b', `Content-Type: ${type}`, '', ...lines, ''];
  return mail(
    form,
    ['MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"'],
    [
      ...part('text/plain; charset=us-ascii', form.words ?? ['Your message did not arrive.']),
      ...(fields === undefined
        ? []
        : part('message/delivery-status', ['Reporting-MTA: dns; mx.lost.example', '', ...fields])),
      ...(returned.length === 0 ? [] : part(returnedAs, returned)),
      '--=_b--',
    ],
  );
}

/** A report in plain words, with our message behind them. */
function inWords(form: Form): string {
  return mail(form, form.head ?? [], [...(form.words ?? []), '', ...(form.returned ?? COPY)]);
}

function mail(
  { from = 'MAILER-DAEMON@mx.lost.example', subject = '', lineBreak = '\r\n' }: Form,
  head: readonly string[],
  body: readonly string[],
): string {
  const common = [
    'Return-Path: <>',
    `From: ${from}`,
    'To: complaints@example.org',
    `Subject: ${subject}`,
    'Message-ID: <report-1@mx.lost.example>',
  ];
  return [...common, ...head, '', ...body, ''].join(lineBreak);
}

const failed = (status: string, address = 'parisa@lost.example') => [
  `Final-Recipient: rfc822; ${address}`,
  'Action: failed',
  `Status: ${status}`,
];

/** Reports in the forms of many mail systems, with the status to find; a status of class 4 with `final` is one after which the system gave up. */
export const REPORTS: readonly {
  readonly system: string;
  readonly message: string;
  readonly status: string;
  readonly final: boolean;
}[] = [
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
    'Sendmail 5, in words',
    inWords({
      from: 'MAILER-DAEMON@old.example',
      subject: 'Returned mail: User unknown',
      words: [
        '   ----- Transcript of session follows -----',
        '>>> RCPT To:<parisa@lost.example>',
        '<<< 550 parisa... User unknown',
        '',
        '   ----- Unsent message follows -----',
      ],
    }),
    '5.0.0',
    true,
  ],
  [
    'Sendmail, which goes on trying',
    inWords({
      from: 'Mail Delivery Subsystem <MAILER-DAEMON@a.example>',
      subject: 'Warning: could not send message for past 4 hours',
      words: [
        '** YOU DO NOT NEED TO RESEND YOUR MESSAGE **',
        'Deferred: 451 4.7.1 greylisted',
        'Will keep trying until message is 5 days old',
      ],
    }),
    '4.7.1',
    false,
  ],
  [
    'Exim, in words',
    inWords({
      from: 'Mail Delivery System <Mailer-Daemon@exim.example>',
      subject: 'Mail delivery failed: returning message to sender',
      words: [
        'This message was created automatically by mail delivery software (Exim 4.80.1).',
        '  parisa@lost.example',
        '    SMTP error from remote mail server after RCPT TO:<parisa@lost.example>:',
        '    host mx.lost.example [192.0.2.5]: 550 5.7.1 refused',
        '------ This is a copy of the message, including all the headers. ------',
      ],
    }),
    '5.7.1',
    true,
  ],
  [
    'Exim, after many days',
    inWords({
      from: 'Mail Delivery System <Mailer-Daemon@exim.example>',
      subject: 'Mail delivery failed: returning message to sender',
      words: ['  parisa@lost.example', '    retry timeout exceeded, delayed too long'],
    }),
    '5.0.0',
    true,
  ],
  [
    'Exim, which goes on trying',
    inWords({
      from: 'Mail Delivery System <Mailer-Daemon@exim.example>',
      subject: 'Warning: message 1xYzAb-00 delayed 24 hours',
      words: ['No action is required on your part. Delivery attempts will continue for some time.'],
    }),
    '4.0.0',
    false,
  ],
  [
    'qmail',
    inWords({
      subject: 'failure notice',
      words: [
        'Hi. This is the qmail-send program at q.example.',
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        "This is a permanent error; I've given up. Sorry it didn't work out.",
        '<parisa@lost.example>:',
        'Sorry, no mailbox here by that name. (#5.1.1)',
        '--- Below this line is a copy of the message.',
      ],
    }),
    '5.1.1',
    true,
  ],
  [
    'qmail, after a week',
    inWords({
      subject: 'failure notice',
      words: [
        '<parisa@lost.example>:',
        "I'm not going to try again; this message has been in the queue too long. (#4.4.3)",
      ],
    }),
    '4.4.3',
    true,
  ],
  [
    'Exchange 5.5, in words with our id alone',
    inWords({
      from: 'System Administrator <postmaster@ex.example>',
      subject: 'Undeliverable: Our decision',
      words: [
        'Your message',
        '  Subject: Our decision',
        'did not reach the following recipient(s):',
        'parisa on Sat, 28 Nov 2026',
        '    The recipient name is not recognized',
        `    MSEXCH:IMS:Ex:Site:MAIL 0 (000C05A6) Unknown Recipient, id ${OURS}`,
      ],
      returned: [],
    }),
    '5.0.0',
    true,
  ],
  [
    'Exchange 2013, which names our id in its own header',
    mail(
      { from: 'Microsoft Outlook <MicrosoftExchange329e@ex.example>', subject: 'Undeliverable: Our decision' },
      [
        `In-Reply-To: <${OURS}>`,
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"',
      ],
      [
        '--=_b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns;ex.example',
        '',
        ...failed('5.1.10'),
        '--=_b--',
      ],
    ),
    '5.1.10',
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
    'old Gmail, in words',
    inWords({
      from: 'Mail Delivery Subsystem <mailer-daemon@mail.example>',
      subject: 'Delivery Status Notification (Failure)',
      words: [
        'Delivery to the following recipient failed permanently:',
        '     parisa@lost.example',
        'The error that the other server returned was: 550 550 No such user. We recommend contacting the other email provider.',
        '----- Original message -----',
      ],
    }),
    '5.0.0',
    true,
  ],
  [
    'Yahoo',
    inWords({
      from: 'MAILER-DAEMON@yahoo.example',
      subject: 'Failure Notice',
      words: [
        'Sorry, we were unable to deliver your message to the following address.',
        '<parisa@lost.example>:',
        '552: mailbox is full',
        '--- Below this line is a copy of the message.',
      ],
    }),
    '5.0.0',
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
    'IMail',
    inWords({
      from: 'Postmaster <postmaster@imail.example>',
      subject: 'Undeliverable Mail',
      words: ['Unknown user: parisa@lost.example', '', 'Original message follows.'],
    }),
    '5.0.0',
    true,
  ],
  [
    'MDaemon',
    inWords({
      from: 'MDaemon@md.example',
      subject: 'Permanent Delivery Failure',
      words: [
        'The attached message had PERMANENT fatal delivery errors!',
        'After one or more unsuccessful delivery attempts the attached message has been removed.',
        '> RCPT To:<parisa@lost.example>',
        '< 554 5.7.1 denied',
      ],
    }),
    '5.7.1',
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
    'a system that writes the fields into its words',
    inWords({
      subject: 'Delivery report',
      words: ['Final-Recipient: rfc822; parisa@lost.example', 'Action: failed', 'Status: 5.1.2'],
    }),
    '5.1.2',
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
  [
    'a report whose message is in HTML',
    mail(
      { subject: 'Undeliverable: Our decision' },
      ['Content-Type: text/html'],
      [
        '<p>It could not be delivered: 550 5.1.1</p><pre>',
        ...COPY.map((line) => `${line.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}<br>`),
        '</pre>',
      ],
    ),
    '5.1.1',
    true,
  ],
  [
    'a report with our message in base64',
    mail(
      { subject: 'failure notice' },
      ['Content-Transfer-Encoding: base64'],
      [Buffer.from(['No such user here (5.1.1)', ...COPY].join('\n')).toString('base64')],
    ),
    '5.1.1',
    true,
  ],
  [
    'a German system',
    inWords({
      from: 'Postmaster <postmaster@de.example>',
      subject: 'Unzustellbar: Unsere Entscheidung',
      words: ['Fehler: Postfach unbekannt'],
    }),
    '5.0.0',
    true,
  ],
].map(([system, message, status, final]) => ({ system, message, status, final }) as (typeof REPORTS)[number]);

/** Messages that tell of no failure, or of the failure of another message. */
export const NO_REPORTS: readonly (readonly [string, string])[] = [
  ['an ordinary message', 'From: a@example.org\r\nSubject: Hello\r\n\r\nAction: failed\r\n'],
  ['nothing', ''],
  [
    'an answer of somebody who is away',
    mail(
      { from: 'Parisa <parisa@lost.example>', subject: 'Automatic reply: Our decision' },
      [`In-Reply-To: <${OURS}>`, `References: <${OURS}>`, 'Auto-Submitted: auto-replied'],
      ['I am away until Monday.'],
    ),
  ],
  [
    'an answer of somebody who is away that quotes our message',
    inWords({
      from: 'Parisa <parisa@lost.example>',
      subject: 'Out of office',
      words: ['I am not here. My old address does not exist any more.'],
    }),
  ],
  [
    'a person who answers about a failure',
    inWords({
      from: 'Parisa <parisa@lost.example>',
      subject: 'Re: Our decision',
      words: ['Your form says error 500 - rejected. On 28 November you wrote:'],
    }),
  ],
  [
    'a receipt',
    mail(
      { from: 'Parisa <parisa@lost.example>', subject: 'Read: Our decision' },
      ['Content-Type: multipart/report; report-type=disposition-notification; boundary="=_b"'],
      [
        '--=_b',
        'Content-Type: message/disposition-notification',
        '',
        `Original-Message-ID: <${OURS}>`,
        'Disposition: manual-action/MDN-sent-manually; displayed',
        '--=_b',
        'Content-Type: text/rfc822-headers',
        '',
        ...RETURNED,
        '--=_b--',
      ],
    ),
  ],
  [
    'a complaint about spam',
    mail(
      { from: 'feedback@isp.example', subject: 'FW: Our decision' },
      ['Content-Type: multipart/report; report-type=feedback-report; boundary="=_b"'],
      [
        '--=_b',
        'Content-Type: message/feedback-report',
        '',
        'Feedback-Type: abuse',
        '--=_b',
        'Content-Type: message/rfc822',
        '',
        ...COPY,
        '--=_b--',
      ],
    ),
  ],
  [
    'a system that asks to confirm',
    inWords({
      from: 'confirm@list.example',
      subject: 'Please confirm your message',
      words: ['Answer this message. Otherwise yours is rejected.'],
    }),
  ],
  ['a report on nothing that is named', inParts({ fields: failed('5.1.1'), returned: ['Subject: x'] })],
  [
    'a report that names two messages of ours, none as its own',
    inParts({ fields: failed('5.1.1'), returned: ['Subject: x', `References: <${EARLIER}> <${OURS}>`] }),
  ],
];

/** The report on a message of somebody else that answers ours: theirs did not arrive. */
export const ON_ANOTHER = inParts({
  fields: failed('5.1.1'),
  returned: ['Message-ID: <note-1@staff.example>', `References: <${OURS}>`, '', `Message-ID: <${OURS}>`],
});
