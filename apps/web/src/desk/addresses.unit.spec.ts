import { describe, expect, it } from '@jest/globals';
import { deskAddresses, isDeskAddress } from './addresses.js';
import { createDeskRouter } from './routes.js';

describe('The addresses of the desk', () => {
  it('are those of its router', () => {
    const routed = Object.keys(createDeskRouter().routesByPath).filter((path) => path !== '/');
    expect(routed.map((path) => path.replace(/\/$/, '')).sort()).toEqual([...deskAddresses].sort());
  });

  it.each(['/cases/FV4Z-KNET-ASSP', '/admin/', '/admin/policies/acme@1/draft'])('have %s among them', (path) => {
    expect(isDeskAddress(path)).toBe(true);
  });

  it.each(['/', '/nowhere', '/cases/FV4Z/more', '/admin/policies//draft', '/failures'])('do not have %s', (path) => {
    expect(isDeskAddress(path)).toBe(false);
  });
});
