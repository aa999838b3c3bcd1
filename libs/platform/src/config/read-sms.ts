import { parseJson } from '@redress/eventing';
import type { Settings } from './settings.js';

/** A gateway that takes text messages by HTTP. */
export interface SmsSetting {
  /** May carry what only its owner knows: never log more than its host. */
  readonly url: string;
  /** Presented as `Authorization: Bearer`. A secret. */
  readonly token?: string;
  /** The JSON that is posted, in which `{to}`, `{text}` and `{id}` stand for the message. */
  readonly body: string;
}

export const DEFAULT_SMS_BODY = '{"to":"{to}","text":"{text}"}';

/** The gateway that `REDRESS_SMS` names; undefined without one. */
export function readSms(settings: Settings): SmsSetting | undefined {
  const url = settings.read(
    'REDRESS_SMS',
    {
      problem: 'must be an https: URL without user and password (http: for this machine alone).',
      example: 'https://sms.example.org/messages',
    },
    (value) => (isGateway(value) ? value : undefined),
  );
  const body = settings.read(
    'REDRESS_SMS_BODY',
    {
      problem: 'must be JSON in whose texts {to} and {text} stand for the message.',
      example: `'${DEFAULT_SMS_BODY}'`,
    },
    (value) => (isTemplate(value) ? value : undefined),
  );
  const token = settings.read(
    'REDRESS_SMS_TOKEN',
    {
      problem: 'must be visible characters without blanks, and needs REDRESS_SMS.',
      example: '<the token of the gateway>',
    },
    (value) => (/^[\x21-\x7E]+$/.test(value) && settings.text('REDRESS_SMS') !== undefined ? value : undefined),
  );
  if (url === undefined) return undefined;
  return { url, body: body ?? DEFAULT_SMS_BODY, ...(token !== undefined && { token }) };
}

function isGateway(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

function isTemplate(value: string): boolean {
  try {
    const parsed = parseJson(value);
    return typeof parsed === 'object' && parsed !== null && value.includes('{to}') && value.includes('{text}');
  } catch {
    return false;
  }
}
