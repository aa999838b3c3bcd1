import { callOutcome, ENDLESS_HTTP, silentPeerContract, speakingOverHttp } from '@redress/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { Problem } from '../http/problems/problem.js';
import { loadKeySet } from './token-keys.js';

silentPeerContract('A key set fetched from an identity provider', {
  start: async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    return speakingOverHttp(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'rsa' }] }));
  },
  connect: (port) => ({
    call: async () => {
      // A new key set: one with cached keys would not fetch.
      const find = await loadKeySet(`http://127.0.0.1:${port}/jwks`, 300);
      const found = find({ alg: 'RS256', kid: 'rsa' }, { payload: '', signature: '' });
      return callOutcome(found, (error) => error instanceof Problem && error.code === 'store-unavailable');
    },
  }),
  endless: {
    headers: { ...ENDLESS_HTTP.headers, outcome: 'unreachable' },
    body: { ...ENDLESS_HTTP.body, outcome: 'unreachable' },
  },
});
