import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError, type AttachmentStore } from '@redress/eventing';
import { attachmentStoreContract, callOutcome, ENDLESS_HTTP, silentPeerContract } from '@redress/testing';
import { S3StandIn } from '@redress/testing/engines';
import { openS3AttachmentStore } from './s3-attachment-store.js';

const KEY = { subject: '7K3M9QXD41PD', name: 'a'.repeat(32) };

let s3: S3StandIn | undefined;
const open = (secret = s3!.secret, bucket = s3!.bucket) =>
  openS3AttachmentStore({
    url: `s3://${s3!.accessKeyId}:${secret}@127.0.0.1:${s3!.port}/${bucket}/files?tls=false&region=eu-central-1`,
  });

attachmentStoreContract('an S3-compatible bucket (stand-in)', {
  open: async () => {
    s3 = await S3StandIn.start();
    return open();
  },
  reopen: async (store) => {
    await store.close();
    return open();
  },
  destroy: async () => s3?.stop(),
});

describe.each([
  ['puts', (store: AttachmentStore) => store.put(KEY, new Uint8Array(10))],
  ['gets', (store: AttachmentStore) => store.get(KEY)],
  ['removes', (store: AttachmentStore) => store.remove(KEY)],
  ['lists', (store: AttachmentStore) => Array.fromAsync(store.list())],
])('An attachment store on S3 that %s', (_, call) => {
  silentPeerContract('it', {
    start: () => S3StandIn.start(),
    connect: (port) => {
      const url = `s3://AKIDSTANDIN:stand-in-secret@127.0.0.1:${port}/complaints?tls=false`;
      const store = openS3AttachmentStore({ url, call_ms: 300 });
      return {
        call: () => callOutcome(call(store), (error) => error instanceof StoreUnavailableError),
        close: () => store.close(),
      };
    },
    endless: {
      headers: { ...ENDLESS_HTTP.headers, outcome: 'unreachable' },
      body: { ...ENDLESS_HTTP.body, outcome: 'unreachable' },
    },
  });
});

describe('An attachment store on S3', () => {
  afterEach(() => s3?.stop());

  it('is out of reach with a wrong secret, without its bucket, and when nobody answers; it never says that there is nothing', async () => {
    s3 = await S3StandIn.start();
    await open().put(KEY, new Uint8Array(10));
    for (const store of [open('another-secret'), open(s3.secret, 'elsewhere')]) {
      await expect(store.get(KEY)).rejects.toThrow(StoreUnavailableError);
      await expect(store.put(KEY, new Uint8Array(1))).rejects.toThrow(StoreUnavailableError);
      await expect(store.remove(KEY)).rejects.toThrow(StoreUnavailableError);
      await expect(Array.fromAsync(store.list())).rejects.toThrow(StoreUnavailableError);
      await expect(store.check()).rejects.toThrow(StoreUnavailableError);
    }
    const store = open();
    await s3.stop();
    await expect(store.get(KEY)).rejects.toThrow(StoreUnavailableError);
  });
});
