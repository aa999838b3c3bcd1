import type { KnownMember } from './faults.js';
import { features, gossip, shared } from './protocol.js';

const STREAMS = 'event_store.client.streams.streams';
const SUPPORTED: readonly (readonly [service: string, method: string, features: readonly string[]])[] = [
  [STREAMS, 'read', ['position', 'events']],
  [STREAMS, 'append', []],
  [STREAMS, 'batchappend', ['deadline_duration']],
  [STREAMS, 'delete', []],
  [STREAMS, 'tombstone', []],
  ['event_store.client.users.users', 'create', []],
  ['event_store.client.gossip.gossip', 'read', []],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods', []],
];

/** Makes the client choose between one append per call and batches. */
export function supportedMethods(version: string) {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(version);
  for (const [service, method, list] of SUPPORTED) {
    answer.addMethods(
      new features.SupportedMethod()
        .setServiceName(service)
        .setMethodName(method)
        .setFeaturesList([...list]),
    );
  }
  return answer;
}

/** The members of a cluster. A single member is its leader, once it is ready. */
export function clusterInfo(members: readonly KnownMember[], isReady: boolean) {
  const { LEADER, FOLLOWER, INITIALIZING } = gossip.MemberInfo.VNodeState;
  const told = members.map(({ address, port, isLeader, instanceId }) =>
    new gossip.MemberInfo()
      .setInstanceId(new shared.UUID().setString(instanceId))
      .setTimeStamp(`${BigInt(Date.now()) * 10_000n}`)
      .setState(isReady ? (isLeader ? LEADER : FOLLOWER) : INITIALIZING)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress(address).setPort(port)),
  );
  return new gossip.ClusterInfo().setMembersList(told);
}
