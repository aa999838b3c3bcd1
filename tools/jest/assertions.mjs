import { beforeEach, expect } from '@jest/globals';

// A test that asserts nothing proves nothing, and is easily written: by a loop over an empty list. Other kinds of specs may fail by
// waiting in vain, so this holds for unit specs.
if (expect.getState().testPath?.endsWith('.unit.spec.ts')) {
  beforeEach(() => {
    expect.hasAssertions();
  });
}
