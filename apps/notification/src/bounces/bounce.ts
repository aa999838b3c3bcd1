import PostalMime, { type Email } from 'postal-mime';
import { idsOfOurs, nameOfMessage } from '../messages/message-id.js';

/** A message that came back undelivered. */
export interface Bounce {
  /** Without angle brackets. */
  readonly messageId: string;
  /** RFC 3463: `5.1.1`. */
  readonly status: string;
  /** Whether the mail system gave up; false for a delay, after which it tries again. */
  readonly isFinal: boolean;
}

const UNKNOWN_STATUS = '5.0.0';
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/;
/** Delivery time expired (RFC 3463, 3.5): a mail system that reports it has usually given up. */
const EXPIRED = '4.4.7';

/** Builds a bounce from the fields that the mail system sends: a message id, and possibly a status. */
export function bounceOfFields(messageId: string, status = UNKNOWN_STATUS): Bounce | undefined {
  if (!STATUS.test(status)) return undefined;
  return { messageId: bare(messageId), status, isFinal: status.startsWith('5') || status === EXPIRED };
}

/**
 * Reads what a mail system writes about a message that it did not deliver: a delivery status notification (RFC 3464), or a text in its own
 * words that returns our message. Undefined for any other message, such as an answer, a receipt or a complaint about spam: whoever wrote
 * those received ours.
 */
export async function bounceOfMessage(message: string): Promise<Bounce | undefined> {
  const report = await reportIn(message);
  if (report === undefined) return undefined;
  const messageId = returnedId(report);
  const outcome = report.status === undefined ? outcomeInWords(report) : outcomeInFields(report.status, report);
  return messageId === undefined || outcome === undefined ? undefined : { messageId, ...outcome };
}

/** The parts of a report, decoded. */
interface Report {
  readonly head: string;
  readonly sender: string;
  readonly subject: string;
  /** The text for people, and the returned message if the report quotes it there. */
  readonly words: string;
  /** The fields for machines (RFC 3464, 2.1). */
  readonly status?: string;
  /** The returned message, or its header. */
  readonly returned?: string;
  /** The report as it came. */
  readonly body: string;
}

const STATUS_PARTS = ['message/delivery-status', 'message/global-delivery-status'];
const RETURNED_PARTS = [
  'message/rfc822',
  'text/rfc822-headers',
  'text/rfc822-header',
  'text/rfc822',
  'message/rfc822-headers',
  'message/global',
  'message/global-headers',
  'message/partial',
];
/** Parts that only systems send which delivered the message: RFC 8098 and RFC 5965. */
const DELIVERED_PARTS = ['message/disposition-notification', 'message/feedback-report'];
/** Longest part of a field that is read: strangers write these, and the work on one grows faster than its length. */
const FIELD_LENGTH_MAX = 1_000;
/** A report that was sent on holds the report itself as a message. */
const NESTING_MAX = 3;

async function reportIn(message: string, depth = 0): Promise<Report | undefined> {
  const mail = await parsed(message);
  if (mail === undefined) return undefined;
  const parts = mail.attachments.map(({ mimeType, content }) => ({ type: mimeType, text: textOf(content) }));
  if (parts.some(({ type }) => DELIVERED_PARTS.includes(type))) return undefined;
  const partOf = (types: readonly string[]) => parts.find(({ type }) => types.includes(type))?.text;
  const status = partOf(STATUS_PARTS) ?? fieldsInWords(mail);
  const returned = partOf(RETURNED_PARTS);
  if (status === undefined && returned !== undefined && depth < NESTING_MAX) {
    const inner = await reportIn(returned, depth + 1);
    if (inner !== undefined && isReport(inner)) return inner;
  }
  const texts = parts.filter(({ type }) => type.startsWith('text/') && !RETURNED_PARTS.includes(type));
  const [head, body] = headAndBody(message);
  return {
    head,
    sender: `${mail.from?.name ?? ''} ${mail.from?.address ?? ''}`.slice(0, FIELD_LENGTH_MAX),
    subject: (mail.subject ?? '').slice(0, FIELD_LENGTH_MAX),
    words: [mail.text ?? '', withoutTags(mail.html ?? ''), ...texts.map(({ text }) => text)].join('\n'),
    ...(status !== undefined && { status }),
    ...(returned !== undefined && { returned }),
    body,
  };
}

/** The parser throws for what is beyond its bounds: parts within 256 others, a header over 2 MiB. No mail system writes such a report. */
async function parsed(message: string): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(message, { forceRfc822Attachments: true });
  } catch {
    return undefined;
  }
}

/** Some systems write the fields for machines into the text for people. */
function fieldsInWords({ text = '' }: Email): string | undefined {
  return field(text, 'final-recipient') !== undefined && field(text, 'action') !== undefined ? text : undefined;
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8');
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<(?:br|p|div|tr|li|pre)\b[^<>]*>/gi, '\n')
    .replaceAll(/<\/?[a-z!][^<>]*>/gi, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}

