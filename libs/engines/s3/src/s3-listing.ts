import { attachmentAt, type StoredAttachment } from '@redress/eventing';

/** One page of a listing (S3 API, ListObjectsV2). */
export interface S3Page {
  readonly stored: readonly StoredAttachment[];
  /** With which the next page is asked for; undefined on the last one. */
  readonly next?: string;
}

/** Where the objects under a root are listed. At most 1,000 come at once; S3 may give fewer. */
export function listingUrl(root: string, next: string | undefined): string {
  const { origin, bucket, prefix } = partsOf(root);
  const url = new URL(`${origin}/${bucket}`);
  url.searchParams.set('list-type', '2');
  if (prefix !== '') url.searchParams.set('prefix', prefix);
  if (next !== undefined) url.searchParams.set('continuation-token', next);
  return url.href;
}

/**
 * What a page says of the objects under a root; undefined when it is no such page. Read by its known elements: their texts hold no markup,
 * and what our names consist of is never escaped.
 */
export function parseListing(xml: string, root: string): S3Page | undefined {
  if (!xml.includes('<ListBucketResult')) return undefined;
  const { prefix } = partsOf(root);
  const stored = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].flatMap(([, contents = '']) => {
    const path = textIn(contents, 'Key') ?? '';
    const key = path.startsWith(prefix) ? attachmentAt(path.slice(prefix.length)) : undefined;
    const storedAt = new Date(textIn(contents, 'LastModified') ?? '');
    const bytes = Number(textIn(contents, 'Size'));
    return key === undefined ? [] : [{ ...key, bytes, storedAt: storedAt.toISOString() }];
  });
  const next = textIn(xml, 'IsTruncated') === 'true' ? textIn(xml, 'NextContinuationToken') : undefined;
  return { stored, ...(next !== undefined && { next: unescaped(next) }) };
}

/** The bucket of a root, and what its objects' names begin with: empty, or with a slash at its end. */
function partsOf(root: string): { readonly origin: string; readonly bucket: string; readonly prefix: string } {
  const { origin, pathname } = new URL(root);
  const [bucket = '', ...folders] = pathname.slice(1).split('/');
  return { origin, bucket, prefix: folders.map((folder) => `${folder}/`).join('') };
}

function textIn(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}
