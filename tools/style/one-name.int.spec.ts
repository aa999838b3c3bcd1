import { describe, expect, it } from '@jest/globals';
import { projectFiles, textOf } from './repository.js';

/** Production code, but engines: these implement the same ports with the same inner names, and no file reads two of them. */
const PRODUCTION =
  /^(?:libs\/(?!testing\/|engines\/)|apps\/)[\w/-]+\/src\/(?!.*\.spec\.ts$|.*test-application\/).*\.ts$/;
const EXPORTED = /^export (?:abstract |async |declare )*(?:class|interface|type|const|enum) ([A-Z]\w+)/gm;

/** Names of the same thing in packages of which neither may import the other. */
const SAME_THING: Readonly<Record<string, string>> = {
  AddInformationRequest: 'The content of one command, which each side of the complaint documents for its own.',
  ActorId: 'The id of whoever acted: contracts import nothing.',
  Brand: 'What marks a checked text, or number: contracts import nothing.',
  CloudEvent: 'One line of an export: contracts import nothing.',
  Decision: 'What a decider answers: the domain imports no eventing.',
  Erased: 'What stands for an erased value: contracts import nothing.',
  Fault: 'A fault of a value, and its place: contracts import nothing.',
  Instant: 'What time is: contracts import nothing.',
  InvalidEventError: 'The faults of an event: contracts import nothing.',
  Json: 'Any JSON value: contracts import nothing.',
  JsonObject: 'Any JSON object: contracts import nothing.',
  Refusal: 'What a decider answers instead: the domain imports no eventing.',
};

/** Names that files of several folders or packages export, with the files. */
function homonyms(): ReadonlyMap<string, readonly string[]> {
  const found = projectFiles()
    .filter((path) => PRODUCTION.test(path))
    .flatMap((path) => [...textOf(path).matchAll(EXPORTED)].map(([, name = '']) => ({ name, path })));
  expect(found.length).toBeGreaterThan(500);
  const byName = Map.groupBy(found, ({ name }) => name);
  const files = [...byName].map(([name, places]) => [name, [...new Set(places.map(({ path }) => path))]] as const);
  return new Map(files.filter(([, places]) => places.length > 1));
}

describe('A name', () => {
  it('stands for one thing in all libraries and services', () => {
    const several = homonyms();
    expect([...several].filter(([name]) => !Object.hasOwn(SAME_THING, name))).toEqual([]);
    expect(Object.keys(SAME_THING).filter((name) => !several.has(name))).toEqual([]);
  });
});
