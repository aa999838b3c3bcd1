import { COPY, EARLIER, failed, inParts, inWords, mail, OURS, RETURNED } from './mail-report.mother.spec.js';

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
  [
    'a message of parts within parts within parts',
    `Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n'.repeat(300)}`,
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
