export type { MessageFile, MessageTransport, OutgoingMessage, SendingOutcome } from './message-transport.js';
export { senderLine } from './mail/mail-options.js';
export { mailTransport } from './mail/mail-transport.js';
export { outboxFileOf } from './mail/outbox-transport.js';
export { answerPrints, PrinterBusyError, PrintingThread, UnprintableError } from './typesetting/printing-thread.js';
export { drawDocument, type PageColumn, type Sheets, type TextStyle, type TypesetLine } from './typesetting/sheets.js';
