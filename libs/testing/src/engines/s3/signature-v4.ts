import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Signer {
  readonly accessKeyId: string;
  readonly secret: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
/** Without these a signature could be put on another request. */
const SIGNED_AT_LEAST = ['host', 'x-amz-content-sha256', 'x-amz-date'];

/** Whether a request carries the signature of this signer (AWS Signature Version 4, "Authenticating Requests: Using the Authorization Header"). */
export function isSigned(
  { method = '', url = '', headers }: IncomingMessage,
  { accessKeyId, secret }: Signer,
): boolean {
  const found = AUTHORIZATION.exec(headers.authorization ?? '');
  if (found === null) return false;
  const [, id, date = '', region = '', signedHeaders = '', signature] = found;
  const names = signedHeaders.split(';');
  if (id !== accessKeyId || !SIGNED_AT_LEAST.every((name) => names.includes(name))) return false;
  const [path = '', query = ''] = url.split('?');
  const lines = names.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join('');
  const payload = String(headers['x-amz-content-sha256']);
  const canonical = [method, path, query.split('&').sort().join('&'), lines, signedHeaders, payload].join('\n');
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, sha256(canonical)].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex') === signature;
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
