import { COPY, failed, inWords, mail, OURS, type Report } from './mail-report.mother.spec.js';

/** Reports in words or parts of their own, in the forms of many mail systems; a status of class 4 with `true` is one after which the system gave up. */
export const REPORTS_IN_WORDS: readonly Report[] = [
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
    'a system that writes the fields into its words',
    inWords({
      subject: 'Delivery report',
      words: ['Final-Recipient: rfc822; parisa@lost.example', 'Action: failed', 'Status: 5.1.2'],
    }),
    '5.1.2',
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
];