/**
 * Returns the id of the message that came back. The returned message's own field decides: our ids elsewhere in it may be of messages that
 * it answers. Otherwise the one id of ours that the report has; none if it has several, so that a report never counts for another message.
 */
function returnedId({ returned, words, status, body, head }: Report): string | undefined {
  const own = field(headAndBody(returned ?? '')[0], 'message-id') ?? quotedId(words) ?? quotedId(body);
  if (own !== undefined) return bare(own);
  for (const text of [status ?? '', `${returned ?? ''}\n${words}`, body, head]) {
    const ids = new Set(idsOfOurs(text));
    if (ids.size > 0) return ids.size === 1 ? [...ids][0] : undefined;
  }
  return undefined;
}

/** The first field of this name in a text: where a report returns our message in the text, the field is of that message. */
function quotedId(text: string): string | undefined {
  const fields = text.matchAll(
    /^[\t >|*]*(?:(?:x-)?original-)?message-id[\t ]*:[\t ]*(?:\r?\n[\t >|*]+)?<?([^\s<>]+)/gim,
  );
  const ids = Array.from(fields, ([, id = '']) => id);
  return ids.find((id) => nameOfMessage(id) !== undefined) ?? ids[0];
}

type Outcome = Pick<Bounce, 'status' | 'isFinal'>;

/** Reads the fields of the recipient in question: a report may tell of several, some of which received their message. */
function outcomeInFields(fields: string, report: Report): Outcome | undefined {
  const { returned, words, subject } = report;
  const recipients = fields
    .split(/\r?\n[\t ]*\r?\n/)
    .filter((group) => field(group, 'action') ?? field(group, 'status'));
  const to = addressIn(field(headAndBody(returned ?? '')[0], 'to', 'whole') ?? '');
  const ours = recipients.find((group) => to !== undefined && recipientsOf(group).includes(to));
  const group = ours ?? recipients.find((one) => isGivenUp(actionOf(one))) ?? recipients[0];
  if (group === undefined) return outcomeInWords(report);
  const status = statusIn(field(group, 'status', 'whole')) ?? statusIn(field(group, 'diagnostic-code', 'whole'));
  const action = actionOf(group);
  if (isGivenUp(action)) return { status: status ?? statusInWords(words) ?? UNKNOWN_STATUS, isFinal: true };
  if (UNFAILED.includes(action)) return { status: status ?? '4.0.0', isFinal: false };
  const final = status === undefined ? !isDelay(`${subject}\n${words}`) : status.startsWith('5') || status === EXPIRED;
  return { status: status ?? UNKNOWN_STATUS, isFinal: final };
}

/** RFC 3464, 2.3.3: these are no failures, or not yet. */
const UNFAILED = ['delayed', 'delivered', 'relayed', 'expanded'];

/** `failed`, or what some systems write in its place. */
function isGivenUp(action: string): boolean {
  return /^(?:fail|expire|undeliver|error|bounce|reject)/.test(action);
}

function actionOf(group: string): string {
  return (
    field(group, 'action')
      ?.toLowerCase()
      .replaceAll(/[^a-z]/g, '') ?? ''
  );
}

function recipientsOf(group: string): readonly (string | undefined)[] {
  return ['final-recipient', 'original-recipient', 'x-actual-recipient'].map((name) =>
    addressIn(field(group, name, 'whole') ?? ''),
  );
}

