import { describe, expect, it } from '@jest/globals';
import { parseS3Url, s3UrlFault } from './s3-url.js';

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
