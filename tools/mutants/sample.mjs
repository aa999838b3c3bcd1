import { createHash } from 'node:crypto';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

const { sample, seed } = JSON.parse(process.env.MUTANTS_SAMPLE ?? '{"sample":1,"seed":1}');

/**
 * A Stryker checker that lets one mutant in `sample` through. The choice depends on the place and text of the change and on the seed, so
 * that the same command tries the same mutants. Reports the others as errors, which a score leaves out: a checker has no better word.
 */
class Sample {
  async init() {}

  /** Puts all mutants into one group, because a group costs a message to another process. */
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.#resultOf(mutant)]));
  }

  #resultOf({ fileName, location, replacement }) {
    const library = fileName.slice(fileName.lastIndexOf('/libs/'));
    const hash = createHash('sha256')
      .update(JSON.stringify([seed, library, location, replacement]))
      .digest();
    return hash.readUInt32BE() % sample === 0
      ? { status: CheckStatus.Passed }
      : { status: CheckStatus.CompileError, reason: 'not in the sample' };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)];
