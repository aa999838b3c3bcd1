import fc from 'fast-check';

// Shrinking takes longer than all specs, and a mutant needs no small counterexample.
fc.configureGlobal({ endOnFailure: true });
