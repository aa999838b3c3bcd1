import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../service/configuration/load-config.js';
import { FilesInHand } from './files-in-hand.js';

const MEGABYTE = 1_048_576;

describe('The room for files', () => {
  let room: FilesInHand;
  beforeEach(() => {
    room = new FilesInHand(
      loadConfig({ REDRESS_ATTACHMENT_MEGABYTES: '1', REDRESS_ATTACHMENT_MEGABYTES_AT_ONCE: '2' }),
    );
  });
  const busy = expect.objectContaining({ code: 'attachments-busy', options: { retryAfterSeconds: 5 } });

  it('is taken up to its limit, and refused beyond it with the time to try again', () => {
    room.take(MEGABYTE);
    room.take(MEGABYTE);
    expect(() => room.take(1)).toThrow(busy);
  });

  it('is taken by one client up to a half, and by others beyond that', () => {
    const giveBack = room.take(MEGABYTE, '192.0.2.1');
    expect(() => room.take(1, '192.0.2.1')).toThrow(busy);
    room.take(MEGABYTE / 2, '192.0.2.2');
    room.take(MEGABYTE / 2);
    giveBack();
    room.take(MEGABYTE / 2, '192.0.2.1');
    room.take(MEGABYTE / 2, '192.0.2.1');
    expect(() => room.take(1, '192.0.2.2')).toThrow(busy);
  });

  it('is given back once, however often that is said', () => {
    const giveBack = room.take(MEGABYTE);
    room.take(MEGABYTE);
    giveBack();
    giveBack();
    room.take(MEGABYTE);
    expect(() => room.take(MEGABYTE)).toThrow(busy);
  });

  it('is taken by small files too, since each costs a request', () => {
    for (let taken = 0; taken < 32; taken += 1) room.take(1);
    expect(() => room.take(1)).toThrow(busy);
  });

  it('is there, whole, for one that is larger than all of it', () => {
    const giveBack = room.take(5 * MEGABYTE);
    expect(() => room.take(1)).toThrow(busy);
    giveBack();
    room.take(2 * MEGABYTE);
  });
});
