import Type from 'typebox';

/**
 * Counts what was decided between two complaints, from 1. A change has one more than the one before, so that of two that arrive in another
 * order, or twice, the later one holds.
 */
export const turn = () => Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
