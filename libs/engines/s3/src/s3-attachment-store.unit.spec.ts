import { describe, expect, it } from '@jest/globals';
import { listingUrl, parseListing, parseS3Url, s3UrlFault } from './s3-attachment-store.js';

describe('An s3: URL', () => {
  it('names place, key and region', () => {
    expect(parseS3Url('s3://id:se%2Fcret@s3.example.org:9000/complaints/files/?region=eu-central-1')).toEqual({
      root: 'https://s3.example.org:9000/complaints/files',
      accessKeyId: 'id',
      secretAccessKey: 'se/cret',
      region: 'eu-central-1',
    });
    expect(parseS3Url('s3://id:secret@127.0.0.1:9000/complaints?tls=false')).toMatchObject({
      root: 'http://127.0.0.1:9000/complaints',
      region: 'us-east-1',
    });
  });

  it.each([
    's3:',
    's3:///complaints',
    's3://host/complaints',
    's3://id@host/complaints',
    's3://id:secret@host',
    's3://id:secret@host/Complaints',
    's3://id:secret@host/complaints/../other%2f',
    's3://id:secret@host/complaints?tls=no',
    's3://id:secret@host/complaints?acl=public',
  ])('%s cannot be used, and what is wrong tells nothing of it', (url) => {
    expect(s3UrlFault(url)).toMatch(/^(is|names|has) /);
    expect(s3UrlFault(url)).not.toContain('secret@');
    expect(() => parseS3Url(url)).toThrow(RangeError);
  });
});

const ROOT = 'https://s3.example.org:9000/complaints/a/b';
const NAME = 'a'.repeat(32);
const object = (key: string) =>
  `<Contents><Key>${key}</Key><LastModified>2026-11-02T08:00:00Z</LastModified><Size>7</Size></Contents>`;

describe('The listing of a bucket', () => {
  it('is asked for by bucket and prefix, and page by page', () => {
    expect(listingUrl(ROOT, undefined)).toBe('https://s3.example.org:9000/complaints?list-type=2&prefix=a%2Fb%2F');
    expect(new URL(listingUrl('https://s3.example.org/complaints', 'a+/=')).searchParams.toString()).toBe(
      'list-type=2&continuation-token=a%2B%2F%3D',
    );
  });

  it('shows what lies under the prefix by our names, and passes over everything else', () => {
    const keys = [`a/b/7K3M9QXD41PD/${NAME}`, 'a/b/note.txt', 'a/b/x/y/z', `other/7K3M9QXD41PD/${NAME}`];
    const xml = `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${keys.map(object).join('\n')}</ListBucketResult>`;
    const storedAt = '2026-11-02T08:00:00.000Z';
    expect(parseListing(xml, ROOT)).toEqual({
      stored: [{ subject: '7K3M9QXD41PD', name: NAME, bytes: 7, storedAt }],
    });
  });

  it('goes on only when it says so', () => {
    const page = (truncated: boolean) =>
      `<ListBucketResult><IsTruncated>${truncated}</IsTruncated><NextContinuationToken>a&amp;b=</NextContinuationToken></ListBucketResult>`;
    expect(parseListing(page(true), ROOT)).toEqual({ stored: [], next: 'a&b=' });
    expect(parseListing(page(false), ROOT)).toEqual({ stored: [] });
    expect(parseListing('<html>no store at all</html>', ROOT)).toBeUndefined();
  });
});
