/**
 * The stubs of EventStoreDB's gRPC protocol, as shipped with the official client. They are CommonJS, whose exports Node cannot detect by
 * name, so each file is imported as one object.
 */
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import userServices from '@eventstore/db-client/generated/users_grpc_pb.js';
import users from '@eventstore/db-client/generated/users_pb.js';

export {
  features,
  featureServices,
  gossip,
  gossipServices,
  shared,
  statuses,
  streams,
  streamServices,
  users,
  userServices,
};
