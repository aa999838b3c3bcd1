/** What an `s3:` URL says. A secret: it holds the key. */
export interface S3Place {
  /** Where the bucket is, without a slash at the end: `https://minio.example.org:9000/complaints/attachments`. */
  readonly root: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const DEFAULT_REGION = 'us-east-1';
const BUCKET_AND_PREFIX = /^\/[a-z0-9][a-z0-9.-]{2,62}(?:\/[A-Za-z0-9_-]{1,100})*\/?$/;

/** What is wrong with the URL, in words that continue the sentence that begins with the variable's name; never a part of it. */
export function s3UrlFault(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.hostname === '') return 'is no URL with a host.';
  if (parsed.username === '' || parsed.password === '') return 'names no access key, or no secret, before the host.';
  if (!BUCKET_AND_PREFIX.test(parsed.pathname)) return 'names no bucket in its path.';
  for (const [option, value] of parsed.searchParams) {
    if (option === 'tls' ? !['true', 'false'].includes(value) : option !== 'region' || !/^[a-z0-9-]{1,40}$/.test(value))
      return 'has an option that is neither region nor tls=true or false.';
  }
  return undefined;
}

/** Throws a `RangeError` for a URL with a fault. */
export function parseS3Url(url: string): S3Place {
  if (s3UrlFault(url) !== undefined) throw new RangeError('The s3: URL cannot be used.');
  const { username, password, host, pathname, searchParams } = new URL(url);
  const scheme = searchParams.get('tls') === 'false' ? 'http' : 'https';
  return {
    root: `${scheme}://${host}${pathname.replace(/\/$/, '')}`,
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    region: searchParams.get('region') ?? DEFAULT_REGION,
  };
}
