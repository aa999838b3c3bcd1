import { beforeEach, expect } from '@jest/globals';

// A test without assertions proves nothing, and is easily written: by a loop over an empty list. Applies only to unit specs: others may
// fail by a timeout.
if (expect.getState().testPath?.endsWith('.unit.spec.ts')) {
  beforeEach(() => {
    expect.hasAssertions();
  });
}
