import { describe, expect, it } from '@jest/globals';
import { engineLines, exportLines, withoutPassword } from './addresses.mjs';

function settingsFor(mongodb: string): string {
  return exportLines([
    { name: 'kafka', address: '127.0.0.1:1,127.0.0.1:2' },
    { name: 'eventstoredb', address: 'esdb://127.0.0.1:3?tls=false' },
    { name: 'mongodb', address: mongodb },
  ]);
}

describe('The settings printed for a shell', () => {
  it('name every engine of Redress, then those of the specs', () => {
    expect(settingsFor('mongodb://127.0.0.1:4').split('\n')).toEqual([
      "export REDRESS_EVENT_STORE='esdb://127.0.0.1:3?tls=false'",
      "export REDRESS_EVENT_STREAM='kafka://127.0.0.1:1,127.0.0.1:2/redress.complaint-events'",
      "export REDRESS_READ_STORE='mongodb://127.0.0.1:4/redress'",
      "export REDRESS_KEY_STORE='mongodb://127.0.0.1:4/redress'",
      "export REDRESS_TEST_KAFKA='127.0.0.1:1,127.0.0.1:2'",
      "export REDRESS_TEST_EVENTSTOREDB='esdb://127.0.0.1:3?tls=false'",
      "export REDRESS_TEST_MONGODB='mongodb://127.0.0.1:4'",
      '',
    ]);
  });

  it.each([
    ['mongodb://h:1/?replicaSet=rs0', 'mongodb://h:1/redress?replicaSet=rs0'],
    ['mongodb://h:1,i:2?directConnection=true', 'mongodb://h:1,i:2/redress?directConnection=true'],
    ['mongodb+srv://u:p@h/own', 'mongodb+srv://u:p@h/own'],
  ])('lead %s to databases of Redress', (given, used) => {
    expect(settingsFor(given)).toContain(`REDRESS_READ_STORE='${used}'`);
  });

  it('survive a shell whatever they hold', () => {
    expect(settingsFor("mongodb://u:it's@h")).toContain(String.raw`'mongodb://u:it'\''s@h/redress'`);
  });
});

it('An address is shown without its password', () => {
  expect(withoutPassword('mongodb://user:secret@h:1/?x=y')).toBe('mongodb://***@h:1/?x=y');
});

it.each(['secret', 'se/cret', 'se@cret'])('The list of running engines never shows the password %s', (password) => {
  const address = `mongodb://user:${password}@h:1/`;
  expect(engineLines([{ name: 'mongodb', how: 'given', address }])).toEqual([
    'mongodb       given     mongodb://***@h:1/',
  ]);
});
