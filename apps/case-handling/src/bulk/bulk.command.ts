import { Logger } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Language, Reference } from '@redress/contracts';
import { type ComplaintCommandType, formatReference } from '@redress/domain';
import { sideBySide } from '@redress/eventing';
import {
  type CommandMetaOfMany,
  type CommandRequest,
  DecideOnComplaint,
  logFailure,
  problemDocument,
  type ProblemDocument,
  problemOf,
} from '@redress/platform';

/** One of the cases that a command is sent to. */
export interface BulkTarget {
  /** Stored form. */
  readonly reference: Reference;
  /** The revision that the sender saw; undefined for any. */
  readonly expectedRevision?: number;
}

/** What became of the command on one case: the answer of the single route, or its problem. */
export type BulkResult =
  | {
      readonly reference: string;
      readonly outcome: 'accepted';
      readonly revision: number;
      readonly events: readonly string[];
    }
  | {
      readonly reference: string;
      /** `failed`: Redress could not decide now; the same request later may. */
      readonly outcome: 'refused' | 'failed';
      readonly problem: ProblemDocument;
    };

/** Sends one command with the same content to many cases. Each is decided by itself, so some may accept and others refuse. */
export class SendToMany extends Command<readonly BulkResult[]> {
  constructor(
    readonly type: ComplaintCommandType,
    readonly cases: readonly BulkTarget[],
    readonly request: CommandRequest,
    readonly meta: CommandMetaOfMany,
    /** In which problems are worded. */
    readonly language: Language,
  ) {
    super();
  }
}

/**
 * Dispatches for each case what its single route dispatches. A command's id is derived from the caller, the complaint and the idempotency
 * key, so the one key of the request identifies the command on each case.
 */
@CommandHandler(SendToMany)
export class SendToManyHandler implements ICommandHandler<SendToMany> {
  private readonly logger = new Logger('bulk');

  constructor(private readonly commands: CommandBus) {}

  /** Returns a result for each case, in the order of the cases. */
  async execute(command: SendToMany): Promise<readonly BulkResult[]> {
    const results = await sideBySide([...command.cases.entries()], async ([place, target]) => {
      return [place, await this.resultOn(target, command)] as const;
    });
    return results.toSorted(([one], [other]) => one - other).map(([, result]) => result);
  }

  private async resultOn(target: BulkTarget, command: SendToMany): Promise<BulkResult> {
    const reference = formatReference(target.reference);
    try {
      const { revision, events } = await this.commands.execute(singleCommand(target, command));
      return { reference, outcome: 'accepted', revision, events };
    } catch (thrown) {
      return { reference, ...this.problemIn(thrown, command) };
    }
  }

  private problemIn(thrown: unknown, { meta, language }: SendToMany) {
    const problem = problemOf(thrown);
    const { correlationId } = meta;
    logFailure(this.logger, thrown, problem.code, { correlationId });
    const document = problemDocument(problem, language, correlationId);
    return { outcome: document.status < 500 ? 'refused' : 'failed', problem: withinData(document) } as const;
  }
}

/** The command on one case, with the expected revision of this case. */
function singleCommand(
  { reference, expectedRevision }: BulkTarget,
  { type, request, meta }: SendToMany,
): DecideOnComplaint {
  const own = { ...meta, ...(expectedRevision != null && { ifMatch: expectedRevision }) };
  return DecideOnComplaint.fromRequest(reference, type, request, own);
}

/** The body of a single route is the part `data` of this one, where a problem's pointers have to lead. */
function withinData({ errors, ...problem }: ProblemDocument): ProblemDocument {
  if (errors === undefined) return problem;
  return { ...problem, errors: errors.map((fault) => ({ ...fault, pointer: fault.pointer.replace('#', '#/data') })) };
}
