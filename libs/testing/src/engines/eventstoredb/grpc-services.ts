import type { IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { CreateReq, CreateResp } from '@eventstore/db-client/generated/users_pb.js';
import {
  status,
  type handleUnaryCall,
  type Metadata,
  type sendUnaryData,
  type Server,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { AppendService } from './append-service.js';
import { BatchAppend } from './batch-append.js';
import type { Access, Caller } from './access/access.js';
import type { UserService } from './access/user-service.js';
import type { DeleteService } from './delete-service.js';
import type { Faults, KnownMember } from './faults.js';
import { featureServices, gossipServices, streamServices, userServices } from './protocol.js';
import type { ReadService } from './read-service.js';
import { Refusal } from './refusals.js';
import { clusterInfo, supportedMethods } from './server-answers.js';

export interface Services {
  readonly appends: AppendService;
  readonly reads: ReadService;
  readonly deletes: DeleteService;
  readonly users: UserService;
  readonly faults: Faults;
  readonly access: Access;
  /** The version of the server, as reported to clients. */
  readonly version: string;
  /** This server's address in gossip. */
  readonly self: KnownMember;
}

/** Binds the calls of the protocol to their handlers. */
export function grpcServices(server: Server, services: Services): void {
  server.addService(streamServices.StreamsService, streamCalls(services));
  server.addService(userServices.UsersService, userCalls(services));
  server.addService(gossipServices.GossipService, gossipCalls(services));
  server.addService(featureServices.ServerFeaturesService, featureCalls(services));
}

/** Checks the credentials of every call first; the services require the rights to what it names. */
function streamCalls({ appends, reads, deletes, faults, access }: Services): IStreamsServer {
  const callerOf = async ({ metadata }: { readonly metadata: Metadata }): Promise<Caller> => access.callerOf(metadata);
  const admitted = async (call: { readonly metadata: Metadata }): Promise<Caller> => {
    const caller = await callerOf(call);
    await faults.admit();
    return caller;
  };
  return {
    append: (call, callback) =>
      answer(
        callback,
        callerOf(call).then((caller) => appends.append(call, caller)),
      ),
    delete: (call, callback) =>
      answer(
        callback,
        admitted(call).then((caller) => deletes.delete(call.request, caller)),
      ),
    tombstone: (call, callback) =>
      answer(
        callback,
        admitted(call).then((caller) => deletes.tombstone(call.request, caller)),
      ),
    batchAppend: (call) => {
      callerOf(call)
        .then((caller) => new BatchAppend(call, caller, appends, faults).run())
        .catch((error: unknown) => call.emit('error', refusalOf(error)));
    },
    read: (call) => {
      callerOf(call)
        .then((caller) => reads.read(call, caller))
        .then(() => call.end())
        .catch((error: unknown) => call.emit('error', refusalOf(error)));
    },
  };
}

/** Of the calls about users, only the creation of one. */
function userCalls({ users, faults, access }: Services): UntypedServiceImplementation {
  const create: handleUnaryCall<CreateReq, CreateResp> = (call, callback) => {
    const created = faults.admit().then(() => {
      access.callerOf(call.metadata).requireAdministrator();
      return users.create(call.request);
    });
    answer(callback, created);
  };
  return { create };
}

/** Gossip and features need no credentials: clients call them before they know the server. */
function gossipCalls({ faults, self }: Services): IGossipServer {
  return {
    read: (_, callback) =>
      answer(
        callback,
        faults.admitGossip().then(() => clusterInfo(faults.gossip ?? [self], faults.isReady)),
      ),
  };
}

function featureCalls({ faults, version }: Services): IServerFeaturesServer {
  return {
    getSupportedMethods: (_, callback) =>
      answer(
        callback,
        faults.admit().then(() => supportedMethods(version)),
      ),
  };
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
