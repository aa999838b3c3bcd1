import { Body, Controller, HttpCode, Inject, Post, type Type } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { CommandContent } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import type { ComplaintCommandType } from '@redress/domain';
import { Allow, type CallerKind } from '../../security/caller.js';
import {
  Answers,
  type AnswerSchema,
  listOf,
  objectSchema,
  referenceSchema,
  revisionSchema,
  textSchema,
} from '../openapi/route-descriptions.js';
import type { RevisionAnswer } from './command-answer.js';
import { CommandMeta, RouteReference } from './command-meta.js';
import type { CommandRequest } from './command-request.js';
import { DecideOnComplaint } from './decide-on-complaint.js';

/** The route of one command on a complaint. */
export interface CommandRoute<Kind extends ComplaintCommandType = ComplaintCommandType> {
  /** Class of the request body: its fields, except `reason` and `occurredAt`, are the command's content. */
  readonly request: new () => Partial<CommandContent<Kind>['data']> & CommandRequest;
  /** Shown in the API description. */
  readonly summary: string;
  /** Creates the command to dispatch when it takes more than a decision on this one complaint. Default: {@link DecideOnComplaint}. */
  readonly send?: (reference: Reference, request: never, meta: CommandMeta) => Command<RevisionAnswer>;
  /** Describes the answer when it differs from that of other commands. */
  readonly answer?: { readonly description: string; readonly schema: AnswerSchema };
}

/** Routes by their last path segment; `command` is set where the segment is not the command's name. */
export interface CommandRoutes {
  readonly [name: string]: CommandRoute & { readonly command?: ComplaintCommandType };
}

/** What every answer to a command tells, for the API description. */
export const commandAnswerFields = { reference: referenceSchema, revision: revisionSchema, events: listOf(textSchema) };

const usualAnswer = {
  description: 'Decided. `events` is empty when nothing had to be changed.',
  schema: objectSchema(commandAnswerFields, { title: 'CommandAnswer' }),
};

/** Headers of every answer that returns a new revision. */
export const revisionHeaders = {
  ETag: { description: 'The revision, for the next If-Match.', schema: { type: 'string' } },
  'Idempotency-Replayed': { description: '`true` for a repeat.', schema: { type: 'string' } },
};

/**
 * Creates a controller with one route per command: `POST {path}/:reference/{name}`, allowed to the callers whom the permissions grant the
 * command, answered with 200 and a `CommandAnswer`. Applies the decorators of a handwritten controller here, once for all routes.
 */
export function commandController(path: string, by: CallerKind, routes: CommandRoutes): Type<object> {
  class CommandController {
    constructor(@Inject(CommandBus) readonly commands: CommandBus) {}
  }
  for (const [name, route] of Object.entries(routes)) {
    const type = route.command ?? (name as ComplaintCommandType);
    const { description, schema } = route.answer ?? usualAnswer;
    const send = route.send ?? ((...sent) => DecideOnComplaint.fromRequest(sent[0], type, sent[1], sent[2]));
    const handle = function (
      this: CommandController,
      reference: Reference,
      request: CommandRequest,
      meta: CommandMeta,
    ) {
      return this.commands.execute(send(reference, request as never, meta));
    };
    const method = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const { prototype } = CommandController;
    // Nest and its OpenAPI module find the metadata of a route by the name of its function.
    Object.defineProperty(handle, 'name', { value: method });
    const descriptor = { value: handle, writable: true, configurable: true };
    Object.defineProperty(prototype, method, descriptor);
    // Type of the second parameter, which the body is validated against.
    Reflect.defineMetadata('design:paramtypes', [String, route.request, Object], prototype, method);
    // From last to first, as the compiler applies decorators.
    CommandMeta()(prototype, method, 2);
    Body()(prototype, method, 1);
    RouteReference()(prototype, method, 0);
    for (const decorate of [
      Post(name),
      HttpCode(200),
      Allow(type, by),
      ApiOperation({ summary: route.summary }),
      Answers(200, description, schema, revisionHeaders),
    ]) {
      decorate(prototype, method, descriptor);
    }
  }
  Controller(`${path}/:reference`)(CommandController);
  // Operation ids in the API description are derived from the class name.
  Object.defineProperty(CommandController, 'name', {
    value: `${path.slice(0, 1).toUpperCase()}${path.slice(1)}Controller`,
  });
  return CommandController;
}
