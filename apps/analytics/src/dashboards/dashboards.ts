import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import {
  isOwn,
  READ_STORE,
  type SavedItem,
  type SavedItemRules,
  SavedItems,
  SavedItemStore,
  savedItemsView,
  SERVER_SECRETS,
  type ServerSecrets,
  type Sharing,
  TIME_SOURCE,
  type Caller,
  type TimeSource,
} from '@redress/platform';
import { contentOf, type DashboardContent, type DashboardRequest } from './dashboard.js';

/** The dashboards that people saved. */
export const DASHBOARDS = savedItemsView('dashboards');

const RULES: SavedItemRules = {
  unknown: 'dashboard-unknown',
  changed: 'dashboard-changed',
  tooMany: 'too-many-dashboards',
  tooLarge: 'dashboard-too-large',
  largeField: '#/panels',
  shareWithEverybody: 'share-dashboards',
};

/** A dashboard as it is answered to one reader. */
export interface SavedDashboard extends DashboardContent {
  readonly id: string;
  readonly kind: 'own' | 'shared';
  readonly revision: number;
  readonly sharedWith: Sharing['with'];
  readonly team: string | null;
  readonly owner: string;
  readonly changedAt: Instant;
  readonly mayChange: boolean;
}

/** The dashboards that people saved, for themselves and for others. A panel shows each reader what they may see. */
@Injectable()
export class Dashboards implements OnModuleInit {
  private readonly store: SavedItemStore<DashboardContent>;
  private readonly saved: SavedItems<DashboardContent>;

  constructor(
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
    @Inject(TIME_SOURCE) clock: TimeSource,
  ) {
    this.store = new SavedItemStore(readStore, {
      view: DASHBOARDS.name,
      type: 'dashboard',
      key: secrets.dashboardKey,
    });
    this.saved = new SavedItems(this.store, clock, RULES);
  }

  onModuleInit(): Promise<void> {
    return this.store.define();
  }

  /** The caller's own, then what others share with them. */
  async list(caller: Caller): Promise<readonly SavedDashboard[]> {
    return (await this.saved.usable(caller)).map((dashboard) => this.answered(dashboard, caller));
  }

  /** Throws as {@link SavedItems.add}. */
  async add(caller: Caller, request: DashboardRequest): Promise<SavedDashboard> {
    return this.answered(await this.saved.add(caller, request, contentOf(request)), caller);
  }

  /** Throws as {@link SavedItems.replace}. */
  async replace(caller: Caller, id: string, request: DashboardRequest, ifMatch?: number): Promise<SavedDashboard> {
    return this.answered(await this.saved.replace(caller, id, request, contentOf(request), ifMatch), caller);
  }

  /** Throws as {@link SavedItems.remove}. */
  remove(caller: Caller, id: string, ifMatch?: number): Promise<void> {
    return this.saved.remove(caller, id, ifMatch);
  }

  private answered(dashboard: SavedItem<DashboardContent>, caller: Caller): SavedDashboard {
    const { id, revision, sharing, owner, changedAt, content } = dashboard;
    return {
      id,
      kind: isOwn(dashboard, caller) ? 'own' : 'shared',
      revision,
      ...content,
      sharedWith: sharing.with,
      team: sharing.with === 'team' ? sharing.team : null,
      owner,
      changedAt,
      mayChange: this.saved.mayChange(dashboard, caller),
    };
  }
}
