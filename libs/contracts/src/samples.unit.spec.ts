import { describe, expect, it } from '@jest/globals';
import { samples, type Sample } from '../samples/read-samples.js';
import { catalogue, publishedEvents, schemaFileOf, type JsonObject } from './index.js';

const versions = Object.values(publishedEvents).flatMap((event) => event.versions);

describe('every version that was ever written', () => {
  it.each(versions.map(({ type, version }) => [type, version]))('has a sample: %s v%d', (type, version) => {
    expect(samples.some((sample) => sample.type === type && sample.version === version)).toBe(true);
  });

  it.each(versions.map((version) => [version.type, version.version, version] as const))(
    'shows each of its personal fields in some sample: %s v%d',
    (type, version, { personalPaths }) => {
      const shown = samples
        .filter((sample) => sample.type === type && sample.version === version)
        .flatMap(({ data }) => catalogue.personalPointers(type, version, data))
        .map((pointer) => pointer.replaceAll(/\/\d+(?=\/)/g, '/*'));
      expect(new Set(shown)).toEqual(new Set(personalPaths.map((path) => `/${path.join('/')}`)));
    },
  );
});

describe.each(samples.map((sample) => [sample.file, sample] as const))('%s', (_, sample) => {
  const { type, version, data, file } = sample;
  const pointers = catalogue.personalPointers(type, version, data);

  it('is called after its type and version', () => {
    expect(file.startsWith(schemaFileOf(type, version).replace('json', ''))).toBe(true);
  });

  it('is valid as it was written', () => {
    expect(() => catalogue.validate(type, version, data)).not.toThrow();
  });

  it('is valid in the current version after upcasting', () => {
    const current = catalogue.upcast(type, version, data, pointers);
    expect(current.version).toBe(catalogue.currentVersion(type));
    expect(() => catalogue.validate(type, current.version, current.data)).not.toThrow();
  });

  it('keeps every personal value when it is upcast', () => {
    const current = catalogue.upcast(type, version, data, pointers);
    expect([...current.pointers.keys()]).toEqual(pointers);
    for (const [before, after] of current.pointers) expect(valueAt(current.data, after)).toEqual(valueAt(data, before));
    expect(new Set(current.pointers.values())).toEqual(
      new Set(catalogue.personalPointers(type, current.version, current.data)),
    );
  });

  it('is valid as it is stored, and after upcasting what is stored', () => {
    const stored = withoutValues(sample, pointers);
    expect(catalogue.personalPointers(type, version, stored)).toEqual([]);
    expect(() => catalogue.validateSealed(type, version, stored)).not.toThrow();
    const current = catalogue.upcast(type, version, stored, pointers);
    expect(() => catalogue.validateSealed(type, current.version, current.data)).not.toThrow();
  });

  it('does not change when it is checked or upcast', () => {
    const before = JSON.stringify(data);
    catalogue.validate(type, version, data);
    catalogue.upcast(type, version, data, pointers);
    expect(JSON.stringify(data)).toBe(before);
  });
});

describe('stored data', () => {
  const personal = samples.flatMap((sample) => {
    const pointers = catalogue.personalPointers(sample.type, sample.version, sample.data);
    return pointers.map(
      (pointer) => [sample.file, pointer, sample, pointers.filter((other) => other !== pointer)] as const,
    );
  });

  it.each(personal)('of %s are refused while a personal value is in them: %s', (_, pointer, sample, others) => {
    const { type, version } = sample;
    expect(() => catalogue.validateSealed(type, version, withoutValues(sample, others))).toThrow(pointer);
  });
});

function valueAt(data: unknown, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .reduce((value, step) => (value as Record<string, unknown>)[step], data);
}

function withoutValues({ data }: Sample, pointers: readonly string[]): JsonObject {
  const copy = structuredClone(data) as Record<string, unknown>;
  for (const pointer of pointers) {
    const cut = pointer.lastIndexOf('/');
    const parent = cut === 0 ? copy : valueAt(copy, pointer.slice(0, cut));
    delete (parent as Record<string, unknown>)[pointer.slice(cut + 1)];
  }
  return copy as JsonObject;
}
