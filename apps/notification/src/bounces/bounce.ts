import PostalMime from 'postal-mime';

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

/** Builds a bounce from the fields that the mail system sends: a message id, and possibly a status. */
export function bounceOfFields(messageId: string, status = UNKNOWN_STATUS): Bounce | undefined {
  if (!STATUS.test(status)) return undefined;
  return { messageId: bare(messageId), status, isFinal: status.startsWith('5') };
}

/** Reads a delivery status notification (RFC 3464); undefined for any other message. */
export async function bounceOfMessage(message: string): Promise<Bounce | undefined> {
  const parts = (await PostalMime.parse(message)).attachments;
  const partOf = (...types: readonly string[]): string => {
    const content = parts.find(({ mimeType }) => types.includes(mimeType))?.content ?? '';
    return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8');
  };
  const report = partOf('message/delivery-status', 'message/global-delivery-status');
  const returned = partOf('message/rfc822-headers', 'message/rfc822', 'message/global-headers', 'message/global');
  const messageId = field(headerOf(returned), 'message-id');
  const action = field(report, 'action')?.toLowerCase();
  const status = field(report, 'status') ?? UNKNOWN_STATUS;
  if (messageId === undefined || action === undefined || !STATUS.test(status)) return undefined;
  return { messageId: bare(messageId), status, isFinal: action === 'failed' };
}

/** Ends at the first empty line: the body of the returned message contains no header fields. */
function headerOf(message: string): string {
  return message.split(/\r?\n\r?\n/, 1)[0] ?? '';
}

/** Returns the first field of this name; a value may continue on the next line, after a blank. */
function field(text: string, name: string): string | undefined {
  const unfolded = text.replaceAll(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:[ \\t]*(\\S+)`, 'im').exec(unfolded)?.[1];
}

function bare(messageId: string): string {
  return messageId.replace(/^</, '').replace(/>$/, '');
}
