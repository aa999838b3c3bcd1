export { availableCommands } from './complaint/available-commands.js';
export {
  complaintCommandTypes,
  type CommandContext,
  type CommandOf,
  type ComplaintCommand,
  type ComplaintCommandData,
  type ComplaintCommandType,
} from './complaint/commands.js';
export { complaint } from './complaint/complaint.js';
export type { Decision } from './complaint/decide.js';
export * from './complaint/events.js';
export { priorityOf } from './complaint/priority.js';
export type { CommunicatedDecision, Complaint, ComplaintState, Response, UnknownComplaint } from './complaint/state.js';
export * from './complaint/vocabulary.js';
export * from './deadlines/clock-facts.js';
export * from './deadlines/clocks.js';
export * from './deadlines/policy.js';
export type { Instant } from './instant.js';
export * from './permissions/permissions.js';
export { checkSymbolOf } from './references/check-symbol.js';
export * from './references/reference.js';
export { symbolsFromBytes } from './references/symbols.js';
export * from './references/tracking-code.js';
export { refusalCodes, type Refusal, type RefusalCode } from './refusal.js';
