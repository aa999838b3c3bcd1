import { describe, expect, it } from '@jest/globals';
import { projectFiles, textOf } from './repository.js';

/** A longer source file contains more than one thing. */
const SOURCE_LINES_MAX = 500;
/** A longer spec covers several subjects. */
const SPEC_LINES_MAX = 400;

const files = projectFiles();
const sources = files.filter((path) => /\.(ts|mjs)$/.test(path));
const packages = files.filter((path) => /^(libs|apps)\/.*package\.json$/.test(path));

/** Assembled, so that this file does not contain the pattern itself. */
const REGISTRIES = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
].map((words) => words.join('.'));

describe('the repository', () => {
  it('has no file whose name says nothing about its content', () => {
    const meaningless = /(^|\/)(utils?|common|helpers?|misc|shared)(\/|\.[^/]*$|$)/;
    expect(files.filter((path) => meaningless.test(path))).toEqual([]);
  });

  it('postpones nothing without saying why', () => {
    const postponed = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME'].join('|')})\\b(?!\\()`);
    expect(sources.filter((path) => postponed.test(textOf(path)))).toEqual([]);
  });

  it('keeps every source file short enough to read at once', () => {
    const tooLong = sources
      .map((path) => ({ path, lines: textOf(path).split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > (path.endsWith('.spec.ts') ? SPEC_LINES_MAX : SOURCE_LINES_MAX));
    expect(tooLong).toEqual([]);
  });

  it('names the layer of every package, since the boundaries go by it', () => {
    const untagged = packages.filter((path) => {
      const { nx } = JSON.parse(textOf(path)) as { nx?: { tags?: readonly string[] } };
      return !nx?.tags?.some((tag) => tag.startsWith('layer:'));
    });
    expect(packages.length).toBeGreaterThan(0);
    expect(untagged).toEqual([]);
  });

  it('names no registry, so that every machine may use its own', () => {
    const naming = files.filter((path) => {
      const text = textOf(path);
      return REGISTRIES.some((host) => text.includes(host));
    });
    expect(naming).toEqual([]);
  });

  it('keeps specs to the suffixes that say what they need, what they prove or what they give to others', () => {
    const specs = files.filter((path) => /\.(spec|test)\.[cm]?[jt]sx?$/.test(path));
    expect(
      specs.filter((path) => !/\.(unit|int|e2e|engine|types|mother|fixture|arbitrary)\.spec\.ts$/.test(path)),
    ).toEqual([]);
  });
});
