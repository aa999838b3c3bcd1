export {
  batchesOf,
  Emptiness,
  fill,
  type Filled,
  type FilledStores,
  type FillingOptions,
  NotEmptyError,
} from './filling.js';
export type { Plan } from './family.js';
export { type Batch, Generator, type Installation } from './generator.js';
export { samplePolicies } from './office.js';
