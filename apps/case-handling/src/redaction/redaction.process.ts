import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import type { MessageKeys } from './message-keys.js';

/** The name under which the process keeps its position. */
export const REDACTION_PROCESS = 'redactions';

/** Destroys the key of every message whose redaction was recorded, also when whoever recorded it died before doing so. */
export class RedactionProcess implements ProcessManager {
  readonly name = REDACTION_PROCESS;
  readonly streamPrefix = COMPLAINT_STREAM_PREFIX;
  readonly reactsTo = ['MessageRedacted'];

  constructor(private readonly keys: MessageKeys) {}

  async on({ stream, data }: ProjectedEvent): Promise<void> {
    await this.keys.destroy(stream, Number(data['message']));
  }
}
