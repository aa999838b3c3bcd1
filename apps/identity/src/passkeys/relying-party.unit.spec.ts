import { describe, expect, it } from '@jest/globals';
import { relyingPartyOf } from './relying-party.js';

const request = (protocol: 'http' | 'https', host: string) => ({ protocol, host });

describe('The relying party', () => {
  it.each<[publicUrl: string | undefined, host: string, id: string, origin: string]>([
    ['https://complaints.example.org/track', 'anything', 'complaints.example.org', 'https://complaints.example.org'],
    [
      'https://complaints.example.org:8443',
      'anything',
      'complaints.example.org',
      'https://complaints.example.org:8443',
    ],
    ['http://localhost:8080', 'anything', 'localhost', 'http://localhost:8080'],
    [undefined, 'localhost:8080', 'localhost', 'http://localhost:8080'],
  ])('of the public address %s, opened at %s, is %s', (publicUrl, host, id, origin) => {
    expect(relyingPartyOf(request('http', host), publicUrl === undefined ? {} : { publicUrl })).toEqual({ id, origin });
  });

  it.each<[publicUrl: string | undefined, host: string]>([
    ['http://complaints.example.org', 'localhost:8080'],
    ['https://192.0.2.1', 'localhost:8080'],
    ['https://[2001:db8::1]', 'localhost:8080'],
    [undefined, '127.0.0.1:8080'],
    [undefined, 'complaints.example.org'],
    [undefined, 'localhost.example.org'],
    [undefined, ''],
  ])('is nobody for the public address %s, opened at %s', (publicUrl, host) => {
    expect(relyingPartyOf(request('https', host), publicUrl === undefined ? {} : { publicUrl })).toBeUndefined();
  });
});
