export {
  Policies,
  POLICY_DIRECTORY_STREAM,
  POLICY_STREAM_PREFIX,
  type PoliciesOptions,
  type PolicyAct,
  type PolicyCommandSource,
  policyContentHash,
} from './policies.js';
export { holidayLists, LIST_ENDS_DAYS, type HolidayList } from './holiday-lists.js';
export * from './policy-file.js';
export * from './shipped-policies.js';
