import { describe, expect, it } from '@jest/globals';
import { mongoUrlFault, parsedMongoUrl } from './url.js';

describe('A URL of MongoDB', () => {
  it.each([
    { url: 'mongodb://localhost:27017', prefix: 'redress', driverUrl: 'mongodb://localhost:27017/' },
    { url: 'mongodb://localhost/', prefix: 'redress', driverUrl: 'mongodb://localhost/' },
    { url: 'mongodb://localhost/bank-a', prefix: 'bank-a', driverUrl: 'mongodb://localhost/' },
    {
      url: 'mongodb://u:p%40ss@a:1,b:2/bank?replicaSet=rs0&tls=true',
      prefix: 'bank',
      driverUrl: 'mongodb://u:p%40ss@a:1,b:2/?replicaSet=rs0&tls=true',
    },
    { url: 'mongodb://localhost?w=1', prefix: 'redress', driverUrl: 'mongodb://localhost/?w=1' },
    {
      url: 'mongodb+srv://cluster.example/bank',
      prefix: 'bank',
      driverUrl: 'mongodb+srv://cluster.example/',
    },
  ])('keeps its path for the names of databases: $url', ({ url, prefix, driverUrl }) => {
    expect(mongoUrlFault(url)).toBeUndefined();
    expect(parsedMongoUrl(url)).toMatchObject({ prefix, driverUrl });
  });

  it.each([
    { what: 'nothing', url: '' },
    { what: 'another scheme', url: 'http://haddock@localhost/bank' },
    { what: 'no host', url: 'mongodb:///bank' },
    { what: 'a path with capitals', url: 'mongodb://localhost/Haddock' },
    { what: 'a path that is long', url: `mongodb://localhost/haddock${'x'.repeat(40)}` },
    { what: 'a path of two', url: 'mongodb://localhost/haddock/bank' },
    { what: 'a port that is none', url: 'mongodb://haddock:haddock@localhost:port/bank' },
    { what: 'an unescaped password', url: 'mongodb://user:had/dock@localhost/bank' },
    { what: 'an unknown option', url: 'mongodb://localhost/bank?haddock=1' },
    { what: 'an option that is none', url: 'mongodb://localhost/bank?tls=haddock' },
  ])('is refused for $what, and never quoted', ({ url }) => {
    const fault = mongoUrlFault(url)!;
    expect(fault.problem).toMatch(/\.$/);
    expect(mongoUrlFault(fault.example)).toBeUndefined();
    expect(JSON.stringify(fault).toLowerCase()).not.toMatch(/had|dock/);
    expect(() => parsedMongoUrl(url)).toThrow(RangeError);
  });

  it('has no credentials in what messages may say', () => {
    expect(parsedMongoUrl('mongodb://user:haddock@a:1,b:2/bank').hosts).toBe('a:1,b:2');
  });
});
