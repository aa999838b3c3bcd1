import type { IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { status, type Metadata, type sendUnaryData, type Server } from '@grpc/grpc-js';
import type { AppendService } from './append-service.js';
import { BatchAppend } from './batch-append.js';
import { checkCredentials, type EventStoreDbCredentials } from './credentials.js';
import type { DeleteService } from './delete-service.js';
import type { Faults, KnownMember } from './faults.js';
import { featureServices, gossipServices, streamServices } from './protocol.js';
import type { ReadService } from './read-service.js';
import { Refusal } from './refusals.js';
import { clusterInfo, supportedMethods } from './server-answers.js';

export interface Services {
  readonly appends: AppendService;
  readonly reads: ReadService;
  readonly deletes: DeleteService;
  readonly faults: Faults;
  readonly credentials: EventStoreDbCredentials | undefined;
  /** This server's address in gossip. */
  readonly self: KnownMember;
}

/** Binds the calls of the protocol to their handlers. */
export function grpcServices(server: Server, services: Services): void {
  server.addService(streamServices.StreamsService, streamCalls(services));
  server.addService(gossipServices.GossipService, gossipCalls(services));
  server.addService(featureServices.ServerFeaturesService, featureCalls(services));
}

/** Checks the credentials of every call first. */
function streamCalls({ appends, reads, deletes, faults, credentials }: Services): IStreamsServer {
  const letIn = async ({ metadata }: { readonly metadata: Metadata }) => checkCredentials(metadata, credentials);
  return {
    append: (call, callback) =>
      answer(
        callback,
        letIn(call).then(() => appends.append(call)),
      ),
    delete: (call, callback) =>
      answer(
        callback,
        letIn(call)
          .then(() => faults.admit())
          .then(() => deletes.delete(call.request)),
      ),
    tombstone: (call, callback) =>
      answer(
        callback,
        letIn(call)
          .then(() => faults.admit())
          .then(() => deletes.tombstone(call.request)),
      ),
    batchAppend: (call) => {
      letIn(call)
        .then(() => new BatchAppend(call, appends, faults).run())
        .catch((error: unknown) => call.emit('error', refusalOf(error)));
    },
    read: (call) => {
      letIn(call)
        .then(() => reads.read(call))
        .then(() => call.end())
        .catch((error: unknown) => call.emit('error', refusalOf(error)));
    },
  };
}

/** Gossip and features need no credentials: clients call them before they know the server. */
function gossipCalls({ faults, self }: Services): IGossipServer {
  return {
    read: (_, callback) =>
      answer(
        callback,
        faults.admit().then(() => clusterInfo(faults.gossip ?? [self])),
      ),
  };
}

function featureCalls({ faults }: Services): IServerFeaturesServer {
  return { getSupportedMethods: (_, callback) => answer(callback, faults.admit().then(supportedMethods)) };
}

function answer<T>(callback: sendUnaryData<T>, work: Promise<T>): void {
  work.then(
    (value) => callback(null, value),
    (error: unknown) => callback(refusalOf(error)),
  );
}

function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(status.UNKNOWN, String(error));
}
