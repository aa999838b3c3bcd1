/** The id of the message that each report is about. */
export const OURS = 'decision.7k3m9qxd41pd.9@redress';
/** An earlier message of ours, which the returned one answers. */
export const EARLIER = 'acknowledgement.7k3m9qxd41pd@redress';

/** The head of our message, as reports bring it back. */
export const RETURNED = [
  'Received: from redress.example by relay.example; Sat, 28 Nov 2026 10:00:00 +0000',
  'From: Complaints <complaints@example.org>',
  'To: Parisa <parisa@lost.example>',
  'Subject: Our decision',
  `References: <${EARLIER}>`,
  `Message-ID: <${OURS}>`,
  'Date: Sat, 28 Nov 2026 10:00:00 +0000',
];
/** Our whole message, whose text must not be taken for a report. */
export const COPY = [...RETURNED, '', 'Dear Parisa, you wrote that 5.5.5 is broken and will try again.'];

export interface Form {
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
export function inParts(form: Form): string {
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
export function inWords(form: Form): string {
  return mail(form, form.head ?? [], [...(form.words ?? []), '', ...(form.returned ?? COPY)]);
}

/** Any message, with the head fields that all have. */
export function mail(
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

/** The fields of a recipient who did not get it. */
export const failed = (status: string, address = 'parisa@lost.example') => [
  `Final-Recipient: rfc822; ${address}`,
  'Action: failed',
  `Status: ${status}`,
];

/** A report as a mail system writes it: who, its text, the status to find, and whether the system gave up. */
export type Report = readonly [system: string, message: string, status: string, final: boolean];