function addressIn(text: string): string | undefined {
  return /[^\s<>;:,"']+@[^\s<>;:,"']+/.exec(text)?.[0].toLowerCase();
}

/** Reads a report in a mail system's own words; undefined for what somebody else wrote. */
function outcomeInWords(report: Report): Outcome | undefined {
  if (!isReport(report)) return undefined;
  const words = beforeReturned(report.words === '' ? report.body : report.words);
  const status = statusInWords(words);
  const isFinal = !isDelay(`${report.subject}\n${words}`);
  return { status: isFinal && status === undefined ? UNKNOWN_STATUS : (status ?? '4.0.0'), isFinal };
}

const MAIL_SYSTEMS =
  /mailer-?daemon|post-?master|mail ?delivery|delivery (?:sub)?system|mail (?:system|administrator|router|server)|system administrator|bounce|mdaemon|(?:^|[ <])root@|non-?delivery/i;
const FAILURES_IN_SUBJECT =
  /undeliver|non-?deliver|not (?:be )?deliver|un-?delivered|deliver\w* (?:\w+ )?(?:fail|problem|error|report|status|notif)|fail\w* (?:to deliver|delivery|notice)|returned (?:e-?)?mail|return(?:ing|ed)? message|mail (?:delivery|could not|failure|error|system error)|error sending|can(?:not|'t) send|message (?:status|error|could not|delivery)|rejected|unzustellbar|nicht zugestellt|non remis|non recapitabile|no se puede entregar|n.o entregue|onbestelbaar|недоставленн|не доставлен/i;
const FAILURES_IN_WORDS =
  /\b5\d\d[ -]|(?<![\d.])5\.[0-7]\.\d{1,3}(?![\d.])|user(?:name)? unknown|unknown (?:user|recipient|address|mailbox)|no such (?:user|mailbox|recipient|address|person)|(?:could|can) ?not be (?:delivered|found|reached)|couldn't be (?:delivered|found)|unable to deliver|undeliverable|(?:was|were) not delivered|not (?:be )?able to deliver|delivery (?:has )?failed|(?:mailbox|quota|disk)[^\n]{0,40}(?:full|exceed)|(?:full|over quota)|(?:does not|doesn't) exist|not listed in|host (?:unknown|not found)|permanent (?:fatal )?error|fatal error|given up|rejected/i;
/** Written by or for a person who received the message, or by a system that asks the sender to confirm. */
const ANSWERS_IN_SUBJECT =
  /auto(?:matic|mated)?[ -]?(?:reply|response|antwort)|out of (?:the )?office|abwesen|vacation|away|absence|holiday|urlaub|fuori sede|réponse automatique|respuesta autom|confirm|^(?:read|gelesen|lu)\s?:|^re:/i;

function isReport(report: Report): boolean {
  if (report.status !== undefined) return true;
  const { sender, subject, words, body } = report;
  if (ANSWERS_IN_SUBJECT.test(subject) && !FAILURES_IN_SUBJECT.test(subject)) return false;
  const fails = FAILURES_IN_WORDS.test(beforeReturned(words === '' ? body : words));
  if (MAIL_SYSTEMS.test(sender))
    return fails || FAILURES_IN_SUBJECT.test(subject) || DELAYS.test(`${subject}\n${words}`);
  return FAILURES_IN_SUBJECT.test(subject) && fails;
}

const DELAYS =
  /delay|not yet (?:been )?deliver|has not been delivered yet|still (?:trying|being|undelivered)|(?:will|continue to|keep) (?:be )?(?:re)?try|will (?:be )?(?:keep |continue )?(?:retr|try|attempt)|do not (?:need to )?resend|no action is required|^warning|deferred|noch nicht/im;
const GIVEN_UP =
  /g(?:ave|iven|iving) up|permanent|fatal|retry (?:timeout|time(?:out)? exceeded)|too old|expired|has been returned|undeliverable|will not (?:be )?(?:re)?tr|no longer/i;

/** Whether the mail system goes on trying. */
function isDelay(words: string): boolean {
  return DELAYS.test(words) && !GIVEN_UP.test(words);
}

/** Cuts off the returned message: what its writer says in it tells nothing about the delivery. */
function beforeReturned(words: string): string {
  const at = words.search(/^[\t >|*]*(?:received|return-path|message-id|mime-version|x-mailer)[\t ]*:/im);
  return at < 0 ? words : words.slice(0, at);
}

/** Finds an enhanced status (RFC 3463) or else the class of a reply code (RFC 5321); never part of an address or a version number. */
function statusInWords(words: string): string | undefined {
  const enhanced = statusIn(words);
  if (enhanced !== undefined) return enhanced;
  const [, kind] = /(?<![\d.])([45])[0-7]\d(?=[ -](?!\d))/.exec(words) ?? [];
  return kind === undefined ? undefined : `${kind}.0.0`;
}

function statusIn(text: string | undefined): string | undefined {
  return /(?<![\d.])[245]\.[0-7]\.\d{1,3}(?![\d.]*\d)/.exec(text ?? '')?.[0];
}

/** Ends the header at the first empty line: the body of the returned message contains no header fields. */
function headAndBody(message: string): readonly [string, string] {
  const start = message.replace(/^(?:[\t ]*\r?\n)+/, '');
  const at = /\r?\n[\t ]*\r?\n/.exec(start);
  return at === null ? [start, ''] : [start.slice(0, at.index), start.slice(at.index + at[0].length)];
}

/** Returns the first word, or the whole value, of the first field of this name; a value may continue on the next line, after a blank. */
function field(text: string, name: string, extent: 'word' | 'whole' = 'word'): string | undefined {
  const unfolded = text.replaceAll(/\r?\n[ \t]+/g, ' ');
  const value = new RegExp(`^${name}[ \\t]*:[ \\t]*(\\S.*)$`, 'im').exec(unfolded)?.[1]?.slice(0, FIELD_LENGTH_MAX);
  return extent === 'whole' ? value : value?.split(/\s/, 1)[0];
}

function bare(messageId: string): string {
  return messageId.replace(/^</, '').replace(/>.*$/, '');
}
