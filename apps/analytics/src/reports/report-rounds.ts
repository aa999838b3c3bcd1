import { Logger } from '@nestjs/common';
import type { Language } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import type { MessageFile, MessageTransport } from '@redress/outgoing';
import { failureSummary, Problem, type Rounds } from '@redress/platform';
import { instantWords, text } from '@redress/texts';
import { randomUUID } from 'node:crypto';
import { addressOf, type RecipientRules } from './recipients.js';
import type { DeliveryState, ReportDefinition, ReportDelivery } from './report.js';
import type { PanelAnswer } from './report-answers.js';
import { reportCsv } from './report-csv.js';
import { paused, type ReportState, type RunningSending, stepped, taken, withDelivery } from './report-state.js';
import type { ReportStore } from './report-store.js';
import { positionWords, type ReportDocument, ReportWords } from './report-tables.js';
import type { Schedule } from './schedule.js';

const ROUND_MAX = 10;
/** Figures that lack recorded events wait so long after they were due, at most: a busy log is never quite caught up with. */
const LAG_MS_MAX = 900_000;

/** What sends reports. */
export interface ReportRoundsParts {
  readonly store: ReportStore;
  readonly mail: MessageTransport;
  readonly recipients: RecipientRules;
  readonly scheduleOf: (definition: ReportDefinition) => Promise<Schedule>;
  readonly answersOf: (
    definition: ReportDefinition,
    period: RunningSending['period'],
  ) => Promise<readonly PanelAnswer[]>;
  /** How many recorded events figures may lack; null when the log cannot tell. */
  readonly lagEvents: () => Promise<number | null>;
  readonly print: (document: ReportDocument) => Promise<Uint8Array>;
  /** The organization, by line. */
  readonly senderIn: (language: Language) => readonly string[];
  /** Told how each recipient of a sending fared that is over. */
  readonly count: (outcome: DeliveryState) => void;
  readonly now: () => Instant;
}

/**
 * Sends the reports that are due. Each sending is taken by one of several processes, and each recipient is written to at most once: before a
 * message is handed to the mail server it is recorded as being tried, and what is found so after a kill is not tried again (ADR 16).
 */
export class ReportRounds implements Rounds {
  private readonly logger = new Logger('reports');

  constructor(private readonly parts: ReportRoundsParts) {}

  /** Returns how many reports were worked on. */
  async round(): Promise<number> {
    const { store, now } = this.parts;
    let done = 0;
    for (const id of await store.due(now(), ROUND_MAX)) if (await this.sent(id)) done += 1;
    return done;
  }

  private async sent(id: string): Promise<boolean> {
    const { store, now, scheduleOf } = this.parts;
    const by = randomUUID();
    const known = await store.get(id);
    if (known === undefined) return false;
    const schedule = await scheduleOf(known.definition);
    const state = await store.change(id, (before) => taken(before, { schedule, now: now(), by, id: randomUUID() }));
    if (state === undefined || state === 'deleted' || state.running === null) return false;
    const sending = new Sending(this.parts, id, state, state.running, by);
    let failure: string | undefined;
    try {
      await sending.send();
    } catch (error) {
      failure = failureCode(error);
      this.logger.warn(`The report ${id} was not sent, and is tried again.`);
      // By its kind alone: the message of a mail server may repeat an address.
      if (failure === UNEXPECTED) this.logger.warn(failureSummary(error));
    }
    const after = await store.change(id, (before) =>
      paused(before, { schedule, now: now(), by }, state.running!.id, failure),
    );
    if (after !== undefined && after !== 'deleted' && after.running === null) this.tell(id, after);
    return true;
  }

  private tell(id: string, { history: [ended] }: ReportState): void {
    const deliveries = ended?.deliveries ?? [];
    for (const { state } of deliveries) this.parts.count(state);
    const failed = deliveries.filter(({ state }) => state !== 'sent');
    if (failed.length === 0) return;
    const states = failed.map(({ state, failure }) => `${state}${failure === null ? '' : ` (${failure})`}`);
    this.logger.warn(`The report ${id} did not reach everybody: ${states.join(', ')}. Its history names whom.`);
  }
}

/** One process's work on one sending. */
class Sending {
  private deliveries: readonly ReportDelivery[];

  constructor(
    private readonly parts: ReportRoundsParts,
    private readonly report: string,
    private readonly state: ReportState,
    private readonly running: RunningSending,
    private readonly by: string,
  ) {
    this.deliveries = running.deliveries;
  }

