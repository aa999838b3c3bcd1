import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Complaints } from '@redress/complaints';
import { Policies } from '@redress/policies';
import { catalogue } from '@redress/contracts';
import {
  awaitsMasterKey,
  type CounterStore,
  EventCodec,
  KeyRing,
  loadMasterKey,
  type EventStore,
  type KeyStore,
} from '@redress/eventing';
import { join } from 'node:path';
import { AccessLog } from './access-log/access-log.js';
import { RecordAccesses } from './access-log/reads.js';
import { TIME_SOURCE, type TimeSource } from './service/time-source.js';
import { EngineChecks } from './service/operations/health.js';
import { KnownDamage, WatchedEventStore } from './service/operations/known-damage.js';
import { FollowerMetrics, Metrics } from './service/operations/metrics.js';
import { OperationsModule } from './service/operations/operations-module.js';
import { ComplaintWalls } from './security/complaint-walls.js';
import { Authenticator, AuthorizationGuard } from './security/guard.js';
import { SessionUses } from './security/session-uses.js';
import { StaffAccounts } from './security/staff-accounts.js';
import { StaffSessions } from './security/staff-sessions.js';
import { StaffTokens } from './security/staff-tokens.js';
import { TrackTokens } from './security/track-tokens.js';
import { TrackingCodes } from './security/tracking-codes.js';
import { AnswerHeaders } from './http/commands/command-answer.js';
import { DecideOnComplaintHandler } from './http/commands/decide-on-complaint.js';
import type { RedressConfig } from './service/configuration/redress-config.js';
import { staffListIn, teamListIn } from './service/configuration/staff-directory.js';
import { ConsumerRegistry } from './service/consumers/connect-consumer.js';
import {
  CONFIG,
  COUNTER_STORE,
  ENGINES,
  EVENT_CODEC,
  EVENT_STORE,
  EVENT_STREAM,
  KEY_RING,
  KEY_STORE,
  MASTER_KEY,
  READ_STORE,
  SERVER_SECRETS,
} from './service/engines/tokens.js';
import { sharedCountersOf } from './service/engines/engine-kinds.js';
import { type Engines, EngineShutdown } from './service/engines/engines.js';
import { Backlog } from './limits/backlog.js';
import { DiskSpace } from './limits/disk-space.js';
import { Limits } from './limits/limits.js';
import { MemoryCounterStore } from './limits/memory-counter-store.js';
import { SharedCounterStore } from './limits/shared-counter-store.js';
import { ServerSecrets } from './security/server-secrets.js';
import { RequestValidation } from './http/validation/request-validation.js';
import { followerSourcesProvider, ViewRegistry, VIEWS } from './service/views/followers.js';
import { LogWatch } from './service/views/log-watch.js';
import { ReadStoreInLog } from './service/views/read-store-in-log.js';
import { ViewReader } from './service/views/view-reader.js';

/** Label of the metric. */
const STORE_OF_COUNTERS = 'read-store';

export interface PlatformOptions {
  readonly config: RedressConfig;
  /** Opened by the caller; the application closes them at shutdown. */
  readonly engines: Engines;
}

/** Shared by every application: engines, keys, permissions, validation and operations endpoints. Global. */
@Module({})
export class PlatformModule {
  static forRoot({ config, engines }: PlatformOptions): DynamicModule {
    const shared: Provider[] = [
      ...engineProviders(engines),
      ...keyProviders(config),
      ...complaintProviders(config),
      { provide: StaffTokens, useFactory: () => StaffTokens.open(config) },
      followerSourcesProvider,
      { provide: VIEWS, useClass: ViewRegistry },
      StaffAccounts,
      SessionUses,
      StaffSessions,
      Authenticator,
      ComplaintWalls,
      { provide: COUNTER_STORE, inject: [CONFIG, Metrics], useFactory: counterStoreFor },
      Limits,
      Backlog,
      DiskSpace,
      KnownDamage,
      ConsumerRegistry,
      TrackTokens,
      TrackingCodes,
      ViewReader,
      AccessLog,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot(), OperationsModule.forRoot(config)],
      providers: [...shared, ...enhancers, DecideOnComplaintHandler, EngineShutdown, EngineChecks, FollowerMetrics],
      exports: shared,
    };
  }
}

