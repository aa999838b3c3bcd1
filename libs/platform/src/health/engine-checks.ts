import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventStore, KeyStore, ReadStore } from '@redress/eventing';
import { ConsumerRegistry } from '../consumers/consumer-registry.js';
import { EVENT_STORE, KEY_STORE, READ_STORE } from '../engines/tokens.js';
import { LogWatch } from '../views/log-watch.js';
import { VIEWS } from '../views/tokens.js';
import { ViewRegistry } from '../views/view-registry.js';
import { DAMAGES, KnownDamage } from './known-damage.js';
import { ReadinessChecks, refuseUnless } from './readiness.js';

/** Enters the engines and consumers of a service among what it needs to be ready. */
@Injectable()
export class EngineChecks implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: ReadinessChecks,
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(KEY_STORE) private readonly keyStore: KeyStore,
    @Inject(VIEWS) private readonly views: ViewRegistry,
    private readonly watch: LogWatch,
    private readonly consumers: ConsumerRegistry,
    private readonly damage: KnownDamage,
  ) {}

  onApplicationBootstrap(): void {
    const { readiness, views, watch, consumers } = this;
    readiness.add('event-store', () => this.eventStore.head());
    readiness.addServer('event-store', () => this.eventStore.inUse);
    readiness.add('key-store', () => this.keyStore.get(['readiness']));
    for (const damage of DAMAGES) readiness.addWarning(damage, () => this.damage.count(damage) === 0);
    const [view] = views.all();
    if (view !== undefined) readiness.add('read-store', () => this.readStore.checkpoint(view.name));
    for (const { name, kind } of views.all())
      if (kind === 'view') readiness.add(`view:${name}`, () => watch.require(name));
    for (const consumer of consumers.all())
      readiness.add(`consumer:${consumer.group}`, () => refuseUnless(consumer.healthy()));
  }
}
