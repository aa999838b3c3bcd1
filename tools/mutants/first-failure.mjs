import { TestEnvironment } from 'jest-environment-node';

/**
 * Skips the tests after the first failure: one shows that a mutant was noticed. jest itself stops between files only, and the specs of a
 * library are one. Without this, a change to a declaration fails thousands of tests, and reporting them takes minutes.
 */
export default class FirstFailure extends TestEnvironment {
  #hasFailed = false;

  handleTestEvent({ name, test }) {
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
    if (name === 'test_done' && test.errors.length > 0) this.#hasFailed = true;
  }
}