function engineProviders(engines: Engines): Provider[] {
  return [
    { provide: ENGINES, useValue: engines },
    {
      provide: EVENT_STORE,
      inject: [KnownDamage],
      useFactory: (damage: KnownDamage) => new WatchedEventStore(engines.eventStore, damage),
    },
    { provide: EVENT_STREAM, useValue: engines.eventStream },
    LogWatch,
    {
      provide: READ_STORE,
      inject: [LogWatch],
      useFactory: (watch: LogWatch) => new ReadStoreInLog(engines.readStore, watch),
    },
    { provide: KEY_STORE, useValue: engines.keyStore },
  ];
}

function keyProviders(config: RedressConfig): Provider[] {
  const file = join(config.data, 'master.key');
  return [
    {
      provide: MASTER_KEY,
      inject: [KEY_STORE],
      useFactory: (store: KeyStore) =>
        loadMasterKey({
          file,
          mayMake: () => awaitsMasterKey(store),
          ...(config.masterKey !== undefined && { hex: config.masterKey }),
        }),
    },
    {
      provide: KEY_RING,
      inject: [KEY_STORE, MASTER_KEY, KnownDamage],
      useFactory: async (store: KeyStore, masterKey: Uint8Array, damage: KnownDamage) => {
        const keys = new KeyRing({
          store,
          masterKey,
          onMissing: (person) => damage.note('keys', person),
          onFound: (person) => damage.mended('keys', person),
        });
        // Checked at startup, so that the operator learns of a wrong key, not the first complainant.
        await keys.checkMasterKey();
        return keys;
      },
    },
    { provide: SERVER_SECRETS, inject: [MASTER_KEY], useFactory: (key: Uint8Array) => new ServerSecrets(key) },
  ];
}

function complaintProviders(config: RedressConfig): Provider[] {
  const staff = staffListIn(config);
  const teams = teamListIn(config);
  return [
    { provide: EVENT_CODEC, inject: [KEY_RING], useFactory: (keys: KeyRing) => new EventCodec(catalogue, keys) },
    {
      provide: Policies,
      inject: [EVENT_STORE, EVENT_CODEC, SERVER_SECRETS, TIME_SOURCE],
      useFactory: (store: EventStore, codec: EventCodec, secrets: ServerSecrets, clock: TimeSource) =>
        new Policies({ store, codec, secrets, now: () => clock.now(), approval: config.policyApproval }),
    },
    {
      provide: Complaints,
      inject: [EVENT_STORE, EVENT_CODEC, SERVER_SECRETS, TIME_SOURCE, Policies],
      useFactory: (
        store: EventStore,
        codec: EventCodec,
        secrets: ServerSecrets,
        clock: TimeSource,
        policies: Policies,
      ) => {
        const lists = { ...(staff && { staff }), ...(teams && { teams }) };
        return new Complaints({ store, codec, secrets, policies, now: () => clock.now(), ...lists });
      },
    },
  ];
}

function counterStoreFor({ readStore }: RedressConfig, metrics: Metrics): CounterStore {
  const open = sharedCountersOf(readStore);
  if (open === undefined) return new MemoryCounterStore();
  const countFailure = metrics.counter(
    'redress_limits_store_failures_total',
    'Times that the shared counters of limits could not be used, and this process counted by itself for ten seconds.',
    'store',
    [STORE_OF_COUNTERS],
  );
  return new SharedCounterStore({ open, onFailure: () => countFailure(STORE_OF_COUNTERS) });
}

/** Registered here instead of in each application, so that none can be built without its guard. */
const enhancers: Provider[] = [
  { provide: APP_GUARD, useClass: AuthorizationGuard },
  { provide: APP_PIPE, useClass: RequestValidation },
  { provide: APP_INTERCEPTOR, useClass: AnswerHeaders },
  { provide: APP_INTERCEPTOR, useClass: RecordAccesses },
];
