import { describe, expect, it } from '@jest/globals';
import { eventStoreDbUrlFault } from './url.js';

describe('The connection string of EventStoreDB', () => {
  it.each([
    'esdb://localhost:2113?tls=false',
    'esdb://localhost',
    'esdb://host:2113?tls=true',
    'esdb://redress:p%40ss%3Aword@host:2113?tls=true&tlsCAFile=%2Fetc%2Fca.crt',
    'esdb+discover://redress:secret@cluster.example.org:2113?maxDiscoverAttempts=5&nodePreference=leader',
    'esdb://10.0.0.1:2113,10.0.0.2:2113?tls=false',
    'esdb://node1:2113,node2:2113,node3:2113/?keepAliveInterval=10000&keepAliveTimeout=-1',
    'esdb://host?connectionName=relay&defaultDeadline=5000&gossipTimeout=3&discoveryInterval=100',
  ])('may be %s', (url) => {
    expect(eventStoreDbUrlFault(url)).toBeUndefined();
  });

  it.each([
    { url: 'esdb:', problem: 'is no connection string' },
    { url: 'esdb://', problem: 'is no connection string' },
    { url: 'esdb://redress:s3cret@', problem: 'is no connection string' },
    { url: 'esdb://redress:s3c@ret@host', problem: 'is no connection string' },
    { url: 'esdb://redress:s3c%ret@host', problem: '%' },
    { url: 'esdb://host:99999', problem: 'host or port' },
    { url: 'esdb://host:0', problem: 'host or port' },
    { url: 'esdb://host_,', problem: 'host or port' },
    { url: 'esdb://redress:s3cret@host?tsl=true', problem: 'an option that the client does not know' },
    { url: 'esdb://10.0.0.1:2113?tls=true', problem: 'IP address' },
    { url: 'esdb://host?tls=yes', problem: 'true or false' },
    { url: 'esdb://host?tlsVerifyCert=false', problem: 'tlsCAFile' },
    { url: 'esdb://host?throwOnAppendFailure=false', problem: 'throwOnAppendFailure' },
    { url: 'esdb://host?keepAliveInterval=500', problem: '10000' },
    { url: 'esdb://redress:s3cret@host?tls=false', problem: 'over TLS only' },
  ])('is refused as $url, saying why and giving an example', ({ url, problem }) => {
    const fault = eventStoreDbUrlFault(url);
    expect(fault?.problem).toContain(problem);
    expect(eventStoreDbUrlFault(fault!.example)).toBeUndefined();
    expect(JSON.stringify(fault)).not.toContain('s3c');
  });
});
