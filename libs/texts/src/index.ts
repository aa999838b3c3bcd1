export { catalogues, type TextKey } from './catalogues.js';
export { clockNames } from './desk-text.js';
export { conditionWords } from './condition-words.js';
export { DECISION_TEMPLATE, type DecisionFacts, decisionMessage, decisionOfComplaint } from './decision-message.js';
export { greetingName, letterLines, outsideBodyLines } from './letter-lines.js';
export { type PublicPage, publicPage } from './public-page.js';
export { amountWords, dayWords, directionOf, instantWords, localeOf, type TextValues } from './message-format.js';
export {
  filledReply,
  type FilledReply,
  replyCommands,
  type ReplyCommand,
  type ReplyField,
  replyFields,
  type ReplyTemplateContent,
  shippedReplyTemplates,
  unknownFieldsIn,
} from './reply-template.js';
export { placeholdersOf, text } from './text.js';
