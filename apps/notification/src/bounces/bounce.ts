import PostalMime from 'postal-mime';

/** A message that came back undelivered. */
export interface Bounce {
  /** Without angle brackets. */
  readonly messageId: string;
  /** RFC 3463: `5.1.1`. */
  readonly status: string;
  /** Given up for good; false for a delay that the mail system goes on with. */
  readonly isFinal: boolean;
}

const UNKNOWN_STATUS = '5.0.0';
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/;

/** What the mail system says in fields: a message id, and a status if it has one. */
export function bounceOfFields(messageId: string, status = UNKNOWN_STATUS): Bounce | undefined {
  if (!STATUS.test(status)) return undefined;
  return { messageId: bare(messageId), status, isFinal: status.startsWith('5') };
}

/** What a delivery status notification (RFC 3464) says of the message that it returns; undefined for any other message. */
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

/** Up to the first empty line: what stands in the body of the returned message is no field of it. */
function headerOf(message: string): string {
  return message.split(/\r?\n\r?\n/, 1)[0] ?? '';
}

/** The first field of this name; a value may go on in the next line, after a blank. */
function field(text: string, name: string): string | undefined {
  const unfolded = text.replaceAll(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:[ \\t]*(\\S+)`, 'im').exec(unfolded)?.[1];
}

function bare(messageId: string): string {
  return messageId.replace(/^</, '').replace(/>$/, '');
}