  async send(): Promise<void> {
    const { answersOf, mail } = this.parts;
    const { definition } = this.state;
    if (!this.deliveries.some(({ state }) => state === 'waiting')) return;
    await this.requireCaughtUp();
    const answers = await answersOf(definition, this.running.period);
    const { position, asOf } = answers[0]!.answer;
    const documents = definition.languages.map((language) => this.documentIn(language, answers));
    const files = await this.filesOf(documents);
    await mail.ready().catch(() => {
      throw new HeldUpError('mail-server-unreachable');
    });
    if (!(await this.step({ position, asOf }))) return;
    for (const [place, { state }] of this.deliveries.entries()) {
      if (state === 'waiting' && !(await this.deliver(place, documents, files))) return;
    }
  }

  /** Figures of a period are not told while the view still lacks events of it. */
  private async requireCaughtUp(): Promise<void> {
    const lag = await this.parts.lagEvents();
    const isPatient = Date.parse(this.parts.now()) - Date.parse(this.running.begunAt) < LAG_MS_MAX;
    if (lag !== null && lag > 0 && isPatient) throw new HeldUpError('view-behind');
  }

  /** False when another process has the sending by now. */
  private async deliver(
    place: number,
    documents: readonly ReportDocument[],
    files: readonly MessageFile[],
  ): Promise<boolean> {
    const delivery = this.deliveries[place]!;
    const found = addressOf(delivery, this.parts.recipients);
    if ('fault' in found) return this.settle(place, { state: 'refused', failure: found.fault });
    const { address } = found;
    // Somebody may stand in the list twice, by name and by role.
    const isTwice = this.deliveries
      .slice(0, place)
      .map((other) => addressOf(other, this.parts.recipients))
      .some((other) => 'address' in other && other.address.toLowerCase() === address.toLowerCase());
    if (isTwice) return this.settle(place, { state: 'sent', failure: null });
    if (!(await this.settle(place, { state: 'trying' }))) return false;
    const outcome = await this.parts.mail.send({
      messageId: `report.${this.running.id}.${place}@redress`,
      to: { address },
      ...mailOf(documents, this.state.definition),
      files,
    });
    if (outcome.sent) return this.settle(place, { state: 'sent', failure: null });
    const { failure, uncertain } = outcome;
    if (uncertain) return this.settle(place, { state: 'uncertain', failure });
    return this.settle(place, { state: isFinal(failure) ? 'failed' : 'waiting', failure });
  }

  private async settle(place: number, change: Partial<ReportDelivery>): Promise<boolean> {
    this.deliveries = withDelivery(this.deliveries, place, change);
    return this.step({ deliveries: this.deliveries });
  }

  private async step(change: Parameters<typeof stepped>[3]): Promise<boolean> {
    const { store, now } = this.parts;
    const step = { by: this.by, now: now() };
    const changed = await store.change(this.report, (state) => stepped(state, step, this.running.id, change));
    return changed !== undefined;
  }

  private documentIn(language: Language, answers: readonly PanelAnswer[]): ReportDocument {
    const { definition } = this.state;
    const words = new ReportWords(language, definition);
    const { name, timeZone } = definition;
    return {
      language,
      name,
      timeZone,
      sender: this.parts.senderIn(language),
      period: words.period(this.running.period),
      tables: words.tables(answers),
    };
  }

  private async filesOf(documents: readonly ReportDocument[]): Promise<readonly MessageFile[]> {
    const files: MessageFile[] = [];
    for (const document of documents) {
      const name = `report-${this.running.period.label}-${document.language}`;
      files.push({ name: `${name}.pdf`, mediaType: 'application/pdf', content: await this.parts.print(document) });
      files.push({ name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', content: reportCsv(document) });
    }
    return files;
  }
}

const UNEXPECTED = 'unexpected';

/** A report cannot be sent now. The message is a code for its history. */
class HeldUpError extends Error {
  override readonly name = 'HeldUpError';
}

/** Why nobody was written to, for the history: `too-many-complaints`, `mail-server-unreachable`. */
function failureCode(error: unknown): string {
  if (error instanceof HeldUpError) return error.message;
  return error instanceof Problem ? error.code : UNEXPECTED;
}

/** A server that answers with 5yz refuses for good (RFC 5321, 4.2.1); anything else may pass. */
function isFinal(failure: string): boolean {
  return /^smtp-5\d\d$/.test(failure);
}

/** The message around the files: in the first language, then in the other. */
function mailOf(documents: readonly ReportDocument[], { timeZone, name }: ReportDefinition) {
  const [{ language, period, tables }] = documents as readonly [ReportDocument, ...ReportDocument[]];
  const { position, asOf } = tables[0]!.standing;
  const parts = documents.map((document) =>
    text(document.language, 'report.mail', {
      name,
      period: document.period,
      position: positionWords(position, document.language),
      at: instantWords(asOf, document.language, timeZone),
    }),
  );
  return { subject: text(language, 'report.subject', { name, period }), text: `${parts.join('\n\n\n')}\n`, language };
}
