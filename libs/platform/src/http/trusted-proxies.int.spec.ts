import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Ip } from '@nestjs/common';
import { Public } from '../security/caller.js';
import { startTestApplication, type TestApplication } from '../test-application/start-test-application.js';

@Controller('address')
class AddressController {
  @Public()
  @Get()
  address(@Ip() address: string): string {
    return address;
  }
}

describe('The address of a client', () => {
  let test: TestApplication | undefined;
  afterEach(() => test?.close());

  const seen = async (proxies: string | undefined, peer: string, forwarded: string): Promise<string> => {
    test = await startTestApplication({
      controllers: [AddressController],
      env: proxies === undefined ? {} : { REDRESS_TRUSTED_PROXIES: proxies },
    });
    const headers = { 'x-forwarded-for': forwarded };
    return (await test.app.inject({ method: 'GET', url: '/api/address', remoteAddress: peer, headers })).body;
  };

  it.each([
    ['the peer’s where no proxy is trusted', undefined, '10.0.0.2', '192.0.2.1', '10.0.0.2'],
    ['the one that a trusted proxy names', '10.0.0.0/8', '10.0.0.2', '192.0.2.1', '192.0.2.1'],
    ['the peer’s where it is no trusted proxy', '10.0.0.0/8', '198.51.100.7', '192.0.2.1', '198.51.100.7'],
    ['the last that no trusted proxy wrote', '10.0.0.0/8', '10.0.0.2', '1.1.1.1, 192.0.2.1, 10.0.0.3', '192.0.2.1'],
    ['that of IPv6 as well', 'fd00::/8', 'fd00::2', '2001:db8::1', '2001:db8::1'],
  ])('is %s', async (_what, proxies, peer, forwarded, address) => {
    expect(await seen(proxies, peer, forwarded)).toBe(address);
  });
});
