export { Policies, POLICY_DIRECTORY_STREAM, POLICY_STREAM_PREFIX, type PoliciesOptions } from './policies.js';
export * from './policy-file.js';
export * from './shipped-policies.js';
